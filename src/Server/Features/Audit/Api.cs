using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Audit;

/// <summary>The audit ledger for the security auditor, and the clock for the security administrator.</summary>
public static class Api
{
    private const int PageSize = 100;

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/audit", PageAsync).RequiresAct(Act.ViewAuditLedger);
        app.MapGet("/clock", ClockAsync).RequiresAct(Act.ConfirmClock);
        app.MapPost("/clock", ConfirmAsync).RequiresAct(Act.ConfirmClock);
    }

    private static async Task<IResult> PageAsync(HttpContext http, Desk desk, Language l)
    {
        var form = Form.OfQuery(http, l);
        var filter = new AuditFilter(form.Text("q", 60) ?? "", form.OneOf<Act>("act"), (Outcome?)form.Number("outcome", 1, 3));
        var (before, after) = (form.Whole("before", 1, long.MaxValue), form.Whole("after", 0, long.MaxValue));
        var all = desk.Store.AuditEntries.AsNoTracking();
        var total = await all.MaxAsync(e => (long?)e.Seq, desk.Cancel) ?? 0;
        var lines = Narrow(all, desk, filter);
        var rows = after is { } a
            ? (await lines.Where(e => e.Seq > a).OrderBy(e => e.Seq).Take(PageSize).ToListAsync(desk.Cancel)).OrderByDescending(e => e.Seq).ToList()
            : await lines.Where(e => before == null || e.Seq < before).OrderByDescending(e => e.Seq).Take(PageSize).ToListAsync(desk.Cancel);
        var roster = await Roster.LoadAsync(desk);
        return await Reply.PageAsync<AuditPage>(http, new AuditModel(
            desk.Today,
            total,
            [
                new(l.T("全部", "All"), (filter with { Outcome = null }).Path(), null, filter.Outcome is null),
                .. Enum.GetValues<Outcome>().Select(o => new Tab(l.Say(o), (filter with { Outcome = o }).Path(), null, filter.Outcome == o)),
            ],
            filter,
            [.. Enum.GetValues<Act>().Select(a => ($"{a}", l.Say(a)))],
            [.. rows.Select(e => new AuditRow(e.Seq, Calendar.OnTheWall(e.At), e.ActorId == 0 ? l.T("系统", "System") : roster.Name(e.ActorId), l.Say(e.Post), e.Act, e.Subject, (Outcome)e.Outcome, e.Codes.Length > 0 ? e.Codes : null, Convert.ToHexStringLower(e.Hash)[..12]))],
            rows.Count > 0 && rows[0].Seq < total && (before ?? after) is not null ? filter.Path($"after={rows[0].Seq}") : null,
            rows.Count == PageSize && rows[^1].Seq > 1 ? filter.Path($"before={rows[^1].Seq}") : null,
            form.State()), form.IsValid ? 200 : 400);
    }

    private static IQueryable<AuditEntry> Narrow(IQueryable<AuditEntry> lines, Desk desk, AuditFilter filter)
    {
        if (filter.Query.Length > 0)
        {
            lines = long.TryParse(filter.Query, out var seq) ? lines.Where(e => e.Seq == seq) : lines.Containing(desk.Store, filter.Query, e => e.Subject, e => e.Codes);
        }

        if (filter.Act is { } act)
        {
            lines = lines.Where(e => e.Act == act);
        }

        return filter.Outcome is { } outcome ? lines.Where(e => e.Outcome == (int)outcome) : lines;
    }

    // Acts are refused from the moment a jump is noticed, so whoever can lift that need not wait for the minute's watch to record it.
    private static async Task<IResult> ClockAsync(HttpContext http, Desk desk, ClockGuard guard)
    {
        await guard.CheckAsync(desk.Cancel);
        var state = await desk.Store.Clock.AsNoTracking().SingleOrDefaultAsync(desk.Cancel);
        return await Reply.PageAsync<ClockPage>(http, new ClockModel(desk.Calendar.Now, state is { Suspended: true } s ? Calendar.OnTheWall(s.TrustedAt) : null));
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http, Desk desk, ClockGuard guard, TimeProvider clock, Language l)
    {
        await guard.CheckAsync(desk.Cancel);
        return await ClockGuard.ConfirmAsync(desk, clock) is null
            ? await Reply.BadInputAsync(http, "clock", l.T("时钟没有暂停，无须确认", "The clock is not suspended"), "/clock")
            : Reply.Done(http, "/clock", l.T("时钟已确认，到期事项随后补记", "Clock confirmed; what is due is recorded next"));
    }
}
