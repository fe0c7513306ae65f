using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Makes the page of one case for one person on one day: what it says, what may be done, and why the rest may not.</summary>
public sealed class CaseView(Desk desk, Language l, CaseFile file, Roster roster)
{
    private readonly ClassificationCase @case = file.Case;
    private readonly CaseFacts facts = file.Facts();

    private Step? Waits => FiveSteps.Waiting(@case.Stage);

    /// <summary>Whether this person may take the step the case waits for.</summary>
    private bool MyTurn => Waits is { } step && Authority.Judge(step.Act, desk.Actor.Posts).IsPermitted
        && Ruling.All(FiveSteps.ByPost(step, facts, desk.Actor), FiveSteps.Separate(step, facts, desk.Actor.PersonId, desk.Pack.Procedure)).IsPermitted;

    public async Task<CaseModel> MakeAsync(FormState form, ProposalInput? typed, bool differ, string? query)
    {
        var about = @case.MatterId ?? @case.Id;
        var entry = desk.Store.VisibleEntries(desk.Actor).Where(e => e.CaseId == about && e.ReplacedById == null).AsNoTracking().AsEnumerable().Select(e => new { e.Id, e.Year, e.Number, Ended = !e.InForceOn(desk.Today) }).FirstOrDefault();
        var editing = MyTurn && (@case.Stage == Stage.Draft || differ && @case.Stage is Stage.SectionReview or Stage.OfficeReview or Stage.Approval);
        var proposal = editing ? await new ProposalView(desk, l, roster, file).MakeAsync(typed, form, query, @case.Stage != Stage.Draft, Next()) : null;
        return new CaseModel(
            @case.Id,
            @case.Reference,
            @case.Version,
            @case.Revision,
            @case.Title,
            @case.Level,
            Rail(),
            Turn(),
            Waits is null ? null : Waiting.Due(@case, desk.Pack.Procedure.StepDays),
            desk.Today,
            Closed(entry is null ? null : $"{entry.Year}-{entry.Number:D4}"),
            new FileShown(@case.Kind == DocumentKind.Chart ? l.T("图表", "Chart") : l.T("书面", "Written"), @case.FileFormat?.ToUpperInvariant() ?? l.T("纸质", "paper"), @case.FileHash?[..12], Calendar.OnTheWall(@case.OpenedAt)),
            proposal,
            Summary(),
            MyTurn && proposal is null && Waits is { Number: >= 2 and <= 4 } step ? new DecisionShown(step.Number, Next(), @case.Purpose != CasePurpose.Declassify, Barred(step)) : null,
            await PaperAsync(),
            MyTurn && @case.Stage == Stage.LedgerEntry ? new EntryShown(CarrierForms(l), @case.Current?.Copies ?? 1) : null,
            entry is { Ended: false } && MayMark() ? MarkingShown.Of(l, @case, form) : null,
            await RemarkingAsync(),
            GroupMaySpeak(),
            FiveSteps.MayWithdraw(facts, desk.Actor, true).IsPermitted,
            FiveSteps.MayTakeOver(facts, desk.Actor, desk.Pack.Procedure).IsPermitted,
            @case is { Current: not null, Purpose: CasePurpose.Determine },
            @case.DrafterId == desk.Actor.PersonId && @case is { Stage: Stage.Draft, Purpose: CasePurpose.Determine },
            entry?.Id,
            NotNow(),
            History(),
            Preview(),
            Hints(desk.Pack, @case.Current),
            await Changes.ChangesView.ShownAsync(desk, l, roster, file),
            form);
    }

    private IReadOnlyList<StepShown> Rail() => [.. FiveSteps.Table.Select(Column)];

    private StepShown Column(Step step)
    {
        var done = file.At(step.Number);
        var returned = file.Opinions.LastOrDefault(o => o.Step == step.Number && o.Decision == Decision.Return && o.Revision == @case.Revision - 1);
        var now = step.Stage == @case.Stage;
        if (done is not null && !now)
        {
            return new(step.Number, StepMark.Done, roster.Name(done.PersonId), roster.PostOf(done, @case.UnitId, l), When(done), done.Text);
        }

        var (who, post) = Expected(step);
        var mark = now ? StepMark.Now : returned is not null ? StepMark.Returned : StepMark.Later;
        var note = now ? l.T($"{Calendar.OnTheWall(@case.WaitingSince):yyyy-MM-dd HH:mm} 送到", $"since {Calendar.OnTheWall(@case.WaitingSince):yyyy-MM-dd HH:mm}")
            : returned is not null ? l.T($"{Calendar.OnTheWall(returned.At):yyyy-MM-dd HH:mm} 退回", $"returned {Calendar.OnTheWall(returned.At):yyyy-MM-dd HH:mm}")
            : l.T("未到", "not reached");
        return new(step.Number, mark, who, post, note, returned?.Text);
    }

    private string When(Opinion done) => done.PaperDate is { } paper
        ? l.T($"纸质 {paper:yyyy-MM-dd}，{roster.Name(done.RecordedById ?? 0)} 补记", $"paper of {paper:yyyy-MM-dd}, recorded by {roster.Name(done.RecordedById ?? 0)}")
        : $"{Calendar.OnTheWall(done.At):yyyy-MM-dd HH:mm}{(done.AsDeputy ? l.T("（代）", " (deputy)") : "")}";

    /// <summary>Who is expected at a step: the holder, else the deputy, else nobody – a vacancy is named.</summary>
    private (string Who, string Post) Expected(Step step)
    {
        if (step.Number == 1)
        {
            return (roster.Name(@case.DrafterId), facts.DrafterAway && @case.Stage == Stage.Draft
                ? l.T("已离岗或不能接触：由处室负责人或其代理人接办或撤回", "has left or is not cleared: the section head or deputy takes over or withdraws")
                : roster.PostOf(@case.DrafterId, l));
        }

        var candidates = Candidates(step).ToList();
        return candidates.Count == 0
            ? (l.T("岗位空缺", "Vacant"), l.T($"{l.Say(step.Post)}：请安全保密管理员任命或指定代理", $"{l.Say(step.Post)}: to be appointed or deputised"))
            : (string.Join(l.T("、", ", "), candidates.Take(2).Select(p => p.Name)), roster.PostOf(candidates[0].Id, l));
    }

    private IEnumerable<Person> Candidates(Step step) => roster.Holding(step.Post, step.Of == HeldFor.DraftersUnit ? @case.UnitId : null, @case.Level)
        .Where(p => FiveSteps.Separate(step, facts, p.Id, desk.Pack.Procedure).IsPermitted);

    private string Next()
    {
        var next = FiveSteps.Table.FirstOrDefault(s => s.Number == (Waits?.Number ?? 0) + 1);
        return next is null ? "" : Expected(next).Who;
    }

    private TurnShown? Turn() => Waits is not { } step ? null
        : MyTurn ? new(true, desk.Actor.Name, l.Step(step.Number))
        : new(false, Expected(step).Who, l.Step(step.Number));

    private string? Closed(string? ledger) => @case.Stage switch
    {
        Stage.Registered => l.T($"已记入台账 {ledger}", $"in the ledger as {ledger}"),
        Stage.NotSecret => l.T("已签发，不定密", "Approved, not classified"),
        Stage.Withdrawn => l.T("已撤回", "Withdrawn"),
        Stage.Draft or Stage.SectionReview or Stage.OfficeReview or Stage.Approval or Stage.LedgerEntry => null,
    };

    private SummaryShown? Summary()
    {
        if (@case.Current is not { } p)
        {
            return null;
        }

        var answers = p.Basis?.Answers.Select(a => a.In(l.English)) ?? [];
        var scope = p.Units.Select(u => new ScopeMember($"u:{u}", roster.UnitName(u), l.T($"{roster.Cleared(u, p.Level).Count()} 人", $"{roster.Cleared(u, p.Level).Count()}"), true))
            .Concat(p.People.Select(i => new ScopeMember($"p:{i}", roster.Name(i), roster.PostOf(i, l), false))).ToList();
        return new SummaryShown(
            p.Determination,
            p.Level,
            p.Term,
            p.Origin ?? TermOrigin.Foreseen,
            @case.ClassifiedOn is not null,
            p.Source is { } s ? l.T($"来文原密级：{s.Originator} {s.DocumentNumber}，{s.IssuedOn:yyyy-MM-dd} 制发", $"As received: {s.Originator} {s.DocumentNumber} of {s.IssuedOn:yyyy-MM-dd}") : string.Join('、', p.Basis?.Rows.Select(r => r.Citation) ?? []),
            string.Join('；', p.Basis?.Rows.Select(r => r.Text) ?? []),
            string.Join(l.T("、", ", "), answers) is { Length: > 0 } text ? text : null,
            p.Justification,
            p.SendTo,
            p.Copies,
            scope,
            roster.Knowing(p).Count(),
            [.. file.Opinions.Where(o => o.Revision == @case.Revision && o.Act != Act.OpenChange).Select(Shown)],
            Checks(p));
    }

    private OpinionShown Shown(Opinion o) => new(
        o.Step == 0 ? l.Say(o.Act) : l.Step(o.Step),
        roster.Name(o.PersonId),
        roster.PostOf(o, @case.UnitId, l),
        (o.Proposal is { Level: { } level } p ? $"{level.Word()}★{p.Term} " : "") + Words(o) + (OtherScope(o) is { } scope ? $" {scope}" : ""),
        Calendar.OnTheWall(o.At),
        o.Decision switch { Decision.Return => HistoryKind.Returned, Decision.Amend => HistoryKind.Differs, Decision.Agree or null => HistoryKind.Done });

    /// <summary>What was said, in words; what a finding, a digest or a former drafter's name means is said along with it.</summary>
    private string? Words(Opinion o) => o.Act == Act.GiveGroupOpinion ? $"{(o.Decision == Decision.Agree ? l.T("同意定密。", "Agrees. ") : l.T("不同意定密。", "Disagrees. "))}{o.Text}"
        : o.Act == Act.ReplaceDraft ? l.T($"新稿摘要 {o.Text}…", $"digest {o.Text}…")
        : o.Act == Act.TakeOverCase ? l.T($"原承办人 {o.Text}", $"formerly {o.Text}")
        : o.Text;

    /// <summary>The scope an opinion proposed, where it is another one than the one that holds now: nobody's own proposal is lost under a later one.</summary>
    private string? OtherScope(Opinion o) => o.Proposal is { } p && @case.Current is { } now && !Roster.SameScope(p, now)
        ? l.T($"知悉范围：{string.Join('、', roster.ScopeOf(p))}", $"Scope: {string.Join(", ", roster.ScopeOf(p))}")
        : null;

    /// <summary>Two steps by one person, where the pack allows it: its use is reported.</summary>
    private string? Twice(Opinion o)
    {
        var before = facts with { Taken = [.. file.Opinions.Where(x => x.Id < o.Id && x.Step > 0).Select(x => new StepTaken(x.Revision, x.Step, x.PersonId))] };
        return o.Step is >= 1 and <= 4 && FiveSteps.DoneBefore(FiveSteps.Table[o.Step - 1], before, o.PersonId) is { } done
            ? l.T($"一人办理两步：另办过{l.Step(done)}（条例包允许，已记录）", $"Two steps by one person, the other: {l.Step(done)} (allowed by the pack, and recorded)")
            : null;
    }

    private IReadOnlyList<CheckShown> Checks(Proposal p)
    {
        var step = Waits;
        return
        [
            .. p.Level is { } level && p.Basis is { Rows.IsEmpty: false } basis ? [new CheckShown(true, l.T($"事项与密级对应，{string.Join('、', basis.Rows.Select(r => r.Citation))}", $"Matter and level correspond, {string.Join(", ", basis.Rows.Select(r => l.Cite(r.Citation)))}"))] : Array.Empty<CheckShown>(),
            .. p.Level is { } lv && p.Source is null && p.Origin is TermOrigin.Foreseen or TermOrigin.Default ? [new CheckShown(true, l.T($"期限不超过 {desk.Pack.Levels[p.Level!.Value].CapYears} 年，第六条", $"Term within {desk.Pack.Levels[p.Level!.Value].CapYears} years, art. 6"))] : Array.Empty<CheckShown>(),
            .. step is { Number: > 1 } ? [new CheckShown(OnePersonEach, OnePersonEach ? l.T("各步由不同的人办理", "Each step by a different person") : l.T("有人办理了两个环节（条例包允许，已记录）", "Somebody did two steps (allowed by the pack, and recorded)"))] : Array.Empty<CheckShown>(),
            .. facts.CatchAll ? [new CheckShown(facts.GroupOpinionGiven, facts.GroupOpinionGiven ? l.T("领导小组已有意见", "The leading group has been heard") : l.T("“其它”事项，尚无领导小组意见", "Catch-all row, the leading group has not been heard"), facts.GroupOpinionGiven ? null : "MZ.5.OTHER")] : Array.Empty<CheckShown>(),
        ];
    }

    private bool OnePersonEach => facts.Taken.Where(t => t.Revision == @case.Revision).GroupBy(t => t.PersonId).All(g => g.Select(t => t.Step).Distinct().Count() == 1);

    private async Task<PaperShown?> PaperAsync() =>
        @case.Stage != Stage.Approval || facts.Taken.Any(t => t.PersonId == desk.Actor.PersonId && t.Step <= 2) || !Authority.Judge(Act.RecordPaperApproval, desk.Actor.Posts).IsPermitted
            ? null
            : new([.. (await RecordPaperApproval.SignersAsync(desk, file)).Select(p => ($"{p.Id}", $"{p.Name} {l.Say(Post.DeputyDirectorInCharge)}"))], RecordPaperApproval.Earliest(file), desk.Today);

    private bool MayMark() => @case.Stage == Stage.Registered && @case.FileHash is not null && @case.Secrecy is not null && Authority.Judge(Act.IssueMarkedDocument, desk.Actor.Posts).IsPermitted;

    private async Task<RemarkingShown?> RemarkingAsync() =>
        @case.FileHash is null ? null : await Changes.RemarkedDocument.ShownAsync(desk, @case);

    private bool GroupMaySpeak() => facts is { CatchAll: true, GroupOpinionGiven: false } && @case.Stage is Stage.SectionReview or Stage.OfficeReview or Stage.Approval
        && @case.DrafterId != desk.Actor.PersonId && Authority.Judge(Act.GiveGroupOpinion, desk.Actor.Posts).IsPermitted;

    /// <summary>Carrier forms offered at the fifth step.</summary>
    public static IReadOnlyList<(string Value, string Text)> CarrierForms(Language l) =>
        [("纸质", l.T("纸质", "Paper")), ("光盘", l.T("光盘", "Optical disc")), ("磁盘、U盘", l.T("磁盘、U盘", "Disk, USB stick")), ("图表", l.T("图表", "Chart or drawing")), ("其他", l.T("其他", "Other"))];

    private IReadOnlyList<NotNow> NotNow()
    {
        var items = new List<NotNow>();
        if (Waits is { } step && !MyTurn)
        {
            // Somebody with a step of their own is told about that one: it is not due yet, or is done.
            var own = FiveSteps.Table.FirstOrDefault(s => s.Number > 1 && Authority.Judge(s.Act, desk.Actor.Posts).IsPermitted && FiveSteps.ByPost(s, facts, desk.Actor).IsPermitted) ?? step;
            var why = Authority.Judge(own.Act, desk.Actor.Posts) is Ruling.Forbidden missing ? missing : FiveSteps.Judge(own.Act, Decision.Agree, facts, desk.Actor, desk.Pack.Procedure);
            foreach (var reason in why.Reasons.Take(1))
            {
                items.Add(new(l.Step(own.Number), "ban", desk.Pack.Reason(reason.Code).Text.In(l.English, reason.Arguments), reason.Code, Remedy: Remedy(reason)));
            }
        }

        if (Waits is { Number: > 1 } vacant && !Candidates(vacant).Any())
        {
            var reason = Ruling.Forbid("MZ.7.VACANT", "R7.9", ("post", Texts.Words.Chinese.Say(vacant.Post)), ("post_en", Texts.Words.Foreign.Say(vacant.Post)), ("level", @case.Level?.Word() ?? "")).Reasons[0];
            items.Add(new(l.Step(vacant.Number), "alert-triangle", $"{desk.Pack.Reason(reason.Code).Text.In(l.English, reason.Arguments)}{desk.Pack.Reason(reason.Code).Remedy.In(l.English)}", reason.Code));
        }

        if (FiveSteps.MayIssue(facts).Reasons is [var first, ..] && @case is { Purpose: CasePurpose.Determine, Stage: not Stage.Withdrawn })
        {
            items.Add(new(l.T("标注、印发", "Mark, issue"), "printer", desk.Pack.Reason(first.Code).Text.In(l.English, first.Arguments), first.Code, Remedy: Remedy(first)));
        }

        return items;
    }

    // A button that would fail is not offered as one.
    private (string, string)? Barred(Step step) => FiveSteps.Judge(step.Act, Decision.Agree, facts, desk.Actor, desk.Pack.Procedure).Reasons is [var first, ..]
        ? (desk.Pack.Reason(first.Code).Text.In(l.English, first.Arguments), first.Code)
        : null;

    private string Remedy(Refusal refusal)
    {
        var reason = desk.Pack.Reason(refusal.Code);
        return reason.Remedy.In(l.English, refusal.Arguments) + (reason.Clause is { } clause ? l.T($"（{l.Say(clause)}）", $" ({l.Say(clause)})") : "");
    }

    private IReadOnlyList<HistoryEntry> History()
    {
        var past = file.Opinions.Select(o => new HistoryEntry(
            o.Act == Act.Withdraw ? HistoryKind.Withdrawn : o.Act == Act.OpenChange ? HistoryKind.Opened : Shown(o).Kind,
            roster.Name(o.RecordedById ?? o.PersonId) + (o.AsDeputy ? l.T("（代）", " (deputy)") : ""),
            l.Say(o.Act) + (o.Step == 0 ? "" : o.Decision == Decision.Return ? l.T("，退回", ", returned") : o.Decision == Decision.Amend ? l.T("，修改意见", ", differs") : ""),
            Calendar.OnTheWall(o.At),
            string.Join(' ', new[] { o.PaperDate is null ? null : When(o), Words(o), OtherScope(o), Twice(o) }.OfType<string>()),
            o.Proposal?.Level,
            o.Proposal?.Term ?? default));
        var opened = new HistoryEntry(HistoryKind.Opened, roster.Name(@case.DrafterId), l.Say(Act.OpenCase), Calendar.OnTheWall(@case.OpenedAt));
        var waiting = Waits is { } step ? [new HistoryEntry(HistoryKind.Waiting, Expected(step).Who, l.Step(step.Number), null)] : Array.Empty<HistoryEntry>();
        return [.. waiting, .. past.Reverse(), .. @case.Purpose == CasePurpose.Determine ? [opened] : Array.Empty<HistoryEntry>()];
    }

    private PreviewShown Preview()
    {
        var p = @case.Current;
        var day = @case.ClassifiedOn ?? desk.Today;
        return p?.SecrecyFrom(@case.StartsOn ?? day) is { } secrecy
            ? new(secrecy.Level, secrecy.Term, true, null, day, secrecy.LastProtectedDay, @case.ClassifiedOn is not null, p.Source?.IssuedOn, @case.StartsOn)
            : new(null, default, false, p is null ? l.T("尚未拟办", "No proposal yet") : l.T("不定密，不标★", "Not classified, no ★"), day, null);
    }

    /// <summary>现行法提示 that apply to what is proposed.</summary>
    public static IReadOnlyList<LawHint> Hints(PolicyPack pack, Proposal? p) => p is not { Determination: Determination.StateSecret } ? [] : [.. pack.Hints.Where(h => h.On switch
    {
        HintMoment.Authority => true,
        HintMoment.TopSecret => p.Level == Level.TopSecret,
        HintMoment.CatchAll => p.Basis?.ReliesOnCatchAll() == true,
        HintMoment.Forms => p.Foreseeable == true || p.Source is not null,
        HintMoment.Unforeseeable => p.Origin == TermOrigin.Default && p.Source is null,
        HintMoment.Start => p.Level is not null,
        // Nobody copies anything by proposing it.
        HintMoment.TopSecretCopy => false,
    })];
}
