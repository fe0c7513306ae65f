using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shoumi.Server.Tests.Running;

namespace Shoumi.Server.Tests.Access.Door;

/// <summary>The whole database in one look, so that "nothing was written" means nothing, in no table and no column.</summary>
public static class Everything
{
    /// <summary>Per table how many rows there are and a digest of them.</summary>
    public static string Of(Office office, params string[] without) => office.Read(store =>
    {
        var connection = store.Database.GetDbConnection();
        store.Database.OpenConnection();
        var tables = store.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct().Except(without).Order(StringComparer.Ordinal);
        return string.Join('\n', tables.Select(t => $"{t} {Digest(connection, t)}"));
    });

    private static string Digest(DbConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select * from {table}";
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(i)}")));
        }

        rows.Sort(StringComparer.Ordinal);
        return $"{rows.Count} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))[..12]}";
    }
}
