using System.Collections.Immutable;

namespace Shoumi.Documents.Printing;

internal enum Side
{
    Left = 1,
    Middle = 2,
    Right = 3,
}

/// <summary>A line that is ready to be drawn.</summary>
internal sealed record SetLine(ImmutableArray<Letter> Letters, float Height, Side Side)
{
    public float Width => Letters.Sum(letter => letter.Width);
}

/// <summary>One cell: lines from the top (or in the middle), and lines that stand at its foot.</summary>
internal sealed record Cell(float Width, ImmutableArray<SetLine> Lines, ImmutableArray<SetLine> Foot, bool Centred)
{
    public const float PadX = 7.5f;
    public const float PadY = 6f;

    /// <summary>Height that the cell's text needs, with its padding.</summary>
    public float Height => (2 * PadY) + Lines.Sum(line => line.Height) + Foot.Sum(line => line.Height);
}

/// <summary>Cells side by side, as high as the highest of them. The end of a page never goes through one.</summary>
internal sealed record Slice(ImmutableArray<Cell> Cells, float LeastHeight = 0)
{
    public float Height => Math.Max(LeastHeight, Cells.Max(cell => cell.Height));

    /// <summary>
    /// The slice in parts that fit, for the one case in which not even an empty page holds it: an opinion longer than a page.
    /// Cut between lines; what stands at the foot goes with the last part.
    /// </summary>
    public IEnumerable<Slice> Fit(float height)
    {
        if (Height <= height || Cells.Length != 1)
        {
            yield return this;
            yield break;
        }

        var cell = Cells[0];
        var part = ImmutableArray.CreateBuilder<SetLine>();
        var used = 2 * Cell.PadY;
        foreach (var line in cell.Lines)
        {
            if (used + line.Height > height && part.Count > 0)
            {
                yield return new([cell with { Lines = part.ToImmutable(), Foot = [] }]);
                part.Clear();
                used = 2 * Cell.PadY;
            }

            part.Add(line);
            used += line.Height;
        }

        var foot = cell.Foot.Sum(line => line.Height);
        if (used + foot > height && part.Count > 0)
        {
            yield return new([cell with { Lines = part.ToImmutable(), Foot = [] }]);
            part.Clear();
        }

        yield return new([cell with { Lines = part.ToImmutable() }]);
    }
}

/// <summary>One row of the form: its label at the left, repeated on each page, and one or more slices beside it.</summary>
internal sealed record Band(ImmutableArray<string> Label, ImmutableArray<Slice> Slices);

/// <summary>The part of a band that stands on one page.</summary>
/// <param name="Continued">Whether the band began on an earlier page; its label then says so.</param>
internal sealed record PlacedBand(ImmutableArray<string> Label, ImmutableArray<Slice> Slices, bool Continued)
{
    public float Height => Slices.Sum(slice => slice.Height);
}

/// <summary>Deals bands out to pages.</summary>
internal static class Pagination
{
    /// <param name="firstHeight">Room on page 1.</param>
    /// <param name="nextHeight">Room on each later page.</param>
    public static List<List<PlacedBand>> Pages(IEnumerable<Band> bands, float firstHeight, float nextHeight)
    {
        var pages = new List<List<PlacedBand>> { new() };
        var room = firstHeight;
        foreach (var band in bands)
        {
            var here = ImmutableArray.CreateBuilder<Slice>();
            var continued = false;
            foreach (var slice in band.Slices.SelectMany(slice => slice.Fit(Math.Min(firstHeight, nextHeight))))
            {
                if (slice.Height > room && (pages[^1].Count > 0 || here.Count > 0))
                {
                    Close(pages[^1], band, here, ref continued);
                    pages.Add([]);
                    room = nextHeight;
                }

                here.Add(slice);
                room -= slice.Height;
            }

            Close(pages[^1], band, here, ref continued);
        }

        return pages;
    }

    private static void Close(List<PlacedBand> page, Band band, ImmutableArray<Slice>.Builder here, ref bool continued)
    {
        if (here.Count > 0)
        {
            page.Add(new(band.Label, here.ToImmutable(), continued));
            here.Clear();
            continued = true;
        }
    }
}
