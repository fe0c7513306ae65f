using Shoumi.Rules.Marking;
using UglyToad.PdfPig;

namespace Shoumi.Documents.Reading;

/// <summary>
/// Reads the marks of a PDF back, with a library that knows nothing of how they were put there. To be used in a child process: on crafted
/// files the library may take for ever or all memory.
/// </summary>
internal static class PdfMarkReader
{
    private const int LongestLine = 60, FewLetters = 2;
    private const double Outer = 15, SamePlace = 3;

    /// <summary>How a PDF is read: values within values only so deep.</summary>
    public static readonly ParsingOptions Options = new() { MaxStackDepth = 100 };

    /// <summary>All marks of the first pages, whichever way their letters were drawn.</summary>
    public static MarksRead Read(byte[] file)
    {
        try
        {
            using var document = PdfDocument.Open(file, PdfMarkReader.Options);
            var found = new List<(int Page, MarkSighting Sighting)>();
            for (var number = 1; number <= Math.Min(document.NumberOfPages, Limits.Pages); number++)
            {
                var page = document.GetPage(number);
                found.AddRange(Sight(ReadLine.Of(page), page.Width, page.Height).Select(s => (number, s)));
            }

            return new([.. found.Select(f => Placed(f.Page, f.Sighting, found))], null);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or DocumentRefusedException))
        {
            // Whatever the library stumbles over, the file is one that cannot be read.
            return new([], new("DOC.MALFORMED", "PDF"));
        }
    }

    /// <summary>The title: the line in the largest letters, the uppermost of them, that is neither a mark nor a mere number.</summary>
    public static ReadLine? Title(IReadOnlyList<ReadLine> lines)
    {
        var candidates = lines.Where(l => l is { Upright: true, Hidden: false, Struck: false } && l.Text.Count(char.IsLetter) >= FewLetters && ClassificationMark.Parse(l.Text) is not { Confidence: not MarkConfidence.None, Alone: true }).ToList();
        var largest = candidates.Select(l => l.Size).Append(0).Max();
        var first = candidates.FirstOrDefault(l => l.Size > largest * 0.95);

        // A title of two lines ends with the second.
        for (ReadLine? next = first; next is not null; next = candidates.FirstOrDefault(l => l.Size > largest * 0.95 && l.IsBelow(first!)))
        {
            first = next;
        }

        return first;
    }

    private static IEnumerable<MarkSighting> Sight(List<ReadLine> lines, double width, double height)
    {
        var title = Title(lines);
        foreach (var line in lines)
        {
            if (ClassificationMark.Parse(line.Text) is not { Confidence: not MarkConfidence.None } reading)
            {
                continue;
            }

            if (line.Struck && lines.Exists(l => l is { Struck: false, Text: MarkSighting.Declassified } && (l.IsRightOf(line) || l.IsBelow(line))))
            {
                reading = ClassificationMark.Parse($"{line.Text} {MarkSighting.Declassified}");
            }

            var ending = line == title && !reading.Alone && line.Text.EndsWith(reading.Words, StringComparison.Ordinal);
            var behind = ending || (title is not null && line != title && reading.Alone && line.IsRightOf(title));
            yield return new(
                line.Text.Length <= LongestLine ? line.Text : reading.Words,
                reading,
                MarkSpot.Body,
                line.Upright ? 100 * line.Left / width : null,
                line.Upright ? 100 * Math.Max(line.Top, 0) / height : null,
                behind,
                title is not null && (line.IsBelow(title) || lines.Exists(l => l.Struck && l.IsBelow(title) && line.IsRightOf(l))),
                line.Hidden,
                line.Struck);
        }
    }

    /// <summary>The place counts on page 1 only. What stands at the same outer place of several pages is a running head or foot.</summary>
    private static MarkSighting Placed(int page, MarkSighting sighting, List<(int Page, MarkSighting Sighting)> all)
    {
        var runs = sighting is { Y: { } y } && y is < Outer or > 100 - Outer
            && all.Any(o => o.Page != page && o.Page > 1 && o.Sighting.Reading.Words == sighting.Reading.Words && Math.Abs((o.Sighting.Y ?? -SamePlace) - y) < SamePlace);
        var spot = runs ? sighting.Y < Outer ? MarkSpot.Header : MarkSpot.Footer : MarkSpot.Body;
        return page == 1 ? sighting : sighting with { Spot = spot, X = null, Y = null, BehindTitle = false, BelowTitle = false };
    }
}
