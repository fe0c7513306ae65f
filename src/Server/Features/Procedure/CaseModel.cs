using Shoumi.Documents;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>One case of article 7: where it stands, what the viewer may do, what has happened. Parts that are not the viewer's are null.</summary>
/// <param name="Number">Such as 2026-拟-0153.</param>
/// <param name="Version">Of the case as shown; posted with every act.</param>
/// <param name="Title">Null while unknown or never stored.</param>
/// <param name="Highest">Level at which the page is protected; null when it is no state secret.</param>
/// <param name="Turn">Whose turn it is; null when the case is closed.</param>
/// <param name="Due">Deadline of the present step.</param>
/// <param name="Closed">Words of a closed case: 已记入台账 2026-0119, 已撤回.</param>
/// <param name="Proposal">Step 1, or a reviewer's differing opinion; then it stands in place of the summary.</param>
/// <param name="Summary">What is proposed or decided.</param>
/// <param name="Decision">Steps 2 to 4.</param>
/// <param name="Paper">Recording an approval signed on paper.</param>
/// <param name="Entry">Step 5.</param>
/// <param name="Marking">Presenting the same bytes again for the marked document.</param>
/// <param name="Remarking">Presenting the marked file for the new mark.</param>
/// <param name="GroupOpinion">Whether the leading group's opinion on a catch-all row may be given.</param>
/// <param name="MayWithdraw">Whether the drafter may withdraw.</param>
/// <param name="MayTakeOver">Whether the viewer may take over from a drafter who is away.</param>
/// <param name="MayPrintSheet">Whether the drafting sheet may be printed.</param>
/// <param name="MayReplaceFile">Whether the drafter may present a revised draft.</param>
/// <param name="EntryId">The case's line in the classification ledger, once it stands there.</param>
/// <param name="NotNow">What cannot be done now, each with its reason.</param>
/// <param name="Change">What a change is about; null for a determination.</param>
/// <param name="Form">What came back with whichever form was posted.</param>
public sealed record CaseModel(
    long Id,
    string Number,
    long Version,
    int Revision,
    string? Title,
    Level? Highest,
    IReadOnlyList<StepShown> Steps,
    TurnShown? Turn,
    DateOnly? Due,
    DateOnly Today,
    string? Closed,
    FileShown File,
    ProposalModel? Proposal,
    SummaryShown? Summary,
    DecisionShown? Decision,
    PaperShown? Paper,
    EntryShown? Entry,
    MarkingShown? Marking,
    RemarkingShown? Remarking,
    bool GroupOpinion,
    bool MayWithdraw,
    bool MayTakeOver,
    bool MayPrintSheet,
    bool MayReplaceFile,
    int? EntryId,
    IReadOnlyList<NotNow> NotNow,
    IReadOnlyList<HistoryEntry> History,
    PreviewShown Preview,
    IReadOnlyList<LawHint> Hints,
    Changes.ChangeShown? Change,
    FormState Form)
{
    /// <summary>Whether the form to be filled in is that of an early declassification: a reason and nothing else.</summary>
    public bool EndsOnly => Change?.Purpose == CasePurpose.Declassify;

    /// <summary>Whether a form on the page asks for a file, so that what is refused about it stands there.</summary>
    public bool AsksForFile => Marking is not null || Remarking is not null || MayReplaceFile;
}

/// <summary>Whose turn it is.</summary>
/// <param name="Step">Verb of the step, such as 审批签发.</param>
public sealed record TurnShown(bool Mine, string Who, string Step);

/// <summary>The draft as presented. Its bytes are not kept.</summary>
/// <param name="Kind">书面 or 图表, in words.</param>
/// <param name="Format">DOCX or PDF.</param>
/// <param name="Digest">First characters of the hash; null for a draft on paper.</param>
public sealed record FileShown(string Kind, string Format, string? Digest, DateTimeOffset OpenedAt);

/// <summary>What is proposed or decided, to be read.</summary>
/// <param name="Fixed">Whether step 4 has fixed it.</param>
/// <param name="Citation">Such as 第五条（二）项2.</param>
/// <param name="Quote">Text of the row as it was decided on.</param>
/// <param name="Answers">The conditions' answers in words.</param>
/// <param name="Opinions">Opinions of the steps so far, oldest first.</param>
/// <param name="Checks">What the product has checked.</param>
public sealed record SummaryShown(
    Determination Determination,
    Level? Level,
    Term Term,
    TermOrigin Origin,
    bool Fixed,
    string Citation,
    string Quote,
    string? Answers,
    string? Justification,
    string? SendTo,
    int? Copies,
    IReadOnlyList<ScopeMember> Scope,
    int People,
    IReadOnlyList<OpinionShown> Opinions,
    IReadOnlyList<CheckShown> Checks);

/// <summary>One opinion.</summary>
public sealed record OpinionShown(string Step, string Person, string Post, string Opinion, DateTimeOffset At, HistoryKind Kind);

/// <summary>One thing the product has checked.</summary>
public sealed record CheckShown(bool Good, string Text, string? Code = null);

/// <summary>The bar of a reviewer or of the leader.</summary>
/// <param name="Step">2, 3 or 4.</param>
/// <param name="Next">Who acts next, by name.</param>
/// <param name="MayDiffer">Whether a differing opinion is possible.</param>
/// <param name="Barred">Why agreeing would be refused now, with its code; null where it would not. Returning is always possible.</param>
public sealed record DecisionShown(int Step, string Next, bool MayDiffer, (string Why, string Code)? Barred = null);

/// <summary>The form for an approval signed on paper.</summary>
/// <param name="Approvers">Who may have signed: id and name with post.</param>
/// <param name="Earliest">The paper cannot be older than step 3.</param>
public sealed record PaperShown(IReadOnlyList<(string Id, string Text)> Approvers, DateOnly Earliest, DateOnly Latest);

/// <summary>The form of step 5.</summary>
/// <param name="CarrierForms">载体形式: value and words.</param>
/// <param name="Copies">As the drafter proposed.</param>
public sealed record EntryShown(IReadOnlyList<(string Value, string Text)> CarrierForms, int Copies);

/// <summary>The form for the marked document.</summary>
/// <param name="Mark">As it will be printed.</param>
/// <param name="Places">Where the mark can stand, to choose from; none while there is but one place.</param>
public sealed record MarkingShown(string Mark, IReadOnlyList<(string Value, string Text)> Places)
{
    /// <summary>Behind or below the title of a chart; where the file was found to have no room in its place, wherever it has some.</summary>
    public static MarkingShown Of(Language l, ClassificationCase @case, FormState form)
    {
        var told = form.Refusals.SelectMany(r => r.Arguments).FirstOrDefault(a => a.Name == DocumentRefusal.Places).Value;
        var places = told?.Split(' ').Select(Enum.Parse<Placement>)
            ?? Enum.GetValues<Placement>().Where(p => @case.Kind == DocumentKind.Chart && MarkingRules.IsNamed(@case.Kind, p));
        return new(@case.Secrecy!.ToString(), [.. places.Select(p => ($"{p}", l.T(MarkingRules.Word(p), MarkingRules.English(p))))]);
    }

    /// <summary>What is chosen unless somebody chooses: below the title, as on a chart.</summary>
    public string Preset => Places.Any(p => p.Value == nameof(Placement.BelowTitle)) ? nameof(Placement.BelowTitle) : Places[0].Value;
}

/// <summary>The form for a file whose mark has changed.</summary>
/// <param name="Former">As they may stand on files, to be struck.</param>
/// <param name="To">As it will stand beside; null where it is 解密.</param>
/// <param name="Imported">Whether the matter came from an old ledger, so that no file of it was handed out here at first.</param>
public sealed record RemarkingShown(IReadOnlyList<string> Former, string? To, bool Chart, bool Imported);

/// <summary>An act that cannot be done now: the reason stands beside it.</summary>
/// <param name="Remedy">What can be done instead, and the clause; null where the reason says it.</param>
public sealed record NotNow(string Verb, string Icon, string Why, string? Code = null, string? Href = null, string? Remedy = null);
