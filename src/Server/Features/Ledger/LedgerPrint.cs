using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>打印台帐: the ledger as filtered, as a PDF; the same rows, the same masking and the same line of the audit ledger as the workbook.</summary>
[Requirement("R7.5.1", "R8.4.1")]
public static class LedgerPrint
{
    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Form.OfQuery(http, l);
        var filter = LedgerQuery.Read(query, l);
        if (!query.IsValid)
        {
            return await Reply.BadInputAsync(http, query, "/ledger");
        }

        var ledger = await ExportedLedger.OpenAsync(http, desk, store => LedgerQuery.Entries(store, desk, filter));
        if (PaperRegister.Longer(ledger.Count))
        {
            return await PaperRegister.TooLongAsync(http, l, ledger.Count, $"/ledger?{Api.Query(filter)}", l.T("请先筛选，或者改用导出 Excel", "Narrow it first, or export it to Excel"));
        }

        var roster = await Roster.LoadAsync(desk);
        var rows = await ledger.RowsAsync(desk, (e, beside) => ExportedLedger.Row(Words.Chinese, roster, e, beside)).ToListAsync(desk.Cancel);
        var paper = new PaperRegister("定密台帐", ClassificationLedgerRegister.Definition, ledger.Mark, InWords(desk, roster, filter), rows);
        return await paper.PrintAsync(desk, "ledger", () => desk.EndAsync(Act.ExportClassificationLedger, Ruling.Yes, () => "classification-ledger", () => { }, () => new { Format = "pdf", Rows = ledger.Count, ledger.Mark, Filter = filter with { Query = "" } }));
    }

    /// <summary>What was asked for, as it stands above the rows.</summary>
    private static string InWords(Desk desk, Roster roster, LedgerFilter filter)
    {
        List<string> parts = [];
        if (filter.Query.Length > 0)
        {
            parts.Add($"含“{filter.Query}”");
        }

        if (filter.Year.Length > 0)
        {
            parts.Add($"{filter.Year} 年");
        }

        if (filter.Levels.Count > 0)
        {
            parts.Add($"密级 {string.Join('、', filter.Levels.OrderDescending().Select(v => v.Word()))}");
        }

        if (filter.State.Length > 0)
        {
            parts.Add(filter.State switch { "in-force" => "在保", "declassified" => "已解密", _ => "已更正、变更" });
        }

        if (filter.Unit.Length > 0)
        {
            parts.Add(roster.UnitName(int.Parse(filter.Unit, System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (filter.Matter.Length > 0)
        {
            parts.Add($"事项 {desk.Pack.Row(filter.Matter)?.Citation ?? filter.Matter}");
        }

        return parts.Count == 0 ? "全部" : string.Join("，", parts);
    }
}
