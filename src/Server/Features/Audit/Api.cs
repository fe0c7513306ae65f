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

    private static async Task<IResult> PageAsync(HttpContext http, Desk desk, Language l, string? q, int? outcome, long? before, long? after)
    {
        var query = q is { Length: > 60 } ? "" : q?.Trim() ?? "";
        if (query.Any(char.IsControl))
        {
            return await Reply.BadInputAsync(http, "q", l.T("含有不可见的控制字符", "Contains control characters"), "/audit");
        }

        var lines = desk.Store.AuditEntries.AsNoTracking();
        var total = await lines.MaxAsync(e => (long?)e.Seq, desk.Cancel) ?? 0;
        if (query.Length > 0)
        {
            lines = long.TryParse(query, out var seq) ? lines.Where(e => e.Seq == seq) : lines.Containing(desk.Store, query, e => e.Subject, e => e.Codes);
        }

        lines = outcome is 1 or 2 or 3 ? lines.Where(e => e.Outcome == outcome) : lines;
        var rows = after is { } a
            ? (await lines.Where(e => e.Seq > a).OrderBy(e => e.Seq).Take(PageSize).ToListAsync(desk.Cancel)).OrderByDescending(e => e.Seq).ToList()
            : await lines.Where(e => before == null || e.Seq < before).OrderByDescending(e => e.Seq).Take(PageSize).ToListAsync(desk.Cancel);
        var roster = await Roster.LoadAsync(desk);
        string Link(string more) => $"/audit?q={Uri.EscapeDataString(query)}{(outcome is null ? "" : $"&outcome={outcome}")}{more}";
        return await Reply.PageAsync<AuditPage>(http, new AuditModel(
            desk.Today,
            total,
            [
                new(l.T("全部", "All"), "/audit", null, outcome is null),
                new(l.T("准许", "Permitted"), "/audit?outcome=1", null, outcome == 1),
                new(l.T("须批准", "Needs approval"), "/audit?outcome=2", null, outcome == 2),
                new(l.T("不予办理", "Refused"), "/audit?outcome=3", null, outcome == 3),
            ],
            query,
            [.. rows.Select(e => new AuditRow(e.Seq, Calendar.OnTheWall(e.At), e.ActorId == 0 ? l.T("系统", "System") : roster.Name(e.ActorId), l.Say(e.Post), e.Act, e.Subject, (Outcome)e.Outcome, e.Codes.Length > 0 ? e.Codes : null, Convert.ToHexStringLower(e.Hash)[..12]))],
            rows.Count > 0 && rows[0].Seq < total && (before ?? after) is not null ? Link($"&after={rows[0].Seq}") : null,
            rows.Count == PageSize && rows[^1].Seq > 1 ? Link($"&before={rows[^1].Seq}") : null));
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
