using Microsoft.EntityFrameworkCore;

namespace Shoumi.Server.Storage;

/// <summary>
/// After a title was taken away: what still lies about of it beside the rows – the write-ahead log, dead versions of rows – goes too, so that
/// neither the files nor a later copy of them hold it.
/// </summary>
public static class Forgetting
{
    /// <summary>Called when the act is saved; it changes nothing that is kept.</summary>
    public static async Task ForgetAsync(this Store store, CancellationToken cancel)
    {
        store.ChangeTracker.Clear();
        if (store is PostgresStore)
        {
            // An ordinary vacuum leaves the bytes of dead rows on their pages; written anew, tables and indexes hold what lives and nothing else.
            // The tables are closed meanwhile, which for a matter that rises above the ceiling is right.
            store.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
            await store.Database.ExecuteSqlAsync($"vacuum full ledger_entry, classification_case, correction, draft_input", cancel);
            return;
        }

        // Deleted content is overwritten in the file itself; the log is written back and emptied.
        await store.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", cancel);
    }
}
