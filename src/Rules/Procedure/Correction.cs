namespace Shoumi.Rules.Procedure;

/// <summary>更正: a clerical mistake in a ledger entry, asked for by one person and confirmed by another.</summary>
[Requirement("R7.5.1")]
public sealed class Correction
{
    public int Id { get; private set; }

    public required int EntryId { get; init; }

    public required int CaseId { get; init; }

    public required int RequestedById { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    public string? Title { get; init; }

    public string? DocumentNumber { get; init; }

    public required string CarrierForm { get; init; }

    public required int Copies { get; init; }

    public string? Remark { get; init; }

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

    /// <summary>The second person is another person than the first.</summary>
    public static Ruling MayDecide(int requestedById, int personId) =>
        requestedById == personId ? Ruling.Forbid("MZ.7.5.SECOND", "R7.5.1") : Ruling.Yes;
}
