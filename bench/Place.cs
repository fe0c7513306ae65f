using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Shoumi.Server;

namespace Shoumi.Bench;

/// <summary>A database of the bench: a file in the temporary folder, or one of its own on the PostgreSQL server that SHOUMI_BENCH_POSTGRES names.</summary>
/// <param name="Name">Of the folder, and of the database on PostgreSQL.</param>
public sealed record Place(string Name, bool OnPostgres)
{
    private static string Administration => Environment.GetEnvironmentVariable("SHOUMI_BENCH_POSTGRES")
        ?? throw new InvalidOperationException("SHOUMI_BENCH_POSTGRES names no server, such as “Host=127.0.0.1;Username=…;Password=…;Database=postgres”");

    public static Place Of(int rows, bool postgres) => new($"shoumi_bench_{rows}", postgres);

    /// <summary>As the children are told it.</summary>
    public static Place Read(string name, string database) => new(name, database == "postgres");

    public string Database => OnPostgres ? "postgres" : "sqlite";

    public string Folder => Path.Combine(Path.GetTempPath(), OnPostgres ? $"{Name}_pg" : Name);

    public string File => Path.Combine(Folder, "shoumi.db");

    public string? Connection => OnPostgres ? new NpgsqlConnectionStringBuilder(Administration) { Database = Name }.ConnectionString : null;

    public Settings Settings => new(Folder, Connection, "http://127.0.0.1:0", Path.Combine(AppContext.BaseDirectory, "policies"), Demo: true);

    public DbConnection Open(string options = "")
    {
        DbConnection database = OnPostgres ? new NpgsqlConnection(Connection) : new SqliteConnection($"Data Source={File};Default Timeout=60{options}");
        database.Open();
        return database;
    }

    /// <summary>Nothing is there afterwards.</summary>
    public void Clear()
    {
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        if (OnPostgres)
        {
            Administer($"drop database if exists {Name} with (force)");
            Administer($"create database {Name}");
        }
    }

    /// <summary>The same once more, to write in.</summary>
    public Place Copy(string name)
    {
        var copy = this with { Name = name };
        if (Directory.Exists(copy.Folder))
        {
            Directory.Delete(copy.Folder, recursive: true);
        }

        Directory.CreateDirectory(copy.Folder);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            System.IO.File.Copy(file, to);
        }

        if (OnPostgres)
        {
            NpgsqlConnection.ClearAllPools();
            Administer($"drop database if exists {copy.Name} with (force)");
            Administer($"create database {copy.Name} template {Name}");
        }

        return copy;
    }

    public void Drop()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (OnPostgres)
        {
            Administer($"drop database if exists {Name} with (force)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A day as this database keeps it.</summary>
    public object Day(DateOnly? day) => day is not { } d ? DBNull.Value : OnPostgres ? d : d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A moment as this database keeps it.</summary>
    public object Moment(DateTimeOffset at) => OnPostgres ? at.ToUniversalTime() : at.UtcTicks;

    public static DbCommand Command(DbConnection database, string text, params ReadOnlySpan<object> values)
    {
        var command = database.CreateCommand();
        command.CommandText = text;
        foreach (var value in values)
        {
            Add(command, value);
        }

        return command;
    }

    public static int Run(DbConnection database, string text, params ReadOnlySpan<object> values)
    {
        using var command = Command(database, text, values);
        command.CommandTimeout = 0;
        return command.ExecuteNonQuery();
    }

    public static long One(DbConnection database, string text, params ReadOnlySpan<object> values)
    {
        using var command = Command(database, text, values);
        command.CommandTimeout = 0;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Numbered by its position, which PostgreSQL calls $1 and SQLite by that very name.</summary>
    public static void Add(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        if (parameter is NpgsqlParameter { } typed && value is DBNull)
        {
            typed.NpgsqlDbType = NpgsqlDbType.Date;
        }

        parameter.ParameterName = command is SqliteCommand ? $"${command.Parameters.Count + 1}" : "";
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static void Administer(string text)
    {
        using var database = new NpgsqlConnection(Administration);
        database.Open();
        Run(database, text);
    }
}
