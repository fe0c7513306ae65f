using System.Text;
using Microsoft.EntityFrameworkCore;
using Shoumi.Documents.Printing;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Storage.Proofs;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Audit;

/// <summary>Proofs of the audit ledger, for the security auditor: heads to be kept elsewhere, the export, a check of everything.</summary>
[Requirement("RN1.4")]
public static class HeadsApi
{
    private const int HeadsShown = 60;
    private const int MostText = 64 * 1024;

    public static void MapHeads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/proofs", PageAsync).RequiresAct(Act.ViewAuditLedger);
        app.MapPost("/proofs/heads", SignAsync).RequiresAct(Act.SignAuditHead);
        app.MapGet("/proofs/heads/{id:int}", FileAsync).RequiresAct(Act.ViewAuditLedger);
        app.MapPost("/proofs/heads/{id:int}/slip", SlipAsync).RequiresAct(Act.ExportAuditLedger);
        app.MapGet("/proofs/heads/{id:int}/consistency", ConsistencyAsync).RequiresAct(Act.ViewAuditLedger);
        app.MapGet("/proofs/entries/{id:int}", ProofAsync).RequiresAct(Act.ViewAuditLedger);
        app.MapPost("/proofs/export", ExportAsync).RequiresAct(Act.ExportAuditLedger);
        app.MapPost("/proofs/check", CheckAsync).RequiresAct(Act.CheckAuditLedger);
    }

    private static Task<IResult> PageAsync(HttpContext http, Desk desk) => ShowAsync(http, desk, null, Frame.FormState.Empty);

    private static async Task<IResult> ShowAsync(HttpContext http, Desk desk, CheckResult? found, Frame.FormState form, int status = 200)
    {
        var heads = await desk.Store.SignedHeads.AsNoTracking().OrderByDescending(h => h.Size).Take(HeadsShown).ToListAsync(desk.Cancel);
        return await Reply.PageAsync<HeadsPage>(http, new HeadsModel(
            await Heads.SizeAsync(desk.Store, desk.Cancel),
            [.. heads.Select(h => (Head: h, Read: ReadHead.Read("", h.Text))).Select(h => new HeadRow(h.Head.Size, Calendar.OnTheWall(h.Head.At), Convert.ToHexStringLower(h.Read.Root), h.Head.KeyId))],
            found,
            form), status);
    }

    private static async Task<IResult> SignAsync(HttpContext http, Desk desk, AuditLedger ledger, HeadSigner signer, Language l)
    {
        var head = await Heads.SignAsync(desk.Store, ledger, signer, desk.Calendar, desk.Actor, desk.Cancel);
        return Reply.Done(http, "/proofs", l.T($"封签已签发：前 {head.Size:N0} 笔。请打印封签单，三员签字后存放于系统之外", $"Head signed over {head.Size:N0} entries. Print its slip, have the three administrators sign it, keep it outside the system"));
    }

    private static async Task<IResult> FileAsync(HttpContext http, Desk desk, int id) => await FindAsync(desk, id) is { } head
        ? Results.File((byte[])[.. head.Text, (byte)'\n'], "application/json", $"head-{head.Size}.json")
        : await Reply.NothingAsync(http);

    private static async Task<IResult> SlipAsync(HttpContext http, Desk desk, int id)
    {
        if (await FindAsync(desk, id) is not { } head)
        {
            return await Reply.NothingAsync(http);
        }

        var read = ReadHead.Read("", head.Text);
        return await CountedPrint.AnswerAsync(
            desk, Act.ExportAuditLedger, $"head {id}", $"head-{id}",
            (print, output) => HeadSlip.Write(
                new HeadSlipContent
                {
                    Bureau = desk.Bureau.Name,
                    Instance = read.Instance,
                    Size = read.Size,
                    Root = Convert.ToHexStringLower(read.Root),
                    At = Calendar.OnTheWall(head.At),
                    Key = read.Key,
                    Head = Encoding.UTF8.GetString(head.Text),
                    Print = print,
                    Demonstration = desk.Bureau.IsDemonstration,
                },
                output),
            nth => new { Nth = nth });
    }

    private static async Task<IResult> ConsistencyAsync(HttpContext http, Desk desk, int id) =>
        await FindAsync(desk, id) is { } first && await Heads.LastAsync(desk.Store, desk.Cancel) is { } last
            ? Results.File(await LedgerFiles.ConsistencyAsync(desk.Store, first, last, desk.Cancel), "application/json", $"heads-{first.Size}-{last.Size}.proof")
            : await Reply.NothingAsync(http);

    private static async Task<IResult> ProofAsync(HttpContext http, Desk desk, int id) =>
        await Heads.LastAsync(desk.Store, desk.Cancel) is { } head && await LedgerFiles.ProofAsync(desk.Store, id, head, desk.Cancel) is { } proof
            ? Results.File(proof, "application/json", $"entry-{id}.proof")
            : await Reply.NothingAsync(http);

    /// <summary>Everything up to and with the line that says so.</summary>
    private static async Task<IResult> ExportAsync(Desk desk)
    {
        var ruled = await desk.EndAsync(Act.ExportAuditLedger, Ruling.Yes, () => "audit-ledger", () => { });
        return Results.Stream(output => LedgerFiles.WriteAsync(desk.Store, ruled.Line, output, desk.Cancel), "application/octet-stream", $"audit-{desk.Today:yyyyMMdd}-{ruled.Line}.ledger");
    }

    private static async Task<IResult> CheckAsync(HttpContext http, Desk desk, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var typed = form.Text("heads", MostText, lines: true) ?? "";
        if (!form.IsValid)
        {
            return await ShowAsync(http, desk, null, form.State(), 400);
        }

        List<ReadHead> kept = [.. typed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select((line, at) => ReadHead.Read(l.T($"第 {at + 1} 行", $"line {at + 1}"), Encoding.UTF8.GetBytes(line)))];
        var found = await LedgerCheck.RunAsync(desk.Store, kept, desk.Cancel);
        desk.Store.ChangeTracker.Clear();
        await desk.EndAsync(Act.CheckAuditLedger, Ruling.Yes, () => "audit-ledger", () => { }, () => new { found.Lines, found.Root, found.Heads, Kept = kept.Count, Wrong = found.Findings.Count });
        return await ShowAsync(http, desk, found, form.State());
    }

    private static Task<SignedHead?> FindAsync(Desk desk, int id) => desk.Store.SignedHeads.AsNoTracking().SingleOrDefaultAsync(h => h.Size == id, desk.Cancel);
}
