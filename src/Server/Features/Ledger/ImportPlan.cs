using System.Collections.Immutable;
using System.Globalization;
using Shoumi.Documents.Sheets.Reading;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>One sheet with its layout, as proposed or as the person corrected it.</summary>
/// <param name="Layout">Null where no row of headings was found.</param>
/// <param name="Used">Whether it is to be imported.</param>
public sealed record SheetPlan(int Index, SheetGrid Sheet, SheetLayout? Layout, bool Used);

/// <summary>How an uploaded ledger is to be read: which sheets, where their headings stand, what each column means. It travels with the page; nothing of it is kept.</summary>
public sealed record ImportPlan(HeldLedger Held, ImmutableArray<SheetPlan> Sheets)
{
    // What one form can carry.
    private const int MostSheets = 12, MostColumns = MostSheets * SheetLimits.Columns;

    /// <summary>The sheets that are imported.</summary>
    public IEnumerable<(SheetGrid Sheet, SheetLayout Layout)> Used => Sheets.Where(s => s is { Used: true, Layout: not null }).Select(s => (s.Sheet, s.Layout!));

    /// <summary>As the product proposes it: every sheet that looks like a ledger, hidden ones left out.</summary>
    public static ImportPlan? Proposed(HeldLedger held)
    {
        if (SheetTable.Read(held.Table) is not { } sheets)
        {
            return null;
        }

        // With more sheets than a form can carry, those that look like ledgers come first.
        var plans = sheets.Select((s, i) => new SheetPlan(i, s, SheetLayout.Propose(s), false)).Where(p => !p.Sheet.Rows.IsEmpty)
            .OrderBy(p => p.Layout is null).ThenBy(p => p.Index).Take(MostSheets).OrderBy(p => p.Index);
        return new(held, [.. plans.Select(p => p with { Used = p.Layout is not null && !p.Sheet.Hidden })]);
    }

    /// <summary>As the person has corrected it. What cannot be is noted under its field.</summary>
    /// <param name="anew">Whether the columns are proposed anew from the row of headings that was typed.</param>
    public static ImportPlan? Read(Form form, HeldLedger held, Language l, bool anew)
    {
        if (Proposed(held) is not { } proposed)
        {
            return null;
        }

        var (used, headers, columns) = (form.Many("sheet", MostSheets, 10), Placed(form, "header", MostSheets), Placed(form, "column", MostColumns));
        if (used.Except(proposed.Sheets.Select(s => $"{s.Index}")).Any())
        {
            form.Unknown("sheet");
        }

        var plan = proposed with { Sheets = [.. proposed.Sheets.Select(s => Corrected(form, s, used.Contains($"{s.Index}"), headers, columns, anew, l))] };
        if (!anew && !plan.Sheets.Any(s => s.Used))
        {
            form.Wrong("sheet", l.T("至少选一张要导入的工作表", "Choose one sheet at least"));
        }

        return plan;
    }

    private static SheetPlan Corrected(Form form, SheetPlan proposed, bool used, Dictionary<string, string> headers, Dictionary<string, string> columns, bool anew, Language l)
    {
        var layout = proposed.Layout;
        if (headers.TryGetValue($"{proposed.Index}", out var typed))
        {
            layout = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? SheetLayout.At(proposed.Sheet, row) : null;
            if (layout is null && used)
            {
                form.Wrong("header", l.T("表头行填工作表中有内容的行号", "The row of headings is the number of a row that holds something"));
            }
        }

        if (layout is not null && !anew)
        {
            layout = layout with { Columns = [.. layout.Columns.Select((was, c) => columns.TryGetValue($"{proposed.Index}.{c}", out var meaning) ? Meaning(form, meaning) : was)] };
            Judge(form, layout, used, l);
        }

        return proposed with { Layout = layout, Used = used && layout is not null };
    }

    private static void Judge(Form form, SheetLayout layout, bool used, Language l)
    {
        if (used && layout.Columns.Where(c => c != OldColumn.Ignored).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            form.Wrong("column", l.T($"两栏都标为“{twice.Key.Title().Zh}”，一张表里每种含义只能有一栏", $"Two columns mean “{twice.Key.Title().En}”; in one sheet, each meaning has one column"));
        }

        if (used && (layout.Of(OldColumn.Level) ?? layout.Of(OldColumn.Mark)) is null)
        {
            form.Wrong("column", l.T("没有密级一栏", "No column holds the level"));
        }

        if (used && layout.Of(OldColumn.ClassifiedOn) is null)
        {
            form.Wrong("column", l.T("没有定密日或制发日一栏", "No column holds the day of classification or issue"));
        }
    }

    private static OldColumn Meaning(Form form, string word)
    {
        if (Enum.GetNames<OldColumn>().Contains(word, StringComparer.Ordinal))
        {
            return Enum.Parse<OldColumn>(word);
        }

        form.Unknown("column");
        return OldColumn.Ignored;
    }

    /// <summary>Values that name their place before the last dot, such as 0.3.Title.</summary>
    private static Dictionary<string, string> Placed(Form form, string field, int most)
    {
        var placed = new Dictionary<string, string>();
        foreach (var value in form.Many(field, most, 40))
        {
            var at = value.LastIndexOf('.');
            if (at < 1 || !value[..at].All(c => char.IsAsciiDigit(c) || c == '.') || !placed.TryAdd(value[..at], value[(at + 1)..]))
            {
                form.Unknown(field);
            }
        }

        return placed;
    }
}
