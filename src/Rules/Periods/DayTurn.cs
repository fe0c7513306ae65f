using System.Collections.Immutable;

namespace Shoumi.Rules.Periods;

/// <summary>One item of the ledger as the midnight job sees it.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="FreeFrom">First free day; null never ends by itself.</param>
/// <param name="Recorded">Whether its declassification has been recorded.</param>
public readonly record struct RunningTerm(long Id, DateOnly? FreeFrom, bool Recorded);

/// <summary>
/// Article 6 item 6 at midnight. Whether an item is still secret follows from the day alone; this only says what has not been written
/// down yet, so missed days are caught up and a second run finds nothing.
/// </summary>
public static class DayTurn
{
    /// <summary>Whether the automatic declassification of the item is to be recorded on that day.</summary>
    [Requirement("R6.6.2")]
    public static bool IsDue(in RunningTerm item, DateOnly day) => !item.Recorded && item.FreeFrom is { } free && free <= day;

    /// <summary>Everything that is to be recorded on that day, the longest overdue first.</summary>
    [Requirement("R6.6.2")]
    public static ImmutableArray<RunningTerm> Due(IEnumerable<RunningTerm> items, DateOnly day) =>
        [.. items.Where(item => IsDue(item, day)).OrderBy(item => item.FreeFrom).ThenBy(item => item.Id)];
}
