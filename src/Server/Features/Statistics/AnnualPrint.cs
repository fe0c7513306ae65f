using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Statistics;

/// <summary>打印年度国家秘密事项统计 (form F33) as a PDF: marked with the highest level and longest term of what it counts, and recorded.</summary>
[Requirement("R7.5.1", "R8.4.1")]
public static class AnnualPrint
{
    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Form.OfQuery(http, l);
        var year = Api.Year(query) ?? desk.Today.Year;
        if (!query.IsValid)
        {
            return await Reply.BadInputAsync(http, query, "/statistics");
        }

        var ledger = await ExportedLedger.OpenAsync(http, desk, store => Annual.Entries(store, desk, year));
        var lines = await Annual.CountAsync(ledger.Store, desk, year);
        var paper = new PaperRegister($"{year}年度国家秘密事项统计", AnnualStatisticsRegister.Definition, ledger.Mark, "打印人知悉范围内的事项；按台帐号的年份统计新定和变更，按解密日统计解密", [.. lines.Select(a => Annual.Row(Words.Chinese, a))]) { Counted = $"{desk.Today:yyyy-MM-dd} 统计" };
        return await paper.PrintAsync(desk, "annual", () => desk.EndAsync(Act.PrintStatistics, Ruling.Yes, () => "statistics", () => { }, () => new { Format = "pdf", Form = "F33", Year = year, Entries = ledger.Count, ledger.Mark }));
    }
}
