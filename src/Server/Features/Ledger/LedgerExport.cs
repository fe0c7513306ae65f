using Microsoft.EntityFrameworkCore;
using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>导出 Excel: the ledger as filtered, by the same door as the list; marked itself with the highest level and longest term it contains, and recorded.</summary>
[Requirement("R7.5.1", "R8.4.1")]
public static class LedgerExport
{
    /// <summary>Most rows of one export: what a worksheet holds.</summary>
    private const int Most = 1_000_000;

    /// <summary>Rows that are held in memory at a time.</summary>
    private const int Batch = 500;

    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Form.OfQuery(http, l);
        var filter = LedgerQuery.Read(query, l);
        if (!query.IsValid)
        {
            return await Reply.BadInputAsync(http, query, "/ledger");
        }

        // The mark and the count speak for exactly the rows that follow, so all three are read from one state; the line is written beside it.
        var scope = http.RequestServices.CreateAsyncScope();
        http.Response.RegisterForDisposeAsync(scope);
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        http.Response.RegisterForDisposeAsync(await store.OneStateAsync(desk.Cancel));
        await store.MeasureAsync(desk.Actor, desk.Cancel);
        var entries = LedgerQuery.Entries(store, desk, filter).AsNoTracking();
        var most = entries.OrderByDescending(e => e.Year).ThenByDescending(e => e.Number).Take(Most);
        var mark = await MarkAsync(desk, most);
        var count = await most.CountAsync(desk.Cancel);
        var ruled = await desk.EndAsync(Act.ExportClassificationLedger, Ruling.Yes, () => "classification-ledger", () => { }, () => new { Rows = count, Mark = mark, Filter = filter with { Query = "" } });
        var roster = await Roster.LoadAsync(desk);
        var export = new RegisterExport(desk.Bureau.Name, ClassificationLedgerRegister.Definition, mark, desk.Actor.Name, desk.Calendar.Now, ruled.Line, l.English);
        var rows = RowsAsync(desk, l, roster, store, entries);
        return Results.Stream(output => Workbook.WriteAsync(export, rows, output, desk.Cancel), Workbook.MediaType, $"ledger-{desk.Today:yyyyMMdd}-{ruled.Line}.xlsx");
    }

    /// <summary>Batch by batch, newest first, each with the scopes of those of its cases that the viewer may know.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<CellValue>> RowsAsync(Desk desk, Language l, Roster roster, Store store, IQueryable<LedgerEntry> entries)
    {
        var (year, number, left) = (int.MaxValue, 0, Most);
        while (left > 0)
        {
            var (y, n) = (year, number);
            var batch = await entries.Where(e => e.Year < y || (e.Year == y && e.Number < n))
                .OrderByDescending(e => e.Year).ThenByDescending(e => e.Number).Take(Math.Min(Batch, left)).ToListAsync(desk.Cancel);
            if (batch.Count == 0)
            {
                yield break;
            }

            var cases = batch.Select(e => e.CaseId).Distinct().ToList();
            var known = await store.Visible(desk.Actor).AsNoTracking().Where(c => cases.Contains(c.Id)).Select(c => new { c.Id, c.Current }).ToDictionaryAsync(c => c.Id, c => c.Current, desk.Cancel);
            foreach (var e in batch)
            {
                yield return Row(l, roster, e, known);
            }

            (year, number, left) = (batch[^1].Year, batch[^1].Number, left - batch.Count);
        }
    }

    /// <summary>Highest level and longest term among the entries in force, from possibly different ones; null when none is secret.</summary>
    private static async Task<string?> MarkAsync(Desk desk, IQueryable<LedgerEntry> entries)
    {
        var today = desk.Today;
        var secret = await entries.Where(e => e.FreeFrom == null || e.FreeFrom > today).Select(e => new { e.Level, e.Term, e.Origin, e.ClassifiedOn }).Distinct().ToListAsync(desk.Cancel);
        return Inheritance.From(secret.Select(s => new Member(new Secrecy(s.Level, s.Term, s.Origin, s.ClassifiedOn), null)), today)?.Mark.ToString();
    }

    /// <summary>变更记录: what became of the entry, or what it took the place of.</summary>
    private static string Changes(Language l, LedgerEntry e, bool known) => e.ReplacedAs switch
    {
        EntryKind.Corrected => l.T("已更正", "Corrected"),
        EntryKind.Changed => l.T("已变更", "Changed"),
        EntryKind.Declassified => l.T("已提前解密", "Declassified early"),
        EntryKind.Determined or null => !known ? "" : e.Kind switch
        {
            EntryKind.Corrected => l.T("更正记录", "Correction"),
            EntryKind.Changed => l.T("变更记录", "Change"),
            EntryKind.Declassified => l.T("提前解密", "Early declassification"),
            EntryKind.Determined => "",
        },
    };

    private static IReadOnlyList<CellValue> Row(Language l, Roster roster, LedgerEntry e, Dictionary<int, Proposal?> scopes)
    {
        var known = scopes.TryGetValue(e.CaseId, out var p);
        return
        [
            e.ImportBatchId is null ? e.Reference : l.T($"{e.Shown}（导入）", $"{e.Shown} (imported)"),
            !known ? l.T("题名不在知悉范围", "Outside the scope of knowledge") : e.Title ?? l.T("题名见纸质台账", "Title in the paper ledger"),
            known ? e.DocumentNumber : null,
            e.Level.Word(),
            e.Term.ToString(),
            p is null ? "" : string.Join('、', p.Units.Select(roster.UnitName).Concat(p.People.Select(roster.Name))),
            known ? p?.Source is null ? l.T("原始", "Original") : l.T("派生", "Derivative") : null,
            known ? e.Basis : null,
            known && e.DrafterId > 0 ? roster.Name(e.DrafterId) : null,
            known && e.ClassifierId > 0 ? roster.Name(e.ClassifierId) : null,
            known ? e.ClassifiedOn : (DateOnly?)null,
            known ? e.CarrierForm : null,
            known && e.Copies > 0 ? e.Copies : (int?)null,
            e.ReversedOn is { } off ? l.T($"{off:yyyy-MM-dd} 撤销导入", $"Import reversed {off:yyyy-MM-dd}") : Changes(l, e, known),
            e.FreeFrom,
            known ? e.Remark : null,
        ];
    }
}
