using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;

namespace Shoumi.Server.Storage;

/// <summary>What a reversed import leaves behind: its entries, which say so; nobody knows them by its grants any more, and they do not count.</summary>
public static class ReversedImports
{
    /// <summary>In the transaction of the reversal itself.</summary>
    internal static async Task EndAsync(Store store, IReadOnlyList<ImportBatch> reversed, CancellationToken cancel)
    {
        foreach (var (id, day, at, imported) in reversed.Select(b => (b.Id, b.ReversedOn, b.ReversedAt, b.Imported)))
        {
            var entries = store.Set<LedgerEntry>().Where(e => e.ImportBatchId == id && e.ReversedOn == null && e.ReplacedById == null);
            var counts = await entries.GroupBy(e => e.Level).Select(g => new { Level = g.Key, Count = g.Count() }).ToListAsync(cancel);
            foreach (var count in counts.OrderBy(c => c.Level))
            {
                await store.Database.ExecuteSqlAsync($"update ledger_count set total = total - {count.Count} where level = {(int)count.Level}", cancel);
            }

            if (await entries.ExecuteUpdateAsync(s => s.SetProperty(e => e.ReversedOn, day), cancel) != imported)
            {
                // One of them was corrected or changed since this was judged, perhaps in this very moment: that decision stands.
                throw new DbUpdateConcurrencyException("An entry of the import was replaced");
            }

            await store.Set<AccessGrant>().Where(g => g.EndedAt == null && store.Set<ClassificationCase>().Any(c => c.Id == g.CaseId && c.ImportBatchId == id))
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.EndedAt, at), cancel);
        }
    }
}
