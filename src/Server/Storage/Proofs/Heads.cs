using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;

namespace Shoumi.Server.Storage.Proofs;

/// <summary>封签: what the audit ledger is at this moment, signed, so that somebody who keeps it elsewhere sees any later change (docs/ledger-format.md).</summary>
[Requirement("RN1.4")]
public static class Heads
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The day's head, once a day and only where something was written since the last one: its own line does not count.</summary>
    public static async Task<SignedHead?> SignDailyAsync(Store store, AuditLedger ledger, HeadSigner signer, Calendar calendar, CancellationToken cancel)
    {
        var (lines, last) = (await SizeAsync(store, cancel), await LastAsync(store, cancel));
        return lines == 0 || (last is not null && (lines <= last.Size + 1 || Calendar.DayOf(last.At) >= calendar.Today))
            ? null
            : await SignAsync(store, ledger, signer, calendar, Actor.System, cancel);
    }

    /// <summary>Signs what stands in the ledger now; the signing is a line of its own, behind what was signed.</summary>
    public static async Task<SignedHead> SignAsync(Store store, AuditLedger ledger, HeadSigner signer, Calendar calendar, Actor actor, CancellationToken cancel)
    {
        var state = await store.Set<AuditHead>().AsNoTracking().SingleAsync(cancel);
        if (await LastAsync(store, cancel) is { } last && last.Size == state.Seq)
        {
            return last;
        }

        var instance = await store.Bureaus.Select(b => b.Instance).SingleAsync(cancel);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(calendar.Now.ToUnixTimeMilliseconds());
        var root = new Frontier(state.Seq, state.Edge).Root();
        if (!await store.Set<HeadKey>().AnyAsync(k => k.Id == signer.Id, cancel))
        {
            store.Add(new HeadKey { Id = signer.Id, Public = signer.Public, Since = at });
        }

        var head = new SignedHead { Size = state.Seq, At = at, KeyId = signer.Id, Text = Write(instance, state.Seq, root, at, signer) };
        store.Add(head);
        await ledger.CommitAsync(
            new AuditLine(Act.SignAuditHead, actor, () => $"head {head.Size}", Ruling.Yes, () => new { head.Size, Root = Convert.ToHexStringLower(root), Key = head.KeyId }, actor == Actor.System ? Post.System : null), cancel);
        return head;
    }

    /// <summary>Number of lines now.</summary>
    public static Task<long> SizeAsync(Store store, CancellationToken cancel) => store.Set<AuditHead>().Select(h => h.Seq).SingleAsync(cancel);

    /// <summary>The newest head.</summary>
    public static Task<SignedHead?> LastAsync(Store store, CancellationToken cancel) => store.SignedHeads.AsNoTracking().OrderByDescending(h => h.Size).FirstOrDefaultAsync(cancel);

    /// <summary>Members in the order of the format; the signature is over the object without its last member.</summary>
    private static byte[] Write(string instance, long size, byte[] root, DateTimeOffset at, HeadSigner signer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("format", "shoumi-head");
            json.WriteNumber("v", 1);
            json.WriteString("instance", instance);
            json.WriteNumber("size", size);
            json.WriteString("root", Convert.ToHexStringLower(root));
            json.WriteString("at", AuditCanonical.Moment(at));
            json.WriteString("key", signer.Id);
            json.WriteString("alg", HeadSigner.Algorithm);
            json.WriteEndObject();
        }

        var signed = buffer.ToArray();
        return [.. signed.AsSpan(0, signed.Length - 1), .. Encoding.UTF8.GetBytes($",\"signature\":\"{Convert.ToHexStringLower(signer.Sign(signed))}\"}}")];
    }
}
