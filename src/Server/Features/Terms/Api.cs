using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Terms;

/// <summary>Article 6 on one page: what ends soon, what has ended, and the superior authority's special rules.</summary>
public static class Api
{
    /// <summary>Most rows of each list; the ledger has the rest.</summary>
    private const int Most = 100;

    public static void MapTerms(this IEndpointRouteBuilder app)
    {
        app.MapGet("/terms", (HttpContext http, Desk desk, Language l) => PageAsync(http, desk, l, FormState.Empty, 200)).RequiresAct(Act.ViewTerms);
        app.MapPost("/terms/rules", RegisterAsync).RequiresAct(Act.RegisterSuperiorRule);
        app.MapPost("/terms/rules/{id:int}/withdraw", WithdrawAsync).RequiresAct(Act.WithdrawSuperiorRule);
    }

    private static async Task<IResult> PageAsync(HttpContext http, Desk desk, Language l, FormState state, int status)
    {
        await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        var (today, roster) = (desk.Today, await Roster.LoadAsync(desk));
        var monthEnd = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        var soon = Reminders.Horizon(desk.Pack, today);
        var reminded = Reminded.Of(desk);
        var month = await RowsAsync(desk, roster, Soonest(reminded.Where(e => e.FreeFrom > today && e.FreeFrom <= monthEnd)), e => Reminders.EndsInMonthOf(e.LastProtectedDay, today));
        var near = await RowsAsync(desk, roster, Soonest(reminded.Where(e => e.FreeFrom > monthEnd && e.FreeFrom <= soon)), e => Reminders.Due(desk.Pack, e.FreeFrom, today) is not null);
        var over = await RowsAsync(desk, roster, reminded.Where(e => e.FreeFrom <= today && e.RemarkedOn == null).OrderByDescending(e => e.FreeFrom).ThenByDescending(e => e.Id), e => !e.InForceOn(today));
        var rules = await desk.Store.SuperiorRules.AsNoTracking().OrderByDescending(r => r.Id).ToListAsync(desk.Cancel);
        var suspended = await desk.Store.Clock.AsNoTracking().Where(c => c.Suspended).Select(c => (DateTimeOffset?)c.TrustedAt).SingleOrDefaultAsync(desk.Cancel);
        return await Reply.PageAsync<TermsPage>(http, new TermsModel(
            today,
            month.First.Concat(near.First).Select(r => (Level?)r.Level).Max(),
            month,
            near,
            over,
            suspended is { } at ? Calendar.OnTheWall(at) : null,
            [.. rules.Select(r => new SuperiorRuleRow(r.Id, desk.Pack.Row(r.RowId)?.Citation ?? r.RowId, r.Term, r.Issuer, r.DocumentNumber, r.ValidFrom, r.ValidTo))],
            Authority.Judge(Act.RegisterSuperiorRule, desk.Actor.Posts).IsPermitted,
            desk.Actor.Posts.Contains(Post.RegistryClerk),
            [.. desk.Pack.Rows.Select(r => (r.Id, $"{r.Citation} {r.Name.In(l.English)}"))],
            state), status);
    }

    private static IQueryable<LedgerEntry> Soonest(IQueryable<LedgerEntry> entries) => entries.OrderBy(e => e.FreeFrom).ThenBy(e => e.Id);

    /// <summary>The first rows. The database has narrowed; what belongs on the list is the rule's to say.</summary>
    private static async Task<TermRows> RowsAsync(Desk desk, Roster roster, IQueryable<LedgerEntry> entries, Func<LedgerEntry, bool> rule)
    {
        var found = await entries.Take(Most + 1).AsNoTracking().ToListAsync(desk.Cancel);
        var listed = found.Take(Most).Where(rule).ToList();
        var known = await Reminded.KnownAsync(desk, listed);
        return new([.. listed.Select(e => known.Contains(e.CaseId)
            ? new TermRow(e.Id, e.Shown, e.Level, e.Term, e.Title, roster.UnitName(e.UnitId), e.ClassifiedOn, e.FreeFrom!.Value, e.Copies, true, true)
            : new TermRow(e.Id, e.Shown, e.Level, e.Term, null, null, null, e.FreeFrom!.Value, null, false, (int)e.AccessLevel <= ((int?)desk.Actor.Cleared ?? 0)))], found.Count > Most);
    }

    private static async Task<IResult> RegisterAsync(HttpContext http, Desk desk, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var (row, issuer, number, from) = (form.Among("matter", desk.Pack.Rows.Select(r => r.Id), required: true), form.Text("issuer", 100, required: true), form.Text("documentNumber", 60, required: true), form.Date("validFrom", required: true));
        var kind = form.OneOf<TermForm>("form", required: true);
        var amount = form.Number("amount", 1, 99, required: kind == TermForm.Duration);
        var unit = form.OneOf<TermUnit>("unit") ?? TermUnit.Year;
        if (kind is not (null or TermForm.Duration or TermForm.LongTerm))
        {
            form.Wrong("form", l.T("期限只能是年、月或长期", "Years, months or indefinite only"));
        }

        if (unit is TermUnit.None or TermUnit.Day)
        {
            form.Wrong("unit", l.T("期限只以年、月计", "Counted in years or months only"));
        }

        if (!form.IsValid)
        {
            return await PageAsync(http, desk, l, form.State(), 400);
        }

        var term = kind == TermForm.LongTerm ? Term.LongTerm : new Term(TermForm.Duration, amount!.Value, unit);
        var ruled = await RegisterSuperiorRule.HandleAsync(desk, new(row!, term, issuer!, number!, from!.Value));
        return await Reply.AnswerAsync(http, ruled, _ => "/terms", l.T("已登记上级特殊规定", "Superior rule registered"), refused => PageAsync(http, desk, l, form.State(Reply.Shown(http, refused)), 409));
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, Desk desk, Language l, int id) =>
        await Reply.AnswerAsync(http, await RegisterSuperiorRule.WithdrawAsync(desk, id), _ => "/terms", l.T("已停用该规定", "Superior rule withdrawn"), refused => Reply.RefusedAsync(http, refused, "/terms"));
}
