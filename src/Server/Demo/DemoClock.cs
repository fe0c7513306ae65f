namespace Shoumi.Server.Demo;

/// <summary>A clock that is set by hand, so that twelve years of an invented office can be lived through in seconds.</summary>
public sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Goes along with the wall: years that are lived through are no jump of the clock.</summary>
    public override long GetTimestamp() => now.UtcTicks;

    /// <summary>So many minutes go by.</summary>
    public void Pass(int minutes) => now = now.AddMinutes(minutes);

    /// <summary>Moves on to that time of that day in China; never back.</summary>
    public void Set(DateOnly day, int hour, int minute)
    {
        var wanted = new DateTimeOffset(day, new TimeOnly(hour, minute), TimeSpan.FromHours(8)).ToUniversalTime();
        now = wanted > now ? wanted : now.AddMinutes(1);
    }
}
