using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Shoumi.Documents;
using Shoumi.Documents.Isolation;
using Shoumi.Documents.Sheets.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>Import of old ledgers: upload, columns, trial, confirmation, reversal. Nothing is stored between upload and confirmation.</summary>
public static class ImportApi
{
    private const int ProblemsShown = 40, BatchesShown = 200;

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ledger/imports", (HttpContext http, Desk desk, HeldLedgers held, Language l) => ListAsync(http, desk, held, l, FormState.Empty, 200)).RequiresAct(Act.ViewImports);
        app.MapPost("/ledger/imports", UploadAsync).RequiresAct(Act.ImportOldLedger);
        app.MapGet("/ledger/imports/columns", ColumnsAsync).RequiresAct(Act.ImportOldLedger);
        app.MapPost("/ledger/imports/columns", (HttpContext http, Desk desk, HeldLedgers held, Language l) => AgainAsync(http, desk, held, l, anew: false)).RequiresAct(Act.ImportOldLedger);
        app.MapPost("/ledger/imports/headings", (HttpContext http, Desk desk, HeldLedgers held, Language l) => AgainAsync(http, desk, held, l, anew: true)).RequiresAct(Act.ImportOldLedger);
        app.MapPost("/ledger/imports/trial", TrialAsync).RequiresAct(Act.ImportOldLedger);
        app.MapPost("/ledger/imports/problems", ImportProblems.PostAsync).RequiresAct(Act.ImportOldLedger);
        app.MapPost("/ledger/imports/confirm", ConfirmAsync).RequiresAct(Act.ImportOldLedger);
        app.MapGet("/ledger/imports/{id:int}", (HttpContext http, Desk desk, Language l, int id) => BatchAsync(http, desk, l, id, FormState.Empty, 200)).RequiresAct(Act.ViewImports);
        app.MapPost("/ledger/imports/{id:int}/reversal", AskAsync).RequiresAct(Act.AskReversal);
        app.MapPost("/ledger/imports/{id:int}/reversal/confirm", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, true)).RequiresAct(Act.ConfirmReversal);
        app.MapPost("/ledger/imports/{id:int}/reversal/reject", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, false)).RequiresAct(Act.RejectReversal);
    }

    private static async Task<IResult> ListAsync(HttpContext http, Desk desk, HeldLedgers held, Language l, FormState form, int status)
    {
        var roster = await Roster.LoadAsync(desk);
        var batches = await desk.Store.Imports(desk.Actor).OrderByDescending(b => b.Id).Take(BatchesShown).AsNoTracking().ToListAsync(desk.Cancel);
        return await Reply.PageAsync<ImportsPage>(http, new ImportsModel(
            SheetLimits.File >> 20,
            Authority.Judge(Act.ImportOldLedger, desk.Actor.Posts).IsPermitted,
            held.Of(desk.Actor.PersonId) is not null,
            [.. batches.Select(b => Shown(b, roster, l))],
            form), status);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, Desk desk, WorkerClient worker, HeldLedgers held, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        if (await form.FileAsync("file", SheetLimits.File, required: true, desk.Cancel) is not { } bytes)
        {
            return await ListAsync(http, desk, held, l, form.State(), 400);
        }

        var answer = await worker.DoAsync(new DocumentRequest(DocumentOperation.Tabulate), bytes, desk.Cancel);
        var refusal = answer switch
        {
            DocumentAnswer.Tabulated { Table: var table } => SheetTable.Read(table) is null ? new DocumentRefusal("DOC.SHEET.CRASH") : null,
            DocumentAnswer.Refused refused => refused.Refusal.ForSheet(),
            _ => new DocumentRefusal("DOC.SHEET.CRASH"),
        };
        if (refusal is not null)
        {
            var ruled = await desk.EndAsync(Act.ImportOldLedger, DocumentReasons.Ruling(refusal), () => "旧台账导入", () => { });
            return await ListAsync(http, desk, held, l, form.State(Reply.Shown(http, ruled)), 409);
        }

        held.Hold(desk.Actor.PersonId, Convert.ToHexStringLower(SHA256.HashData(bytes)), ((DocumentAnswer.Tabulated)answer).Table);
        return Results.Redirect("/ledger/imports/columns");
    }

    private static async Task<IResult> ColumnsAsync(HttpContext http, Desk desk, HeldLedgers held) =>
        held.Of(desk.Actor.PersonId) is { } ledger && ImportPlan.Proposed(ledger) is { } plan
            ? await Reply.PageAsync<ImportColumnsPage>(http, new ImportColumnsModel(plan, FormState.Empty))
            : Results.Redirect("/ledger/imports");

    private static async Task<IResult> AgainAsync(HttpContext http, Desk desk, HeldLedgers held, Language l, bool anew)
    {
        var form = await Form.ReadAsync(http, l);
        return Plan(form, desk, held, l, anew) is { } plan
            ? await Reply.PageAsync<ImportColumnsPage>(http, new ImportColumnsModel(plan, form.State()), form.IsValid ? 200 : 400)
            : await GoneAsync(http, desk, held, l);
    }

    private static async Task<IResult> TrialAsync(HttpContext http, Desk desk, HeldLedgers held, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        return Plan(form, desk, held, l, anew: false) is not { } plan ? await GoneAsync(http, desk, held, l)
            : form.IsValid ? await TriedAsync(http, desk, l, plan, form.State(), 200)
            : await Reply.PageAsync<ImportColumnsPage>(http, new ImportColumnsModel(plan, form.State()), 400);
    }

    private static async Task<IResult> TriedAsync(HttpContext http, Desk desk, Language l, ImportPlan plan, FormState form, int status)
    {
        desk.Store.ChangeTracker.Clear();
        var trial = await ImportTrial.MakeAsync(desk, plan);
        // Errors before warnings; of each, the order of the file.
        var problems = trial.Reading.Rows.SelectMany(r => r.Problems.Select(p => (r.Sheet, Text: p.Text(l.English), Warning: p.IsWarning))).OrderBy(p => p.Warning).ToList();
        return await Reply.PageAsync<ImportTrialPage>(http, new ImportTrialModel(plan, trial, [.. problems.Take(ProblemsShown)], Math.Max(0, problems.Count - ProblemsShown), desk.Bureau.Ceiling, form), status);
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http, Desk desk, HeldLedgers held, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var (hash, rows) = (form.Text("hash", 64, required: true), form.Number("rows", 0, SheetLimits.Rows, required: true));
        if (Plan(form, desk, held, l, anew: false) is not { } plan)
        {
            return await GoneAsync(http, desk, held, l);
        }

        if (!form.IsValid)
        {
            return await Reply.PageAsync<ImportColumnsPage>(http, new ImportColumnsModel(plan, form.State()), 400);
        }

        var ruled = await Overtaken.OrToldAsync(desk, async () => await ImportOldLedger.HandleAsync(desk, plan, new(hash!, rows!.Value)));
        if (ruled is { Ruling.IsPermitted: true })
        {
            held.Drop(desk.Actor.PersonId);
        }

        return await Reply.AnswerAsync(http, ruled, done => $"/ledger/imports/{done.Id}", l.T("已导入", "Imported"), refused => TriedAsync(http, desk, l, plan, form.State(Reply.Shown(http, refused)), 409));
    }

    private static async Task<IResult> BatchAsync(HttpContext http, Desk desk, Language l, int id, FormState form, int status)
    {
        desk.Store.ChangeTracker.Clear();
        if (await desk.Store.Imports(desk.Actor).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, desk.Cancel) is not { } batch)
        {
            return await Reply.NothingAsync(http);
        }

        var roster = await Roster.LoadAsync(desk);
        var mine = batch.ReversalAskedById == desk.Actor.PersonId;
        return await Reply.PageAsync<ImportBatchPage>(http, new ImportBatchModel(
            Shown(batch, roster, l),
            batch.Untitled,
            batch.Version,
            batch is { ReversalAskedById: { } by, ReversalAskedAt: { } at } ? new(roster.Name(by), Calendar.OnTheWall(at), batch.ReversalReason ?? "", batch.ReversedById is { } second ? roster.Name(second) : null, batch.ReversedAt is { } done ? Calendar.OnTheWall(done) : null) : null,
            batch.ReversalAskedById is null && Authority.Judge(Act.AskReversal, desk.Actor.Posts).IsPermitted,
            batch.ReversalWaits && !mine && Authority.Judge(Act.ConfirmReversal, desk.Actor.Posts).IsPermitted,
            batch.ReversalWaits && mine,
            form), status);
    }

    private static async Task<IResult> AskAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var reason = form.Text("reason", 200, required: true);
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, () => AskReversal.HandleAsync(desk, id, reason!), l.T("已申请撤销，待第二人确认", "Reversal asked for; a second person confirms it"))
            : await BatchAsync(http, desk, l, id, form.State(), 400);
    }

    private static async Task<IResult> DecideAsync(HttpContext http, Desk desk, Language l, int id, bool confirm)
    {
        var form = await Form.ReadAsync(http, l);
        var version = form.Number("version", 0, int.MaxValue, required: true);
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, () => DecideReversal.HandleAsync(desk, id, version!.Value, confirm), confirm ? l.T("已撤销，原记录保留可见", "Reversed; the entries stay visible") : l.T("未予撤销", "Not reversed"))
            : await BatchAsync(http, desk, l, id, form.State(), 400);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, Desk desk, Language l, int id, Form form, Func<Task<Ruled?>> act, string done) =>
        await Reply.AnswerAsync(http, await Overtaken.OrToldAsync(desk, act), _ => $"/ledger/imports/{id}", done, refused => BatchAsync(http, desk, l, id, form.State(Reply.Shown(http, refused)), 409));

    internal static ImportPlan? Plan(Form form, Desk desk, HeldLedgers held, Language l, bool anew) =>
        held.Of(desk.Actor.PersonId) is { } ledger ? ImportPlan.Read(form, ledger, l, anew) : null;

    /// <summary>The upload is not held any more: half an hour has passed, or somebody signed out.</summary>
    internal static Task<IResult> GoneAsync(HttpContext http, Desk desk, HeldLedgers held, Language l) => ListAsync(
        http, desk, held, l, FormState.Empty with { Errors = new Dictionary<string, string> { ["file"] = l.T("上传的文件已不在内存中，请重新上传", "The upload is no longer held; upload the file again") } }, 400);

    private static BatchShown Shown(ImportBatch b, Roster roster, Language l) => new(
        b.Id, Calendar.OnTheWall(b.ImportedAt), roster.Name(b.ImportedById), b.Imported, b.Declassified, b.Known, b.Repeated, b.Faulty, b.FileHash, b.ReversedById is not null,
        b.ReversedById is not null ? l.T("已撤销", "Reversed") : b.ReversalWaits ? l.T("撤销待第二人确认", "Reversal waits for a second person") : l.T("有效", "In effect"));
}
