using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Changes;

/// <summary>Makes the page of changes, and the part of a case's page that tells what changes.</summary>
public static class ChangesView
{
    /// <summary>Most rows of a list.</summary>
    private const int Most = 100;

    /// <param name="shown">The list that a form was posted from; null where the address says it.</param>
    /// <param name="notice">The notice whose form came back.</param>
    public static async Task<IResult> PageAsync(HttpContext http, Desk desk, Language l, FormState state, int status, string? shown = null, int? notice = null)
    {
        var query = Form.OfQuery(http, l);
        var view = shown ?? query.Among("view", ["under-way", "notices", "review"]) ?? "under-way";
        if (!query.IsValid)
        {
            return await Reply.BadInputAsync(http, query, "/changes");
        }

        await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        var roster = await Roster.LoadAsync(desk);
        var model = new ChangesModel(desk.Today, null, view, Tabs(l, view), [], [], [], [], Authority.Judge(Act.ReviewYearly, desk.Actor.Posts).IsPermitted, false, notice, state);
        model = view switch
        {
            "notices" => await WithNoticesAsync(desk, roster, model),
            "review" => await WithReviewAsync(desk, roster, model),
            _ => await WithCasesAsync(desk, l, roster, model),
        };
        return await Reply.PageAsync<ChangesPage>(http, model, status);
    }

    private static IReadOnlyList<Tab> Tabs(Language l, string view) =>
    [
        new(l.T("变更与解密案", "Changes"), "/changes", null, view == "under-way"),
        new(l.T("通知与改标", "Notices, re-marking"), "/changes?view=notices", null, view == "notices"),
        new(l.T("年度审核", "Yearly review"), "/changes?view=review", null, view == "review"),
    ];

    private static async Task<ChangesModel> WithCasesAsync(Desk desk, Language l, Roster roster, ChangesModel model)
    {
        var found = await desk.Store.Visible(desk.Actor).AsNoTracking().Where(c => c.MatterId != null).OrderBy(c => c.Stage >= Stage.Registered).ThenByDescending(c => c.Id).Take(Most + 1).ToListAsync(desk.Cancel);
        var rows = new List<ChangeRow>();
        foreach (var c in found.Take(Most))
        {
            var entry = await desk.Store.EntryOf(c).AsNoTracking().SingleAsync(desk.Cancel);
            var ends = c.Purpose == CasePurpose.Declassify;
            rows.Add(new(c.Id, c.Reference, c.Purpose, c.Title, entry.Shown, entry.Level, entry.Term, ends ? null : c.Current?.Level, ends ? default : c.Current?.Term ?? default, roster.UnitName(c.UnitId), StageOf(c, l), FiveSteps.Waiting(c.Stage) is null));
        }

        return model with { Cases = rows, Highest = found.Max(c => c.Level), More = found.Count > Most };
    }

    private static string StageOf(ClassificationCase c, Language l) => FiveSteps.Waiting(c.Stage) is { } step ? l.Step(step.Number) : c.Stage == Stage.Withdrawn ? l.T("已撤回", "withdrawn") : l.T("已记入台账", "in the ledger");

    private static async Task<ChangesModel> WithNoticesAsync(Desk desk, Roster roster, ChangesModel model)
    {
        var found = await WaitingNotices.Standing(desk).AsNoTracking().OrderByDescending(n => n.Id).Take(Most + 1).ToListAsync(desk.Cancel);
        var ids = found.Select(n => n.CaseId).Distinct().ToList();
        var changes = await desk.Store.Visible(desk.Actor).AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, desk.Cancel);
        var rows = found.Take(Most).Select(n => Row(desk, roster, n, changes[n.CaseId])).ToList();
        return model with { Notices = rows, Highest = changes.Values.Max(c => c.Level), More = found.Count > Most };
    }

    internal static NoticeRow Row(Desk desk, Roster roster, ChangeNotice n, ClassificationCase c)
    {
        var slip = !ChangeNotice.IsHolder(n.UnitId, desk.Actor);
        var mine = Authority.Judge(Act.ReceiveNotice, desk.Actor.Posts).IsPermitted && ChangeNotice.MayReceive(n.UnitId, desk.Actor, slip).IsPermitted && n.Revision == c.Revision;
        return new(
            n.Id, c.Id, c.Reference, c.Purpose, c.Title, n.UnitId is { } unit ? roster.UnitName(unit) : n.Recipient ?? "", Calendar.DayOf(n.IssuedAt), n.ReceivedOn, n.ReceivedById is { } by ? roster.Name(by) : null,
            n.RemarkedAt is { } at ? Calendar.OnTheWall(at) : null, n.Revision != c.Revision, mine && n.ReceivedOn is null, mine && n.RemarkedAt is null && ChangeNotice.MayRemark(n.ReceivedOn, c.Stage).IsPermitted, slip, n.UnitId is null);
    }

    private static async Task<ChangesModel> WithReviewAsync(Desk desk, Roster roster, ChangesModel model)
    {
        var (year, today) = (desk.Today.Year, desk.Today);
        var first = new DateOnly(year, 1, 1);
        var reviewed = desk.Store.Reviews(year);
        var due = desk.Store.VisibleEntries(desk.Actor).AsNoTracking().Where(e => e.ReplacedById == null && e.ReversedOn == null && e.ClassifiedOn < first && (e.FreeFrom == null || e.FreeFrom > today));
        var units = await due.GroupBy(e => e.UnitId).Select(g => new { Unit = g.Key, Due = g.Count(), Reviewed = g.Count(e => reviewed.Any(r => r.CaseId == e.CaseId)) }).ToListAsync(desk.Cancel);
        var found = await due.Where(e => !reviewed.Any(r => r.CaseId == e.CaseId)).OrderBy(e => e.ClassifiedOn).ThenBy(e => e.Id).Take(Most + 1).ToListAsync(desk.Cancel);
        return model with
        {
            Due = [.. found.Take(Most).Select(e => new ReviewRow(e.Id, e.Shown, e.Level, e.Term, e.Title, roster.UnitName(e.UnitId), e.ClassifiedOn, e.FreeFrom, YearlyReview.IsFor(e.UnitId, desk.Actor)))],
            Units = [.. units.OrderBy(u => u.Unit).Select(u => new ReviewUnit(roster.UnitName(u.Unit), u.Reviewed, u.Due))],
            Highest = found.Max(e => (Level?)e.Level),
            More = found.Count > Most,
        };
    }

    /// <summary>What changes, for the page of the case; null for a determination.</summary>
    public static async Task<ChangeShown?> ShownAsync(Desk desk, Language l, Roster roster, CaseFile file)
    {
        if (file.Changed is not { } matter)
        {
            return null;
        }

        var notices = await desk.Store.Notices(file.Case).AsNoTracking().OrderBy(n => n.Id).ToListAsync(desk.Cancel);
        var (before, proposed) = (matter.Entry, file.Case.Current);
        return new ChangeShown(
            file.Case.Purpose, before.Id, before.Shown, before.Level, before.Term, before.FreeFrom,
            string.Join(l.T("、", ", "), file.Before!.Units.Select(roster.UnitName).Concat(file.Before.People.Select(roster.Name))),
            file.Case.NoticeNumber,
            proposed?.ChangeReason ?? "",
            file.Case.Purpose == CasePurpose.Change && proposed?.SecrecyFrom(before.ClassifiedOn) is { } to && ChangeRules.IsExtension(matter.Facts, to),
            notices.Count(n => n.Revision == file.Case.Revision && n.ReceivedOn is null),
            [.. notices.Select(n => Row(desk, roster, n, file.Case))],
            file.Case.Stage == Stage.Registered && matter.Case.ImportBatchId is null ? $"/cases/{matter.Case.Id}#remark" : null);
    }
}
