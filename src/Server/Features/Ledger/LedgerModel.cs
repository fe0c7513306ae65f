using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Ledger;

/// <summary>定密台账 (article 7 item 5) as the viewer may see it. No page numbers and no count by scanning.</summary>
/// <param name="Total">Kept counter of the entries the viewer may see; null where none is kept.</param>
/// <param name="Filter">What is asked for.</param>
/// <param name="Levels">Kept counters by level, highest first.</param>
/// <param name="Years">Years that have entries, newest first.</param>
/// <param name="Units">Units: id and name.</param>
/// <param name="Matters">Rows of article 5: id and citation.</param>
/// <param name="Previous">Link to the rows before; null at the beginning.</param>
/// <param name="Next">Link to the rows after; null at the end.</param>
/// <param name="ExportQuery">Of the address that exports or prints what is listed; null for whoever may do neither.</param>
/// <param name="Form">Errors of the filter.</param>
/// <param name="ImportPath">Where old ledgers are imported; null when not the viewer's.</param>
public sealed record LedgerModel(
    DateOnly Today,
    Level? Highest,
    int? Total,
    IReadOnlyList<Tab> Tabs,
    LedgerFilter Filter,
    IReadOnlyList<(Level Level, int? Count)> Levels,
    IReadOnlyList<int> Years,
    IReadOnlyList<(string Id, string Name)> Units,
    IReadOnlyList<(string Id, string Name)> Matters,
    IReadOnlyList<LedgerRow> Rows,
    string? Previous,
    string? Next,
    string? ExportQuery,
    FormState Form,
    string? ImportPath = null)
{
    /// <summary>The case whose number was looked for and which has no entry yet; null where there is none for this person.</summary>
    public int? CaseId { get; init; }
}

/// <summary>What is asked for; empty texts mean everything.</summary>
/// <param name="Query">Number of an entry (2026-0118, 0118) or of a case (2026-拟-0153), or two characters and more of a title or a document number.</param>
/// <param name="Levels">Levels ticked; none means all.</param>
/// <param name="State">Empty, <c>in-force</c>, <c>declassified</c>, <c>corrected</c> or <c>reversed</c>.</param>
/// <param name="Batch">Number of an import.</param>
/// <param name="Sort"><c>number</c> (newest first), <c>free</c> (ending first) or <c>level</c>.</param>
public sealed record LedgerFilter(string Query, IReadOnlySet<Level> Levels, string State, string Unit, string Matter, string Year, string Sort, string Batch = "")
{
    /// <summary>Whether anything is narrowed.</summary>
    public bool Narrows => Query.Length + Levels.Count + State.Length + Unit.Length + Matter.Length + Year.Length + Batch.Length > 0;
}

/// <summary>How an entry stands on the day shown.</summary>
public enum EntryState
{
    /// <summary>在保</summary>
    InForce = 1,

    /// <summary>已解密（自行）</summary>
    Declassified = 2,

    /// <summary>已更正: a corrected entry has taken its place.</summary>
    Corrected = 3,

    /// <summary>已变更: an entry with another level, term or scope has taken its place, or the one that ended it early.</summary>
    Changed = 4,

    /// <summary>提前解密: ended by a decision before its term ran out.</summary>
    DeclassifiedEarly = 5,

    /// <summary>已撤销: its import was reversed.</summary>
    Reversed = 6,
}

/// <summary>One entry in the list. A masked row has number, mark, state and the day of declassification; the rest is null.</summary>
/// <param name="Authority">定密责任人: who approved.</param>
/// <param name="StartsOn">定密日.</param>
/// <param name="People">How many may know.</param>
/// <param name="Known">Whether the viewer may know more than number and mark.</param>
/// <param name="Imported">Whether it came from an old ledger; its number is then the one it had there.</param>
public sealed record LedgerRow(
    long Id, string Number, Level Level, Term Term, string? Title, string? Basis, string? Unit, string? Drafter, string? Authority,
    DateOnly? StartsOn, DateOnly? FreeFrom, int? People, int? Copies, EntryState State, bool Known, bool Imported = false);

/// <summary>One entry with every column of form F02, its corrections and what the viewer may do.</summary>
/// <param name="Columns">What the row of the list does not say; null where masked.</param>
/// <param name="CorrectedBy">The entry that took its place.</param>
/// <param name="Corrects">The entry whose place it took.</param>
/// <param name="CasePath">Link to the case; null when not the viewer's.</param>
/// <param name="Corrections">Newest first.</param>
/// <param name="MayRequest">Whether a correction may be asked for.</param>
/// <param name="Pending">A correction that the viewer may confirm or reject.</param>
/// <param name="Own">A waiting correction that the viewer has asked for and may take back.</param>
/// <param name="MayChange">Whether a change or early declassification may be asked for.</param>
/// <param name="Received">Whether it was received: then it changes on the originator's notice only.</param>
/// <param name="Batch">The import it came with, for the keepers.</param>
/// <param name="Remarking">Presenting a file of an imported matter for the new mark; an own one has that on the page of its case.</param>
/// <param name="Matter">The case of an imported matter, where <paramref name="Remarking"/> is possible.</param>
/// <param name="NotNow">Why a correction cannot be asked for or confirmed.</param>
public sealed record LedgerEntryModel(
    DateOnly Today, LedgerRow Row, EntryColumns? Columns, DateOnly? LastProtectedDay, (long Id, string Number)? CorrectedBy, (long Id, string Number)? Corrects,
    string? CasePath, IReadOnlyList<CorrectionShown> Corrections, bool MayRequest, CorrectionShown? Pending, CorrectionShown? Own, (string Why, string Code)? NotNow, bool MayChange, bool Received, FormState Form, int? Batch = null, Procedure.RemarkingShown? Remarking = null, int Matter = 0);

/// <summary>The columns of form F02 that only those see who may know the item.</summary>
/// <param name="Scope">知悉范围, in words.</param>
/// <param name="Kind">定密类型, in words.</param>
/// <param name="Quote">The basis to the letter.</param>
/// <param name="IssuedOn">制发日: the originator's date of a received matter, from which its term counts; null for an own one.</param>
/// <param name="ApprovedOn">审批日: the day of step 4.</param>
public sealed record EntryColumns(
    string? DocumentNumber, TermOrigin Origin, string Scope, string Kind, string? Quote, string PackVersion, string CarrierForm,
    DateOnly? IssuedOn, DateOnly? ApprovedOn, string? Remark, DateTimeOffset EnteredAt, string EnteredBy);

/// <summary>更正: a visible reversal with a second person.</summary>
/// <param name="Field">Which column, in words.</param>
/// <param name="Reason">Why, in words; null for somebody who confirms from outside the scope of knowledge.</param>
/// <param name="State">Waiting, confirmed or rejected, in words.</param>
public sealed record CorrectionShown(
    long Id, string Field, string Was, string Becomes, string? Reason, string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string State);

/// <summary>How states look and read.</summary>
public static class EntryStates
{
    /// <summary>How an entry stands on that day: replaced, in force, or ended – by itself or by a decision.</summary>
    public static EntryState StateOn(this LedgerEntry entry, DateOnly day) => entry.ReversedOn is not null ? EntryState.Reversed : entry.ReplacedAs switch
    {
        EntryKind.Corrected => EntryState.Corrected,
        EntryKind.Changed or EntryKind.Declassified => EntryState.Changed,
        EntryKind.Determined or null => entry.InForceOn(day) ? EntryState.InForce : entry.Kind == EntryKind.Declassified ? EntryState.DeclassifiedEarly : EntryState.Declassified,
    };

    /// <summary>Symbol and class.</summary>
    public static (string Icon, string Class) Look(this EntryState state) => state switch
    {
        EntryState.InForce => ("circle-check", ""),
        EntryState.Declassified => ("lock-open", "off"),
        EntryState.Corrected => ("refresh", ""),
        EntryState.Changed => ("refresh", ""),
        EntryState.DeclassifiedEarly => ("lock-open", "off"),
        EntryState.Reversed => ("refresh", "off"),
    };

    /// <summary>The state's word.</summary>
    public static string Say(this Texts.Language l, EntryState state) => state switch
    {
        EntryState.InForce => l.T("在保", "In force"),
        EntryState.Declassified => l.T("自行解密", "Declassified"),
        EntryState.Corrected => l.T("已更正", "Corrected"),
        EntryState.Changed => l.T("已变更", "Changed"),
        EntryState.DeclassifiedEarly => l.T("提前解密", "Declassified early"),
        EntryState.Reversed => l.T("已撤销", "Reversed"),
    };
}
