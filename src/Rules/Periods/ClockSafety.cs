using System.Globalization;

namespace Shoumi.Rules.Periods;

/// <summary>
/// Terms run out by the calendar, so a wrong clock would declassify what is still secret. Two comparisons tell; after a refusal nothing is
/// declassified by itself until the security administrator has confirmed the time.
/// </summary>
public static class ClockSafety
{
    // A time service corrects a sound clock in small steps, also backwards.
    private static readonly TimeSpan SmallCorrection = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForwardLimit = TimeSpan.FromDays(1);
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    /// <summary>
    /// While running: the wall clock against the monotonic one, which nobody can set. Backwards since the last look, or altogether more than
    /// a day ahead since the clock was last vouched for, is unsafe: a clock put forward again and again by less than a day is not.
    /// </summary>
    /// <param name="expected">The time it should be, counted on from the last look.</param>
    /// <param name="vouched">The time it should be, counted on from the start or from the last confirmation.</param>
    /// <param name="now">The wall clock now.</param>
    [Requirement("R6.6.4")]
    public static Ruling WhileRunning(DateTimeOffset expected, DateTimeOffset vouched, DateTimeOffset now)
    {
        if (now < expected - SmallCorrection)
        {
            return Unsafe($"时间倒退，应为{Say(expected)}", $"it went backwards, expected {Say(expected)}", now);
        }

        return now > vouched + ForwardLimit
            ? Unsafe($"时间共快出一天以上，应为{Say(vouched)}", $"it is more than a day ahead, expected {Say(vouched)}", now)
            : Ruling.Yes;
    }

    /// <summary>At start: unsafe only when it is earlier than the last audit entry. Having been off for a month is normal.</summary>
    /// <param name="lastAudit">Time of the last audit entry; null in a new system.</param>
    /// <param name="now">The wall clock now.</param>
    [Requirement("R6.6.4")]
    public static Ruling AtStart(DateTimeOffset? lastAudit, DateTimeOffset now) =>
        lastAudit is { } last && now < last
            ? Unsafe($"早于审计台账最后一条记录的{Say(last)}", $"it is earlier than the last audit entry of {Say(last)}", now)
            : Ruling.Yes;

    /// <summary>What an act is told that would fix a date or a number while the clock is suspended.</summary>
    /// <param name="trusted">The last trusted time.</param>
    [Requirement("R6.6.4")]
    public static Ruling Unconfirmed(DateTimeOffset trusted) => Ruling.Forbid(
        "SYS.CLOCK", "R6.6.4", ("why", $"最后可信时间为{Say(trusted)}"), ("why_en", $"last trusted at {Say(trusted)}"));

    private static Ruling Unsafe(string why, string whyEn, DateTimeOffset now) =>
        Ruling.Forbid("SYS.CLOCK", "R6.6.4", ("why", $"{why}，现为{Say(now)}"), ("why_en", $"{whyEn}, found {Say(now)}"));

    private static string Say(DateTimeOffset time) => time.ToOffset(ChinaStandardTime).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
