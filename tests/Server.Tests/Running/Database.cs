using Npgsql;

namespace Shoumi.Server.Tests.Running;

public enum DatabaseKind
{
    Sqlite = 1,
    Postgres = 2,
}

/// <summary>A database of its own for one office: a file in its data folder, or a fresh database in the test run's PostgreSQL, dropped afterwards.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly string? name;

    private Database(DatabaseKind kind, string? name) => (Kind, this.name) = (kind, name);

    public DatabaseKind Kind { get; }

    /// <summary>What the server is told; null means the file in the data folder.</summary>
    public string? Connection => name is null ? null : new NpgsqlConnectionStringBuilder(Server()) { Database = name, Pooling = true, MaxPoolSize = 40, Timeout = 30 }.ToString();

    /// <param name="like">To begin with what that one holds; nobody may be connected to it.</param>
    public static async Task<Database> MakeAsync(DatabaseKind kind, Database? like = null)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            return new Database(kind, null);
        }

        var made = new Database(kind, $"office_{Guid.NewGuid():N}");
        await ExecuteAsync($"create database {made.name}{(like is null ? "" : $" template {like.name}")}");
        return made;
    }

    /// <summary>Ends whatever connections are kept open, and lets nobody in again.</summary>
    public async Task CloseAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (name is not null)
        {
            await ExecuteAsync($"alter database {name} with allow_connections false");
            await ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (name is not null)
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(Connection));
            await ExecuteAsync($"drop database if exists {name} with (force)");
        }
    }

    /// <summary>The connection string of the PostgreSQL that the run was given. Its absence is a failure, never a reason to skip.</summary>
    public static string Server() => Environment.GetEnvironmentVariable("SHOUMI_TEST_POSTGRES") is { Length: > 0 } given
        ? given
        : throw new InvalidOperationException("SHOUMI_TEST_POSTGRES is not set: every test runs on PostgreSQL too; ./test starts one and sets it.");

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server()) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
