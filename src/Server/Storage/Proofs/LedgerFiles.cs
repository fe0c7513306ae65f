using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Shoumi.Server.Storage.Proofs;

/// <summary>The audit ledger as files that anybody can check without this server (docs/ledger-format.md).</summary>
public static class LedgerFiles
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All lines up to that one, and the keys heads were signed with.</summary>
    /// <param name="size">Number of the last line; lines that come while this is written are left out.</param>
    public static async Task WriteAsync(Store store, long size, Stream output, CancellationToken cancel)
    {
        var instance = await store.Bureaus.Select(b => b.Instance).SingleAsync(cancel);
        var root = await HashTree.RootAsync(store, size, cancel);
        var keys = await store.HeadKeys.OrderBy(k => k.Since).ThenBy(k => k.Id).Select(k => k.Public).ToListAsync(cancel);
        var first = Write("shoumi-ledger", json =>
        {
            json.WriteString("instance", instance);
            json.WriteNumber("size", size);
            json.WriteString("root", Convert.ToHexStringLower(root));
            json.WriteStartArray("keys");
            keys.ForEach(k => json.WriteStringValue(Convert.ToHexStringLower(k)));
            json.WriteEndArray();
        });
        await output.WriteAsync(first, cancel);
        await foreach (var line in store.AuditEntries.Where(e => e.Seq <= size).OrderBy(e => e.Seq).Select(e => e.Canonical).AsAsyncEnumerable().WithCancellation(cancel))
        {
            await output.WriteAsync((byte[])[.. line, (byte)'\n'], cancel);
        }
    }

    /// <summary>Proof that one line stands in the ledger as it was at a head.</summary>
    /// <returns>Null where there is no such line, or the head is older.</returns>
    public static async Task<byte[]?> ProofAsync(Store store, long seq, SignedHead head, CancellationToken cancel)
    {
        if (seq > head.Size || await store.AuditEntries.Where(e => e.Seq == seq).Select(e => e.Canonical).SingleOrDefaultAsync(cancel) is not { } line)
        {
            return null;
        }

        var path = await HashTree.InclusionAsync(store, seq, head.Size, cancel);
        return Write("shoumi-proof", json =>
        {
            json.WriteString("line", line);
            Path(json, path);
            json.WritePropertyName("head");
            json.WriteRawValue(head.Text);
        });
    }

    /// <summary>Proof that one head is of the beginning of the ledger another is of.</summary>
    public static async Task<byte[]> ConsistencyAsync(Store store, SignedHead first, SignedHead second, CancellationToken cancel)
    {
        var path = await HashTree.ConsistencyAsync(store, first.Size, second.Size, cancel);
        return Write("shoumi-consistency", json =>
        {
            json.WritePropertyName("first");
            json.WriteRawValue(first.Text);
            Path(json, path);
            json.WritePropertyName("second");
            json.WriteRawValue(second.Text);
        });
    }

    private static byte[] Write(string format, Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("format", format);
            json.WriteNumber("v", 1);
            members(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Path(Utf8JsonWriter json, List<byte[]> path)
    {
        json.WriteStartArray("path");
        path.ForEach(p => json.WriteStringValue(Convert.ToHexStringLower(p)));
        json.WriteEndArray();
    }
}
