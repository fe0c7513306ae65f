using Shoumi.Rules;

namespace Shoumi.Server.Storage;

/// <summary>The bureau this installation serves: one row, written at set-up, never changed.</summary>
public sealed class Bureau
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public required string Name { get; init; }

    /// <summary>Highest level whose titles this system stores; null: of no state secret.</summary>
    public Level? Ceiling { get; init; }

    /// <summary>A demonstration stays one for ever: it cannot be turned into an office's register.</summary>
    public required bool IsDemonstration { get; init; }

    /// <summary>Stands in every line of the audit ledger, so that lines of two installations are never taken for each other.</summary>
    public required string Instance { get; init; }

    public required DateTimeOffset SetUpAt { get; init; }
}

/// <summary>Why a principal may know an item.</summary>
public enum GrantSource
{
    /// <summary>Named in the scope of knowledge.</summary>
    Scope = 1,

    /// <summary>Handles the case by post, as long as it is under way.</summary>
    Handling = 2,

    /// <summary>Has acted on the case and so knows it.</summary>
    Acted = 3,
}

/// <summary>One principal that may know one item. Ended, never deleted: who knew what, when, stays answerable.</summary>
public sealed class AccessGrant
{
    public int Id { get; private set; }

    public required int CaseId { get; init; }

    /// <summary>See <see cref="Rules.Principal"/>.</summary>
    public required long Principal { get; init; }

    public required GrantSource Source { get; init; }

    public required DateTimeOffset Since { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>What a drafter has typed and not yet submitted. Housekeeping: it is no act, and goes when the case is proposed or withdrawn.</summary>
public sealed class DraftInput
{
    public required int CaseId { get; init; }

    /// <summary>The form as JSON; without a word of the drafter's until the level is known and within the ceiling.</summary>
    public required string Form { get; init; }

    public required DateTimeOffset SavedAt { get; init; }
}

/// <summary>One line of the audit ledger. Canonical bytes are what is hashed; the columns beside them only serve to look lines up.</summary>
public sealed class AuditEntry
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Act Act { get; init; }

    public required int ActorId { get; init; }

    public required Post Post { get; init; }

    /// <summary>Number of what it is about, never a title.</summary>
    public required string Subject { get; init; }

    /// <summary>准许 1, 须批准 2, 不予办理 3.</summary>
    public required int Outcome { get; init; }

    /// <summary>Reason codes of a refusal, separated by spaces.</summary>
    public required string Codes { get; init; }

    public required byte[] Canonical { get; init; }

    /// <summary>SHA-256 over <see cref="Canonical"/>, which names the hash before it.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>What an act said, apart from its line: the line holds only a salted commitment, so that this can be erased and the line still proves.</summary>
public sealed class AuditPayload
{
    public required long Seq { get; init; }

    public required byte[] Salt { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>The last line's number and hash: one row, locked last in every act, so that there is one writer also across processes.</summary>
public sealed class AuditHead
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public required long Seq { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>Right edge of the hash tree over all lines (<see cref="Proofs.Frontier"/>); null where lines were written before there was a tree.</summary>
    public byte[]? Edge { get; init; }
}

/// <summary>A complete subtree of the hash tree over the audit ledger's lines.</summary>
public sealed class AuditNode
{
    /// <summary>Over 2 to this power lines; only every eighth height is kept.</summary>
    public required int Height { get; init; }

    /// <summary>Its place among those of its height, from 0.</summary>
    public required long Position { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>A public key that heads of the audit ledger were signed with. None is ever taken away: old heads must stay provable.</summary>
public sealed class HeadKey
{
    /// <summary>First 16 bytes of its SHA-256, hexadecimal.</summary>
    public required string Id { get; init; }

    /// <summary>DER, SubjectPublicKeyInfo.</summary>
    public required byte[] Public { get; init; }

    public required DateTimeOffset Since { get; init; }
}

/// <summary>封签: what the audit ledger was at a moment, signed. Kept elsewhere, on paper or in a file, it shows any later change.</summary>
public sealed class SignedHead
{
    /// <summary>Number of lines it is over.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The head itself, byte for byte (docs/ledger-format.md).</summary>
    public required byte[] Text { get; init; }

    public required string KeyId { get; init; }
}

/// <summary>The last number given in a register and year.</summary>
public sealed class NumberSeries
{
    public required string Register { get; init; }

    public required int Year { get; init; }

    public required int Last { get; init; }
}

/// <summary>
/// Rows were emptied that must not stay on the disk either. Written with the act that emptied them, and gone when it is certain that
/// neither the log nor old versions of rows hold them any more: see <see cref="Forgetting"/>.
/// </summary>
public sealed class Erasure
{
    public int Id { get; private set; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Who runs a daily job, until when. Housekeeping.</summary>
public sealed class Lease
{
    public required string Name { get; init; }

    public required string Holder { get; set; }

    public required DateTimeOffset Until { get; set; }
}

/// <summary>The clock as this system last trusted it, and whether it is suspended.</summary>
public sealed class ClockState
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public required DateTimeOffset TrustedAt { get; set; }

    public bool Suspended { get; set; }
}

/// <summary>How many items a register holds, by level and state: kept with every act, so that no page counts by scanning.</summary>
public sealed class LedgerCount
{
    public required Level Level { get; init; }

    public required int Total { get; init; }
}

/// <summary>A kind of rows whose changes are counted.</summary>
public enum ChangeKind
{
    /// <summary>Persons, units, appointments, accounts.</summary>
    Organisation = 1,

    /// <summary>Entries of the classification ledger, and who may know what.</summary>
    Ledger = 2,

    /// <summary>Cases and what was said in them: with the two others, all that decides what waits for a person.</summary>
    Cases = 3,
}

/// <summary>How often rows of a kind were changed: as long as it stays, what was read of them still holds. Counted by the database itself.</summary>
public sealed class ChangeCount
{
    public required ChangeKind Kind { get; init; }

    public required long Count { get; init; }
}
