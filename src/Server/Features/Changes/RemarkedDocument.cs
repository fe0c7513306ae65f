using Microsoft.EntityFrameworkCore;
using Shoumi.Documents;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// 改标: the file that was handed out with its mark is presented again and comes back with that mark struck and the new one beside it; 解密
/// where the matter has ended. Read back by another code path before it is handed out; no bytes are kept.
/// </summary>
[Requirement("R8.6", "R8.1.1")]
public static class RemarkedDocument
{
    /// <summary>What is to be struck and what takes its place.</summary>
    /// <param name="To">Null where the matter is declassified.</param>
    public sealed record Plan(LedgerEntry Now, ClassificationMark Former, ClassificationMark? To);

    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, WorkerClient worker, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var bytes = await form.FileAsync("file", Settings.LargestDocument, required: true, desk.Cancel);
        var placement = form.OneOf<Placement>("placement");
        if (!form.IsValid)
        {
            return await Procedure.Api.ShowAsync(http, desk, l, id, form.State(), 400);
        }

        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return await Reply.NothingAsync(http);
        }

        var (ruled, marked) = await IssueAsync(desk, worker, file, bytes!, placement ?? MarkingRules.UsualPlacement(file.Case.Kind));
        return marked is null
            ? await Procedure.Api.ShowAsync(http, desk, l, id, form.State(Refused.Shown(http, desk, ruled)), 409)
            : Marked.Handed(marked.File, file.Case.Reference);
    }

    /// <summary>What the file bears, by what was handed out last, and what it should bear. Null where nothing is to be changed.</summary>
    public static async Task<Plan?> PlanAsync(Desk desk, ClassificationCase matter)
    {
        if (matter is not { Stage: Stage.Registered, Purpose: CasePurpose.Determine })
        {
            return null;
        }

        var lines = await desk.Store.LinesOf(matter).AsNoTracking().OrderBy(e => e.Id).ToListAsync(desk.Cancel);
        var issued = await desk.Store.IssuedFiles(matter).AsNoTracking().OrderByDescending(f => f.Id).Select(f => (int?)f.EntryId).FirstOrDefaultAsync(desk.Cancel);
        var now = lines.FirstOrDefault(e => e.ReplacedById is null);
        var former = lines.FirstOrDefault(e => e.Id == issued) ?? lines.LastOrDefault(e => e.Id != now?.Id && e.Mark != now?.Mark) ?? now;
        if (now is null || former is null || (now.InForceOn(desk.Today) && former.Mark == now.Mark))
        {
            return null;
        }

        return new(now, new(former.Level, former.Term), now.InForceOn(desk.Today) ? new(now.Level, now.Term) : null);
    }

    private static async Task<(Ruled Ruled, DocumentAnswer.Marked? Document)> IssueAsync(Desk desk, WorkerClient worker, CaseFile file, byte[] bytes, Placement placement)
    {
        var (plan, hash) = (await PlanAsync(desk, file.Case), Opening.Fingerprint(bytes));
        var issued = await desk.Store.IssuedFiles(file.Case).Select(f => f.Hash).ToListAsync(desk.Cancel);
        var ruling = Ruling.All(
            FiveSteps.MayIssue(file.Facts()),
            plan is null ? Ruling.Forbid("MZ.8.6.FIRST", "R8.6") : Ruling.Yes,
            // What was never handed out here, such as an entry of the old ledger, is known by its mark alone.
            issued.Count == 0 || issued.Contains(hash) ? Ruling.Yes : Ruling.Forbid("MZ.8.6.FILE", "R8.6"),
            MarkingRules.JudgePlacement(file.Case.Kind, placement));
        if (plan is null || !ruling.IsPermitted)
        {
            return (await desk.EndAsync(Act.IssueRemarkedDocument, ruling, () => file.Case.Reference, () => { }), null);
        }

        var answer = await worker.DoAsync(new DocumentRequest(DocumentOperation.Remark, plan.To, placement, desk.Pack.Marking, plan.Former), bytes, desk.Cancel);
        var marked = answer as DocumentAnswer.Marked;
        ruling = answer switch
        {
            DocumentAnswer.Marked => Ruling.Yes,
            DocumentAnswer.Refused refused => DocumentReasons.Ruling(refused.Refusal),
            _ => DocumentReasons.Ruling(new("DOC.CRASH")),
        };
        var ruled = await desk.EndAsync(
            Act.IssueRemarkedDocument,
            ruling,
            () => plan.Now.Reference,
            () => desk.Store.Add(Marked.Handout(desk, file.Case, plan.Now, marked!.File)),
            () => new { Former = plan.Former.ToString(), To = plan.To?.ToString(), Hash = Opening.Fingerprint(marked!.File) },
            Post.RegistryClerk);
        return (ruled, marked);
    }
}
