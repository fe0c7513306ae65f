using System.Collections.Immutable;
using Shoumi.Rules.Marking;

namespace Shoumi.Rules.Registers;

/// <summary>How a sheet of an old ledger is laid out: where its headings stand and what each column means. Proposed here, corrected by the person.</summary>
/// <param name="HeaderRow">Number of the row with the headings, the lower one of two; the entries begin below it.</param>
/// <param name="Headings">The headings as they stand, by column.</param>
/// <param name="Columns">What each column means.</param>
public sealed record SheetLayout(int HeaderRow, ImmutableArray<string> Headings, ImmutableArray<OldColumn> Columns)
{
    // Titles, units and dates of making stand above the headings; no office has more of them.
    private const int DeepestHeader = 40;

    // Fewer headings than these are a line of words that happens to hold one.
    private const int FewestHeadings = 3;

    /// <summary>Looks for the row with the headings. Null where there is none: then this sheet is no ledger.</summary>
    [Requirement("R7.5.1")]
    public static SheetLayout? Propose(SheetGrid sheet)
    {
        SheetLayout? best = null;
        for (var i = 0; i < sheet.Rows.Length && sheet.Rows[i].Number <= DeepestHeader; i++)
        {
            var layout = At(sheet, i, null);
            if (i + 1 < sheet.Rows.Length && !LooksLikeEntry(sheet.Rows[i + 1]))
            {
                layout = Fuller(layout, At(sheet, i + 1, null), At(sheet, i + 1, sheet.Rows[i]));
            }

            best = layout.IsLedger && !LooksLikeEntry(sheet.Rows[i]) && layout.Meant > (best?.Meant ?? 0) ? layout : best;
        }

        return best;
    }

    /// <summary>What the columns mean when the person says where the headings stand; null where the sheet has no such row.</summary>
    public static SheetLayout? At(SheetGrid sheet, int headerRow)
    {
        for (var i = 0; i < sheet.Rows.Length; i++)
        {
            if (sheet.Rows[i].Number == headerRow)
            {
                return i == 0 ? At(sheet, i, null) : Fuller(At(sheet, i, null), At(sheet, i, null), At(sheet, i, sheet.Rows[i - 1]));
            }
        }

        return null;
    }

    /// <summary>Two lines are one heading only where together they name more columns than either alone: else the upper one is a title.</summary>
    private static SheetLayout Fuller(SheetLayout upper, SheetLayout lower, SheetLayout both) =>
        both.Meant > upper.Meant && both.Meant > lower.Meant ? both : upper;

    /// <summary>The column of that meaning, or null.</summary>
    public int? Of(OldColumn meaning) => Columns.IndexOf(meaning) is var at and >= 0 ? at : null;

    /// <summary>Whether enough is known of the sheet to read entries from it.</summary>
    public bool IsLedger => Meant >= FewestHeadings && Of(OldColumn.Title) is not null && (Of(OldColumn.Level) ?? Of(OldColumn.Mark)) is not null;

    /// <summary>How many columns have a meaning.</summary>
    public int Meant => Columns.Count(c => c != OldColumn.Ignored);

    private static SheetLayout At(SheetGrid sheet, int index, SheetRow? above)
    {
        var row = sheet.Rows[index];
        var headings = Enumerable.Range(0, sheet.Width).Select(c => Heading(row[c], above?[c] ?? "")).ToImmutableArray();
        var meanings = Enumerable.Range(0, sheet.Width).Select(c => Meaning(row[c], above?[c] ?? "")).ToArray();
        var columns = new OldColumn[sheet.Width];
        // Of two columns with one meaning, the one that says it better has it; of equals the first.
        foreach (var best in meanings.Select((m, i) => (Meaning: m, Column: i)).Where(m => m.Meaning is not null)
            .GroupBy(m => m.Meaning!.Value.Column).Select(g => g.OrderBy(m => m.Meaning!.Value.Rank).ThenBy(m => m.Column).First()))
        {
            columns[best.Column] = best.Meaning!.Value.Column;
        }

        return new(row.Number, headings, [.. columns]);
    }

    private static string Heading(string below, string above) => (below.Trim(), above.Trim()) switch
    {
        ("", var a) => a,
        (var b, "") => b,
        (var b, var a) => a == b ? b : $"{a} {b}",
    };

    private static (OldColumn Column, int Rank)? Meaning(string below, string above) =>
        below.Trim().Length == 0 ? OldColumns.Means(above)
        : above.Trim().Length == 0 || above == below ? OldColumns.Means(below)
        : OldColumns.Means(below) ?? OldColumns.Means(above + below) ?? OldColumns.Means(above);

    /// <summary>A row that holds a level or a mark is an entry, whatever else stands in it.</summary>
    private static bool LooksLikeEntry(SheetRow row) => row.Cells.Any(c => c.Length <= 20 && (Levels.Read(c) is not null || ClassificationMark.Parse(c) is { Mark: not null, Alone: true }));
}
