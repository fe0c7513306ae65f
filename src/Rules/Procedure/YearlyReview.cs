namespace Shoumi.Rules.Procedure;

/// <summary>年度审核: once a year every matter in force is looked at again – does it still have to be secret, at that level, for that long?</summary>
[Requirement("R7.4.1")]
public sealed class YearlyReview
{
    public int Id { get; private set; }

    /// <summary>The matter.</summary>
    public required int CaseId { get; init; }

    public required int Year { get; init; }

    public required int PersonId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it is this person's to review: of the unit's head, or of the registry where an old ledger names no unit that is still known.</summary>
    public static bool IsFor(int unitId, Actor actor) => unitId == 0 ? actor.Posts.Contains(Post.RegistryClerk) : actor.Holds(Post.SectionHead, unitId) is not null;

    /// <summary>Whether the matter is to be reviewed in that year: it was determined before the year began and is still in force in it.</summary>
    public static bool IsDue(DateOnly classifiedOn, DateOnly? freeFrom, int year) =>
        classifiedOn.Year < year && (freeFrom is not { } free || free > new DateOnly(year, 1, 1));
}

/// <summary>A file that was handed out with its mark, known by its digest only; what is re-marked later must be one of them.</summary>
[Requirement("R8.6")]
public sealed class IssuedFile
{
    public int Id { get; private set; }

    /// <summary>The matter.</summary>
    public required int CaseId { get; init; }

    /// <summary>The entry whose mark it bears.</summary>
    public required int EntryId { get; init; }

    /// <summary>SHA-256 in hexadecimal.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }
}
