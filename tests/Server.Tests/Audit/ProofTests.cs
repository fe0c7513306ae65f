using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Storage.Proofs;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Audit;

/// <summary>封签 and proofs of the audit ledger on a running server, and what a check says when somebody writes to the database.</summary>
public abstract class ProofTests(Office office)
{
    private Visitor Auditor => office.As(Staff.Auditor);

    [Fact(DisplayName = "封签由审计员随时签发，记明笔数和根；导出的台账逐行算得同一个根")]
    [Requirement("RN1.4")]
    public async Task A_head_says_what_the_export_hashes_to()
    {
        await office.RegisteredAsync();
        var head = await SignAsync();

        var export = (await Auditor.PostAsync("/proofs/export")).Body.Split('\n');
        using var first = JsonDocument.Parse(export[0]);
        var leaves = export[1..^1].Select(l => SHA256.HashData([0, .. Encoding.UTF8.GetBytes(l)])).ToArray();

        Assert.Equal(leaves.Length, first.RootElement.GetProperty("size").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(Chain.Root(leaves)), first.RootElement.GetProperty("root").GetString());
        Assert.Equal(Convert.ToHexStringLower(Chain.Root(leaves[..(int)head.Size])), Convert.ToHexStringLower(head.Root));
        Assert.True(head.IsSignedBy(Convert.FromHexString(first.RootElement.GetProperty("keys")[0].GetString()!)));
        Assert.Contains("\"act\":15", export[^2], StringComparison.Ordinal);
        office.Verify();
    }

    [Fact(DisplayName = "任取一笔、任取两个封签，证明都算得封签上的根；台账逾六百笔时亦然")]
    [Requirement("RN1.4")]
    public async Task Proofs_lead_to_the_roots_of_the_heads()
    {
        var early = await SignAsync();
        await office.DoAsync(async scope => await scope.GetRequiredService<AuditLedger>().CommitAsync(
            [.. Enumerable.Range(0, 700).Select(i => new AuditLine(Act.SignOut, Actor.System, () => $"line {i}", Ruling.Yes, () => new { i }, Post.System))], default));
        var late = await SignAsync();
        var leaves = office.Read(s => s.AuditEntries.AsNoTracking().OrderBy(e => e.Seq).Select(e => e.Canonical).ToList()).ConvertAll(c => SHA256.HashData([0, .. c]));

        foreach (var seq in (long[])[1, 2, 255, 256, 257, 511, 512, 600, late.Size])
        {
            using var proof = JsonDocument.Parse((await Auditor.GetAsync($"/proofs/entries/{seq}")).Body);
            Assert.Equal(Convert.ToHexStringLower(leaves[(int)seq - 1]), Convert.ToHexStringLower(SHA256.HashData([0, .. Encoding.UTF8.GetBytes(proof.RootElement.GetProperty("line").GetString()!)])));
            Assert.Equal(Merkle.Inclusion(seq - 1, late.Size, Node).ConvertAll(Convert.ToHexStringLower), Path(proof));
        }

        using var both = JsonDocument.Parse((await Auditor.GetAsync($"/proofs/heads/{early.Size}/consistency")).Body);
        Assert.Equal(Merkle.Consistency(early.Size, late.Size, Node).ConvertAll(Convert.ToHexStringLower), Path(both));
        Assert.Equal(404, (await Auditor.GetAsync($"/proofs/entries/{late.Size + 1}")).Status);
        office.Verify();

        byte[] Node(long from, long size) => Chain.Root([.. leaves.Skip((int)from).Take((int)size)]);
        static IEnumerable<string> Path(JsonDocument proof) => proof.RootElement.GetProperty("path").EnumerateArray().Select(p => p.GetString()!);
    }

    [Fact(DisplayName = "零时自动签发当日封签；当日不重复签发，没有新记录的日子不签发")]
    [Requirement("RN1.4")]
    public async Task A_head_is_signed_once_a_day_and_only_over_something_new()
    {
        await office.OpenCaseAsync();
        await TurnAsync();
        var first = office.Read(s => s.SignedHeads.Max(h => h.Size));
        await office.OpenCaseAsync();
        await TurnAsync();
        Assert.Equal(first, office.Read(s => s.SignedHeads.Max(h => h.Size)));
        office.Clock.Pass(TimeSpan.FromDays(1));
        await TurnAsync();
        var second = office.Read(s => s.SignedHeads.Max(h => h.Size));
        Assert.True(second > first);
        office.Clock.Pass(TimeSpan.FromDays(1));
        await TurnAsync();
        Assert.Equal(second, office.Read(s => s.SignedHeads.Max(h => h.Size)));

        Task TurnAsync() => office.DoAsync(scope => scope.GetRequiredService<Midnight>().RunAsync(default));
    }

    [Fact(DisplayName = "未经改动的台账校验通过，系统外存放的封签对得上；抄错的、别处的、伪造的封签都说得明白")]
    [Requirement("RN1.4")]
    public async Task An_honest_ledger_agrees_with_the_heads_kept_elsewhere()
    {
        await office.RegisteredAsync();
        var head = await SignAsync();
        var text = Encoding.UTF8.GetString(office.Read(s => s.SignedHeads.Single(h => h.Size == head.Size).Text));

        Assert.Contains("未见改动", (await CheckAsync(text)).Read, StringComparison.Ordinal);
        Assert.Contains("不是审计台账的封签", (await CheckAsync("{}")).Read, StringComparison.Ordinal);
        Assert.Contains("属于另一系统", (await CheckAsync(text.Replace(head.Instance, Guid.Empty.ToString(), StringComparison.Ordinal))).Read, StringComparison.Ordinal);
        Assert.Contains("签名不符", (await CheckAsync(text.Replace($"\"size\":{head.Size}", $"\"size\":{head.Size - 1}", StringComparison.Ordinal))).Read, StringComparison.Ordinal);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("没有的密钥", (await CheckAsync(text.Replace(head.Key, new string('0', 32), StringComparison.Ordinal))).Read, StringComparison.Ordinal);
        Assert.Contains(Act.CheckAuditLedger, office.Read(s => s.AuditEntries.Select(e => e.Act).ToList()));
    }

    [Fact(DisplayName = "导出的台账、封签和证明，用独立的校验程序校验，都通过；改一个字，校验程序指出是哪一行")]
    [Requirement("RN1.4")]
    public async Task The_verifier_that_shares_no_code_says_the_same()
    {
        await office.RegisteredAsync();
        var head = await SignAsync();
        await office.OpenCaseAsync();
        await SignAsync();
        var folder = Directory.CreateTempSubdirectory("shoumi-verify-");
        try
        {
            string Write(string name, string text)
            {
                var path = Path.Combine(folder.FullName, name);
                File.WriteAllText(path, text);
                return path;
            }

            var text = (await Auditor.PostAsync("/proofs/export")).Body;
            var export = Write("a.ledger", text);
            var kept = Write("head.json", (await Auditor.GetAsync($"/proofs/heads/{head.Size}")).Body);
            Assert.Equal(0, await ToolAsync("verify", export, "--head", kept));
            Assert.Equal(0, await ToolAsync("verify-proof", Write("line.proof", (await Auditor.GetAsync("/proofs/entries/3")).Body), "--export", export));
            Assert.Equal(0, await ToolAsync("verify-proof", Write("heads.proof", (await Auditor.GetAsync($"/proofs/heads/{head.Size}/consistency")).Body), "--export", export));
            Assert.Equal(1, await ToolAsync("verify", Write("b.ledger", text.Replace("\"seq\":3,", "\"seq\":4,", StringComparison.Ordinal)), "--head", kept));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> ToolAsync(params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Shoumi.Cli.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Task.WhenAll(tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.WaitForExitAsync();
        return tool.ExitCode;
    }

    [Fact(DisplayName = "已签发的封签和密钥，直接用数据库语句也不能改、不能删")]
    [Requirement("RN1.4")]
    public async Task Heads_and_keys_are_kept()
    {
        await SignAsync();
        foreach (var statement in new[] { "delete from signed_head", "delete from head_key", "update signed_head set size = size + 1", "update head_key set id = 'x'" })
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => office.DoAsync(async scope => await scope.GetRequiredService<Store>().Database.ExecuteSqlRawAsync(statement)));
        }
    }

    [Fact(DisplayName = "封签单一页，图码可读回封签")]
    [Requirement("RN1.4")]
    public async Task The_slip_is_a_counted_print()
    {
        var head = await SignAsync();
        var slip = await Auditor.PostAsync($"/proofs/heads/{head.Size}/slip");
        Assert.Equal((200, "application/pdf"), (slip.Status, slip.ContentType));
        Assert.Equal(404, (await Auditor.PostAsync("/proofs/heads/999999/slip")).Status);
    }

    private async Task<ReadHead> SignAsync()
    {
        await Auditor.PostAsync("/proofs/heads");
        return office.Read(s => ReadHead.Read("", s.SignedHeads.AsNoTracking().OrderByDescending(h => h.Size).First().Text));
    }

    private Task<Answer> CheckAsync(string heads) => Auditor.PostAsync("/proofs/check", ("heads", heads));
}

public sealed class ProofsOnSqlite(SqliteOffice office) : ProofTests(office), IClassFixture<SqliteOffice>;

public sealed class ProofsOnPostgres(PostgresOffice office) : ProofTests(office), IClassFixture<PostgresOffice>;
