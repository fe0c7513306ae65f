using System.Collections.Immutable;
using Shoumi.Rules;

namespace Shoumi.Documents.Printing;

/// <summary>Everything that stands on a 国家秘密变更/解密审批表 (form F06), already in words. The form adds none of its own but its fixed labels.</summary>
[Requirement("R8.6")]
public sealed record ChangeApprovalContent
{
    /// <summary>The bureau's name, the beginning of the form's title.</summary>
    public required string Bureau { get; init; }

    /// <summary>Number of the request, such as 2026-变-0007.</summary>
    public required string Number { get; init; }

    /// <summary>The mark of the form itself: that of the matter as it holds on the day of printing; null where it is no secret.</summary>
    public required string? Mark { get; init; }

    /// <summary>部门.</summary>
    public required string Unit { get; init; }

    /// <summary>填报日期.</summary>
    public required DateOnly FilledOn { get; init; }

    /// <summary>承办人.</summary>
    public required string Officer { get; init; }

    /// <summary>电话.</summary>
    public required string Phone { get; init; }

    /// <summary>事项名称; null where titles are not kept, and the form says that it stands in the paper ledger.</summary>
    public required string? Matter { get; init; }

    /// <summary>文号; null where there is none.</summary>
    public required string? DocumentNumber { get; init; }

    /// <summary>台帐号.</summary>
    public required string LedgerNumber { get; init; }

    /// <summary>目的: true 解密, false 变更. Of a declassification the columns of what is proposed stay empty, whatever they hold.</summary>
    public required bool Declassifies { get; init; }

    /// <summary>原密级, 原保密期限, 原知悉范围.</summary>
    public required SecrecyInWords Before { get; init; }

    /// <summary>拟定的密级, 保密期限, 知悉范围; null for a declassification.</summary>
    public required SecrecyInWords? After { get; init; }

    /// <summary>理由.</summary>
    public required string Reason { get; init; }

    /// <summary>The steps in their order, signed or still open.</summary>
    public required ImmutableArray<StepOpinion> Opinions { get; init; }

    /// <summary>Who printed it, when, and under which number of the audit ledger.</summary>
    public required PrintRecord Print { get; init; }

    /// <summary>Whether the data are invented: then every page says so.</summary>
    public required bool Demonstration { get; init; }
}

/// <summary>The three elements of a state secret as they are printed.</summary>
/// <param name="Level">密级.</param>
/// <param name="Term">保密期限.</param>
/// <param name="Scope">知悉范围: persons and units.</param>
public sealed record SecrecyInWords(string Level, string Term, string Scope);

/// <summary>The box of one step.</summary>
/// <param name="Step">Its label, such as 部门负责人意见.</param>
/// <param name="Text">The opinion; empty while nobody has given it.</param>
/// <param name="Signer">Who gave it; null while nobody has.</param>
/// <param name="Post">The signer's post.</param>
/// <param name="On">The day.</param>
public sealed record StepOpinion(string Step, string Text, string? Signer, string? Post, DateOnly? On);
