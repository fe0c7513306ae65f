namespace Shoumi.Rules.Registers;

/// <summary>
/// 旧台账的一次导入: which file, by whom, how many rows became entries. The batch is reversed as a whole, by a second person and visibly: its
/// entries stay and say so.
/// </summary>
[Requirement("R7.5.1")]
public sealed class ImportBatch
{
    public int Id { get; private set; }

    /// <summary>SHA-256 of the file's bytes in hexadecimal. The bytes themselves are never kept, nor is the file's name.</summary>
    public required string FileHash { get; init; }

    public required int ImportedById { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>Rows that became entries.</summary>
    public required int Imported { get; init; }

    /// <summary>Of these, entries whose term was over on the day of the import.</summary>
    public required int Declassified { get; init; }

    /// <summary>Of these, entries above the ceiling, whose titles stay in the paper ledger.</summary>
    public required int Untitled { get; init; }

    /// <summary>Rows that were in the ledger already.</summary>
    public required int Known { get; init; }

    /// <summary>Rows that repeat one further up.</summary>
    public required int Repeated { get; init; }

    /// <summary>Rows that an error kept out.</summary>
    public required int Faulty { get; init; }

    /// <summary>Who has asked for the reversal that waits, or that was done.</summary>
    public int? ReversalAskedById { get; private set; }

    public DateTimeOffset? ReversalAskedAt { get; private set; }

    /// <summary>Why, in words.</summary>
    public string? ReversalReason { get; private set; }

    public int? ReversedById { get; private set; }

    public DateTimeOffset? ReversedAt { get; private set; }

    /// <summary>Day from which the entries no longer speak.</summary>
    public DateOnly? ReversedOn { get; private set; }

    /// <summary>Counts changes: of two people who decide at once, one finds it done.</summary>
    public int Version { get; private set; }

    /// <summary>The number as it is printed.</summary>
    public string Reference => $"旧台账导入 {Id}";

    /// <summary>Whether a reversal was asked for and waits for a second person.</summary>
    public bool ReversalWaits => ReversalAskedById is not null && ReversedById is null;

    /// <summary>Asks for the reversal.</summary>
    public void AskReversal(int personId, DateTimeOffset at, string reason) =>
        (ReversalAskedById, ReversalAskedAt, ReversalReason, Version) = (personId, at, reason, Version + 1);

    /// <summary>The second person says no, or whoever asked takes it back.</summary>
    public void RejectReversal() => (ReversalAskedById, ReversalAskedAt, ReversalReason, Version) = (null, null, null, Version + 1);

    /// <summary>The second person says yes.</summary>
    public void Reverse(int personId, DateTimeOffset at, DateOnly day) => (ReversedById, ReversedAt, ReversedOn, Version) = (personId, at, day, Version + 1);

    /// <summary>The second person is another person than the first.</summary>
    public static Ruling MayConfirm(int askedById, int personId) => askedById == personId ? Ruling.Forbid("MZ.7.5.SECOND", "R7.5.1") : Ruling.Yes;
}
