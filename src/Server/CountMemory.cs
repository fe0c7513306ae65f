using System.Collections.Concurrent;
using Shoumi.Rules;

namespace Shoumi.Server;

/// <summary>
/// What was last counted for a person. It holds as long as none of the rows it was counted in was changed, it is the same day, and the
/// person is the same principals, in the same posts and as far cleared as then: all of it is compared, so nobody is shown a count of what
/// they no longer may know.
/// </summary>
/// <typeparam name="T">The counts; one memory for each kind of page that counts.</typeparam>
public sealed class CountMemory<T>
    where T : class
{
    private readonly ConcurrentDictionary<int, Counted> last = [];

    /// <summary>What was counted, if it still holds.</summary>
    /// <param name="changes">Changes so far of all that the counts rest on.</param>
    public T? Known(Desk desk, long changes) =>
        last.TryGetValue(desk.Actor.PersonId, out var was) && was.Changes == changes && was.Day == desk.Today && was.Cleared == desk.Actor.Cleared && was.Posts == desk.Actor.Posts && was.Principals.SequenceEqual(desk.Actor.Principals)
            ? was.Counts
            : null;

    /// <param name="changes">Asked before counting: what changes meanwhile is counted anew.</param>
    public void Keep(Desk desk, long changes, T counts) =>
        last[desk.Actor.PersonId] = new(changes, desk.Today, desk.Actor.Cleared, desk.Actor.Posts, [.. desk.Actor.Principals], counts);

    private sealed record Counted(long Changes, DateOnly Day, Level? Cleared, PostSet Posts, long[] Principals, T Counts);
}
