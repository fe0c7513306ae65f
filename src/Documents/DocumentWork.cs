using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Shoumi.Documents.Docx;
using Shoumi.Documents.Inspecting;
using Shoumi.Documents.Pdf;
using Shoumi.Documents.Reading;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents;

/// <summary>What can be done with a document.</summary>
public enum DocumentOperation
{
    Inspect = 1,
    Mark = 2,
    Verify = 3,
    Read = 4,

    /// <summary>Change the mark: the former one is struck, the new one stands beside it.</summary>
    Remark = 5,

    /// <summary>Reads the cells of a spreadsheet.</summary>
    Tabulate = 6,
}

/// <summary>What to do with a document.</summary>
/// <param name="Operation">What.</param>
/// <param name="Mark">Which mark to put in or to expect; not needed for inspecting and reading. Where a mark is changed: the new one, none for what is declassified.</param>
/// <param name="Placement">Where.</param>
/// <param name="Typography">How it looks; not needed but for marking.</param>
/// <param name="Former">The mark to be struck; only where a mark is changed.</param>
public sealed record DocumentRequest(DocumentOperation Operation, ClassificationMark? Mark = null, Placement Placement = Placement.UpperLeft, MarkingPolicy? Typography = null, ClassificationMark? Former = null)
{
    /// <summary>GB/T 9704-2012 without a policy pack: 3号 黑体 (16 pt) in a line of 28 pt, margins of 37 and 28 mm.</summary>
    public static readonly MarkingPolicy UsualTypography = new("★", ["黑体", "SimHei", "Noto Sans CJK SC"], 32, 2098, 1588, 560, 6);
}

/// <summary>What came of it; closed: only these six.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Inspected), "inspected")]
[JsonDerivedType(typeof(Marked), "marked")]
[JsonDerivedType(typeof(Verified), "verified")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Tabulated), "tabulated")]
public abstract record DocumentAnswer
{
    private DocumentAnswer()
    {
    }

    /// <summary>The file was not taken.</summary>
    /// <param name="Borne">What mark the file was found to bear, where its marks are the reason; one without level where it bears none.</param>
    public sealed record Refused(DocumentRefusal Refusal, MarkReading? Borne = null) : DocumentAnswer;

    /// <summary>What the file is.</summary>
    public sealed record Inspected(Inspection Inspection) : DocumentAnswer;

    /// <summary>The marked file, read back and found right.</summary>
    public sealed record Marked([property: JsonIgnore] byte[] File, MarkSighting At, ImmutableArray<DocumentNote> Notes) : DocumentAnswer;

    /// <summary>Whether the file bears the expected mark.</summary>
    public sealed record Verified(MarkVerdict Verdict) : DocumentAnswer;

    /// <summary>The marks in the file.</summary>
    public sealed record Found(ImmutableArray<MarkSighting> Sightings) : DocumentAnswer;

    /// <summary>The cells of a spreadsheet, as <see cref="Sheets.Reading.SheetTable"/> holds them.</summary>
    public sealed record Tabulated([property: JsonIgnore] byte[] Table) : DocumentAnswer;
}

/// <summary>
/// Does what is asked with a document, in this process. Documents that come from outside are handed to <see cref="Isolation.WorkerClient"/>,
/// which does the same in a child process.
/// </summary>
public static class DocumentWork
{
    private const string NoRoom = "DOC.PLACE";

    /// <summary>The answer. The given array is never written to; nothing is written to disk.</summary>
    public static DocumentAnswer Do(DocumentRequest request, byte[] file)
    {
        try
        {
            return request.Operation switch
            {
                DocumentOperation.Inspect => new DocumentAnswer.Inspected(DocumentInspector.Inspect(file)),
                DocumentOperation.Mark => Mark(request, file),
                DocumentOperation.Verify => Readable(file) is { } no ? new DocumentAnswer.Refused(no) : new DocumentAnswer.Verified(MarkCheck.Verify(file, Needed(request), request.Placement)),
                DocumentOperation.Read => Read(file),
                DocumentOperation.Remark => Remark(request, file),
                DocumentOperation.Tabulate => new DocumentAnswer.Tabulated(Sheets.Reading.SheetReader.Read(file)),
            };
        }
        catch (DocumentRefusedException e)
        {
            return new DocumentAnswer.Refused(e.Refusal, e.Refusal.Code == "DOC.MARKED" ? ClassificationMark.Parse(e.Refusal.Detail) : null);
        }
        catch (InvalidDataException)
        {
            // Some damage to a zip shows only when an entry is unpacked or the package is written anew.
            return new DocumentAnswer.Refused(new("DOC.MALFORMED", "zip"));
        }
    }

    /// <summary>The marked file; where there is no room in the place asked for, the refusal names those that have some.</summary>
    private static DocumentAnswer Mark(DocumentRequest request, byte[] file)
    {
        var inspection = DocumentInspector.Inspect(file);
        if (inspection.WhyNotMarkable is { } refusal)
        {
            return new DocumentAnswer.Refused(refusal);
        }

        var answer = MarkAt(request, inspection, file);
        return answer is DocumentAnswer.Refused { Refusal: { Code: NoRoom } no } ? new DocumentAnswer.Refused(no with { Elsewhere = [.. Elsewhere(request, inspection, file)] }) : answer;
    }

    /// <summary>Found out by trying: what would cover something or could not be read back is none of them.</summary>
    private static IEnumerable<Placement> Elsewhere(DocumentRequest request, Inspection inspection, byte[] file)
    {
        // How far down a title stands is not known in a DOCX, and so neither whether something lies over it.
        var titles = inspection.Kind == FileKind.Pdf || AtTitle(request.Placement) || !DocxMarking.Floats(file, request.Typography ?? DocumentRequest.UsualTypography);
        return Enum.GetValues<Placement>().Where(p => p != request.Placement && (titles || !AtTitle(p)) && MarkAt(request with { Placement = p }, inspection, file) is DocumentAnswer.Marked);
    }

    private static bool AtTitle(Placement placement) => placement is Placement.AfterTitle or Placement.BelowTitle;

    private static DocumentAnswer MarkAt(DocumentRequest request, Inspection inspection, byte[] file)
    {
        try
        {
            return MarkOrThrow(request, inspection, file);
        }
        catch (DocumentRefusedException e) when (e.Refusal.Code == NoRoom)
        {
            return new DocumentAnswer.Refused(e.Refusal);
        }
    }

    private static DocumentAnswer MarkOrThrow(DocumentRequest request, Inspection inspection, byte[] file)
    {
        var (mark, typography) = (Needed(request), request.Typography ?? DocumentRequest.UsualTypography);
        var marked = inspection.Kind == FileKind.Pdf
            ? PdfMarking.Mark(file, mark, request.Placement, typography)
            : DocxMarking.Mark(file, mark, request.Placement, typography);
        var verdict = MarkCheck.Verify(marked ?? file, mark, request.Placement);
        if (verdict is not { Ok: true, Seen: { } seen })
        {
            var borne = verdict.Fault is MarkFault.Misplaced or MarkFault.Unequal ? verdict.Seen?.Reading : null;
            return new DocumentAnswer.Refused(marked is null ? new("DOC.MARKED", mark.ToString()) : Unverified(verdict), borne ?? MarkReading.Nothing);
        }

        return new DocumentAnswer.Marked(marked ?? [.. file], seen, Notes(inspection, kept: marked is null));
    }

    /// <summary>The former mark struck and the new one beside it; the same file where that is so already.</summary>
    private static DocumentAnswer Remark(DocumentRequest request, byte[] file)
    {
        var inspection = DocumentInspector.Inspect(file);
        if (inspection.WhyNotMarkable is { } refusal)
        {
            return new DocumentAnswer.Refused(refusal);
        }

        var former = request.Former ?? throw new ArgumentException("Changing a mark needs the former one", nameof(request));
        if (former == request.Mark)
        {
            throw new ArgumentException("The new mark is the former one", nameof(request));
        }

        // Beside the former one, wherever that was put.
        var (typography, placement) = (request.Typography ?? DocumentRequest.UsualTypography, MarkCheck.PlaceOf(file, former, request.Placement));
        var marked = inspection.Kind == FileKind.Pdf
            ? PdfMarking.Remark(file, former, request.Mark, placement, typography)
            : DocxRemarking.Remark(file, former, request.Mark, placement, typography);
        var verdict = MarkCheck.VerifyChange(marked ?? file, former, request.Mark, placement);
        return verdict is { Ok: true, Seen: { } seen }
            ? new DocumentAnswer.Marked(marked ?? [.. file], seen, Notes(inspection, kept: marked is null))
            : new DocumentAnswer.Refused(Unverified(verdict), verdict.Seen?.Reading ?? MarkReading.Nothing);
    }

    private static DocumentRefusal Unverified(MarkVerdict verdict) => new("DOC.VERIFY", $"{verdict.Fault} {verdict.Seen?.Text}".Trim());

    private static ImmutableArray<DocumentNote> Notes(Inspection inspection, bool kept) =>
    [
        .. inspection.Tracked ? [DocumentNote.TrackedChanges] : Array.Empty<DocumentNote>(),
        .. inspection.SignedEarlier && !kept ? [DocumentNote.SignedEarlier] : Array.Empty<DocumentNote>(),
        .. kept ? [DocumentNote.MarkKept] : Array.Empty<DocumentNote>(),
    ];

    private static DocumentAnswer Read(byte[] file)
    {
        if (Readable(file) is { } no)
        {
            return new DocumentAnswer.Refused(no);
        }

        var read = MarkReader.Read(file);
        return read.Refusal is { } refusal ? new DocumentAnswer.Refused(refusal) : new DocumentAnswer.Found(read.Sightings);
    }

    /// <summary>Signed and protected documents may well be read.</summary>
    private static DocumentRefusal? Readable(byte[] file) => DocumentInspector.Inspect(file) switch
    {
        { Encrypted: true } => new("DOC.ENCRYPTED"),
        { Defect: { } defect } => defect,
        { Kind: not (FileKind.Docx or FileKind.Pdf) and var kind } => new("DOC.FORMAT", kind.ToString()),
        _ => null,
    };

    private static ClassificationMark Needed(DocumentRequest request) => request.Mark ?? throw new ArgumentException("This operation needs a mark", nameof(request));
}
