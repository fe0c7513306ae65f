namespace Shoumi.Documents.Sheets.Reading;

/// <summary>Collects the sheets of a file as they are read, counts what was read, and refuses what is more than an old ledger can be.</summary>
internal sealed class SheetBuilder
{
    private readonly List<Sheet> sheets = [];
    private int rows;

    /// <summary>The sheets read so far.</summary>
    public IReadOnlyList<Sheet> Sheets => sheets;

    /// <summary>One sheet under way.</summary>
    internal sealed record Sheet(string Name, bool Hidden, List<(int Number, string[] Cells)> Rows);

    /// <summary>A range of merged cells, from 0.</summary>
    internal readonly record struct Merged(int FromRow, int FromColumn, int ToRow, int ToColumn);

    public void Begin(string name, bool hidden)
    {
        if (sheets.Count == SheetLimits.Sheets)
        {
            throw new DocumentRefusedException("DOC.SHEET.TOO.LARGE", $"> {SheetLimits.Sheets}");
        }

        sheets.Add(new(name, hidden, []));
    }

    /// <summary>One row, from 1; blank cells at its end and rows without anything are not kept.</summary>
    public void Row(int number, List<string> cells)
    {
        var width = cells.FindLastIndex(c => c.Length > 0) + 1;
        if (width == 0)
        {
            return;
        }

        if (width > SheetLimits.Columns)
        {
            throw new DocumentRefusedException("DOC.SHEET.COLUMNS", $"{width} > {SheetLimits.Columns}");
        }

        if (++rows > SheetLimits.Rows)
        {
            throw new DocumentRefusedException("DOC.SHEET.ROWS", $"> {SheetLimits.Rows}");
        }

        sheets[^1].Rows.Add((number, [.. cells[..width]]));
    }

    /// <summary>Every cell of a merged range says what its first one says. Only rows that hold something are filled.</summary>
    public void Fill(IEnumerable<Merged> merged)
    {
        var (sheet, looked) = (sheets[^1], 0);
        // The order of rows is the file's word; a ledger's rows stand in order.
        sheet.Rows.Sort((a, b) => a.Number.CompareTo(b.Number));
        foreach (var range in merged)
        {
            var (first, last) = (From(sheet, range.FromRow + 1), Math.Min(range.ToColumn, SheetLimits.Columns - 1));
            var text = first < sheet.Rows.Count && sheet.Rows[first].Number == range.FromRow + 1 && range.FromColumn < sheet.Rows[first].Cells.Length ? sheet.Rows[first].Cells[range.FromColumn] : "";
            for (var i = first; text.Length > 0 && i < sheet.Rows.Count && sheet.Rows[i].Number <= range.ToRow + 1; i++)
            {
                looked += last - range.FromColumn + 1;
                if (looked > SheetLimits.Filled)
                {
                    throw new DocumentRefusedException("DOC.SHEET.MALFORMED", "mergeCells");
                }

                sheet.Rows[i] = (sheet.Rows[i].Number, Filled(sheet.Rows[i].Cells, range.FromColumn, last, text));
            }
        }
    }

    /// <summary>Text of a cell as it is kept.</summary>
    public static string Cell(string text) => text.Length <= SheetLimits.Cell ? text : text[..(char.IsHighSurrogate(text[SheetLimits.Cell - 1]) ? SheetLimits.Cell - 1 : SheetLimits.Cell)];

    private static string[] Filled(string[] cells, int from, int to, string text)
    {
        var wide = cells.Length > to ? cells : [.. cells, .. Enumerable.Repeat("", to + 1 - cells.Length)];
        for (var c = from; c <= to; c++)
        {
            wide[c] = wide[c].Length == 0 ? text : wide[c];
        }

        return wide;
    }

    private static int From(Sheet sheet, int number)
    {
        var (low, high) = (0, sheet.Rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sheet.Rows[middle].Number < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
