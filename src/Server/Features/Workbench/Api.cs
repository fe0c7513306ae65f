using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Changes;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Workbench;

/// <summary>工作台: what waits for me, first.</summary>
public static class Api
{
    private const int MostListed = 50;

    public static void MapWorkbench(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", PageAsync).RequiresAct(Act.ViewWorkbench);
        app.MapGet("/watermark.svg", WatermarkAsync).RequiresAct(Act.ViewWorkbench);
    }

    private static Task<IResult> PageAsync(HttpContext http, Desk desk, Language l) =>
        desk.Actor.Administers is null ? BusinessAsync(http, desk, l) : AdministratorAsync(http, desk, l);

    private static async Task<IResult> BusinessAsync(HttpContext http, Desk desk, Language l)
    {
        await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        var (today, roster) = (desk.Today, await Roster.LoadAsync(desk));
        var counted = await CountedAsync(http, desk);
        List<Waiting> mine = [.. await MineAsync(desk, l, roster), .. await RemarkingAsync(desk, l, counted.ToRemark)];
        var ending = await EndingAsync(desk);
        var others = await OthersAsync(desk, l, roster);
        var open = await desk.Store.Visible(desk.Actor).CountAsync(c => c.Stage <= Stage.LedgerEntry, desk.Cancel);
        var days = desk.Pack.Terms.ReminderDays.Max();
        return await Reply.PageAsync<WorkbenchPage>(http, new WorkbenchModel(
            today,
            mine.Select(m => m.Protected).Concat(ending.Select(e => (Level?)e.Level)).Max(),
            [
                new("rubber-stamp", open, l.T("在办案", "Open cases"), "/cases?view=open"),
                new("play", await WaitingCountAsync(http, desk, mine.Count), l.T("待我办理", "Waiting for me"), "/cases", mine.Count(m => m.Due < today) is > 0 and var late ? l.T($"逾期 {late}", $"{late} overdue") : null),
                new("hourglass", counted.EndThisMonth, l.T("本月届满", "End this month"), "/terms"),
                new("hourglass", counted.EndSoon, l.T($"{days} 日内解密", $"End within {days} days"), "/terms"),
            ],
            mine,
            ending,
            others,
            counted.Months,
            false,
            Authority.Judge(Act.OpenCase, desk.Actor.Posts).IsPermitted));
    }

    private static async Task<List<Waiting>> MineAsync(Desk desk, Language l, Roster roster)
    {
        var cases = await Procedure.Waiting.For(desk).OrderBy(c => c.WaitingSince).Take(MostListed).AsNoTracking().ToListAsync(desk.Cancel);
        var items = cases.Select(c =>
        {
            var step = FiveSteps.Waiting(c.Stage)!;
            return new Waiting($"/cases/{c.Id}", Procedure.Waiting.Due(c, desk.Pack.Procedure.StepDays), l.Say(step.Act), c.Current?.Level, c.Current?.Term ?? default,
                c.Title ?? (c.Current is null ? c.Reference : null), $"{c.Reference} · {roster.UnitName(c.UnitId)} {roster.Name(c.DrafterId)}", Button(step.Number, l)) { Protected = c.Level };
        }).ToList();
        items.AddRange((await Procedure.Waiting.ForTheGroupAsync(desk)).Select(c => new Waiting($"/cases/{c.Id}", Procedure.Waiting.Due(c, desk.Pack.Procedure.StepDays), l.Say(Act.GiveGroupOpinion), c.Current?.Level, c.Current?.Term ?? default, c.Title, $"{c.Reference} · {roster.UnitName(c.UnitId)}", l.T("提出意见", "Give opinion")) { Protected = c.Level }));
        if (Authority.Judge(Act.ConfirmCorrection, desk.Actor.Posts).IsPermitted)
        {
            var corrections = await desk.Store.OpenCorrections(desk.Actor).Where(c => c.RequestedById != desk.Actor.PersonId).AsNoTracking().ToListAsync(desk.Cancel);
            items.AddRange(corrections.Select(c => new Waiting($"/ledger/{c.EntryId}", null, l.Say(Act.ConfirmCorrection), null, default, Ledger.EntryView.Field(c.Field, l), $"{roster.Name(c.RequestedById)} · {Calendar.OnTheWall(c.RequestedAt):yyyy-MM-dd HH:mm}", l.T("核对", "Check"))));
        }

        return [.. items.OrderBy(i => i.Due ?? DateOnly.MaxValue)];
    }

    /// <summary>Notices to sign for and carriers to re-mark: a line for all of them, until there are none.</summary>
    [Requirement("R8.6")]
    private static async Task<IEnumerable<Waiting>> RemarkingAsync(Desk desk, Language l, int ended)
    {
        var (toSign, toRemark) = (await WaitingNotices.ToSign(desk).CountAsync(desk.Cancel), await WaitingNotices.ToRemark(desk).CountAsync(desk.Cancel));
        var many = ended >= ConfirmRemarking.Many ? $"{ConfirmRemarking.Many}+" : $"{ended}";
        Waiting[] lines =
        [
            new("/changes?view=notices", null, l.Say(Act.ReceiveNotice), null, default, l.T($"{toSign} 份通知待签收", $"{toSign} notices to be signed for"), l.T("变更、解密通知书", "Notices of changes"), l.T("签收", "Sign")),
            new("/changes?view=notices", null, l.Say(Act.ConfirmRemarking), null, default, l.T($"{toRemark} 份通知待改标", $"{toRemark} notices to be re-marked by"), l.T("变更、解密通知书", "Notices of changes"), l.T("改标", "Re-mark")),
            new("/terms", null, l.Say(Act.ConfirmRemarking), null, default, l.T($"{many} 件载体待改标", $"carriers of {many} items to be re-marked"), l.T("已自行解密", "Declassified by themselves"), l.T("改标", "Re-mark")),
        ];
        return lines.Where((_, i) => i switch { 0 => toSign, 1 => toRemark, _ => ended } > 0);
    }

    // The list stops at fifty cases, the count does not.
    private static async Task<int> WaitingCountAsync(HttpContext http, Desk desk, int listed)
    {
        var cases = await Procedure.Waiting.CountAsync(desk, http.RequestServices.GetRequiredService<CountMemory<Procedure.WaitingCount>>());
        return listed + Math.Max(0, cases - MostListed);
    }

    private static string Button(int step, Language l) => step switch
    {
        1 => l.T("拟办", "Propose"),
        2 or 3 => l.T("审核", "Review"),
        4 => l.T("审批", "Approve"),
        _ => l.T("记入", "Enter"),
    };

    private static async Task<List<Ending>> EndingAsync(Desk desk)
    {
        var (today, until) = (desk.Today, Reminders.Horizon(desk.Pack, desk.Today));
        var entries = (await Terms.Reminded.Of(desk).Where(e => e.FreeFrom > today && e.FreeFrom <= until)
            .OrderBy(e => e.FreeFrom).ThenBy(e => e.Id).Take(8).AsNoTracking().ToListAsync(desk.Cancel)).Where(e => Reminders.Due(desk.Pack, e.FreeFrom, today) is not null).ToList();
        var known = await Terms.Reminded.KnownAsync(desk, entries);
        return [.. entries.Select(e => known.Contains(e.CaseId)
            ? new Ending($"/ledger/{e.Id}", e.Level, e.Term, e.Title, e.ClassifiedOn, e.FreeFrom!.Value)
            : new Ending(null, e.Level, e.Term, null, null, e.FreeFrom!.Value))];
    }

    private static async Task<List<Elsewhere>> OthersAsync(Desk desk, Language l, Roster roster)
    {
        var me = desk.Actor.PersonId;
        var cases = await desk.Store.Visible(desk.Actor).Where(c => c.DrafterId == me && c.Stage > Stage.Draft && c.Stage <= Stage.LedgerEntry).OrderBy(c => c.WaitingSince).Take(20).AsNoTracking().ToListAsync(desk.Cancel);
        return [.. cases.Select(c =>
        {
            var step = FiveSteps.Waiting(c.Stage)!;
            var who = roster.Holding(step.Post, step.Of == HeldFor.DraftersUnit ? c.UnitId : null, c.Level).FirstOrDefault(p => p.Id != me);
            return new Elsewhere($"/cases/{c.Id}", who?.Name ?? l.T("岗位空缺", "Vacant"), l.Step(step.Number), c.Reference, desk.Today.DayNumber - Calendar.DayOf(c.WaitingSince).DayNumber);
        })];
    }

    /// <summary>Counted anew when an entry, a grant, the day or what the person is has changed since: until then the counts are the same.</summary>
    private static async Task<Counts> CountedAsync(HttpContext http, Desk desk)
    {
        var memory = http.RequestServices.GetRequiredService<CountMemory<Counts>>();
        var changes = await desk.Store.ChangesAsync(ChangeKind.Ledger, desk.Cancel);
        if (memory.Known(desk, changes) is { } known)
        {
            return known;
        }

        var (today, horizon) = (desk.Today, Reminders.Horizon(desk.Pack, desk.Today));
        var month = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        var soon = Terms.Reminded.Of(desk).Where(e => e.FreeFrom > today);
        var counts = new Counts(await soon.CountAsync(e => e.FreeFrom <= month, desk.Cancel), await soon.CountAsync(e => e.FreeFrom <= horizon, desk.Cancel), await MonthsAsync(desk), await ConfirmRemarking.CountAsync(desk));
        memory.Keep(desk, changes, counts);
        return counts;
    }

    private static async Task<List<Month>> MonthsAsync(Desk desk)
    {
        var first = new DateOnly(desk.Today.Year, desk.Today.Month, 1).AddMonths(-11);
        var (today, visible) = (desk.Today, desk.Store.VisibleEntries(desk.Actor).Where(e => e.ReplacedById == null && e.ReversedOn == null));
        var classified = await visible.Where(e => e.ClassifiedOn >= first).GroupBy(e => new { e.ClassifiedOn.Year, e.ClassifiedOn.Month }).Select(g => new { g.Key.Year, g.Key.Month, Count = g.Count() }).ToListAsync(desk.Cancel);
        var free = await visible.Where(e => e.FreeFrom >= first && e.FreeFrom <= today).GroupBy(e => new { e.FreeFrom!.Value.Year, e.FreeFrom!.Value.Month }).Select(g => new { g.Key.Year, g.Key.Month, Count = g.Count() }).ToListAsync(desk.Cancel);
        return [.. Enumerable.Range(0, 12).Select(first.AddMonths).Select(m => new Month(
            m,
            classified.FirstOrDefault(c => c.Year == m.Year && c.Month == m.Month)?.Count ?? 0,
            free.FirstOrDefault(c => c.Year == m.Year && c.Month == m.Month)?.Count ?? 0))];
    }

    /// <summary>An administrator's bench: accounts and clock by number, no title anywhere.</summary>
    private static async Task<IResult> AdministratorAsync(HttpContext http, Desk desk, Language l)
    {
        var now = desk.Now;
        var locked = await desk.Store.Users.CountAsync(a => a.LockoutEnd > now && !a.Closed, desk.Cancel);
        var accounts = await desk.Store.Users.CountAsync(a => !a.Closed, desk.Cancel);
        var people = await desk.Store.People.CountAsync(p => p.Administers == null, desk.Cancel);
        var without = await desk.Store.People.CountAsync(p => p.Administers == null && !desk.Store.Users.Any(a => a.PersonId == p.Id), desk.Cancel);
        var suspended = await desk.Store.Clock.AnyAsync(c => c.Suspended, desk.Cancel);
        var work = new List<Waiting>();
        if (suspended && desk.Actor.Administers == Post.SecurityAdministrator)
        {
            work.Add(new("/clock", desk.Today, l.Say(Act.ConfirmClock), null, default, l.T("自行解密已暂停", "Automatic declassification is suspended"), l.T("请校准服务器时间后确认", "Set the server's time right, then confirm"), l.T("确认", "Confirm")));
        }

        if (locked > 0 && desk.Actor.Administers == Post.SecurityAdministrator)
        {
            work.Add(new("/organisation", desk.Today, l.Say(Act.UnlockAccount), null, default, l.T($"{locked} 个账号已锁定", $"{locked} accounts are locked"), "", l.T("查看", "See")));
        }

        if (without > 0 && desk.Actor.Administers == Post.SystemAdministrator)
        {
            work.Add(new("/organisation", null, l.Say(Act.OpenAccount), null, default, l.T($"{without} 人尚未开户", $"{without} persons have no account"), "", l.T("开户", "Open")));
        }

        return await Reply.PageAsync<WorkbenchPage>(http, new WorkbenchModel(
            desk.Today,
            null,
            [new("users", people, l.T("在册人员", "Persons"), "/organisation"), new("key", accounts, l.T("在用账号", "Accounts"), "/organisation"), new("lock", locked, l.T("已锁定", "Locked"), "/organisation")],
            work,
            [],
            [],
            [],
            true,
            false));
    }

    /// <summary>The faint watermark of content pages: viewer, unit and time.</summary>
    private static IResult WatermarkAsync(HttpContext http, Desk desk)
    {
        var presence = http.RequestServices.GetRequiredService<Presence>();
        var text = System.Security.SecurityElement.Escape($"{desk.Actor.Name} {presence.Unit?.Name} {desk.Calendar.Now:yyyy-MM-dd HH:mm}");
        return Results.Text($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"340\" height=\"190\"><text x=\"20\" y=\"150\" transform=\"rotate(-22 20 150)\" font-size=\"15\" fill=\"#17232e\" fill-opacity=\"0.045\" font-family=\"sans-serif\">{text}</text></svg>", "image/svg+xml; charset=utf-8");
    }
}
