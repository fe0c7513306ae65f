using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Shoumi.Server.Storage;

/// <summary>
/// A connection to the file that stays open from one request to the next, and with it what it has prepared: SQLite compiles the text of a
/// command anew each time it is given, which took a quarter of a page. Compiled it is kept per connection, by its text; a changed schema
/// makes SQLite compile it again by itself. See docs/adr/0012-what-a-page-does-only-once.md.
/// </summary>
public sealed class KeptConnection(string connection, string pragmas) : SqliteConnection(connection)
{
    // The texts of all pages are some more; the ones of a working day are fewer.
    private const int Most = 64;

    private readonly Dictionary<string, Kept> kept = [];
    private int lent;
    private long turns;
    private bool leaving;

    public override void Open()
    {
        if (State != ConnectionState.Open)
        {
            base.Open();
            using var command = base.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Rolls back what was not committed and stays open; closes for good where something is still being read, so that nothing holds an old state.</summary>
    public override void Close()
    {
        if (!leaving && lent == 0)
        {
            Transaction?.Dispose();
            return;
        }

        // First: what is disposed of by closing is not given back.
        lent = 0;
        kept.Clear();
        base.Close();
    }

    protected override void Dispose(bool disposing)
    {
        leaving = true;
        base.Dispose(disposing);
    }

    public override SqliteCommand CreateCommand() => new Command(this) { CommandTimeout = DefaultTimeout, Transaction = Transaction };

    /// <summary>Nobody else has it until it is given back; where one text is asked for while it is out, there are two.</summary>
    private Compiled Lend(string text)
    {
        lent++;
        if (kept.Remove(text, out var was))
        {
            return was.Command;
        }

        return new Compiled { Connection = this, CommandText = text };
    }

    /// <param name="whole">Whether it ran; what failed is not used again, nor what is still being read.</param>
    private void GiveBack(Compiled command, bool whole)
    {
        if (lent == 0)
        {
            // The connection was closed meanwhile, and the command with it.
            return;
        }

        lent--;
        command.Parameters.Clear();
        command.Transaction = null;
        // Some pragmas act when they are compiled: those are, each time.
        if (!whole || command.IsRead || command.CommandText.StartsWith("PRAGMA", StringComparison.OrdinalIgnoreCase) || !kept.TryAdd(command.CommandText, new(command, turns++)))
        {
            command.Dispose();
        }
        else if (kept.Count > Most)
        {
            kept.Remove(kept.MinBy(k => k.Value.Turn).Key, out var oldest);
            oldest.Command.Dispose();
        }
    }

    private readonly record struct Kept(Compiled Command, long Turn);

    private sealed class Compiled : SqliteCommand
    {
        public bool IsRead => DataReader is not null;
    }

    /// <summary>What the caller fills in and disposes; the compiled command behind it is lent to it.</summary>
    private sealed class Command : SqliteCommand
    {
        private readonly KeptConnection connection;
        private Compiled? behind;

        public Command(KeptConnection connection) => Connection = this.connection = connection;

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            Return(whole: true);
            if (connection.State != ConnectionState.Open)
            {
                // Says so.
                return base.ExecuteReader(behavior);
            }

            behind = connection.Lend(CommandText);
            (behind.Transaction, behind.CommandTimeout) = (Transaction, CommandTimeout);
            foreach (SqliteParameter parameter in Parameters)
            {
                behind.Parameters.Add(parameter);
            }

            try
            {
                return behind.ExecuteReader(behavior);
            }
            catch
            {
                Return(whole: false);
                throw;
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Return(whole: true);
            }

            base.Dispose(disposing);
        }

        private void Return(bool whole)
        {
            if (behind is { } command)
            {
                behind = null;
                connection.GiveBack(command, whole);
            }
        }
    }
}

/// <summary>Gives each store its connection to the file, and closes them all in the end: the log is carried over then, and removed.</summary>
public sealed class KeptConnections(DatabaseChoice choice) : DbConnectionInterceptor, IDisposable
{
    private readonly string pragmas = $"PRAGMA synchronous={(choice.Lasting ? "NORMAL" : "OFF")}; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4000; PRAGMA mmap_size=268435456;";
    private readonly ConcurrentDictionary<KeptConnection, bool> all = [];

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result)
    {
        var made = new KeptConnection(choice.SqliteConnection, pragmas);
        all[made] = true;
        made.Disposed += (_, _) => all.TryRemove(made, out bool _);
        return InterceptionResult<DbConnection>.SuppressWithResult(made);
    }

    // The pool of stores leaves them open when it ends.
    public void Dispose()
    {
        foreach (var connection in all.Keys)
        {
            connection.Dispose();
        }
    }
}
