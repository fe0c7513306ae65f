using Shoumi.Documents.Sheets;

namespace Shoumi.Documents.Printing;

/// <summary>A row, or the part of one, that stands on a page.</summary>
/// <param name="Row">Its place among the rows.</param>
/// <param name="From">First line; 0 where the row begins here.</param>
/// <param name="Lines">How many.</param>
internal readonly record struct RowPart(int Row, int From, int Lines);

/// <summary>
/// Deals the rows of a register out to pages. A row is never parted by the end of a page, except one that not even an empty page holds:
/// that one goes on, rather than losing a line.
/// </summary>
internal static class RegisterPages
{
    /// <param name="firstRoom">Height for rows on page 1.</param>
    /// <param name="nextRoom">Height for rows on each later page.</param>
    public static List<List<RowPart>> Deal(RegisterSetter setter, IReadOnlyList<IReadOnlyList<CellValue>> rows, float firstRoom, float nextRoom)
    {
        var pages = new List<List<RowPart>> { new() };
        var room = firstRoom;
        var most = (int)((Math.Min(firstRoom, nextRoom) - (2 * setter.PadY)) / setter.Leading);
        for (var row = 0; row < rows.Count; row++)
        {
            var lines = setter.Set(rows[row]).Lines;
            for (var from = 0; from < lines; from += most)
            {
                var part = new RowPart(row, from, Math.Min(most, lines - from));
                if (setter.Height(part.Lines) > room && pages[^1].Count > 0)
                {
                    pages.Add([]);
                    room = nextRoom;
                }

                pages[^1].Add(part);
                room -= setter.Height(part.Lines);
            }
        }

        return pages;
    }
}
