using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Shoumi.Server.Storage;

/// <summary>
/// After a title was taken away: what still lies about of it beside the rows – the write-ahead log, dead versions of rows – goes too, so that
/// neither the files nor a later copy of them hold it. Whoever reads the database meanwhile can hold that up; so it is tried when the act is
/// saved and by every turn of the day, until it is certain. The act itself never depends on it.
/// </summary>
public static class Forgetting
{
    // Whoever asks for these tables waits behind this for as long at most.
    private const string Patience = "3s";

    /// <summary>Tries once.</summary>
    /// <returns>Whether nothing is left that has to go.</returns>
    public static async Task<bool> ForgetAsync(this Store store, WriteGate gate, CancellationToken cancel)
    {
        store.ChangeTracker.Clear();
        if (await store.Set<Erasure>().MaxAsync(e => (int?)e.Id, cancel) is not { } newest)
        {
            return true;
        }

        if (!(store is PostgresStore ? await RewrittenAsync(store, cancel) : await gate.PassAsync(store, () => EmptiedAsync(store, cancel), cancel)))
        {
            return false;
        }

        await gate.PassAsync(store, () => store.Set<Erasure>().Where(e => e.Id <= newest).ExecuteDeleteAsync(cancel), cancel);
        return true;
    }

    /// <summary>Deleted content is overwritten in the file itself; the log is written back and emptied, unless somebody still reads an earlier state out of it.</summary>
    private static async Task<bool> EmptiedAsync(Store store, CancellationToken cancel) =>
        (await store.Database.SqlQuery<Checkpoint>($"PRAGMA wal_checkpoint(TRUNCATE)").ToListAsync(cancel)).Single().Busy == 0;

    /// <summary>
    /// An ordinary vacuum leaves the bytes of dead rows on their pages; written anew, tables and indexes hold what lives and nothing else. Not
    /// where a transaction is open that began before the act – in this database, or writing in any other of the same server: for its sake the
    /// old versions would be written anew as well.
    /// </summary>
    private static async Task<bool> RewrittenAsync(Store store, CancellationToken cancel)
    {
        var held = await store.Database.SqlQuery<bool>($"""
            select age(pg_snapshot_xmin(pg_current_snapshot())::xid) >= erased.age
                or exists (select 1 from pg_stat_activity a where a.datname = current_database() and a.pid <> pg_backend_pid() and age(a.backend_xmin) >= erased.age) as "Value"
            from (select min(age(e.xmin)) as age from erasure e) erased
            """).ToListAsync(cancel);
        if (held.Single())
        {
            return false;
        }

        store.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await store.Database.OpenConnectionAsync(cancel);
        try
        {
            await store.Database.ExecuteSqlAsync($"select set_config('lock_timeout', {Patience}, false)", cancel);
            // The tables are closed meanwhile, which for a matter that rises above the ceiling is right.
            await store.Database.ExecuteSqlAsync($"vacuum full ledger_entry, classification_case, correction, draft_input", cancel);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
        finally
        {
            await store.Database.ExecuteSqlAsync($"reset lock_timeout", CancellationToken.None);
            await store.Database.CloseConnectionAsync();
            store.Database.SetCommandTimeout(null);
        }
    }

    /// <summary>What SQLite says of a checkpoint: it does not fail where it could not be done.</summary>
    private sealed record Checkpoint(int Busy, int Log, int Checkpointed);
}
