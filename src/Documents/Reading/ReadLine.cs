using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Colors;

namespace Shoumi.Documents.Reading;

/// <summary>Letters of a PDF page that stand on one line and close together, as a reader sees them. Lengths from the left and the top of the page as it is shown.</summary>
/// <param name="Text">With a space where letters stand apart.</param>
/// <param name="BaseLine">How far down its letters stand.</param>
/// <param name="Size">Height of its letters.</param>
/// <param name="Hidden">None of it shows.</param>
/// <param name="Struck">A stroke goes through it.</param>
/// <param name="Upright">It runs from left to right.</param>
internal sealed record ReadLine(string Text, double Left, double Right, double BaseLine, double Size, bool Hidden, bool Struck, bool Upright)
{
    // Relative to the height of a letter.
    public const double AnotherLine = 2.6;
    private const double SameLine = 0.35, Apart = 0.25, Twice = 0.2, LargestStep = 1.5;

    /// <summary>How many times larger letters are that are another text, not a part of their neighbours'.</summary>
    public const double OtherSize = 1.2;

    public double Top => BaseLine - Size;

    /// <summary>Whether something stands to the right of another, on its line.</summary>
    public bool IsRightOf(ReadLine other) => Upright && other.Upright && Math.Abs(BaseLine - other.BaseLine) <= Math.Max(Size, other.Size) * SameLine && Left >= other.Right - (Size * Twice);

    /// <summary>Whether something stands close below another.</summary>
    public bool IsBelow(ReadLine other) => Upright && other.Upright && BaseLine > other.BaseLine && Top - other.BaseLine <= Math.Max(Size, other.Size) * LargestStep && Left < other.Right && other.Left < Right;

    /// <summary>The lines of a page from top to bottom.</summary>
    public static List<ReadLine> Of(Page page)
    {
        var strokes = Strokes(page).ToList();
        var letters = page.Letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)).Select(l => new Seen(l, page.Height, strokes)).ToList();
        var lines = new List<ReadLine>();
        foreach (var row in Rows(letters.Where(l => l.Upright).OrderBy(l => l.BaseLine)))
        {
            lines.AddRange(Pieces(row.OrderBy(l => l.Left)));
        }

        // Text that is turned keeps the order in which it was drawn.
        lines.AddRange(Runs(letters.Where(l => !l.Upright)));
        return [.. lines.OrderBy(l => l.BaseLine)];
    }

    private static IEnumerable<List<Seen>> Rows(IEnumerable<Seen> letters)
    {
        var row = new List<Seen>();
        foreach (var letter in letters)
        {
            if (row.Count > 0 && letter.BaseLine - row[0].BaseLine > Math.Max(Math.Min(letter.Size, row[0].Size), 1) * SameLine)
            {
                yield return row;
                row = [];
            }

            row.Add(letter);
        }

        if (row.Count > 0)
        {
            yield return row;
        }
    }

    private static IEnumerable<ReadLine> Pieces(IEnumerable<Seen> row)
    {
        var piece = new List<Seen>();
        foreach (var letter in row)
        {
            if (piece.Count > 0 && piece.TakeLast(4).Any(p => p.Value == letter.Value && Math.Abs(p.Left - letter.Left) < letter.Size * Twice))
            {
                continue; // drawn twice to look bold
            }

            if (piece.Count > 0 && (letter.Left - piece[^1].Right > Math.Min(letter.Size, piece[^1].Size) * AnotherLine || letter.Stroke != piece[^1].Stroke || IsOtherText(letter, piece[^1])))
            {
                yield return From(piece);
                piece = [];
            }

            piece.Add(letter);
        }

        if (piece.Count > 0)
        {
            yield return From(piece);
        }
    }

    // A mark in its own size behind a title.
    private static bool IsOtherText(Seen letter, Seen before) =>
        letter.Left - before.Right > Math.Min(letter.Size, before.Size) / 2 && Math.Max(letter.Size, before.Size) > Math.Min(letter.Size, before.Size) * OtherSize;

    private static IEnumerable<ReadLine> Runs(IEnumerable<Seen> letters) => letters.GroupBy(l => (l.Turn, Math.Round(l.Turned / 4))).Select(g => From([.. g]));

    private static ReadLine From(List<Seen> letters)
    {
        var text = letters.Select((l, i) => i > 0 && l.Left - letters[i - 1].Right > l.Size * Apart ? " " + l.Value : l.Value);
        return new(
            PdfGlyphs.Plain(string.Concat(text)),
            letters.Min(l => l.Left),
            letters.Max(l => l.Right),
            letters[0].BaseLine,
            letters.Max(l => l.Size),
            letters.All(l => l.Hidden),
            letters[0].Stroke >= 0,
            letters[0].Upright);
    }

    /// <summary>Flat strokes, whether drawn as lines or as thin bars.</summary>
    private static IEnumerable<(double Left, double Right, double At)> Strokes(Page page)
    {
        foreach (var path in page.Paths.Where(p => p.IsFilled || p.IsStroked))
        {
            foreach (var part in path)
            {
                if (part.GetBoundingRectangle() is { } box && box.Height <= 3 && box.Width > 4 * box.Height)
                {
                    yield return (box.Left, box.Right, page.Height - ((box.Top + box.Bottom) / 2));
                }
            }
        }
    }

    private sealed class Seen
    {
        public Seen(Letter letter, double height, List<(double Left, double Right, double At)> strokes)
        {
            Value = letter.Value;
            (Left, Right) = (Math.Min(letter.StartBaseLine.X, letter.EndBaseLine.X), Math.Max(letter.StartBaseLine.X, letter.EndBaseLine.X));
            BaseLine = height - letter.StartBaseLine.Y;
            Size = letter.PointSize is > 0.1 and < 1000 and var size ? size : Math.Max(letter.BoundingBox.Height, 1);
            Turn = letter.TextOrientation;
            Turned = Turn is TextOrientation.Rotate90 or TextOrientation.Rotate270 ? letter.StartBaseLine.X : letter.StartBaseLine.Y;
            Hidden = letter.RenderingMode is TextRenderingMode.Neither or TextRenderingMode.NeitherClip || IsWhite(letter);
            var middle = (Left + Right) / 2;
            Stroke = !Upright ? -1 : strokes.FindIndex(s => s.Left <= middle && middle <= s.Right && BaseLine - s.At > Size * 0.12 && BaseLine - s.At < Size * 0.65);
        }

        public string Value { get; }

        public double Left { get; }

        public double Right { get; }

        public double BaseLine { get; }

        public double Size { get; }

        public TextOrientation Turn { get; }

        public double Turned { get; }

        public bool Upright => Turn == TextOrientation.Horizontal;

        public bool Hidden { get; }

        /// <summary>Which stroke goes through it; less than 0 for none. Two texts that were struck one by one are two.</summary>
        public int Stroke { get; }

        private static bool IsWhite(Letter letter) => letter.FillColor is { } color and not PatternColor && color.ToRGBValues() is ( > 0.98, > 0.98, > 0.98);
    }
}
