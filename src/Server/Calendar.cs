namespace Shoumi.Server;

/// <summary>
/// The day in Asia/Shanghai, where the day changes for every date of the regulation. While the clock is suspended (article 6, clock
/// safety) the day stays the last trusted one, so that nothing is declassified by a wrong clock.
/// </summary>
public sealed class Calendar(TimeProvider clock)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private DateOnly? held;

    /// <summary>Today.</summary>
    public DateOnly Today => held ?? DayOf(clock.GetUtcNow());

    /// <summary>Now, on the wall in China.</summary>
    public DateTimeOffset Now => clock.GetUtcNow().ToOffset(China);

    /// <summary>Whether the clock is suspended.</summary>
    public bool Suspended => held is not null;

    /// <summary>The day an instant falls on. China has had no summer time since 1991; the product's dates begin later.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(China).DateTime);

    /// <summary>Instant as it reads on the wall in China.</summary>
    public static DateTimeOffset OnTheWall(DateTimeOffset instant) => instant.ToOffset(China);

    /// <summary>Holds the day at the last trusted one.</summary>
    public void Suspend(DateOnly trusted) => held = trusted;

    /// <summary>Trusts the clock again.</summary>
    public void Resume() => held = null;
}
