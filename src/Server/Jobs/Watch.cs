namespace Shoumi.Server.Jobs;

/// <summary>Runs the clock's safety check every minute and the daily turn at start, after each midnight in China, and hourly in between, in case one was missed.</summary>
public sealed partial class Watch(ClockGuard guard, Midnight midnight, Calendar calendar, TimeProvider clock, ILogger<Watch> log) : BackgroundService
{
    private DateOnly? turned;
    private DateTimeOffset lastTry;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            try
            {
                await TickAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may be away for a while; the next minute tries again.
                LogFailure(log, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One minute's work.</summary>
    public async Task TickAsync(CancellationToken cancel)
    {
        await guard.CheckAsync(cancel);
        if (turned != calendar.Today || clock.GetUtcNow() - lastTry > TimeSpan.FromHours(1))
        {
            lastTry = clock.GetUtcNow();
            turned = await midnight.RunAsync(cancel) is { Failed: 0 } turn ? turn.Day : turned;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The daily work could not run: {Kind}")]
    private static partial void LogFailure(ILogger log, string kind);
}
