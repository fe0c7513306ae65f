using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Shoumi.Server.Tests.Running;

/// <summary>Looking for a planted word in everything that is left behind, however it may be spelt there.</summary>
public static class Traces
{
    /// <summary>A word that stands nowhere else in the world.</summary>
    public static string Canary(string what) => $"{what}{Convert.ToHexString(RandomNumberGenerator.GetBytes(12))}";

    /// <summary>Whether the bytes contain the word: as UTF-8, as UTF-16, as hexadecimal of either case or as base64.</summary>
    public static bool Contain(ReadOnlySpan<byte> bytes, string canary)
    {
        foreach (var spelling in Spellings(canary))
        {
            if (bytes.IndexOf(spelling) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public static bool Contain(string text, string canary) => Contain(Encoding.UTF8.GetBytes(text), canary);

    /// <summary>Every file of a folder that holds something, with its bytes.</summary>
    /// <remarks>
    /// Empty ones are passed over, and with them what is no file at all: the runtime keeps a socket and two named pipes in the temp folder,
    /// all of length zero, and opening such a pipe waits for ever for somebody to write into it.
    /// </remarks>
    public static IEnumerable<(string Where, byte[] Bytes)> OfFolder(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Length > 0))
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return (file.FullName, bytes.ToArray());
        }
    }

    /// <summary>Every row of every table as text, and the pages as they lie on the disk, where rows that were taken away still stand.</summary>
    public static async IAsyncEnumerable<(string Where, byte[] Bytes)> OfPostgres(string connection)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ToString());
        await using var open = await source.OpenConnectionAsync();
        List<string> tables = [];
        await foreach (var table in RowsAsync<string>(open, "select quote_ident(tablename) from pg_tables where schemaname = 'public'"))
        {
            tables.Add(table);
        }

        foreach (var table in tables)
        {
            await foreach (var row in RowsAsync<string>(open, $"select t::text from {table} t"))
            {
                yield return (table, Encoding.UTF8.GetBytes(row));
            }
        }

        await using (var flush = new NpgsqlCommand("checkpoint", open))
        {
            await flush.ExecuteNonQueryAsync();
        }

        const string Pages = """
            select pg_read_binary_file(pg_relation_filepath(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('public', 'pg_toast') and c.relkind in ('r', 'i', 't') and pg_relation_size(c.oid) > 0
            """;
        await foreach (var pages in RowsAsync<byte[]>(open, Pages))
        {
            yield return ("pages", pages);
        }
    }

    private static async IAsyncEnumerable<T> RowsAsync<T>(NpgsqlConnection open, string statement)
    {
        await using var command = new NpgsqlCommand(statement, open);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            yield return reader.GetFieldValue<T>(0);
        }
    }

    private static IEnumerable<byte[]> Spellings(string canary)
    {
        var plain = Encoding.UTF8.GetBytes(canary);
        yield return plain;
        yield return Encoding.Unicode.GetBytes(canary);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(plain));
        // Three bytes make four letters: the word may begin at any of the three.
        foreach (var skipped in new[] { 0, 1, 2 })
        {
            yield return Encoding.ASCII.GetBytes(Convert.ToBase64String(plain.AsSpan(skipped, (plain.Length - skipped) / 3 * 3)));
        }
    }
}
