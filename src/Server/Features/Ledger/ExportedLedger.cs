using Microsoft.EntityFrameworkCore;
using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>
/// Entries that leave the system: counted, marked and read out of one state, so that mark and count speak for exactly the rows that follow,
/// whatever is entered meanwhile.
/// </summary>
/// <param name="Count">How many rows.</param>
/// <param name="Mark">Highest level and longest term among those in force, from possibly different ones; null when none is secret.</param>
[Requirement("R7.5.1", "R8.4.1")]
public sealed record ExportedLedger(Store Store, IQueryable<LedgerEntry> Entries, int Count, string? Mark)
{
    /// <summary>Most rows of one export: what a worksheet holds.</summary>
    private const int Most = 1_000_000;

    /// <summary>Rows that are held in memory at a time.</summary>
    private const int Batch = 500;

    /// <summary>Opens the state; it is kept until the answer has been given. The line of the audit ledger is written beside it.</summary>
    /// <param name="asked">The entries, out of a store that sees that one state.</param>
    public static async Task<ExportedLedger> OpenAsync(HttpContext http, Desk desk, Func<Store, IQueryable<LedgerEntry>> asked)
    {
        var store = await StateAsync(http, desk);
        var entries = asked(store).AsNoTracking();
        var most = entries.OrderByDescending(e => e.Year).ThenByDescending(e => e.Number).Take(Most);
        return new(store, entries, await most.CountAsync(desk.Cancel), await MarkAsync(desk, most.Where(e => e.ReplacedById == null).Concat(store.Speaking(entries.Where(e => e.ReplacedById != null)))));
    }

    /// <summary>A store beside the desk's own that sees one state until the answer has been given.</summary>
    public static async Task<Store> StateAsync(HttpContext http, Desk desk)
    {
        var scope = http.RequestServices.CreateAsyncScope();
        http.Response.RegisterForDisposeAsync(scope);
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        http.Response.RegisterForDisposeAsync(await store.OneStateAsync(desk.Cancel));
        await store.MeasureAsync(desk.Actor, desk.Cancel);
        return store;
    }

    /// <summary>Batch by batch, newest first, each with the scopes of those of its cases that the viewer may know.</summary>
    /// <param name="row">Makes the cells of an entry out of it and what stands beside it.</param>
    public async IAsyncEnumerable<IReadOnlyList<CellValue>> RowsAsync(Desk desk, Func<LedgerEntry, Beside, IReadOnlyList<CellValue>> row)
    {
        var (year, number, left) = (int.MaxValue, 0, Most);
        while (left > 0)
        {
            var (y, n) = (year, number);
            var batch = await Entries.Where(e => e.Year < y || (e.Year == y && e.Number < n))
                .OrderByDescending(e => e.Year).ThenByDescending(e => e.Number).Take(Math.Min(Batch, left)).ToListAsync(desk.Cancel);
            if (batch.Count == 0)
            {
                yield break;
            }

            var cases = batch.Select(e => e.CaseId).Distinct().ToList();
            var known = await Store.Visible(desk.Actor).AsNoTracking().Where(c => cases.Contains(c.Id)).Select(c => new { c.Id, c.Current }).ToDictionaryAsync(c => c.Id, c => c.Current, desk.Cancel);
            var beside = new Beside(known, await OthersAsync(desk, batch));
            foreach (var e in batch)
            {
                yield return row(e, beside);
            }

            (year, number, left) = (batch[^1].Year, batch[^1].Number, left - batch.Count);
        }
    }

    /// <summary>Numbers of the entries that took the place of these, or whose place these took, as far as the viewer may know them.</summary>
    private async Task<Dictionary<int, string>> OthersAsync(Desk desk, List<LedgerEntry> batch)
    {
        var ids = batch.SelectMany(e => new[] { e.ReplacedById, e.ReplacesId }).OfType<int>().Distinct().ToList();
        return ids.Count == 0 ? [] : (await Store.VisibleEntries(desk.Actor).AsNoTracking().Where(e => ids.Contains(e.Id)).ToListAsync(desk.Cancel)).ToDictionary(e => e.Id, e => e.Shown);
    }

    /// <summary>
    /// Highest level and longest term among the matters in force, from possibly different ones; null when none is secret. A line tells of its
    /// matter: what counts is the entry that speaks for it today, not what a replaced line once said.
    /// </summary>
    private static async Task<string?> MarkAsync(Desk desk, IQueryable<LedgerEntry> speaking)
    {
        var today = desk.Today;
        var secret = await speaking.Where(e => e.FreeFrom == null || e.FreeFrom > today).Select(e => new { e.Level, e.Term, e.Origin, e.ClassifiedOn }).Distinct().ToListAsync(desk.Cancel);
        return Inheritance.From(secret.Select(s => new Member(new Secrecy(s.Level, s.Term, s.Origin, s.ClassifiedOn), null)), today)?.Mark.ToString();
    }

    /// <summary>The cells of form F02: the same in every format, masked as the list masks.</summary>
    public static IReadOnlyList<CellValue> Row(Language l, Roster roster, LedgerEntry e, Beside beside)
    {
        var known = beside.Scopes.TryGetValue(e.CaseId, out var p);
        return
        [
            e.ImportBatchId is null ? e.Reference : l.T($"{e.Shown}（导入）", $"{e.Shown} (imported)"),
            !known ? l.T("题名不在知悉范围", "Outside the scope of knowledge") : e.Title ?? l.T("题名见纸质台账", "Title in the paper ledger"),
            known ? e.DocumentNumber : null,
            e.Level.Word(),
            e.Term.ToString(),
            Scope(roster, p),
            known ? e.Derivative ? l.T("派生", "Derivative") : l.T("原始", "Original") : null,
            known ? e.Basis : null,
            known && e.DrafterId > 0 ? roster.Name(e.DrafterId) : null,
            known && e.ClassifierId > 0 ? roster.Name(e.ClassifierId) : null,
            known ? e.ClassifiedOn : (DateOnly?)null,
            known ? e.CarrierForm : null,
            known && e.Copies > 0 ? e.Copies : (int?)null,
            e.ReversedOn is { } off ? l.T($"{off:yyyy-MM-dd} 撤销导入", $"Import reversed {off:yyyy-MM-dd}") : Changes(l, e, known, beside.Others),
            e.FreeFrom,
            known ? e.Remark : null,
        ];
    }

    /// <summary>变更记录: what became of the entry, or what it took the place of.</summary>
    private static string Changes(Language l, LedgerEntry e, bool known, IReadOnlyDictionary<int, string> others)
    {
        var (later, earlier) = (others.GetValueOrDefault(e.ReplacedById ?? 0), others.GetValueOrDefault(e.ReplacesId ?? 0));
        // Of a masked line's successor the viewer may know no more than of the line.
        string Seen(string what) => later is null ? what : $"{what}{l.T("，见 ", ", see ")}{later}";
        return e.ReplacedAs switch
        {
            EntryKind.Corrected => Seen(l.T("已更正", "Corrected")),
            EntryKind.Changed => Seen(l.T("已变更", "Changed")),
            EntryKind.Declassified => Seen(l.T("已提前解密", "Declassified early")),
            EntryKind.Determined or null => !known ? "" : e.Kind switch
            {
                EntryKind.Corrected => l.T($"更正 {earlier}", $"Corrects {earlier}"),
                EntryKind.Changed => l.T($"变更 {earlier}", $"Changes {earlier}"),
                EntryKind.Declassified => l.T($"提前解密 {earlier}", $"Ends {earlier} early"),
                EntryKind.Determined => "",
            },
        };
    }

    /// <summary>知悉范围 in words.</summary>
    public static string Scope(Roster roster, Proposal? proposal) =>
        proposal is null ? "" : string.Join('、', proposal.Units.Select(roster.UnitName).Concat(proposal.People.Select(roster.Name)));
}

/// <summary>What a row of an export needs beside its entry, as far as the viewer may know it.</summary>
/// <param name="Scopes">Proposals by case.</param>
/// <param name="Others">Numbers of replaced and replacing entries.</param>
public sealed record Beside(IReadOnlyDictionary<int, Proposal?> Scopes, IReadOnlyDictionary<int, string> Others);
