using Shoumi.Rules;

namespace Shoumi.Documents.Printing;

/// <summary>Everything that stands on a 国家秘密变更/解密通知书 (form F07), already in words.</summary>
[Requirement("R8.6")]
public sealed record ChangeNoticeContent
{
    /// <summary>The bureau's name, the beginning of the form's title.</summary>
    public required string Bureau { get; init; }

    /// <summary>Number of the notice, such as 2026-变通-0007.</summary>
    public required string Number { get; init; }

    /// <summary>The mark of the notice itself; null where the matter is no secret any more.</summary>
    public required string? Mark { get; init; }

    /// <summary>发往: the unit or person that holds carriers of the matter.</summary>
    public required string To { get; init; }

    /// <summary>事项名称; null where titles are not kept.</summary>
    public required string? Matter { get; init; }

    /// <summary>文号; null where there is none.</summary>
    public required string? DocumentNumber { get; init; }

    /// <summary>台帐号.</summary>
    public required string LedgerNumber { get; init; }

    /// <summary>True 解密, false 变更.</summary>
    public required bool Declassifies { get; init; }

    /// <summary>The three elements as they were.</summary>
    public required SecrecyInWords Before { get; init; }

    /// <summary>The three elements as they are from the day of effect on; null where it is declassified.</summary>
    public required SecrecyInWords? After { get; init; }

    /// <summary>生效日.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>决定机关.</summary>
    public required string Authority { get; init; }

    /// <summary>The day of the notice.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>Who printed it, when, and under which number of the audit ledger.</summary>
    public required PrintRecord Print { get; init; }

    /// <summary>Whether the data are invented: then every page says so.</summary>
    public required bool Demonstration { get; init; }
}
