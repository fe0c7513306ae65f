using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>The cases a person may know of: what waits for me, what is under way, what is closed. Newest first, fifty to a page.</summary>
public static class CaseList
{
    private const int PageSize = 50;

    public static async Task<IResult> PageAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Form.OfQuery(http, l);
        var (shown, before) = (query.Among("view", ["mine", "open", "closed", "all"]) ?? "mine", query.Number("before", 1, int.MaxValue));
        if (!query.IsValid)
        {
            return await Reply.BadInputAsync(http, query, "/cases");
        }

        await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        var rows = await Cases(desk, shown, before).OrderByDescending(c => c.Id).Take(PageSize + 1).AsNoTracking().ToListAsync(desk.Cancel);
        var roster = await Roster.LoadAsync(desk);
        var mine = await Waiting.For(desk).Select(c => c.Id).ToListAsync(desk.Cancel);
        var page = rows.Take(PageSize).ToList();
        return await Reply.PageAsync<CasesPage>(http, new CasesModel(
            desk.Today,
            page.Max(c => c.Level),
            [
                new(l.T("待我办理", "Waiting for me"), "/cases", mine.Count, shown == "mine"),
                new(l.T("在办", "Under way"), "/cases?view=open", null, shown == "open"),
                new(l.T("办结", "Closed"), "/cases?view=closed", null, shown == "closed"),
                new(l.T("全部", "All"), "/cases?view=all", null, shown == "all"),
            ],
            [.. page.Select(c => Row(desk, l, roster, c, mine.Contains(c.Id)))],
            before is null ? null : $"/cases?view={shown}",
            rows.Count > PageSize ? $"/cases?view={shown}&before={page[^1].Id}" : null,
            Authority.Judge(Act.OpenCase, desk.Actor.Posts).IsPermitted));
    }

    /// <summary>The cases of a view that lie before a position, unsorted.</summary>
    public static IQueryable<ClassificationCase> Cases(Desk desk, string view, int? before) => (view switch
    {
        "mine" => Waiting.For(desk),
        "open" => desk.Store.Visible(desk.Actor).Where(c => c.Stage <= Stage.LedgerEntry),
        "closed" => desk.Store.Visible(desk.Actor).Where(c => c.Stage > Stage.LedgerEntry),
        "changes" => desk.Store.Visible(desk.Actor).Where(c => c.MatterId != null),
        _ => desk.Store.Visible(desk.Actor),
    }).Where(c => c.ImportBatchId == null && (before == null || c.Id < before));

    /// <summary>One case of a list, as far as the viewer may know it.</summary>
    public static CaseRow Row(Desk desk, Language l, Roster roster, ClassificationCase c, bool mine)
    {
        var step = FiveSteps.Waiting(c.Stage);
        var who = step is null ? "" : step.Number == 1 ? roster.Name(c.DrafterId) : string.Join('、', roster.Holding(step.Post, step.Of == HeldFor.DraftersUnit ? c.UnitId : null, c.Level).Where(p => p.Id != c.DrafterId).Take(1).Select(p => p.Name).DefaultIfEmpty(l.T("岗位空缺", "Vacant")));
        return new CaseRow(
            c.Id, c.Reference, c.Current?.Level, c.Current?.Term ?? default, c.Current?.Determination, c.Title ?? (c.Current is null ? "" : null), roster.UnitName(c.UnitId), roster.Name(c.DrafterId),
            step?.Number ?? 5,
            step is null ? null : new TurnShown(mine, mine ? desk.Actor.Name : who, l.Step(step.Number)),
            step is null ? null : Waiting.Due(c, desk.Pack.Procedure.StepDays),
            c.Stage switch
            {
                Stage.Registered => l.T("已记入台账", "In the ledger"),
                Stage.NotSecret => l.T("不定密", "Not classified"),
                Stage.Withdrawn => l.T("已撤回", "Withdrawn"),
                Stage.Draft or Stage.SectionReview or Stage.OfficeReview or Stage.Approval or Stage.LedgerEntry => null,
            },
            Calendar.OnTheWall(c.WaitingSince));
    }
}
