using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Server.Storage;
using Xunit;

namespace Shoumi.Server.Tests.Running;

/// <summary>Reads the audit ledger as a stranger would, from what stands in the canonical bytes alone.</summary>
public static class Chain
{
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

        Assert.Equal(previous, office.Read(s => s.Set<AuditHead>().AsNoTracking().Single().Hash));
        Assert.Equal(lines.Count, office.Read(s => s.Set<AuditHead>().AsNoTracking().Single().Seq));
    }
}
