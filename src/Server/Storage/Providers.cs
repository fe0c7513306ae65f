using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using System.Data.Common;

namespace Shoumi.Server.Storage;

/// <summary>The store on SQLite, the default: one file in the data folder.</summary>
public sealed class SqliteStore(DbContextOptions<SqliteStore> options) : Store(options)
{
    // SQLite cannot order a DateTimeOffset; ticks it can.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(v => v.UtcTicks, v => new DateTimeOffset(v, TimeSpan.Zero));
}

/// <summary>The store on PostgreSQL, by one setting.</summary>
public sealed class PostgresStore(DbContextOptions<PostgresStore> options) : Store(options)
{
    // PostgreSQL takes offset zero only.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<Utc>();

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(v => v.ToUniversalTime(), v => v);
}

/// <summary>Which database: empty for the file in the data folder, or a PostgreSQL connection string.</summary>
/// <param name="Lasting">Whether every act is flushed to the disk before it is acknowledged; only the making of a demonstration may go without.</param>
public sealed record DatabaseChoice(string DataFolder, string? Postgres, bool Lasting = true)
{
    public bool IsPostgres => !string.IsNullOrWhiteSpace(Postgres);

    /// <summary>Commits without flushing: <see cref="WriteGate"/> does that, once for all who wait (ADR 0011).</summary>
    public string SqliteConnection => $"Data Source={Storage.DataFolder.DatabaseIn(DataFolder)};Default Timeout=30";

    /// <summary>The details of an error repeat the values of the row, and would stand in the log. What is asked again and again is compiled once, unless the setting says otherwise.</summary>
    private string PostgresConnection
    {
        get
        {
            var (said, connection) = (new DbConnectionStringBuilder { ConnectionString = Postgres }, new NpgsqlConnectionStringBuilder(Postgres) { IncludeErrorDetail = false });
            connection.MaxAutoPrepare = said.ContainsKey("Max Auto Prepare") || said.ContainsKey("MaxAutoPrepare") ? connection.MaxAutoPrepare : 64;
            return connection.ConnectionString;
        }
    }

    /// <param name="kept">Where the connections to the file come from; a store that is made for a moment opens its own.</param>
    public void Configure(DbContextOptionsBuilder options, KeptConnections? kept = null)
    {
        if (IsPostgres)
        {
            options.UseNpgsql(PostgresConnection, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
        }
        else
        {
            // A list as one parameter: the text of the command stays the same and is not written anew for every request.
            options.UseSqlite(SqliteConnection, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
            if (kept is not null)
            {
                options.AddInterceptors(kept);
            }
        }

        options.UseSnakeCaseNamingConvention();
    }
}

/// <summary>Lets the migrations tool build each store without starting the server.</summary>
public sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteStore>
{
    public SqliteStore CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteStore>();
        new DatabaseChoice(Path.GetTempPath(), null).Configure(options);
        return new SqliteStore(options.Options);
    }
}

/// <inheritdoc cref="DesignTimeSqlite"/>
public sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresStore>
{
    public PostgresStore CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresStore>();
        new DatabaseChoice(Path.GetTempPath(), "Host=design").Configure(options);
        return new PostgresStore(options.Options);
    }
}

/// <summary>Reading one and the same state of the database several times.</summary>
public static class Snapshots
{
    /// <summary>Everything this store reads until the transaction ends is of one moment; nobody who writes waits for it.</summary>
    public static async Task<IAsyncDisposable> OneStateAsync(this Store store, CancellationToken cancel)
    {
        if (store is PostgresStore)
        {
            return await store.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        }

        // Deferred: an ordinary transaction of SQLite takes the only right to write at its beginning.
        await store.Database.OpenConnectionAsync(cancel);
        var reading = ((Microsoft.Data.Sqlite.SqliteConnection)store.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await store.Database.UseTransactionAsync(reading, cancel);
        return new Reading(store, reading);
    }

    /// <summary>Ends what is read of one moment, so that the store can write again.</summary>
    private sealed class Reading(Store store, System.Data.Common.DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await store.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            await store.Database.CloseConnectionAsync();
        }
    }
}

/// <summary>Bringing a database up to the newest schema.</summary>
public static class SchemaUpdate
{
    /// <summary>Applies what is missing; a new database on SQLite is set to write-ahead logging.</summary>
    public static async Task MigrateAsync(this Store store)
    {
        await store.Database.MigrateAsync();
        await Proofs.HashTree.CatchUpAsync(store, default);
        if (store is SqliteStore)
        {
            var mode = (await store.Database.SqlQueryRaw<string>("PRAGMA journal_mode=WAL").ToListAsync()).Single();
            if (mode != "wal")
            {
                // What lies on a network drive cannot have one, and without it an act is not flushed before it is acknowledged.
                throw new InvalidOperationException($"数据库不能使用预写日志，请放在本机磁盘上 / The database cannot keep a write-ahead log ({mode}): put it on a local disk");
            }
        }
    }
}
