using System.Collections.Immutable;

namespace Shoumi.Rules.Registers;

/// <summary>One row of an old ledger as it was understood.</summary>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="Source">The row as it stands in the file.</param>
/// <param name="Entry">The entry; null where an error keeps it out.</param>
/// <param name="Repeats">Whether the same entry stands further up.</param>
public sealed record OldRow(string Sheet, SheetRow Source, OldEntry? Entry, ImmutableArray<RowProblem> Problems, bool Repeats = false)
{
    /// <summary>Whether the row cannot be taken.</summary>
    public bool IsFaulty => Entry is null;
}

/// <summary>An old ledger as it was understood, row by row: what can be taken, what not and why. Nothing is written by reading.</summary>
/// <param name="Skipped">Rows that are no entries: empty ones, totals, repeated headings, lines of explanation.</param>
public sealed record OldLedgerReading(ImmutableArray<OldRow> Rows, int Skipped)
{
    private static readonly string[] NoEntries = ["合计", "小计", "总计", "共计", "填表", "制表", "填报", "审核人", "审核：", "说明", "注：", "注:", "备注：", "以下空白", "第", "单位：", "编制"];

    /// <summary>Reads the entries of these sheets.</summary>
    [Requirement("R7.5.1", "R5.4", "R4.3")]
    public static OldLedgerReading Of(IEnumerable<(SheetGrid Sheet, SheetLayout Layout)> sheets, OldLedgerFacts facts)
    {
        var (rows, seen, skipped) = (ImmutableArray.CreateBuilder<OldRow>(), new HashSet<string>(), 0);
        foreach (var (sheet, layout) in sheets)
        {
            foreach (var row in sheet.Rows.Where(r => r.Number > layout.HeaderRow))
            {
                if (IsNoEntry(row, layout))
                {
                    skipped += row.IsBlank ? 0 : 1;
                    continue;
                }

                var (entry, problems) = new OldRowReader(row, layout, facts).Read();
                // With the title, which is at hand here: two entries above the ceiling that differ in nothing else are two.
                var repeats = entry is not null && !seen.Add(entry.Fingerprint() + (entry.Title is null ? entry.OldNumber : ""));
                rows.Add(new(sheet.Name, row, entry, problems, repeats));
            }
        }

        return new(rows.ToImmutable(), skipped);
    }

    private static bool IsNoEntry(SheetRow row, SheetLayout layout)
    {
        string At(OldColumn meaning) => layout.Of(meaning) is { } c ? row[c].Trim() : "";
        var marked = At(OldColumn.Level) + At(OldColumn.Mark);
        var first = row.Cells.FirstOrDefault(c => !string.IsNullOrWhiteSpace(c))?.Trim() ?? "";
        if (marked.Length == 0 && NoEntries.Any(w => first.StartsWith(w, StringComparison.Ordinal)))
        {
            return true;
        }

        // One text over the whole width is a heading of a part; a heading that a page repeats is none of its entries.
        var merged = row.Cells.Where(c => !string.IsNullOrWhiteSpace(c)).Select(c => c.Trim()).ToList();
        var repeated = merged.Count > 1 && Enumerable.Range(0, layout.Columns.Length).Where(c => layout.Columns[c] != OldColumn.Ignored && row[c].Trim().Length > 0)
            .All(c => layout.Headings[c].EndsWith(row[c].Trim(), StringComparison.Ordinal));
        return merged.Distinct().Count() <= 1 || repeated
            || (marked + At(OldColumn.Title) + At(OldColumn.DocumentNumber) + At(OldColumn.ClassifiedOn) + At(OldColumn.Term)).Length == 0;
    }
}
