using Microsoft.EntityFrameworkCore;
using Microsoft.Win32.SafeHandles;

namespace Shoumi.Server.Storage;

/// <summary>
/// The turn to write: one writer at a time within this process; across processes the ledger's head row does the same. Whoever comes out
/// again has written to the disk: the flush comes after the turn, so that one flush serves all who wrote in the meantime (ADR 0011).
/// </summary>
public sealed class WriteGate(SharedFlush flush)
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <exception cref="NotLastingException">Written, and not known to be on the disk; or the disk has failed before, and nothing is written any more.</exception>
    public async Task<T> PassAsync<T>(Store store, Func<Task<T>> write, CancellationToken cancel)
    {
        try
        {
            var written = await InTurnAsync(store, write, cancel);
            await flush.DoneAsync(store);
            return written;
        }
        finally
        {
            // Held until the flush: a server that was gone for a moment may have lost what it had not flushed, and must not confirm it.
            await store.Database.CloseConnectionAsync();
        }
    }

    private async Task<T> InTurnAsync<T>(Store store, Func<Task<T>> write, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            flush.Check();
            await store.Database.OpenConnectionAsync(cancel);
            return await write();
        }
        finally
        {
            if (store is SqliteStore)
            {
                // A file is flushed without it, and the next writer takes it over with what it has in memory.
                await store.Database.CloseConnectionAsync();
            }

            gate.Release();
        }
    }
}

/// <summary>What was written may not be on the disk. Nothing is acknowledged that could be lost.</summary>
public sealed class NotLastingException(Exception inner) : Exception("The disk did not confirm what was written", inner);

/// <summary>Brings to the disk what has been committed, once for all who wait.</summary>
/// <param name="log">Flushes the log of SQLite; null where the database is on a server, which shares flushes itself, or where nothing need last.</param>
public sealed class SharedFlush(Action? log, bool lasting = true)
{
    private readonly Lock turn = new();
    private Task running = Task.CompletedTask;
    private Task? next;
    private volatile Exception? broken;

    public static SharedFlush Of(DatabaseChoice choice)
    {
        var path = $"{DataFolder.DatabaseIn(choice.DataFolder)}-wal";
        return new SharedFlush(choice.IsPostgres || !choice.Lasting ? null : () => FlushLog(path), choice.Lasting);
    }

    /// <exception cref="NotLastingException">A flush has failed. The disk may confirm the next one and still have lost what came before: this database is not trusted again before a restart.</exception>
    public void Check()
    {
        if (broken is { } why)
        {
            throw new NotLastingException(why);
        }
    }

    /// <summary>Ends when a flush has ended that began after this was called: one that runs already may have come too early.</summary>
    public Task DoneAsync(Store store)
    {
        if (log is null)
        {
            return lasting ? FlushServerAsync(store) : Task.CompletedTask;
        }

        Task here;
        lock (turn)
        {
            if (next is not null || !running.IsCompleted)
            {
                return next ??= AfterAsync(running);
            }

            // Nobody flushes: whoever comes alone does it on the spot, without the way to another thread and back.
            running = here = new Task(Flush);
        }

        here.RunSynchronously();
        return here;
    }

    private async Task AfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (turn)
        {
            (running, next) = (next!, null);
        }

        await Task.Run(Flush);
    }

    private void Flush()
    {
        Check();
        try
        {
            log!();
        }
        catch (Exception e)
        {
            broken = e;
            throw new NotLastingException(e);
        }
    }

    private static void FlushLog(string path)
    {
        try
        {
            using SafeFileHandle log = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(log);
        }
        catch (FileNotFoundException)
        {
            // The last connection was closed: the log was carried over into the database, flushed there, and removed.
        }
    }

    /// <summary>
    /// A message that nobody reads is the smallest thing to commit. Its commit waits, as the server is set up to, for the log up to there –
    /// also at a standby –, on the connection the act was committed on: where the server went away in between, that one is gone too.
    /// </summary>
    private static async Task FlushServerAsync(Store store)
    {
        try
        {
            await store.Database.ExecuteSqlAsync($"select pg_logical_emit_message(true, 'shoumi', '')");
        }
        catch (Exception e)
        {
            throw new NotLastingException(e);
        }
    }
}
