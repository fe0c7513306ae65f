using System.Collections.Immutable;
using Shoumi.Rules;

namespace Shoumi.Documents.Printing;

/// <summary>
/// Everything that stands on a 发文拟稿签 (form F01), already in words. The sheet prints exactly these values: they are those of the
/// case (article 7 item 1), and it adds none of its own but the fixed labels of the form.
/// </summary>
[Requirement("R7.1.3")]
public sealed record DraftingSheetContent
{
    /// <summary>The bureau's name, the beginning of the form's title.</summary>
    public required string Bureau { get; init; }

    /// <summary>拟稿签编号, such as 2026-拟-0153.</summary>
    public required string Number { get; init; }

    /// <summary>Which proposal this is: 1 for the first, one more after each return.</summary>
    public required int Revision { get; init; }

    /// <summary>The mark of the sheet itself, such as 机密★20年; null where nothing secret is proposed (article 8: then no ★ anywhere).</summary>
    public required string? Mark { get; init; }

    /// <summary>标题; null where titles are not kept, and the sheet says that it stands in the paper ledger.</summary>
    public required string? Title { get; init; }

    /// <summary>主送.</summary>
    public required string SendTo { get; init; }

    /// <summary>拟稿处室.</summary>
    public required string Unit { get; init; }

    /// <summary>承办人.</summary>
    public required string Drafter { get; init; }

    /// <summary>拟定密级: one of the three levels, or 内部, or 非密.</summary>
    public required string Level { get; init; }

    /// <summary>保密期限, such as 20年; empty where there is none.</summary>
    public required string Term { get; init; }

    /// <summary>How the term came about, such as 不能预见，第六条四项; empty where there is nothing to say.</summary>
    public required string TermOrigin { get; init; }

    /// <summary>知悉范围: persons and units, in the order of the case.</summary>
    public required ImmutableArray<string> Scope { get; init; }

    /// <summary>How many persons these are.</summary>
    public required int ScopeCount { get; init; }

    /// <summary>定密依据: one entry per row of the catalogue or superior rule, as they stood when it was proposed.</summary>
    public required ImmutableArray<string> Basis { get; init; }

    /// <summary>The policy pack and its edition, such as minzheng 2026-03-01.</summary>
    public required string Pack { get; init; }

    /// <summary>印制份数; null while nobody has said.</summary>
    public required int? Copies { get; init; }

    /// <summary>份号, such as 000001—000006; null while none are given.</summary>
    public required string? CopyNumbers { get; init; }

    /// <summary>Every opinion of every proposal, in the order in which they were given.</summary>
    public required ImmutableArray<DraftingOpinion> Opinions { get; init; }

    /// <summary>台帐号; null until the registry has entered it.</summary>
    public required string? LedgerNumber { get; init; }

    /// <summary>备注.</summary>
    public required string Remark { get; init; }

    /// <summary>Who printed it, when, and under which number of the audit ledger.</summary>
    public required PrintRecord Print { get; init; }

    /// <summary>Whether the data are invented: then every page says so.</summary>
    public required bool Demonstration { get; init; }
}

/// <summary>One opinion, in one of the five steps of article 7 or of the leading group (article 5, 其它 rows).</summary>
/// <param name="Step">1 承办人员, 2 处室负责人, 3 局办公室文秘, 4 分管局领导, 5 机要室; 0 领导小组.</param>
/// <param name="Revision">The proposal it was given on.</param>
/// <param name="Outcome">The word of the decision, such as 同意 or 退回; empty where the text says it all.</param>
/// <param name="Text">The opinion itself.</param>
/// <param name="Signer">Who gave it.</param>
/// <param name="On">The day, China Standard Time; of a paper approval the paper's day.</param>
/// <param name="At">The time of day; null where only a day is known.</param>
/// <param name="DeputyFor">On whose behalf a deputy signed; null where nobody's.</param>
/// <param name="PaperNote">For an approval signed on paper: what was recorded about it and by whom.</param>
[Requirement("R7.7", "R7.8")]
public sealed record DraftingOpinion(
    int Step, int Revision, string Outcome, string Text, string Signer, DateOnly On, TimeOnly? At = null, string? DeputyFor = null, string? PaperNote = null);

/// <summary>The foot of every page: a print is itself an act that the audit ledger knows.</summary>
/// <param name="By">Who printed.</param>
/// <param name="At">When, China Standard Time; also the only date in the file's metadata.</param>
/// <param name="Nth">Which print of this sheet, from 1.</param>
/// <param name="AuditNumber">Number of the entry in the audit ledger.</param>
public sealed record PrintRecord(string By, DateTimeOffset At, int Nth, long AuditNumber);

/// <summary>What came out of a print.</summary>
/// <param name="Pages">How many pages.</param>
/// <param name="Missing">Characters that the printing fonts do not have, each once, such as U+20BB7; on paper each is the geta mark 〓, to be filled in by hand.</param>
public sealed record PrintedSheet(int Pages, ImmutableArray<string> Missing);
