using System.Globalization;
using System.Text;
using Shoumi.Documents.Printing;
using SkiaSharp;

namespace Shoumi.Documents.Pdf;

/// <summary>
/// The letters of one text as a Type 3 font: the outlines of our own cut of 黑体 and a table that says which character each is, so that the
/// text is found and copied out of the file.
/// </summary>
internal sealed class MarkFont : IDisposable
{
    private const int Em = 1000, FirstCode = 33;

    private readonly Lettering _lettering = new();
    private readonly List<Letter> _letters = [];

    public MarkFont(string text)
    {
        foreach (var letter in Measure(text).Where(l => !_letters.Contains(l)))
        {
            _letters.Add(letter);
        }

        if (_lettering.Missing.Any())
        {
            throw new DocumentRefusedException("DOC.VERIFY", string.Join(' ', _lettering.Missing));
        }
    }

    /// <summary>How wide a text is, in sizes of the font.</summary>
    public double Width(string text) => Measure(text).Sum(l => (double)l.Width) / Em;

    /// <summary>The text in the codes of the font.</summary>
    public string Codes(string text) => "<" + string.Concat(Measure(text).Select(l => (FirstCode + _letters.IndexOf(l)).ToString("X2", CultureInfo.InvariantCulture))) + ">";

    /// <summary>Puts the font into an update.</summary>
    public PdfValue.Reference AddTo(PdfUpdate update)
    {
        var (names, widths, glyphs, box) = (new StringBuilder(), new StringBuilder(), new StringBuilder(), SKRect.Empty);
        for (var i = 0; i < _letters.Count; i++)
        {
            using var outline = _lettering.Outline(_letters[i]);
            var bounds = outline.Bounds;
            box = i == 0 ? bounds : SKRect.Union(box, bounds);
            var drawing = update.AddStream($"{Number(_letters[i].Width)} 0 {Number(bounds.Left)} {Number(-bounds.Bottom)} {Number(bounds.Right)} {Number(-bounds.Top)} d1\n{Path(outline)}f");
            names.Append(CultureInfo.InvariantCulture, $"/g{i} ");
            widths.Append(Number(_letters[i].Width)).Append(' ');
            glyphs.Append(CultureInfo.InvariantCulture, $"/g{i} {drawing}");
        }

        var characters = update.AddStream(ToUnicode());
        return update.Add($"<</Type/Font/Subtype/Type3/FontBBox[{Number(box.Left)} {Number(-box.Bottom)} {Number(box.Right)} {Number(-box.Top)}]/FontMatrix[.001 0 0 .001 0 0]"
            + $"/CharProcs<<{glyphs}>>/Encoding<</Type/Encoding/Differences[{FirstCode} {names}]>>/FirstChar {FirstCode}/LastChar {FirstCode + _letters.Count - 1}"
            + $"/Widths[{widths}]/Resources<<>>/ToUnicode {characters}>>");
    }

    public void Dispose() => _lettering.Dispose();

    private IEnumerable<Letter> Measure(string text) => _lettering.Measure(new Piece(text, new Look(Face.Hei, Em)));

    private string ToUnicode()
    {
        var map = new StringBuilder("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n");
        map.Append(CultureInfo.InvariantCulture, $"/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n1 begincodespacerange<00><FF>endcodespacerange\n{_letters.Count} beginbfchar\n");
        for (var i = 0; i < _letters.Count; i++)
        {
            map.Append(CultureInfo.InvariantCulture, $"<{FirstCode + i:X2}><{string.Concat(_letters[i].Text.Select(c => ((int)c).ToString("X4", CultureInfo.InvariantCulture)))}>\n");
        }

        return map.Append("endbfchar\nendcmap CMapName currentdict/CMap defineresource pop end end").ToString();
    }

    private static string Path(SKPath outline)
    {
        var path = new StringBuilder();
        using var parts = outline.CreateRawIterator();
        var p = new SKPoint[4];
        for (SKPathVerb verb; (verb = parts.Next(p)) != SKPathVerb.Done;)
        {
            path.Append(verb switch
            {
                SKPathVerb.Move => $"{At(p[0])} m\n",
                SKPathVerb.Line => $"{At(p[1])} l\n",
                SKPathVerb.Quad => $"{At(Between(p[0], p[1]))} {At(Between(p[2], p[1]))} {At(p[2])} c\n",
                SKPathVerb.Cubic => $"{At(p[1])} {At(p[2])} {At(p[3])} c\n",
                SKPathVerb.Close => "h\n",
                _ => throw new InvalidOperationException($"{verb} in an outline"),
            });
        }

        return path.ToString();
    }

    // A quadratic curve as a cubic one: its control points lie two thirds of the way.
    private static SKPoint Between(SKPoint end, SKPoint control) => new(end.X + ((control.X - end.X) * 2 / 3), end.Y + ((control.Y - end.Y) * 2 / 3));

    private static string At(SKPoint point) => $"{Number(point.X)} {Number(-point.Y)}";

    private static string Number(float n) => n.ToString("0.##", CultureInfo.InvariantCulture);
}
