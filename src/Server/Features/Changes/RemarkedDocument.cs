using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Shoumi.Documents;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// 改标: a file that was handed out with its mark – or bears a mark of the old ledger – is presented and comes back with that mark struck and the new one beside it; 解密
/// where the matter has ended. Read back by another code path before it is handed out; no bytes are kept.
/// </summary>
[Requirement("R8.6", "R8.1.1")]
public static class RemarkedDocument
{
    /// <summary>What is to be struck and what takes its place.</summary>
    /// <param name="Former">The marks that files of the matter may bear now; the latest first.</param>
    /// <param name="To">Null where the matter is declassified.</param>
    private sealed record Plan(LedgerEntry Now, ImmutableArray<ClassificationMark> Former, ClassificationMark? To);

    /// <summary>A ruling, and the file where it permits.</summary>
    private sealed record Issued(Ruled Ruled, string Number, DocumentAnswer.Marked? Document = null);

    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, WorkerClient worker, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var bytes = await form.FileAsync("file", Settings.LargestDocument, required: true, desk.Cancel);
        var placement = form.OneOf<Placement>("placement");
        if (!form.IsValid)
        {
            return await ShowAsync(http, desk, l, id, form.State(), 400);
        }

        Issued? issued = null;
        var ruled = await Overtaken.OrToldAsync(desk, async () => (issued = await IssueAsync(desk, worker, id, bytes!, placement))?.Ruled);
        return ruled is null ? await Reply.NothingAsync(http)
            : issued?.Document is { } marked ? Marked.Handed(marked.File, issued.Number)
            : await ShowAsync(http, desk, l, id, form.State(Refused.Shown(http, desk, ruled.Value)), 409);
    }

    /// <summary>The form for whoever may re-mark; null where nothing is to be changed.</summary>
    public static async Task<RemarkingShown?> ShownAsync(Desk desk, ClassificationCase matter) =>
        Authority.Judge(Act.IssueRemarkedDocument, desk.Actor.Posts).IsPermitted && await PlanAsync(desk, matter, null) is { Former.IsEmpty: false } plan
            ? new([.. plan.Former.Select(m => m.ToString())], plan.To?.ToString(), matter.Kind == DocumentKind.Chart, matter.ImportBatchId is not null)
            : null;

    /// <summary>What files of the matter bear, by what was handed out, and what they should bear; null where the matter has no entry that speaks.</summary>
    /// <param name="hash">Of one file: its former mark is that of the entry it was handed out for. Null for all of them.</param>
    private static async Task<Plan?> PlanAsync(Desk desk, ClassificationCase matter, string? hash)
    {
        if (matter is not { Stage: Stage.Registered, Purpose: CasePurpose.Determine })
        {
            return null;
        }

        var lines = await desk.Store.LinesOf(matter).OrderByDescending(e => e.Id).ToListAsync(desk.Cancel);
        var handed = await desk.Store.IssuedFiles(matter).AsNoTracking().ToListAsync(desk.Cancel);
        if (lines.FirstOrDefault(e => e is { ReplacedById: null, ReversedOn: null }) is not { } now)
        {
            return null;
        }

        var entries = handed.Where(f => hash is null || f.Hash == hash).Select(f => f.EntryId).ToHashSet();
        var to = now.InForceOn(desk.Today) ? new ClassificationMark(now.Level, now.Term) : null;
        // What was never handed out here, such as an entry of the old ledger, bears one of the marks that the matter has had.
        return new(now, [.. lines.Where(e => handed.Count == 0 || entries.Contains(e.Id)).Select(e => new ClassificationMark(e.Level, e.Term)).Distinct().Where(m => m != to)], to);
    }

    // An imported matter has no case page: its entry speaks for it.
    private static async Task<IResult> ShowAsync(HttpContext http, Desk desk, Language l, int id, FormState state, int status)
    {
        var imported = desk.Store.Visible(desk.Actor).Where(c => c.Id == id && c.ImportBatchId != null);
        var entry = await desk.Store.VisibleEntries(desk.Actor).Where(e => e.ReplacedById == null && imported.Any(c => c.Id == e.CaseId)).Select(e => (int?)e.Id).FirstOrDefaultAsync(desk.Cancel);
        return entry is { } speaking ? await Ledger.Api.EntryAsync(http, desk, l, speaking, state, status) : await Procedure.Api.ShowAsync(http, desk, l, id, state, status);
    }

    private static async Task<Issued?> IssueAsync(Desk desk, WorkerClient worker, int id, byte[] bytes, Placement? chosen)
    {
        if (await CaseFile.FindAsync(desk, id, imported: true) is not { } file)
        {
            return null;
        }

        var (hash, placement) = (Opening.Fingerprint(bytes), chosen ?? MarkingRules.UsualPlacement(file.Case.Kind));
        var known = !await desk.Store.IssuedFiles(file.Case).AnyAsync(desk.Cancel) || await desk.Store.IssuedFiles(file.Case).AnyAsync(f => f.Hash == hash, desk.Cancel);
        var plan = await PlanAsync(desk, file.Case, known ? hash : null);
        var ruling = Ruling.All(
            FiveSteps.MayIssue(file.Facts()),
            plan is null or { Former.IsEmpty: true } ? Ruling.Forbid("MZ.8.6.FIRST", "R8.6") : Ruling.Yes,
            known ? Ruling.Yes : Ruling.Forbid("MZ.8.6.FILE", "R8.6"),
            MarkingRules.JudgePlacement(file.Case.Kind, placement));
        if (plan is null || !ruling.IsPermitted)
        {
            return new(await desk.EndAsync(Act.IssueRemarkedDocument, ruling, () => file.Case.Reference, () => { }), file.Case.Reference);
        }

        var (former, answer) = await RemarkedAsync(desk, worker, plan, placement, bytes);
        var marked = answer as DocumentAnswer.Marked;
        var ruled = await desk.EndAsync(
            Act.IssueRemarkedDocument,
            JudgeRead(answer),
            () => plan.Now.Reference,
            () =>
            {
                // The document took its time: in the meantime another entry may have taken the place of this one.
                desk.Store.RestsOn(plan.Now);
                desk.Store.Add(Marked.Handout(desk, file.Case, plan.Now, marked!.File));
            },
            () => new { Former = former.ToString(), To = plan.To?.ToString(), Hash = Opening.Fingerprint(marked!.File) },
            Post.RegistryClerk);
        return new(ruled, file.Case.ImportBatchId is null ? file.Case.Reference : plan.Now.Reference, marked);
    }

    /// <summary>Where more than one mark may be the former one, that which the file bears.</summary>
    private static async Task<(ClassificationMark Former, DocumentAnswer Answer)> RemarkedAsync(Desk desk, WorkerClient worker, Plan plan, Placement placement, byte[] bytes)
    {
        foreach (var former in plan.Former.SkipLast(1))
        {
            if (await RemarkAsync(former) is var answer && !IsOtherMark(answer))
            {
                return (former, answer);
            }
        }

        return (plan.Former[^1], await RemarkAsync(plan.Former[^1]));

        Task<DocumentAnswer> RemarkAsync(ClassificationMark former) => worker.DoAsync(new DocumentRequest(DocumentOperation.Remark, plan.To, placement, desk.Pack.Marking, former), bytes, desk.Cancel);
    }

    private static bool IsOtherMark(DocumentAnswer answer) => answer is DocumentAnswer.Refused { Refusal.Code: "DOC.MARKED" or "DOC.UNMARKED" };

    private static Ruling JudgeRead(DocumentAnswer answer) => answer switch
    {
        DocumentAnswer.Marked => Ruling.Yes,
        DocumentAnswer.Refused refused => Ruling.All(DocumentReasons.Ruling(refused.Refusal), IsOtherMark(answer) ? Ruling.Forbid("MZ.8.6.FILE", "R8.6") : Ruling.Yes),
        _ => DocumentReasons.Ruling(new("DOC.CRASH")),
    };
}
