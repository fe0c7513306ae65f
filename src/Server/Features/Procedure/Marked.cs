using Microsoft.EntityFrameworkCore;
using Shoumi.Documents;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// 标注: the same bytes are presented again, get the ledger's mark, are read back by another code path and handed out. Nothing is handed out
/// whose mark is missing, misplaced or unequal to the ledger; the original stays as it is and no bytes are kept.
/// </summary>
[Requirement("R8.1.1", "R8.2.1", "R8.3.2", "R7.5.2")]
public static class Marked
{
    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, WorkerClient worker, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var bytes = await form.FileAsync("file", Settings.LargestDocument, required: true, desk.Cancel);
        var placement = form.OneOf<Placement>("placement");
        if (!form.IsValid)
        {
            return await Api.ShowAsync(http, desk, l, id, form.State(), 400);
        }

        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return await Reply.NothingAsync(http);
        }

        var where = placement ?? MarkingRules.UsualPlacement(file.Case.Kind);
        if (Judge(desk, file, bytes!, where) is Ruling.Forbidden refusal)
        {
            return await Api.AnswerAsync(http, desk, l, id, form, async () => await desk.EndAsync(Act.IssueMarkedDocument, refusal, () => file.Case.Reference, () => { }), "");
        }

        return await IssueAsync(http, desk, worker, l, file, form, bytes!, where);
    }

    /// <summary>Entered in the ledger, the same bytes, the right place for the kind.</summary>
    private static Ruling Judge(Desk desk, CaseFile file, byte[] bytes, Placement placement) => Ruling.All(
        FiveSteps.MayIssue(file.Facts()),
        Opening.Fingerprint(bytes) == file.Case.FileHash ? Ruling.Yes : Ruling.Forbid("MZ.7.1.FILE", "R8.1.1"),
        MarkingRules.JudgePlacement(file.Case.Kind, placement));

    private static async Task<IResult> IssueAsync(HttpContext http, Desk desk, WorkerClient worker, Language l, CaseFile file, Form form, byte[] bytes, Placement placement)
    {
        var entry = await desk.Store.VisibleEntries(desk.Actor).AsNoTracking().Where(e => e.CaseId == file.Case.Id && e.CorrectedById == null).SingleAsync(desk.Cancel);
        if (!entry.InForceOn(desk.Today))
        {
            form.Wrong("file", l.T("该事项已解密，不再标注", "The item is declassified and is no longer marked"));
            return await Api.ShowAsync(http, desk, l, file.Case.Id, form.State(), 400);
        }

        var mark = new ClassificationMark(entry.Level, entry.Term);
        var answer = await worker.DoAsync(new DocumentRequest(DocumentOperation.Mark, mark, placement, desk.Pack.Marking), bytes, desk.Cancel);
        if (answer is not DocumentAnswer.Marked marked)
        {
            var refusal = answer is DocumentAnswer.Refused r ? r.Refusal : new DocumentRefusal("DOC.CRASH");
            form.Wrong("file", $"{refusal.Code} {refusal.Text(l.English)} {refusal.Remedy(l.English)}");
            return await Api.ShowAsync(http, desk, l, file.Case.Id, form.State(), 400);
        }

        await desk.EndAsync(Act.IssueMarkedDocument, Ruling.Yes, () => entry.Reference, () => { }, () => new { entry.Mark, Hash = Opening.Fingerprint(marked.File) }, Post.RegistryClerk);
        return Results.File(marked.File, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", $"{entry.Reference}.docx");
    }
}
