using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents.Pdf;

/// <summary>
/// Puts a mark on the first page of a PDF by a revision appended to it: what was there stays to the byte, under its signatures too. The mark
/// is text that is found and copied, and never stands over anything. Where there is no room for it: <c>DOC.PLACE</c>.
/// </summary>
[Requirement("R8.1.1", "R8.2.1", "R8.3.1")]
internal sealed class PdfMarking
{
    // Where a mark that people wrote counts as one: the upper third of the first page, in percent; and at its foot.
    private const double Upper = 34;

    // A stroke through the middle of the characters; parts of their height.
    private const double StrokeAt = 0.36, StrokeWidth = 0.06, StrokeOver = 0.1;

    private readonly PdfFile _file;
    private readonly PdfFirstPage _page;
    private readonly PageSurvey _survey;
    private readonly MarkingPolicy _policy;
    private readonly double _size;

    private PdfMarking(byte[] bytes, MarkingPolicy policy)
    {
        _file = PdfFile.Open(bytes);
        if (_file.Table(_file.Root["AcroForm"])?["XFA"] is { } form && _file.Resolve(form) is not PdfValue.Atom { Raw: "null" })
        {
            throw new DocumentRefusedException("DOC.FORMAT", "XFA 表单 form");
        }

        (_page, _survey, _policy) = (PdfFirstPage.Find(_file), PageSurvey.Of(bytes), policy);
        if (_page.Contents.OfType<PdfValue.Reference>().Any(r => _file.Content(_file.Stream(r)!) is { } content && PdfSyntax.HoldsOddNumbers(content)))
        {
            throw PdfSyntax.Malformed("Contents");
        }

        _size = policy.HalfPoints / 2.0 / _page.Unit;
    }

    /// <summary>The marked file; null when it bears that mark already, wherever on the page.</summary>
    /// <exception cref="DocumentRefusedException">With the reason.</exception>
    public static byte[]? Mark(byte[] file, ClassificationMark mark, Placement placement, MarkingPolicy policy)
    {
        var borne = Borne(file);
        if (borne.FirstOrDefault(s => s.Reading.Mark != mark) is { } other)
        {
            throw new DocumentRefusedException("DOC.MARKED", other.Reading.Words);
        }

        var marking = new PdfMarking(file, policy);
        return borne.Any(s => s.Spot == MarkSpot.Body) ? null : marking.Append(mark.ToString(), (room, _) => room.Find(placement), []);
    }

    /// <summary>The file on which the former mark is struck and the new one, or 解密, stands beside it; null when that is so already.</summary>
    /// <exception cref="DocumentRefusedException">With the reason; <c>DOC.UNMARKED</c> where the file does not bear the former mark.</exception>
    [Requirement("R8.6")]
    public static byte[]? Remark(byte[] file, ClassificationMark former, ClassificationMark? mark, Placement placement, MarkingPolicy policy)
    {
        if (MarkCheck.VerifyChange(file, former, mark, placement).Ok)
        {
            return null;
        }

        if (Borne(file).FirstOrDefault(s => s.Reading.Mark != former) is { } other)
        {
            throw new DocumentRefusedException("DOC.MARKED", other.Reading.Words);
        }

        var marking = new PdfMarking(file, policy);
        var old = marking._survey.Lines.Where(l => l is { Struck: false, Upright: true } && ClassificationMark.Parse(l.Text) is { Confidence: MarkConfidence.High, Alone: true } r && r.Mark == former).ToImmutableArray();
        return old is [var first, ..]
            ? marking.Append(mark?.ToString() ?? MarkSighting.Declassified, (room, survey) => room.Beside(survey.LastBeside(first), placement), old)
            : throw new DocumentRefusedException("DOC.UNMARKED", former.ToString());
    }

    /// <summary>The marks that hold and stand where a mark would, on the first page or along several.</summary>
    private static List<MarkSighting> Borne(byte[] file)
    {
        var read = MarkReader.Read(file);
        return read.Refusal is { } no
            ? throw new DocumentRefusedException(no)
            : [.. read.Sightings.Where(s => !s.Struck && (s.Reading.Alone || s.BehindTitle) && (s.BehindTitle || s.BelowTitle || s.Y is < Upper or > 100 - MarkCheck.MostY || s.Spot is MarkSpot.Header or MarkSpot.Footer))];
    }

    private byte[] Append(string text, Func<FreeRoom, PageSurvey, Area> place, ImmutableArray<ReadLine> struck)
    {
        using var font = new MarkFont(text);
        var area = place(new FreeRoom(_page, _survey, _policy, font.Width(text) * _size), _survey);
        var update = new PdfUpdate(_file);
        var fonts = _file.Table(_page.Resources["Font"]) ?? PdfValue.Table.Empty;
        var name = Enumerable.Range(1, int.MaxValue).Select(n => $"Shoumi{n}").First(n => fonts[n] is null);
        var drawing = new StringBuilder();
        foreach (var line in struck)
        {
            drawing.Append(Stroke(line));
        }

        drawing.Append(CultureInfo.InvariantCulture, $"0 g\nBT\n/{name} {_size:0.###} Tf\n{_page.TextMatrix(area.Left, area.Top + (_size * FreeRoom.Ascent))} Tm\n{font.Codes(text)} Tj\nET\n");
        // Some readers join streams without a space between: the new one starts on a line of its own.
        var contents = (IEnumerable<PdfValue>)[
            update.AddStream(Repeated("q\n", 1 + _survey.Opening)),
            .. _page.Contents,
            update.AddStream($"\n{(_survey.InText ? "ET\n" : "")}{Repeated("Q\n", 1 + _survey.Closing)}/Artifact <</Type/Pagination/Subtype/Header>> BDC\nq\n{drawing}Q\nEMC")];
        update.Replace(_page.Reference, _page.Table
            .With("Contents", new PdfValue.List([.. contents]))
            .With("Resources", _page.Resources.With("Font", fonts.With(name, font.AddTo(update)))));
        return update.Save();
    }

    private string Stroke(ReadLine line)
    {
        var (over, at) = (line.Size * StrokeOver, line.BaseLine - (line.Size * StrokeAt));
        var (from, to) = (_page.ToUser(line.Left - over, at), _page.ToUser(line.Right + over, at));
        return string.Create(CultureInfo.InvariantCulture, $"0 G {line.Size * StrokeWidth:0.###} w 0 J [] 0 d {from.X:0.###} {from.Y:0.###} m {to.X:0.###} {to.Y:0.###} l S\n");
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
