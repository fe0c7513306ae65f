using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Statistics;

/// <summary>导出统计: every table of the page as one workbook, marked with the highest level and longest term of what it counts, and recorded.</summary>
[Requirement("R7.5.1", "R8.4.1")]
public static class StatisticsExport
{
    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Form.OfQuery(http, l);
        var year = Api.Year(query) ?? desk.Today.Year;
        if (!query.IsValid)
        {
            return await Reply.BadInputAsync(http, query, "/statistics");
        }

        var ledger = await ExportedLedger.OpenAsync(http, desk, store => Store.IsKeeper(desk.Actor) ? store.Kept(desk.Actor) : store.VisibleEntries(desk.Actor));
        var (tallies, annual) = (await Tallies.CountAsync(ledger.Store, desk), await Annual.CountAsync(ledger.Store, desk, year));
        var rows = Rows(l, Breakdowns.Of(tallies, await Roster.LoadAsync(desk), l), annual, year).ToList();
        var ruled = await desk.EndAsync(Act.PrintStatistics, Ruling.Yes, () => "statistics", () => { }, () => new { Format = "xlsx", Form = "statistics", Year = year, Entries = ledger.Count, ledger.Mark });
        var export = new RegisterExport(desk.Bureau.Name, StatisticsRegister.Definition, ledger.Mark, desk.Actor.Name, desk.Calendar.Now, ruled.Line, l.English);
        return Results.Stream(output => Workbook.WriteAsync(export, rows, output, desk.Cancel), Workbook.MediaType, $"statistics-{desk.Today:yyyyMMdd}-{ruled.Line}.xlsx");
    }

    private static IEnumerable<IReadOnlyList<CellValue>> Rows(Language l, IReadOnlyList<Breakdown> breakdowns, IReadOnlyList<AnnualLine> annual, int year)
    {
        foreach (var breakdown in breakdowns)
        {
            foreach (var row in breakdown.Rows)
            {
                yield return [breakdown.Title, row.Label, .. row.ByLevel.Select(n => (CellValue)(int?)n), (int?)row.Total];
            }
        }

        foreach (var (label, count) in new (string, Func<AnnualLine, int>)[] { (l.T("新定", "classified"), a => a.Classified), (l.T("变更", "changed"), a => a.Changed), (l.T("解密", "declassified"), a => a.Declassified) })
        {
            foreach (var derivative in new[] { false, true })
            {
                var lines = Levels.All.Select(v => annual.Single(a => a.Level == v && a.Derivative == derivative)).ToList();
                yield return [l.T($"{year} 年度", $"Year {year}"), l.T($"{Annual.Name(l, derivative)}{label}", $"{Annual.Name(l, derivative)} {label}"), .. lines.Select(a => (CellValue)(int?)count(a)), (int?)lines.Sum(count)];
            }
        }
    }
}
