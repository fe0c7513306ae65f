namespace Shoumi.Server.Tests.Running;

/// <summary>A clock set by hand. Time that passes moves the monotonic clock along; a jump moves the wall clock alone. Its timers never fire.</summary>
public sealed class SettableClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock door = new();
    private DateTimeOffset now = start;
    private long elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (door)
        {
            return now;
        }
    }

    public override long GetTimestamp()
    {
        lock (door)
        {
            return elapsed;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

    public void Pass(TimeSpan time)
    {
        lock (door)
        {
            now += time;
            elapsed += time.Ticks;
        }
    }

    public void Jump(TimeSpan by)
    {
        lock (door)
        {
            now += by;
        }
    }

    /// <summary>To nine in the morning in China of a later day.</summary>
    public void PassTo(DateOnly day) => Pass(new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.FromHours(8)) - GetUtcNow());

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
