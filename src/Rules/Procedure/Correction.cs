namespace Shoumi.Rules.Procedure;

/// <summary>The columns that are clerical. Level, term, scope and date are not: the approval fixed them.</summary>
public enum CorrectedField
{
    /// <summary>事项名称.</summary>
    Title = 1,

    /// <summary>文号.</summary>
    DocumentNumber = 2,

    /// <summary>载体形式.</summary>
    CarrierForm = 3,

    /// <summary>份数.</summary>
    Copies = 4,

    /// <summary>备注.</summary>
    Remark = 5,
}

/// <summary>更正: a clerical mistake in a ledger entry, asked for by one person and confirmed by another.</summary>
[Requirement("R7.5.1")]
public sealed class Correction
{
    private string was = "", becomes = "", reason = "";

    public int Id { get; private set; }

    public required int EntryId { get; init; }

    public required int CaseId { get; init; }

    public required int RequestedById { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get => reason; init => reason = value; }

    public required CorrectedField Field { get; init; }

    /// <summary>What the entry says.</summary>
    public required string Was { get => was; init => was = value; }

    /// <summary>What it should say.</summary>
    public required string Becomes { get => becomes; init => becomes = value; }

    public int? DecidedById { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Null while it waits.</summary>
    public bool? Confirmed { get; private set; }

    /// <summary>The entry that the confirmation wrote.</summary>
    public int? NewEntryId { get; private set; }

    /// <summary>The second person's answer.</summary>
    public void Decide(bool confirmed, int personId, DateTimeOffset at) => (Confirmed, DecidedById, DecidedAt) = (confirmed, personId, at);

    /// <summary>Points to the entry that was written.</summary>
    public void WrittenAs(int entryId) => NewEntryId = entryId;

    /// <summary>
    /// The words go with the title: the matter has risen above the ceiling set for this system. A reason is in somebody's own words, whatever
    /// column it is about, and may tell of the content.
    /// </summary>
    public void EraseWords() => (was, becomes, reason) = Field == CorrectedField.Title ? ("", "", "") : (was, becomes, "");

    /// <summary>The second person is another person than the first.</summary>
    public static Ruling MayDecide(int requestedById, int personId) =>
        requestedById == personId ? Ruling.Forbid("MZ.7.5.SECOND", "R7.5.1") : Ruling.Yes;
}
