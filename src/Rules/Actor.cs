using System.Collections.Immutable;

namespace Shoumi.Rules;

/// <summary>One post held on the day of the act.</summary>
/// <param name="UnitId">The unit it is held for; null: the whole bureau.</param>
public readonly record struct Holding(Post Post, int? UnitId, bool AsDeputy);

/// <summary>The person who acts, as the day's facts have it: posts, clearance, and everything knowledge may be granted to.</summary>
public sealed class Actor
{
    /// <summary>The clock, acting by itself.</summary>
    public static readonly Actor System = new(0, "system", 0, null, [], Post.System, false);

    public Actor(int personId, string name, int unitId, Level? cleared, ImmutableArray<Holding> holdings, Post? administers, bool inService = true)
    {
        PersonId = personId;
        Name = name;
        UnitId = unitId;
        Cleared = cleared;
        // Who has left holds nothing any more, however long the appointments run.
        Holdings = administers is null && inService ? holdings : [];
        Administers = administers;
        Posts = administers is { } a ? PostSet.Of(a) : inService ? Holdings.Aggregate(PostSet.Of(Post.ActionOfficer), (set, h) => set.With(h.Post)) : PostSet.None;
        Principals = administers is null && inService ? [.. Known(personId, unitId, Holdings).Order()] : [];
    }

    private Actor(Actor whole, PostSet only)
    {
        (PersonId, Name, UnitId, Cleared, Administers) = (whole.PersonId, whole.Name, whole.UnitId, whole.Cleared, whole.Administers);
        Holdings = [.. whole.Holdings.Where(h => only.Contains(h.Post))];
        Posts = new PostSet(whole.Posts.Bits & only.Bits);
        Principals = whole.Principals.IsEmpty ? [] : [.. Known(PersonId, UnitId, Holdings).Order()];
    }

    public int PersonId { get; }

    public string Name { get; }

    public int UnitId { get; }

    /// <summary>Highest level the person may know; null: none.</summary>
    public Level? Cleared { get; }

    public ImmutableArray<Holding> Holdings { get; }

    public Post? Administers { get; }

    public PostSet Posts { get; }

    /// <summary>Everything that knowledge can have been granted to and that this person is today: the person, the unit, each post. Sorted. Administrators are none.</summary>
    public ImmutableArray<long> Principals { get; }

    /// <summary>How the person holds the post for that unit today, or null: as holder before as deputy. A post held for the whole bureau serves every unit.</summary>
    public Holding? Holds(Post post, int unitId)
    {
        Holding? deputy = null;
        foreach (var holding in Holdings)
        {
            if (holding.Post == post && (holding.UnitId is null || holding.UnitId == unitId))
            {
                if (!holding.AsDeputy)
                {
                    return holding;
                }

                deputy ??= holding;
            }
        }

        return deputy;
    }

    /// <summary>
    /// How the person is in that post: holder before deputy. Whatever is written about an act takes its deputyship from here.
    /// </summary>
    /// <param name="unitId">The unit it is about; null where the post serves the bureau.</param>
    /// <returns>Null for somebody who does not hold it, as for the drafter, who needs no appointment.</returns>
    [Requirement("R7.9")]
    public Holding? Under(Post post, int? unitId) => unitId is { } unit
        ? Holds(post, unit)
        : Holdings.Where(h => h.Post == post).OrderBy(h => h.AsDeputy).Cast<Holding?>().FirstOrDefault();

    /// <summary>
    /// The same person under none but these posts: what a program may do that acts for somebody. It knows what the person knows as a
    /// person and as a member of the unit, and what the posts left to it may know.
    /// </summary>
    [Requirement("RN1.4")]
    public Actor LimitedTo(PostSet posts) => new(this, posts);

    private static IEnumerable<long> Known(int personId, int unitId, ImmutableArray<Holding> holdings)
    {
        yield return Principal.Person(personId);
        yield return Principal.Unit(unitId);
        yield return Principal.Everyone;
        foreach (var h in holdings)
        {
            yield return Principal.Post(h.Post, h.UnitId ?? 0);
        }
    }
}

/// <summary>What knowledge is granted to, as one number: a person, a unit, or whoever holds a post for a unit on the day. One indexed column in SQL.</summary>
public static class Principal
{
    private const long People = 1L << 40;
    private const long Units = 2L << 40;
    private const long Posts = 3L << 40;

    /// <summary>全局: everybody in service who holds no administrator's post.</summary>
    public const long Everyone = Units;

    public static long Person(int id) => People | (uint)id;

    public static long Unit(int id) => Units | (uint)id;

    /// <param name="unitId">The unit the post is held for; 0: the whole bureau.</param>
    public static long Post(Post post, int unitId) => Posts | ((long)post << 32) | (uint)unitId;
}
