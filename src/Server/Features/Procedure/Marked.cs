using Microsoft.EntityFrameworkCore;
using Shoumi.Documents;
using Shoumi.Documents.Inspecting;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// 标注: the same bytes are presented again, get the ledger's mark, are read back by another code path and handed out. Nothing is handed out
/// whose mark is missing, misplaced or unequal to the ledger; that is a refusal of article 8, and recorded as one. The original stays as it
/// is and no bytes are kept.
/// </summary>
[Requirement("R8.1.1", "R8.2.1", "R8.3.2", "R7.5.2")]
public static class Marked
{
    /// <summary>What came of it: the file only where the ruling permits.</summary>
    private sealed record Issued(Ruled Ruled, DocumentAnswer.Marked? Document = null, string Name = "");

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

        var issued = await IssueAsync(desk, worker, file, bytes!, placement ?? MarkingRules.UsualPlacement(file.Case.Kind));
        if (issued.Document is not { } marked)
        {
            return await Api.ShowAsync(http, desk, l, id, form.State(Refused.Shown(http, desk, issued.Ruled)), 409);
        }

        if (marked.Notes is [var note, ..])
        {
            Flash.Set(http, note.Text(l.English)); // the answer is the file itself; the next page tells
        }

        return Handed(marked.File, issued.Name);
    }

    /// <summary>The file itself as the answer, under a name that tells no title.</summary>
    internal static IResult Handed(byte[] file, string name)
    {
        var (extension, type) = OfficeKind.Of(file);
        return Results.File(file, type, $"{name}.{extension}");
    }

    /// <summary>What is kept of a file that is handed out: its digest, and which entry's mark it bears.</summary>
    internal static IssuedFile Handout(Desk desk, ClassificationCase @case, LedgerEntry entry, byte[] file) =>
        new() { CaseId = @case.Id, EntryId = entry.Id, Hash = Opening.Fingerprint(file), IssuedAt = desk.Now };

    private static async Task<Issued> IssueAsync(Desk desk, WorkerClient worker, CaseFile file, byte[] bytes, Placement placement)
    {
        // Entered in the ledger and the same bytes: only then is the document opened.
        var ruling = Ruling.All(
            FiveSteps.MayIssue(file.Facts()),
            Opening.Fingerprint(bytes) == file.Case.FileHash ? Ruling.Yes : Ruling.Forbid("MZ.7.1.FILE", "R8.1.1"));
        var entry = ruling.IsPermitted
            ? await desk.Store.VisibleEntries(desk.Actor).AsNoTracking().Where(e => e.CaseId == file.Case.Id && e.ReplacedById == null).SingleAsync(desk.Cancel)
            : null;
        ruling = entry is null ? ruling : MarkingRules.JudgeInForce(entry.FreeFrom, desk.Today);
        if (entry is null || !ruling.IsPermitted)
        {
            return new(await desk.EndAsync(Act.IssueMarkedDocument, ruling, () => entry?.Reference ?? file.Case.Reference, () => { }));
        }

        var mark = new ClassificationMark(entry.Level, entry.Term);
        var (place, answer) = await worker.MarkAsync(file.Case.Kind, new DocumentRequest(DocumentOperation.Mark, mark, placement, desk.Pack.Marking), bytes, desk.Cancel);
        ruling = answer is null ? place : JudgeRead(file.Case, mark, answer);
        var marked = ruling.IsPermitted ? answer as DocumentAnswer.Marked : null;
        return new(
            await desk.EndAsync(Act.IssueMarkedDocument, ruling, () => entry.Reference, () => desk.Store.Add(Handout(desk, file.Case, entry, marked!.File)), () => new { entry.Mark, Placement = placement, Hash = Opening.Fingerprint(marked!.File) }, Post.RegistryClerk),
            marked,
            entry.Reference);
    }

    /// <summary>What was read back, judged by article 8; where the document itself is the hindrance, its own reason beside it.</summary>
    private static Ruling JudgeRead(ClassificationCase @case, ClassificationMark mark, DocumentAnswer answer)
    {
        Ruling Judge(MarkReading borne, bool inPlace) => MarkingRules.JudgeIssue(@case.Kind, @case.Current?.Determination ?? Determination.StateSecret, mark, borne, inPlace);
        return answer switch
        {
            DocumentAnswer.Marked marked => Ruling.All(
                Judge(marked.At.Reading, inPlace: true),
                // Not taken when the draft was presented; what came in otherwise is not issued either.
                marked.Notes.Contains(DocumentNote.TrackedChanges) ? DocumentReasons.Ruling(new("DOC.TRACKED")) : Ruling.Yes),
            DocumentAnswer.Refused { Borne: { } borne } refused => Ruling.All(Judge(borne, inPlace: false), DocumentReasons.Ruling(refused.Refusal)),
            DocumentAnswer.Refused refused => DocumentReasons.Ruling(refused.Refusal),
            _ => DocumentReasons.Ruling(new("DOC.CRASH")),
        };
    }
}
