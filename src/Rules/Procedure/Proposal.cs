using System.Collections.Immutable;

namespace Shoumi.Rules.Procedure;

/// <summary>拟办意见: everything one opinion says, by the drafter or by a reviewer who changes it. A value, kept whole with the opinion; never overwritten.</summary>
/// <param name="Determination">国家秘密, 内部 or 非密; 不定密 is an opinion too.</param>
/// <param name="ScopeId">Group of article 4.</param>
/// <param name="RowIds">Rows of article 5, the basis.</param>
/// <param name="Ticked">Answers to the rows' conditions, as <c>condition.option</c>.</param>
/// <param name="Justification">Why a catch-all row applies, or why nothing is classified.</param>
/// <param name="Level">Level, as the rows have it or as received.</param>
/// <param name="Foreseeable">Whether the end can be foreseen (article 6 items 2 and 4).</param>
/// <param name="Term">The term.</param>
/// <param name="Origin">Where the term comes from.</param>
/// <param name="SuperiorRuleId">The superior's special rule relied on (article 6 item 3).</param>
/// <param name="Source">The source's particulars, for received matters (article 4 item 10).</param>
/// <param name="People">Persons in the scope of knowledge.</param>
/// <param name="Units">Units in the scope of knowledge.</param>
/// <param name="SendTo">主送; free text, kept with the drafting sheet.</param>
/// <param name="Copies">Number of copies to be printed.</param>
/// <param name="Basis">Snapshot of the rows' texts, with the pack's edition, as they were when the opinion was given.</param>
public sealed record Proposal(
    Determination Determination,
    string? ScopeId,
    ImmutableArray<string> RowIds,
    ImmutableArray<string> Ticked,
    string? Justification,
    Level? Level,
    bool? Foreseeable,
    Term Term,
    TermOrigin? Origin,
    int? SuperiorRuleId,
    SourceMark? Source,
    ImmutableArray<int> People,
    ImmutableArray<int> Units,
    string? SendTo,
    int Copies,
    BasisSnapshot? Basis);

/// <summary>来文密级: what a received matter brought along (article 4 item 10).</summary>
public sealed record SourceMark(string Originator, string DocumentNumber, bool CipherTelegram);

/// <summary>定密依据 as it stood when the opinion was given: later editions of the pack do not reach back.</summary>
[Requirement("R7.1.4")]
public sealed record BasisSnapshot(string Pack, DateOnly Version, ImmutableArray<BasisRow> Rows);

/// <summary>One row relied on, by its requirement id and to the letter.</summary>
public sealed record BasisRow(string Id, string Citation, string Text);
