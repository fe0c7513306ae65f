using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>The classification ledger: list, entry, correction, export.</summary>
public static class Api
{
    public static void MapLedger(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ledger", ListAsync).RequiresAct(Act.ViewClassificationLedger);
        app.MapGet("/ledger/{id:int}", (HttpContext http, Desk desk, Language l, int id) => EntryAsync(http, desk, l, id, FormState.Empty, 200)).RequiresAct(Act.ViewClassificationLedger);
        app.MapPost("/ledger/{id:int}/corrections", RequestAsync).RequiresAct(Act.RequestCorrection);
        app.MapPost("/ledger/{id:int}/corrections/confirm", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, true)).RequiresAct(Act.ConfirmCorrection);
        app.MapPost("/ledger/{id:int}/corrections/reject", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, false)).RequiresAct(Act.RejectCorrection);
        app.MapPost("/ledger/export", LedgerExport.PostAsync).RequiresAct(Act.ExportClassificationLedger);
        app.MapPost("/ledger/print", LedgerPrint.PostAsync).RequiresAct(Act.ExportClassificationLedger);
    }

    private static async Task<IResult> ListAsync(HttpContext http, Desk desk, Language l)
    {
        var form = Form.OfQuery(http, l);
        var (filter, after, before) = (LedgerQuery.Read(form, l), form.Number("after", 1, int.MaxValue), form.Number("before", 1, int.MaxValue));
        if (!LedgerQuery.AsKeeper(desk, filter))
        {
            await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        }

        var entries = LedgerQuery.Entries(desk.Store, desk, filter);
        var from = after ?? before;
        var anchor = from is null ? null : await entries.Where(e => e.Id == from).AsNoTracking().SingleOrDefaultAsync(desk.Cancel);
        var (rows, more) = await LedgerQuery.FoundAsync(desk, entries, filter, LedgerPlace.Of(after is null ? null : anchor), LedgerPlace.Of(after is null ? anchor : null));
        var query = Query(filter);
        var forward = before is null || anchor is null;
        var model = await ModelAsync(desk, l, filter, rows, form.State()) with
        {
            Previous = rows.Count > 0 && (forward ? anchor is not null : more) ? $"/ledger?{query}&before={rows[0].Id}" : null,
            Next = rows.Count > 0 && (!forward || more) ? $"/ledger?{query}&after={rows[^1].Id}" : null,
            CaseId = rows.Count == 0 ? await CaseAsync(desk, filter) : null,
        };
        return await Reply.PageAsync<LedgerPage>(http, model, form.IsValid ? 200 : 400);
    }

    /// <summary>The case whose number was typed, where it has no entry yet.</summary>
    private static async Task<int?> CaseAsync(Desk desk, LedgerFilter filter) => TypedNumber.Read(filter.Query) is TypedNumber.Case { Year: var y, Number: var n }
        ? await desk.Store.Visible(desk.Actor).Where(c => c.Year == y && c.Number == n).Select(c => (int?)c.Id).SingleOrDefaultAsync(desk.Cancel)
        : null;

    private static async Task<LedgerModel> ModelAsync(Desk desk, Language l, LedgerFilter filter, List<LedgerEntry> rows, FormState state)
    {
        var keeper = Storage.Store.IsKeeper(desk.Actor);
        var known = keeper ? (await desk.Store.Known(desk.Actor, rows.Select(r => r.CaseId).ToList()).ToListAsync(desk.Cancel)).ToHashSet() : null;
        var counts = keeper ? await desk.Store.LedgerCounts.ToDictionaryAsync(c => c.Level, c => c.Total, desk.Cancel) : [];
        var roster = await Roster.LoadAsync(desk);
        var shown = rows.Select(e => Row(desk, roster, e, known is null || known.Contains(e.CaseId))).ToList();
        var first = Calendar.DayOf(desk.Bureau.SetUpAt).Year;
        return new LedgerModel(
            desk.Today,
            shown.Where(r => r.State == EntryState.InForce).Select(r => (Level?)r.Level).Max(),
            keeper ? counts.Values.Sum() : null,
            [
                new(l.T("全部", "All"), "/ledger", null, !filter.Narrows),
                new(l.T("本年新定", "This year"), $"/ledger?year={desk.Today.Year}", null, filter.Year == $"{desk.Today.Year}" && filter.State.Length == 0),
                new(l.T("在保", "In force"), "/ledger?state=in-force", null, filter.State == "in-force"),
                new(l.T("已解密", "Declassified"), "/ledger?state=declassified", null, filter.State == "declassified"),
                new(l.T("已更正、变更", "Corrected, changed"), "/ledger?state=corrected", null, filter.State == "corrected"),
            ],
            filter,
            [.. Levels.All.Select(v => (v, counts.TryGetValue(v, out var n) ? n : (int?)null))],
            [.. Enumerable.Range(Math.Min(first, 2005), desk.Today.Year - Math.Min(first, 2005) + 1).Reverse()],
            [.. roster.Units.Where(u => u.Kind != UnitKind.Bureau).OrderBy(u => u.Id).Select(u => ($"{u.Id}", u.Name))],
            [.. desk.Pack.Rows.Select(r => (r.Id, l.English ? $"5({r.Clause.Item}){r.Number}" : $"五（{ChineseNumber.Write(r.Clause.Item)}）{r.Number}"))],
            shown,
            null,
            null,
            Authority.Judge(Act.ExportClassificationLedger, desk.Actor.Posts).IsPermitted ? Query(filter) : null,
            state,
            keeper ? "/ledger/imports" : null);
    }

    internal static LedgerRow Row(Desk desk, Roster roster, LedgerEntry e, bool known) => new(
        e.Id, e.Shown, e.Level, e.Term, known ? e.Title : null, known ? e.Basis : null,
        known && e.UnitId > 0 ? roster.UnitName(e.UnitId) : null, known && e.DrafterId > 0 ? roster.Name(e.DrafterId) : null, known && e.ClassifierId > 0 ? roster.Name(e.ClassifierId) : null,
        known ? e.ClassifiedOn : null, e.FreeFrom, known ? e.Knowing : null, known && e.Copies > 0 ? e.Copies : null,
        e.StateOn(desk.Today), known,
        e.ImportBatchId is not null);

    internal static string Query(LedgerFilter f) => string.Join('&',
        new[] { ("q", f.Query), ("state", f.State), ("unit", f.Unit), ("matter", f.Matter), ("year", f.Year), ("sort", f.Sort), ("batch", f.Batch) }
            .Where(p => p.Item2.Length > 0).Concat(f.Levels.Select(v => ("level", $"{v}"))).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}"));

    internal static async Task<IResult> EntryAsync(HttpContext http, Desk desk, Language l, int id, FormState state, int status)
    {
        desk.Store.ChangeTracker.Clear();
        return await EntryView.FindAsync(desk, id) is var (entry, known)
            ? await Reply.PageAsync<LedgerEntryPage>(http, await EntryView.MakeAsync(desk, l, entry, known, state), status)
            : await Reply.NothingAsync(http);
    }

    private static async Task<IResult> RequestAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var act = await AskingCorrection.RequestAsync(form, desk, l, id);
        return !form.IsValid
            ? await EntryAsync(http, desk, l, id, form.State(), 400)
            : await Reply.AnswerAsync(http, await Procedure.Overtaken.OrToldAsync(desk, act), _ => $"/ledger/{id}", l.T("已申请更正，待第二人确认", "Correction asked for; a second person confirms it"), refused => EntryAsync(http, desk, l, id, form.State(Reply.Shown(http, refused)), 409));
    }

    private static async Task<IResult> DecideAsync(HttpContext http, Desk desk, Language l, int id, bool confirm)
    {
        var form = await Form.ReadAsync(http, l);
        var act = AskingCorrection.Decide(form, desk, id, confirm);
        if (!form.IsValid)
        {
            return await EntryAsync(http, desk, l, id, form.State(), 400);
        }

        var ruled = await Procedure.Overtaken.OrToldAsync(desk, act);
        // Who has confirmed from outside the scope has nothing more to see here.
        var known = await desk.Store.VisibleEntries(desk.Actor).AnyAsync(e => e.Id == id, desk.Cancel);
        return await Reply.AnswerAsync(
            http,
            ruled,
            done => !known ? "/ledger" : $"/ledger/{(done.Id > 0 ? done.Id : id)}",
            confirm ? l.T("已更正，原记录保留", "Corrected; the old entry stays") : l.T("未予更正", "Not corrected"),
            refused => known ? EntryAsync(http, desk, l, id, form.State(Reply.Shown(http, refused)), 409) : Reply.RefusedAsync(http, refused, "/"));
    }
}
