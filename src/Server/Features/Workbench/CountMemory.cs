using System.Collections.Concurrent;
using Shoumi.Rules;

namespace Shoumi.Server.Features.Workbench;

/// <summary>What the workbench counts in the ledger for one person.</summary>
/// <param name="EndThisMonth">Entries whose term ends in the present month.</param>
/// <param name="EndSoon">Entries whose term ends within the reminder days.</param>
/// <param name="Months">The last twelve months, oldest first.</param>
public sealed record Counts(int EndThisMonth, int EndSoon, IReadOnlyList<Month> Months);

/// <summary>
/// The counts as last made for a person. They hold as long as no entry and no grant was changed, it is the same day, and the person is
/// the same principals, in the same posts and as far cleared as then: all of it is compared, so nobody is shown a count of what they no longer may know.
/// </summary>
public sealed class CountMemory
{
    private readonly ConcurrentDictionary<int, Counted> last = [];

    /// <summary>What was counted, if it still holds.</summary>
    /// <param name="changes">Changes of the ledger so far.</param>
    public Counts? Known(Desk desk, long changes) =>
        last.TryGetValue(desk.Actor.PersonId, out var was) && was.Changes == changes && was.Day == desk.Today && was.Cleared == desk.Actor.Cleared && was.Posts == desk.Actor.Posts && was.Principals.SequenceEqual(desk.Actor.Principals)
            ? was.Counts
            : null;

    /// <param name="changes">Asked before counting: what changes meanwhile is counted anew.</param>
    public void Keep(Desk desk, long changes, Counts counts) =>
        last[desk.Actor.PersonId] = new(changes, desk.Today, desk.Actor.Cleared, desk.Actor.Posts, [.. desk.Actor.Principals], counts);

    private sealed record Counted(long Changes, DateOnly Day, Level? Cleared, PostSet Posts, long[] Principals, Counts Counts);
}
