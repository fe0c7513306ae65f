using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>导出 Excel: the ledger as filtered, by the same door as the list; marked itself with the highest level and longest term it contains, and recorded.</summary>
[Requirement("R7.5.1", "R8.4.1")]
public static class LedgerExport
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
        var ruled = await desk.EndAsync(Act.ExportClassificationLedger, Ruling.Yes, () => "classification-ledger", () => { }, () => new { Format = "xlsx", Rows = ledger.Count, ledger.Mark, Filter = filter with { Query = "" } });
        var roster = await Roster.LoadAsync(desk);
        var export = new RegisterExport(desk.Bureau.Name, ClassificationLedgerRegister.Definition, ledger.Mark, desk.Actor.Name, desk.Calendar.Now, ruled.Line, l.English);
        var rows = ledger.RowsAsync(desk, (e, beside) => ExportedLedger.Row(l, roster, e, beside));
        return Results.Stream(output => Workbook.WriteAsync(export, rows, output, desk.Cancel), Workbook.MediaType, $"ledger-{desk.Today:yyyyMMdd}-{ruled.Line}.xlsx");
    }
}
