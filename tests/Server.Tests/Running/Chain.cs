using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Server.Storage;
using Shoumi.Server.Storage.Proofs;
using Xunit;

namespace Shoumi.Server.Tests.Running;

/// <summary>Reads the audit ledger as a stranger would, from what stands in the canonical bytes alone.</summary>
public static class Chain
{
    /// <summary>Hash over leaves as RFC 6962 says it in words: split at the largest power of two that is smaller.</summary>
    public static byte[] Root(byte[][] leaves)
    {
        if (leaves.Length < 2)
        {
            return leaves.Length == 0 ? SHA256.HashData([]) : leaves[0];
        }

        var left = 1;
        while (left * 2 < leaves.Length)
        {
            left *= 2;
        }

        return SHA256.HashData([1, .. Root(leaves[..left]), .. Root(leaves[left..])]);
    }

    /// <summary>That the lines are 1, 2, 3 … without gaps, each naming the hash before it, hashed over the stored bytes, its payload committed to.</summary>
    public static void Verify(this Office office)
    {
        var lines = office.Read(s => s.AuditEntries.AsNoTracking().OrderBy(e => e.Seq).ToList());
        var payloads = office.Read(s => s.Set<AuditPayload>().AsNoTracking().ToDictionary(p => p.Seq));
        var bureau = office.Read(s => s.Bureaus.AsNoTracking().Single());
        var previous = new byte[32];
        Assert.Equal(Enumerable.Range(1, lines.Count).Select(i => (long)i), lines.Select(l => l.Seq));
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line.Canonical);
            var said = json.RootElement;
            if (line.Seq > 1)
            {
                Assert.Equal(Convert.ToHexStringLower(previous), said.GetProperty("previous").GetString());
            }

            Assert.Equal(line.Seq, said.GetProperty("seq").GetInt64());
            Assert.Equal((int)line.Act, said.GetProperty("act").GetInt32());
            Assert.Equal(line.ActorId, said.GetProperty("actor").GetInt32());
            Assert.Equal(line.Subject, said.GetProperty("subject").GetString());
            Assert.Equal(line.Outcome, said.GetProperty("outcome").GetInt32());
            Assert.Equal(line.Codes, said.GetProperty("codes").GetString());
            Assert.Equal(bureau.Instance, said.GetProperty("instance").GetString());
            Assert.Equal(SHA256.HashData(line.Canonical), line.Hash);
            var commitment = payloads.TryGetValue(line.Seq, out var payload) ? Convert.ToHexStringLower(SHA256.HashData([.. payload.Salt, .. payload.Content])) : "";
            Assert.Equal(commitment, said.GetProperty("payload").GetString());
            previous = line.Hash;
        }

        Assert.Equal(Root([.. lines.Select(l => SHA256.HashData([0, .. l.Canonical]))]), office.Read(s => s.Set<AuditHead>().AsNoTracking().Single() is var head ? new Frontier(head.Seq, head.Edge).Root() : []));
        Assert.Equal(previous, office.Read(s => s.Set<AuditHead>().AsNoTracking().Single().Hash));
        Assert.Equal(lines.Count, office.Read(s => s.Set<AuditHead>().AsNoTracking().Single().Seq));
    }
}
