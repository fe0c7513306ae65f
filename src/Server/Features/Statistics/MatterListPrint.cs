using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Statistics;

/// <summary>
/// 打印国家秘密事项一览表 (form F03) as a PDF: what is a state secret today, of what the person may know and nothing else – the form consists of
/// what a mask would hide.
/// </summary>
[Requirement("R2.1", "R7.1.6", "R8.4.1")]
public static class MatterListPrint
{
    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, Language l)
    {
        var today = desk.Today;
        var ledger = await ExportedLedger.OpenAsync(http, desk, store => store.VisibleEntries(desk.Actor).Where(e => e.ReplacedById == null && e.ReversedOn == null && (e.FreeFrom == null || e.FreeFrom > today)));
        if (PaperRegister.Longer(ledger.Count))
        {
            return await PaperRegister.TooLongAsync(http, l, ledger.Count, "/statistics", l.T("请在定密台账中按在保筛选，导出 Excel", "Narrow the ledger to what is in force and export it to Excel"));
        }

        var roster = await Roster.LoadAsync(desk);
        var rows = await ledger.RowsAsync(desk, (e, beside) => Row(roster, e, beside.Scopes[e.CaseId])).ToListAsync(desk.Cancel);
        var paper = new PaperRegister("国家秘密事项一览表", MatterListRegister.Definition, ledger.Mark, $"{today:yyyy-MM-dd} 在保的事项，打印人知悉范围之内", rows);
        return await paper.PrintAsync(desk, "matters", () => desk.EndAsync(Act.PrintStatistics, Ruling.Yes, () => "matter-list", () => { }, () => new { Format = "pdf", Form = "F03", Rows = ledger.Count, ledger.Mark }));
    }

    private static IReadOnlyList<CellValue> Row(Roster roster, LedgerEntry e, Proposal? scope) =>
        [e.Shown, e.Title ?? "题名见纸质台账", e.Level.Word(), e.Term.ToString(), roster.UnitName(e.UnitId), ExportedLedger.Scope(roster, scope), e.CarrierForm];
}
