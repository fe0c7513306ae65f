using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;

namespace Shoumi.Server.Storage.Proofs;

/// <summary>One thing that is wrong with the audit ledger.</summary>
/// <param name="Line">The line where it shows; null where it is not about one.</param>
public sealed record CheckFinding(long? Line, string Zh, string En);

/// <summary>What a check of the whole ledger came to.</summary>
/// <param name="Heads">How many heads it was compared with.</param>
/// <param name="Erased">Lines whose payload was erased; their commitments stay.</param>
public sealed record CheckResult(long Lines, string Root, int Heads, long Erased, IReadOnlyList<CheckFinding> Findings);

/// <summary>
/// The whole audit ledger checked where it stands: every line against its columns, its payload and the line before; the tree against the lines;
/// every head signed so far, and those the auditor has kept elsewhere, against the tree. A separate program checks an export in the same way.
/// </summary>
[Requirement("RN1.4")]
public sealed class LedgerCheck
{
    private const int Batch = 2000;
    private const int MostFindings = 50;

    private readonly List<CheckFinding> findings = [];
    private readonly List<AuditNode> nodes = [];
    private readonly Frontier edge = new();
    private readonly string instance;
    private readonly ILookup<long, ReadHead> heads;
    private byte[] previous = new byte[SHA256.HashSizeInBytes];
    private long erased;
    private long agreed;

    private LedgerCheck(string instance, IEnumerable<ReadHead> heads)
    {
        this.instance = instance;
        this.heads = heads.ToLookup(h => h.Size);
    }

    /// <param name="kept">Heads that were kept elsewhere.</param>
    public static async Task<CheckResult> RunAsync(Store store, IReadOnlyList<ReadHead> kept, CancellationToken cancel)
    {
        await using var state = await store.OneStateAsync(cancel);
        var head = await store.Set<AuditHead>().AsNoTracking().SingleAsync(cancel);
        var keys = await store.HeadKeys.AsNoTracking().ToDictionaryAsync(k => k.Id, k => k.Public, cancel);
        var signed = (await store.SignedHeads.AsNoTracking().OrderBy(h => h.Size).ToListAsync(cancel)).ConvertAll(h => ReadHead.Read($"#{h.Size}", h.Text));
        var check = new LedgerCheck(await store.Bureaus.Select(b => b.Instance).SingleAsync(cancel), [.. signed.Concat(kept).Where(h => h.Fault is null)]);
        foreach (var one in signed.Concat(kept))
        {
            check.CheckHead(one, keys, head.Seq);
        }

        for (var from = 0L; from < head.Seq || from == 0; from += Batch)
        {
            await check.LinesAsync(store, from, cancel);
        }

        check.End(head, await store.Set<AuditNode>().AsNoTracking().OrderBy(n => n.Height).ThenBy(n => n.Position).ToListAsync(cancel));
        return new CheckResult(check.edge.Size, Convert.ToHexStringLower(check.edge.Root()), signed.Count + kept.Count, check.erased, check.findings);
    }

    private void CheckHead(ReadHead head, Dictionary<string, byte[]> keys, long size)
    {
        var (zh, en) = head.Fault ?? (head.Instance != instance ? ($"属于另一系统的台账（{head.Instance}）", $"is of another installation ({head.Instance})")
            : !keys.TryGetValue(head.Key, out var key) ? ("由本系统没有的密钥签名：密钥被更换，或封签是伪造的", "was signed with a key this installation does not have: the key was replaced, or the head is forged")
            : !head.IsSignedBy(key) ? ("签名不符：封签被改动", "does not bear a good signature: the head itself was changed")
            : head.Size > size ? ($"有 {head.Size} 笔，现在只有 {size} 笔：末尾被删去，或恢复了旧的数据库", $"is over {head.Size} lines and there are only {size} now: lines at the end were taken away, or an older database was restored")
            : ("", ""));
        if (zh.Length > 0)
        {
            Wrong(null, $"封签 {head.Name} {zh}", $"head {head.Name} {en}");
        }
    }

    private async Task LinesAsync(Store store, long from, CancellationToken cancel)
    {
        var lines = await store.AuditEntries.AsNoTracking().Where(e => e.Seq > from && e.Seq <= from + Batch).OrderBy(e => e.Seq).ToListAsync(cancel);
        var payloads = await store.Set<AuditPayload>().AsNoTracking().Where(p => p.Seq > from && p.Seq <= from + Batch).ToDictionaryAsync(p => p.Seq, cancel);
        Compare();
        foreach (var line in lines)
        {
            edge.Grow(line.Canonical, nodes);
            if (findings.Count < MostFindings)
            {
                Line(line, payloads.GetValueOrDefault(line.Seq));
            }

            previous = SHA256.HashData(line.Canonical);
            Compare();
        }
    }

    private void Line(AuditEntry line, AuditPayload? payload)
    {
        if (line.Seq != edge.Size)
        {
            Wrong(edge.Size, $"缺第 {edge.Size} 笔", $"line {edge.Size} is missing");
        }

        try
        {
            using var json = JsonDocument.Parse(line.Canonical);
            var said = json.RootElement;
            string Text(string name) => said.GetProperty(name).GetString()!;
            int Number(string name) => said.GetProperty(name).GetInt32();
            if (said.GetProperty("seq").GetInt64() != line.Seq || Text("instance") != instance || Text("at") != AuditCanonical.Moment(line.At) || Number("act") != (int)line.Act || Number("actor") != line.ActorId
                || Number("post") != (int)line.Post || Text("subject") != line.Subject || Number("outcome") != line.Outcome || Text("codes") != line.Codes)
            {
                Wrong(line.Seq, $"第 {line.Seq} 笔的列与原文不符：被改动", $"the columns of line {line.Seq} do not say what its bytes say: it was changed");
            }

            if (Text("previous") != Convert.ToHexStringLower(previous))
            {
                Wrong(line.Seq, $"第 {line.Seq} 笔与上一笔接不上：其中一笔被改动、删除或插入", $"line {line.Seq} does not join the line before: one of them was changed, taken out or put in");
            }

            Payload(line, payload, Text("payload"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            Wrong(line.Seq, $"第 {line.Seq} 笔不合格式：被改动", $"line {line.Seq} is not as lines are: it was changed");
        }
    }

    private void Payload(AuditEntry line, AuditPayload? payload, string commitment)
    {
        if (payload is null)
        {
            erased += commitment.Length > 0 ? 1 : 0;
        }
        else if (Convert.ToHexStringLower(AuditCanonical.Commit(payload.Salt, payload.Content)) != commitment)
        {
            Wrong(line.Seq, $"第 {line.Seq} 笔所述内容被改动", $"what line {line.Seq} said was changed");
        }
    }

    /// <summary>Whether the heads over as many lines as were read hold.</summary>
    private void Compare()
    {
        foreach (var head in heads[edge.Size].Where(h => h.Instance == instance && h.Size <= edge.Size))
        {
            if (head.Root.AsSpan().SequenceEqual(edge.Root()))
            {
                agreed = edge.Size;
            }
            else
            {
                Wrong(agreed + 1, $"第 {agreed + 1} 至 {head.Size} 笔之间被改写：与封签 {head.Name} 不符", $"lines {agreed + 1} to {head.Size} were rewritten: they do not agree with head {head.Name}");
            }
        }
    }

    private void End(AuditHead head, List<AuditNode> stored)
    {
        if (edge.Size != head.Seq || !previous.AsSpan().SequenceEqual(head.Hash))
        {
            Wrong(edge.Size, $"台账记到第 {head.Seq} 笔，实有 {edge.Size} 笔，或最后一笔不符", $"the ledger is at line {head.Seq} and {edge.Size} lines are there, or the last one is not what was written");
        }
        else if (!edge.Store().AsSpan().SequenceEqual(head.Edge) || !stored.Select(Key).SequenceEqual(nodes.OrderBy(n => n.Height).ThenBy(n => n.Position).Select(Key)))
        {
            Wrong(null, "校验树与台账不符：被改动", "the hash tree does not agree with the lines: it was changed");
        }

        static (int Height, long Position, string Hash) Key(AuditNode node) => (node.Height, node.Position, Convert.ToHexString(node.Hash));
    }

    private void Wrong(long? line, string zh, string en) => findings.Add(new(line, zh, en));
}
