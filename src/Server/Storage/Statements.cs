using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Shoumi.Server.Storage;

/// <summary>
/// Statements of the ledger's own, on the way every act takes: written once, not put together anew from the change tracker for each act.
/// They run on the store's connection and in its transaction, and are seen by whatever watches its commands.
/// </summary>
internal static class Statements
{
    /// <summary>Rows in one statement: more save little and make its text long.</summary>
    private const int Together = 16;

    private static readonly ConcurrentDictionary<IEntityType, Table> Tables = new();

    /// <summary>The one row this statement answers.</summary>
    public static async Task<T> OneAsync<T>(this Store store, string sql, Func<DbDataReader, T> read, CancellationToken cancel, params (string Name, object Value)[] values)
    {
        using var shape = store.Database.GetDbConnection().CreateCommand();
        DbParameter[] parameters = [.. values.Select(v => Parameter(shape, v.Name, v.Value))];
        await using var reader = await Built(store, sql, parameters, out var with).ExecuteReaderAsync(with, cancel);
        return await reader.ReadAsync(cancel) ? read(reader.DbDataReader) : throw new InvalidOperationException("The statement answered no row");
    }

    /// <summary>Writes rows that nobody looks at again within the act, as they are, without tracking them.</summary>
    public static async Task InsertAsync<T>(this Store store, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        var table = Tables.GetOrAdd(store.Model.FindEntityType(typeof(T))!, type => new Table(type));
        using var shape = store.Database.GetDbConnection().CreateCommand();
        for (var from = 0; from < rows.Count; from += Together)
        {
            var some = rows.Skip(from).Take(Together).ToList();
            await Built(store, table.Insert(some.Count), table.Values(shape, some), out var with).ExecuteNonQueryAsync(with, cancel);
        }
    }

    private static IRelationalCommand Built(Store store, string sql, DbParameter[] parameters, out RelationalCommandParameterObject with)
    {
        var built = store.GetService<IRawSqlCommandBuilder>().Build(sql, parameters, store.Model);
        with = new RelationalCommandParameterObject(store.GetService<IRelationalConnection>(), built.ParameterValues, null, store, store.GetService<IRelationalCommandDiagnosticsLogger>(), CommandSource.ExecuteSqlRaw);
        return built.RelationalCommand;
    }

    private static DbParameter Parameter(DbCommand shape, string name, object value)
    {
        var parameter = shape.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        return parameter;
    }

    /// <summary>How rows of one kind are written, as the model says; keys that the database gives are left to it.</summary>
    private sealed class Table
    {
        private readonly (string Column, RelationalTypeMapping Mapping, bool Nullable, Func<object, object?> Read)[] columns;
        private readonly ConcurrentDictionary<int, string> texts = new();
        private readonly string name;

        public Table(IEntityType type)
        {
            name = type.GetTableName()!;
            columns = [.. type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).Select(p => (p.GetColumnName(), p.GetRelationalTypeMapping(), p.IsNullable, Getter(p)))];
        }

        /// <summary>The statement for so many rows.</summary>
        public string Insert(int rows) => texts.GetOrAdd(rows, count =>
        {
            var text = new StringBuilder($"insert into {name} ({string.Join(", ", columns.Select(c => $"\"{c.Column}\""))}) values ");
            text.AppendJoin(", ", Enumerable.Range(0, count).Select(row => $"({string.Join(", ", columns.Select((_, column) => $"@p{row}_{column}"))})"));
            return text.ToString();
        });

        public DbParameter[] Values<T>(DbCommand shape, IReadOnlyList<T> rows)
            where T : class =>
            [.. rows.SelectMany((row, at) => columns.Select((c, column) => c.Mapping.CreateParameter(shape, $"@p{at}_{column}", c.Read(row), c.Nullable)))];

        private static Func<object, object?> Getter(IProperty property)
        {
            var getter = property.GetGetter();
            return getter.GetClrValue;
        }
    }
}
