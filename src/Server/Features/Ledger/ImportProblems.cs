using System.Collections.Immutable;
using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>
/// 问题表: the rows of an old ledger that have a problem, as they stand in it, with what is wrong beside them. It holds titles, so it is
/// marked like any export, and that it was taken is recorded.
/// </summary>
[Requirement("R7.5.1", "R8.4.1")]
public static class ImportProblems
{
    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, HeldLedgers held, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        if (ImportApi.Plan(form, desk, held, l, anew: false) is not { } plan)
        {
            return await ImportApi.GoneAsync(http, desk, held, l);
        }

        if (!form.IsValid)
        {
            return await Reply.PageAsync<ImportColumnsPage>(http, new ImportColumnsModel(plan, form.State()), 400);
        }

        var reading = (await ImportTrial.MakeAsync(desk, plan)).Reading;
        var rows = reading.Rows.Where(r => !r.Problems.IsEmpty || r.Repeats).ToList();
        var mark = Mark(desk.Pack, plan);
        var ruled = await desk.EndAsync(Act.ViewImports, Ruling.Yes, () => "旧台账问题表", () => { }, () => new { Rows = rows.Count, Mark = mark, plan.Held.Hash });
        var width = plan.Used.Max(s => s.Sheet.Width);
        var export = new RegisterExport(desk.Bureau.Name, Definition(plan, width), mark, desk.Actor.Name, desk.Calendar.Now, ruled.Line, l.English);
        return Results.Stream(output => Workbook.WriteAsync(export, rows.Select(r => Row(r, width, l)), output, desk.Cancel), Workbook.MediaType, $"problems-{desk.Today:yyyyMMdd}-{ruled.Line}.xlsx");
    }

    private static IReadOnlyList<CellValue> Row(OldRow row, int width, Language l) =>
    [
        string.Join(l.T("", " "), row.Problems.Select(p => p.Text(l.English)).Concat(row.Repeats ? [l.T("与上面一行重复。", "It repeats a row further up.")] : [])),
        row.IsFaulty ? l.T("未导入", "Not imported") : row.Repeats ? l.T("重复", "Repeated") : l.T("提示", "Warning"),
        row.Sheet,
        row.Source.Number,
        .. Enumerable.Range(0, width).Select(c => (CellValue)row.Source[c]),
    ];

    /// <summary>The columns of the old ledger as they are headed, behind what is wrong.</summary>
    private static RegisterDefinition Definition(ImportPlan plan, int width)
    {
        var headings = plan.Used.First().Layout.Headings;
        return new(
            "import-problems",
            new("旧台账导入问题表", "Problems of an old ledger"),
            new Clause(7, 5),
            [
                new("problem", new("问题", "Problem"), ColumnKind.LongText, 40),
                new("state", new("结果", "Result"), ColumnKind.Text, 9),
                new("sheet", new("工作表", "Sheet"), ColumnKind.Text, 10),
                new("row", new("行", "Row"), ColumnKind.Number, 6),
                .. Enumerable.Range(0, width).Select(c => c < headings.Length && headings[c].Length is > 0 and <= 40 ? headings[c] : SheetGrid.ColumnName(c))
                    .Select((h, c) => new RegisterColumn($"c{c}", new(h, h), ColumnKind.Text, 16)),
            ]);
    }

    /// <summary>
    /// Rows that cannot be read have no term to go by: so the highest level that any row names, for the longest term of that level. Null
    /// where no row names one.
    /// </summary>
    private static string? Mark(PolicyPack pack, ImportPlan plan)
    {
        var levels = plan.Used.SelectMany(s => s.Sheet.Rows.SelectMany(r => new[] { OldColumn.Level, OldColumn.Mark }.Select(c => s.Layout.Of(c) is { } at ? OldMark.Read(r[at]).Level : null)));
        return levels.Max() is { } level ? $"{level.Word()}★{pack.Levels[level].CapYears}年" : null;
    }
}
