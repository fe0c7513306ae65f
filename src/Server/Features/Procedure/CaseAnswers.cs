using System.ComponentModel;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Changes;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Frame;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Whose turn it is.</summary>
public sealed record TurnSaid(bool Mine, string Who, string Step);

/// <summary>One case in a list.</summary>
public sealed record CaseItem(
    long Id,
    [property: Description("Such as 2026-拟-0153.")] string Number,
    [property: Description("定密, 变更 or 提前解密.")] Named Purpose,
    Stage Stage,
    [property: Description("Absent until the level is known.")] LevelSaid? Level,
    string? Term,
    Named? Determination,
    [property: Description("Absent while unknown and where it is not stored.")] string? Title,
    string Unit,
    string Drafter,
    [property: Description("Absent when the case is closed.")] TurnSaid? Turn,
    [property: Description("Deadline of the present step.")] DateOnly? Due,
    [property: Description("How a closed case ended, in words.")] string? Closed,
    DateTimeOffset WaitingSince)
{
    public static CaseItem Of(Language l, ClassificationCase c, CaseRow row) => new(
        row.Id, row.Number, Named.Of(c.Purpose, l.Say(c.Purpose)), c.Stage, LevelSaid.Of(row.Level), row.Term.ToString() is { Length: > 0 } term ? term : null,
        row.Determination is { } d ? Named.Of(d, l.Say(d)) : null, row.Title is { Length: > 0 } title ? title : null, row.Unit, row.Drafter,
        row.Turn is { } turn ? new(turn.Mine, turn.Who, turn.Step) : null, row.Due, row.Closed, row.ChangedAt);
}

/// <summary>One of the five steps.</summary>
public sealed record StepSaid(int Number, string Step, [property: Description("Later, Now, Done or Returned.")] StepMark State, string Person, string Post, string Note, string? Opinion);

/// <summary>What is proposed or decided.</summary>
public sealed record ProposalSaid(
    Named Determination,
    LevelSaid? Level,
    string? Term,
    [property: Description("Where the term comes from.")] Named Origin,
    [property: Description("Whether step 4 has fixed it.")] bool Fixed,
    string Basis,
    string Quote,
    string? Justification,
    [property: Description("知悉范围: persons as p:12, units as u:3.")] IReadOnlyList<ScopeSaid> Scope,
    [property: Description("How many persons the scope comes to.")] int People);

/// <summary>A person or a unit.</summary>
public sealed record ScopeSaid([property: Description("As it is sent: p:12 or u:3.")] string Key, string Name, string Note, bool IsUnit)
{
    public static ScopeSaid Of(ScopeMember member) => new(member.Value, member.Name, member.Note, member.Unit);
}

/// <summary>One line of what has happened.</summary>
public sealed record OpinionSaid(HistoryKind Kind, string Who, string What, DateTimeOffset? At, string? Opinion, LevelSaid? Level, string? Term);

/// <summary>An act that cannot be done now, and why.</summary>
public sealed record NotNowSaid(string Act, string? Code, string Why);

/// <summary>One case.</summary>
public sealed record CaseDetail(
    long Id,
    string Number,
    [property: Description("To be sent with every act; another one means that somebody else was first.")] long Version,
    [property: Description("第几次拟办: grows with every return.")] int Revision,
    Named Purpose,
    Stage Stage,
    LevelSaid? Level,
    string? Title,
    TurnSaid? Turn,
    DateOnly? Due,
    string? Closed,
    [property: Description("First characters of the draft's SHA-256; absent for a draft on paper.")] string? Digest,
    [property: Description("Its line in the classification ledger, once it stands there and the person may know it.")] int? LedgerEntryId,
    IReadOnlyList<StepSaid> Steps,
    ProposalSaid? Proposal,
    [property: Description("办理经过, newest first.")] IReadOnlyList<OpinionSaid> Opinions,
    [property: Description("Acts of this interface that may be done now.")] IReadOnlyList<ActNow> MayDo,
    IReadOnlyList<NotNowSaid> NotNow,
    [property: Description("Of a change: the notices that went out with its approval, to everybody who holds the matter.")] IReadOnlyList<NoticeItem>? Notices)
{
    public static CaseDetail Of(Desk desk, Language l, CaseFile file, CaseModel model) => new(
        model.Id, model.Number, model.Version, model.Revision, Named.Of(file.Case.Purpose, l.Say(file.Case.Purpose)), file.Case.Stage, LevelSaid.Of(model.Highest), model.Title,
        model.Turn is { } turn ? new(turn.Mine, turn.Who, turn.Step) : null, model.Due, model.Closed, model.File.Digest, model.EntryId,
        [.. model.Steps.Select(s => new StepSaid(s.Number, l.Step(s.Number), s.Mark, s.Person, s.Post, s.Note, s.Opinion))],
        model.Summary is { } p ? Said(l, p) : null,
        [.. model.History.Select(h => new OpinionSaid(h.Kind, h.Who, h.What, h.At, h.Opinion is { Length: > 0 } words ? words : null, LevelSaid.Of(h.Level), h.Term.ToString() is { Length: > 0 } term ? term : null))],
        [.. Acts(desk, l, file.Case, model)],
        [.. model.NotNow.Select(n => new NotNowSaid(n.Verb, n.Code, n.Why))],
        model.Change is { } change ? [.. change.Notices.Select(n => NoticeItem.Of(desk, l, n))] : null);

    private static ProposalSaid Said(Language l, SummaryShown p) => new(
        Named.Of(p.Determination, l.Say(p.Determination)), LevelSaid.Of(p.Level), p.Term.ToString() is { Length: > 0 } term ? term : null, Named.Of(p.Origin, l.Say(p.Origin)),
        p.Fixed, p.Citation, p.Quote, p.Justification, [.. p.Scope.Select(ScopeSaid.Of)], p.People);

    private static IEnumerable<ActNow> Acts(Desk desk, Language l, ClassificationCase @case, CaseModel model)
    {
        var path = $"/cases/{model.Id}";
        var decides = model.Decision is { } decision ? FiveSteps.Table[decision.Step - 1] : null;
        return
        [
            .. ActNow.Of(desk, l, Act.Propose, @case.Stage == Stage.Draft && model.Proposal is not null, $"{path}/proposal"),
            .. decides is null ? [] : ActNow.Of(desk, l, decides.Act, true, $"{path}/{Address(decides.Number)}"),
            .. ActNow.Of(desk, l, Act.EnterInLedger, model.Entry is not null, $"{path}/{(@case.Purpose == CasePurpose.Determine ? "ledger-entry" : "change-entry")}"),
            .. ActNow.Of(desk, l, Act.GiveGroupOpinion, model.GroupOpinion, $"{path}/group-opinion"),
            .. ActNow.Of(desk, l, Act.Withdraw, model.MayWithdraw, $"{path}/withdrawal"),
        ];
    }

    private static string Address(int step) => step switch { 2 => "section-review", 3 => "office-review", _ => "approval" };
}
