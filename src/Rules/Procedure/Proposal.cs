using System.Collections.Immutable;
using Shoumi.Rules.Matters;
using Shoumi.Rules.Policy;

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
/// <param name="ChangeReason">变更或解密的理由; null where the case determines.</param>
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
    BasisSnapshot? Basis,
    string? ChangeReason = null)
{
    /// <summary>
    /// The state secret that this opinion makes when approved on that day; null where it makes none. An own term starts on the day of the
    /// approval, a received one on the originator's date.
    /// </summary>
    [Requirement("R6.6.1", "R4.3", "R6.4.1")]
    public Secrecy? SecrecyFrom(DateOnly approvedOn) =>
        Level is { } level && Origin is { } origin && Term.Form is not (TermForm.None or TermForm.Bare) ? new Secrecy(level, Term, origin, Source?.IssuedOn ?? approvedOn) : null;
}

/// <summary>来文密级: what a received matter brought along (article 4 item 10).</summary>
/// <param name="IssuedOn">制发日: the originator's date, from which its term counts; null only while the form is being filled in.</param>
public sealed record SourceMark(string Originator, string DocumentNumber, bool CipherTelegram, DateOnly? IssuedOn)
{
    /// <summary>The item as it came, with the level and the term recorded for it.</summary>
    public ReceivedItem As(Level level, Term term) => new(Originator, DocumentNumber, level, term, CipherTelegram, IssuedOn);
}

/// <summary>
/// 定密依据 as it stood when the opinion was given: later editions of the pack do not reach back. Kept with every opinion, also where
/// nothing is classified or the level was received: the opinion was given under that edition all the same.
/// </summary>
/// <param name="Pack">Id of the pack.</param>
/// <param name="Version">Its edition.</param>
/// <param name="Title">Title of the regulation.</param>
/// <param name="Rows">The rows relied on; empty for received matters and where nothing is classified.</param>
/// <param name="Answers">The conditions as they were answered, in the words of that edition.</param>
[Requirement("R7.1.4")]
public sealed record BasisSnapshot(string Pack, DateOnly Version, Wording Title, ImmutableArray<BasisRow> Rows, ImmutableArray<Wording> Answers)
{
    /// <summary>What an opinion rests on, out of the pack in force.</summary>
    /// <param name="rowIds">The rows relied on.</param>
    /// <param name="ticked">The answers, as <c>condition.option</c>.</param>
    public static BasisSnapshot Of(PolicyPack pack, ImmutableArray<string> rowIds, IEnumerable<string> ticked) => new(
        pack.Id,
        pack.Version,
        pack.Title,
        [.. rowIds.Select(pack.Row).OfType<MatterRow>().Select(r => new BasisRow(r.Id, r.Citation, r.Name.Zh, r.Level, r.CatchAll))],
        [.. ticked.Select(t => t.Split('.') is [var c, var o] ? pack.Conditions.GetValueOrDefault(c)?.Options.FirstOrDefault(x => x.Id == o)?.Text : null).OfType<Wording>()]);

    /// <summary>Whether a catch-all row is among them.</summary>
    public bool ReliesOnCatchAll() => Rows.Any(r => r.CatchAll);

    /// <summary>The row that gives the level: the first of the highest. Null where there are none.</summary>
    [Requirement("R5.3")]
    public BasisRow? Highest() => Rows.MaxBy(r => r.Level);
}

/// <summary>One row relied on, by its requirement id and to the letter.</summary>
public sealed record BasisRow(string Id, string Citation, string Text, Level Level, bool CatchAll);
