using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Opening a case with a draft on paper. A document is sent as a form instead: it is looked at, hashed and dropped.</summary>
public sealed record OpenCaseBody
{
    [Description("Written 书面 or Chart 图表.")]
    public required DocumentKind Kind { get; init; }

    [Description("true: the draft is on paper only. 纸质草稿。")]
    public required bool Paper { get; init; }
}

/// <summary>How a proposed term counts (article 6, item 5).</summary>
public enum CountedIn
{
    Year,
    Month,
}

/// <summary>A proposal (拟办意见): level, term and scope of knowledge with their basis. The level follows from the rows and is not chosen.</summary>
public record ProposalBody
{
    [Description("标题. Needed wherever it may be stored, not stored above the ceiling.")]
    [MaxLength(200)]
    public string? Title { get; init; }

    [Description("StateSecret 国家秘密, Internal 内部 or Unclassified 非密. 定性。")]
    public Determination? Determination { get; init; }

    [Description("Group of article 4, such as SC-4-06; see the catalogue. 第四条的类别。")]
    [MaxLength(80)]
    public string? Group { get; init; }

    [Description("Row of article 5, such as CL-5.3.2; see the catalogue. 密级事项。")]
    [MaxLength(80)]
    public string? Row { get; init; }

    [Description("Answers to the row's conditions, each as condition:option. 限定条件。")]
    public IReadOnlyList<string>? Condition { get; init; }

    [Description("Why a catch-all row applies. 书面理由。")]
    [MaxLength(500)]
    public string? Justification { get; init; }

    [Description("Why nothing is classified. 不定密的理由。")]
    [MaxLength(500)]
    public string? WhyNot { get; init; }

    [Description("Foreseen 能预见, Default 不能预见, SuperiorRule 上级特殊规定 or Received 来文原期限.")]
    public TermOrigin? Origin { get; init; }

    [Description("How many years or months, as text: what is no whole number is refused by article 6, item 5. 期限数值。")]
    [MaxLength(20)]
    public string? Amount { get; init; }

    [Description("Whether the amount is of years or, below one year, of months.")]
    public CountedIn? Unit { get; init; }

    [Description("Identity of the superior rule, with origin SuperiorRule. 上级特殊规定。")]
    [Range(1, int.MaxValue)]
    public int? SuperiorRule { get; init; }

    [Description("Level as received, 绝密, 机密 or 秘密. 原密级。")]
    [MaxLength(20)]
    public string? Level { get; init; }

    [Description("来文机关.")]
    [MaxLength(60)]
    public string? Originator { get; init; }

    [Description("来文字号.")]
    [MaxLength(60)]
    public string? SourceNumber { get; init; }

    [Description("Term as received, such as 20年. 原期限。")]
    [MaxLength(40)]
    public string? SourceTerm { get; init; }

    [Description("Date of the received item. 来文制发日。")]
    public DateOnly? IssuedOn { get; init; }

    [Description("密码电报.")]
    public bool? Cipher { get; init; }

    [Description("知悉范围: persons as p:12, units as u:3; see organisation/people.")]
    public IReadOnlyList<string>? Scope { get; init; }

    [Description("主送.")]
    [MaxLength(200)]
    public string? SendTo { get; init; }

    [Description("份数.")]
    [Range(1, 9999)]
    public int? Copies { get; init; }

    [Description("Why a matter changes; for cases that change one. 变更或解密的理由。")]
    [MaxLength(500)]
    public string? ChangeReason { get; init; }

    [Description("Version of the case that the person has seen; another one means that somebody else was first.")]
    [Range(0, int.MaxValue)]
    public required int Version { get; init; }
}

/// <summary>An answer to a proposal: agree, return, or differ with values of one's own, which then are all given anew.</summary>
public sealed record DecisionBody : ProposalBody
{
    [Description("Agree 同意, Return 退回 or Amend 修改意见.")]
    public required Decision Decision { get; init; }

    [Description("意见; needed to return or to differ.")]
    [MaxLength(500)]
    public string? Opinion { get; init; }
}

/// <summary>Entering a case in the classification ledger, or returning it.</summary>
public sealed record EntryBody
{
    [Description("Agree 记入 or Return 退回.")]
    public required Decision Decision { get; init; }

    [Description("意见.")]
    [MaxLength(500)]
    public string? Opinion { get; init; }

    [Description("文号.")]
    [MaxLength(60)]
    public string? DocumentNumber { get; init; }

    [Description("载体形式: 纸质, 光盘, 磁盘、U盘, 图表 or 其他; needed to enter.")]
    [MaxLength(80)]
    public string? CarrierForm { get; init; }

    [Description("份数; needed to enter.")]
    [Range(1, 9999)]
    public int? Copies { get; init; }

    [Description("备注; the reason, when it is returned.")]
    [MaxLength(200)]
    public string? Remark { get; init; }

    [Description("Version of the case that the person has seen.")]
    [Range(0, int.MaxValue)]
    public required int Version { get; init; }
}

/// <summary>The leading group's opinion on a catch-all row.</summary>
public sealed record GroupOpinionBody
{
    [Description("Whether the group agrees; either way it has been heard. 结论。")]
    public required bool Agrees { get; init; }

    [Description("领导小组意见.")]
    [MaxLength(480)]
    public required string GroupOpinion { get; init; }

    [Description("Version of the case that the person has seen.")]
    [Range(0, int.MaxValue)]
    public required int Version { get; init; }
}

/// <summary>Taking a case back before step 4.</summary>
public sealed record WithdrawBody
{
    [Description("What became of the drafts: 已交机要室, 已列入销毁 or 仅有电子稿，已清除. 草稿载体的去向。")]
    [MaxLength(80)]
    public string? Carriers { get; init; }

    [Description("理由.")]
    [MaxLength(200)]
    public required string Reason { get; init; }

    [Description("Version of the case that the person has seen.")]
    [Range(0, int.MaxValue)]
    public required int Version { get; init; }
}
