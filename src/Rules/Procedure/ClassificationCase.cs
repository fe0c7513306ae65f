namespace Shoumi.Rules.Procedure;

/// <summary>What a case decides.</summary>
public enum CasePurpose
{
    /// <summary>定密: whether and how a draft is classified.</summary>
    Determine = 1,

    /// <summary>变更: another level, term or scope of knowledge for a matter in the ledger.</summary>
    Change = 2,

    /// <summary>提前解密: the end of a matter's secrecy before its term runs out.</summary>
    Declassify = 3,
}

/// <summary>定密案: one draft on its way through the five steps, from the draft on (article 7).</summary>
[Requirement("R7.1.1", "R2.1")]
public sealed class ClassificationCase
{
    private int drafterId;

    public int Id { get; private set; }

    public required int Year { get; init; }

    /// <summary>Consecutive in its year; given when it is saved.</summary>
    public int Number { get; private set; }

    /// <summary>承办人: who opened it, or who took it over since.</summary>
    public required int DrafterId { get => drafterId; init => drafterId = value; }

    public required int UnitId { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>定密, 变更 or 提前解密: all three go through the same five steps.</summary>
    public CasePurpose Purpose { get; init; } = CasePurpose.Determine;

    /// <summary>The case of the matter that this one changes; null for a determination.</summary>
    public int? MatterId { get; init; }

    /// <summary>The ledger entry that spoke for the matter when the change was asked for.</summary>
    public int? ChangesEntryId { get; init; }

    /// <summary>First day that the term of the matter counts from; null for a determination, which counts from its own approval.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>文号 of the originator's notice, for a received matter: nobody else changes what it was classified as (article 4 item 10).</summary>
    public string? NoticeNumber { get; init; }

    /// <summary>SHA-256 of the draft's bytes in hexadecimal, or null for a draft on paper. The bytes themselves are never kept.</summary>
    public string? FileHash { get; private set; }

    /// <summary>Format found in the bytes, such as docx.</summary>
    public string? FileFormat { get; private set; }

    public Stage Stage { get; private set; } = Stage.Draft;

    /// <summary>第几次拟办: grows with every return.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>Null until the level is known, and always above the ceiling set for this system.</summary>
    public string? Title { get; private set; }

    /// <summary>The opinion that holds now; null before the first proposal.</summary>
    public Proposal? Current { get; private set; }

    /// <summary>
    /// The level it is protected at, as a column of its own: the door to the row asks for it. That of <see cref="Current"/>; of a change that
    /// is not entered, the higher one of what is proposed and what the matter is; of an earlier change, what the matter has become since.
    /// </summary>
    public Level? Level { get; private set; }

    /// <summary>定密之日: day of the step-4 approval.</summary>
    public DateOnly? ClassifiedOn { get; private set; }

    /// <summary>The leader who approved.</summary>
    public int? ApprovedById { get; private set; }

    /// <summary>Since when it waits at its stage.</summary>
    public DateTimeOffset WaitingSince { get; private set; }

    /// <summary>Counts changes: of two people who decide one step at once, one finds it moved.</summary>
    public int Version { get; private set; }

    /// <summary>The import that brought it in, registered already; null for what went through the five steps here.</summary>
    public int? ImportBatchId { get; init; }

    /// <summary>The number as it is printed, such as 2026-拟-0153; 2026-变-0154 for a change.</summary>
    public string Reference => $"{Year}-{(Purpose == CasePurpose.Determine ? '拟' : '变')}-{Number:D4}";

    /// <summary>What the approval fixed; null before it.</summary>
    public Secrecy? Secrecy => ClassifiedOn is { } day ? Current?.SecrecyFrom(StartsOn ?? day) : null;

    /// <summary>Starts the wait at the first stage.</summary>
    public void Wait(DateTimeOffset since) => WaitingSince = since;

    /// <summary>A change starts from what the matter is now.</summary>
    /// <param name="title">Null where it must not be stored.</param>
    public void StartFrom(Proposal present, string? title) => (Current, Level, Title) = (present, present.Level, title);

    /// <summary>Takes the draft's fingerprint.</summary>
    public void Present(string hash, string format) => (FileHash, FileFormat) = (hash, format);

    /// <summary>Step 1: the drafter's opinion. From here on the draft is protected at the level proposed.</summary>
    /// <param name="title">Null where it must not be stored.</param>
    /// <param name="least">What the matter of a change is now: proposing less protects no less.</param>
    public void Propose(Proposal proposal, string? title, DateTimeOffset at, Level? least = null)
    {
        Amend(proposal, title, least);
        Move(Stage.SectionReview, at);
    }

    /// <summary>A reviewer's other values; the drafter's stay in the opinions.</summary>
    /// <inheritdoc cref="Propose"/>
    public void Amend(Proposal proposal, string? title, Level? least = null) => (Current, Level, Title) = (proposal, Levels.Higher(proposal.Level, least), title);

    /// <summary>On to the next stage, or back to the draft as a new revision.</summary>
    public void Move(Stage stage, DateTimeOffset at)
    {
        if (stage == Stage.Draft)
        {
            Revision++;
            (ClassifiedOn, ApprovedById) = (null, null);
        }

        (Stage, WaitingSince, Version) = (stage, at, Version + 1);
    }

    /// <summary>Somebody else drafts from now on; what the former drafter said stays in the opinions.</summary>
    public void TakeOver(int personId) => (drafterId, Version) = (personId, Version + 1);

    /// <summary>Something was said about the case without moving it.</summary>
    public void Touch() => Version++;

    /// <summary>Step 4 fixes level, term, scope and date.</summary>
    public void Fix(DateOnly classifiedOn, int approvedById) => (ClassifiedOn, ApprovedById) = (classifiedOn, approvedById);

    /// <summary>Born registered, from an old ledger: everything was decided and entered there.</summary>
    /// <param name="title">Null where it must not be stored.</param>
    public void Inherit(Proposal decided, string? title, DateOnly classifiedOn, int? approvedById) =>
        (Current, Level, Title, ClassifiedOn, ApprovedById, Stage) = (decided, decided.Level, title, classifiedOn, approvedById, Stage.Registered);

    /// <summary>What an approved change makes of the matter.</summary>
    /// <param name="title">Null where it must not be stored.</param>
    public void Become(Proposal proposal, string? title) => (Current, Level, Title, Version) = (proposal, proposal.Level, title, Version + 1);

    /// <summary>What becomes of a change with its matter: how it is protected, and by which title it knows the matter.</summary>
    /// <param name="title">That of the matter; a title that was never stored here is not brought in.</param>
    public void Follow(Level level, string? title) => (Level, Title) = (level, Title is null ? null : title);

    /// <summary>A corrected title, by a visible reversal in the ledger; null where the matter has risen above the ceiling.</summary>
    public void Retitle(string? title) => (Title, Version) = (title, Version + 1);
}
