using System.Collections.Immutable;
using Shoumi.Documents.Reading;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Colors;

namespace Shoumi.Documents.Pdf;

/// <summary>What stands on the first page already, as it is shown, and in what state its drawing leaves the page.</summary>
/// <param name="Lines">Its text.</param>
/// <param name="Letters">Boxes of its letters.</param>
/// <param name="Drawn">Boxes of pictures, lines and filled shapes.</param>
/// <param name="Opening">How many states its drawing takes back that it never saved.</param>
/// <param name="Closing">How many it saves and never takes back.</param>
/// <param name="InText">It ends inside a text.</param>
internal sealed record PageSurvey(ImmutableArray<ReadLine> Lines, ImmutableArray<Area> Letters, ImmutableArray<Area> Drawn, int Opening, int Closing, bool InText)
{
    // A light ground over most of the page is paper, not something that is overprinted.
    private const double MostOfThePage = 0.8, Light = 0.7, White = 0.97;

    /// <exception cref="DocumentRefusedException"><c>DOC.MALFORMED</c>: the page cannot be read.</exception>
    public static PageSurvey Of(byte[] file)
    {
        try
        {
            using var document = PdfDocument.Open(file, PdfMarkReader.Options);
            var page = document.GetPage(1);
            var (depth, lowest, text) = (0, 0, 0);
            foreach (var operation in page.Operations)
            {
                depth += operation.Operator switch { "q" => 1, "Q" => -1, _ => 0 };
                text += operation.Operator switch { "BT" => 1, "ET" => -1, _ => 0 };
                lowest = Math.Min(lowest, depth);
            }

            return new([.. ReadLine.Of(page)], [.. page.Letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)).Select(l => BoxOf(l, page.Height))], [.. Drawings(page)], -lowest, depth - lowest, text > 0);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever the library stumbles over, the page is one that cannot be looked at.
            throw new DocumentRefusedException("DOC.MALFORMED", "PDF");
        }
    }

    /// <summary>The last of the marks that stand in a row: those before it were struck earlier.</summary>
    public ReadLine LastBeside(ReadLine first) => Lines.LastOrDefault(l => l.Struck && l.IsRightOf(first)) ?? first;

    private static IEnumerable<Area> Drawings(Page page)
    {
        foreach (var image in page.GetImages())
        {
            yield return Seen(image.BoundingBox, page.Height);
        }

        foreach (var path in page.Paths.Where(p => p.IsFilled || p.IsStroked))
        {
            var filled = path.IsFilled && !IsGround(path, page);
            foreach (var part in path)
            {
                foreach (var box in filled ? Whole(part) : path.IsStroked ? Strokes(part, path.LineWidth) : [])
                {
                    yield return Seen(box, page.Height);
                }
            }
        }
    }

    private static IEnumerable<PdfRectangle> Whole(PdfSubpath part) => part.GetBoundingRectangle() is { } box ? [box] : [];

    /// <summary>A frame around the page is four lines, not the whole page.</summary>
    private static IEnumerable<PdfRectangle> Strokes(PdfSubpath part, double width)
    {
        var (half, start, last) = ((double)Math.Clamp(width, 0.5, 50) / 2, (PdfPoint?)null, (PdfPoint?)null);
        foreach (var command in part.Commands)
        {
            switch (command)
            {
                case PdfSubpath.Move move:
                    start = last = move.Location;
                    break;
                case PdfSubpath.Line line:
                    yield return Around(line.From, line.To, half);
                    last = line.To;
                    break;
                case PdfSubpath.Close when start is { } to && last is { } from:
                    yield return Around(from, to, half);
                    break;
                default:
                    if (command.GetBoundingRectangle() is { } box)
                    {
                        yield return box;
                    }

                    break;
            }
        }
    }

    private static PdfRectangle Around(PdfPoint a, PdfPoint b, double half) =>
        new(Math.Min(a.X, b.X) - half, Math.Min(a.Y, b.Y) - half, Math.Max(a.X, b.X) + half, Math.Max(a.Y, b.Y) + half);

    private static bool IsGround(PdfPath path, Page page)
    {
        if (path.FillColor is not { } color || color is PatternColor || path.GetBoundingRectangle() is not { } box)
        {
            return false;
        }

        var (r, g, b) = color.ToRGBValues();
        var light = (r + g + b) / 3;
        var covers = Math.Max(0, Math.Min(box.Right, page.Width) - Math.Max(box.Left, 0)) * Math.Max(0, Math.Min(box.Top, page.Height) - Math.Max(box.Bottom, 0)) / (page.Width * page.Height);
        return light >= White || (covers >= MostOfThePage && light >= Light);
    }

    /// <summary>All of a letter: its ink as the font states it, and its line, in case the font states nothing.</summary>
    private static Area BoxOf(Letter letter, double height)
    {
        PdfPoint[] points = [.. Corners(letter.BoundingBox), letter.StartBaseLine, letter.EndBaseLine];
        var box = new Area(points.Min(p => p.X), height - points.Max(p => p.Y), points.Max(p => p.X), height - points.Min(p => p.Y));
        return letter.TextOrientation == TextOrientation.Horizontal && letter.PointSize is > 0 and < 500
            ? box with { Top = Math.Min(box.Top, height - letter.StartBaseLine.Y - (letter.PointSize * 0.85)), Bottom = Math.Max(box.Bottom, height - letter.StartBaseLine.Y + (letter.PointSize * 0.2)) }
            : box;
    }

    private static Area Seen(PdfRectangle box, double height)
    {
        var corners = Corners(box);
        return new(corners.Min(p => p.X), height - corners.Max(p => p.Y), corners.Max(p => p.X), height - corners.Min(p => p.Y));
    }

    private static PdfPoint[] Corners(PdfRectangle box) => [box.TopLeft, box.TopRight, box.BottomLeft, box.BottomRight];
}
