using System.Text;
using Shoumi.Cli.Verify;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests.Verify;

/// <summary>Every kind of wrong file is named for what it is.</summary>
public sealed class HostileExportTests
{
    private static readonly MadeKey Key = new(), Other = new();
    private readonly MadeLedger ledger = MadeLedger.Of(9, new Random(3), Key);

    [Fact(DisplayName = "伪造的封签、别的单位的封签、换过的密钥、另一套算法，各说各的原因")]
    [Requirement("RN1.4")]
    public void Heads_that_do_not_hold()
    {
        var head = ledger.Head(5);
        var stranger = MadeLedger.Of(9, new Random(4), Key);
        var chinese = new MadeLedger(new MadeKey(profileB: true), ledger.Instance);
        Assert.Contains("伪造", Only(head.Replace("\"size\":5", "\"size\":6", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("伪造", Only(ledger.HeadOf(5, ledger.Root(0, 5), Other).Replace(KeyOf(Other), KeyOf(Key), StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("另一把密钥", Only(ledger.HeadOf(5, ledger.Root(0, 5), Other)), StringComparison.Ordinal);
        Assert.Contains("属于另一单位", Only(stranger.Head(5)), StringComparison.Ordinal);
        Assert.Contains("不是一套", Only(chinese.HeadOf(5, ledger.Root(0, 5), chinese.Key)), StringComparison.Ordinal);
        Assert.Contains("行缺失", Said(Check(ledger.Export(ledger.First(size: 12)))), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "格式之外的字节：多空白、换行符、次序、大写、转义、断尾、过长的行，都查出并指明是第几行")]
    [Requirement("RN1.4")]
    public void Bytes_that_are_not_of_the_format()
    {
        Assert.All<(string From, string To, string Why)>(
            [
                ("\"act\":", "\"act\": ", "act 不是数"), ("\"post\":3,", "", "成员 post"), ("\"deputy\":false", "\"deputy\":0", "deputy 不是"),
                ("\"outcome\":1", "\"outcome\":4", "outcome 是 4"), ("\"act\":", "\"act\":0", "act 不是数"), ("\"subject\":\"", "\"subject\":\"\\x", "subject 不是文本"),
                ("\"codes\":\"\"", "\"codes\":\"\",\"title\":\"\"", "成员 payload"), ("\"previous\":\"", "\"previous\":\"A", "previous 不是"), ("Z\",", "\",", "at 不是"),
                ("2026-", "2026-13", "at 不是"), ("sha256", "md5", "散列算法是“md5”"), ("\"v\":1", "\"v\":9", "第 9 版"), (ledger.Instance, "elsewhere", "另一单位"), ("}", "}\r", "末尾之后"),
                ("\"codes\":\"\"", $"\"codes\":\"{new string('x', 70_000)}\"", "超过 65536 字节"), ("\"codes\":\"\"", $"\"codes\":\"{new string('x', 700_000)}\"", "超过 65536 字节"),
            ],
            change =>
            {
                var other = ledger.Copy();
                other.Lines[5] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(other.Lines[5]).Replace(change.From, change.To, StringComparison.Ordinal));
                Assert.Contains(Check(other.Export()).Wrong, f => f.From == 6 && f.What.Zh.Contains(change.Why, StringComparison.Ordinal));
            });
        Assert.Contains(Check(ledger.Export()[..^1]).Wrong, f => f.From == 9 && f.What.Zh.Contains("截断", StringComparison.Ordinal));
        Assert.Contains(Check([.. ledger.Export(), (byte)'\n']).Wrong, f => f.From == 10);
        ledger.Lines[3][40] = 0xFF;
        Assert.Contains(Check(ledger.Export()).Wrong, f => f.From == 4 && f.What.Zh.Contains("UTF-8", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "导出文件的任何一个字节改成别的，凭封签都查得出，从不崩溃")]
    [Requirement("RN1.4")]
    public void No_byte_can_be_changed()
    {
        var (export, head, random) = (ledger.Export(), ledger.Head(9), new Random(2));
        for (var i = random.Next(3); i < export.Length; i += random.Next(1, 16))
        {
            var was = export[i];
            export[i] ^= (byte)(random.Next(2) == 0 ? 0x20 : random.Next(1, 256));
            var found = Record.Exception(() => Assert.NotEmpty(Check(export, head).Wrong));
            Assert.True(found is null or UnfitException, $"byte {i} made {export[i]:X2}: {found}");
            export[i] = was;
        }
    }

    [Fact(DisplayName = "空的台账、大到一次放不下的台账都照验；错处再多也只列前二十处")]
    [Requirement("RN1.4")]
    public void None_and_many()
    {
        foreach (var key in new[] { Key, new MadeKey(profileB: true) })
        {
            var none = MadeLedger.Of(0, new Random(1), key);
            Assert.Empty(Check(none.Export(), none.Head(0)).Wrong);
        }

        var many = MadeLedger.Of(4000, new Random(5), Key);
        Assert.Empty(Check(many.Export(), many.Head(1), many.Head(3999)).Wrong);
        many.Lines.Reverse();
        var report = Check(many.Export());
        Assert.Equal(20, report.Wrong.Count);
        Assert.InRange(report.MoreWrong, 3900, 4100);
    }

    [Fact(DisplayName = "证明：别的树的、改过行的、改过路径的、别的单位的、序号超出的，都不成立，各有原因；截断成任意长都不崩溃")]
    [Requirement("RN1.4")]
    public void Proofs_that_do_not_hold()
    {
        var stranger = MadeLedger.Of(9, new Random(4), Key);
        var line = ledger.Lines[2];
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line).Replace("\"post\":3", "\"post\":4", StringComparison.Ordinal));
        Assert.Empty(Prove(ledger.Proof(3, 9)));
        Assert.Contains("属于另一棵树", Prove(MadeLedger.ProofOf(line, ledger.Path(2, 0, 9), ledger.Head(8))), StringComparison.Ordinal);
        Assert.Contains("行或路径被改动", Prove(MadeLedger.ProofOf(changed, ledger.Path(2, 0, 9), ledger.Head(9))), StringComparison.Ordinal);
        Assert.Contains("行或路径被改动", Prove(MadeLedger.ProofOf(line, ledger.Path(3, 0, 9), ledger.Head(9))), StringComparison.Ordinal);
        Assert.Contains("另一单位", Prove(MadeLedger.ProofOf(line, ledger.Path(2, 0, 9), stranger.Head(9))), StringComparison.Ordinal);
        Assert.Contains("不在只有 2 行", Prove(MadeLedger.ProofOf(line, ledger.Path(2, 0, 9), ledger.Head(2))), StringComparison.Ordinal);
        Assert.Contains("不是由先一份续写而成", Prove(ledger.ConsistencyProof(4, 9).Replace(MadeLedger.Hex(ledger.Root(0, 4)), MadeLedger.Hex(ledger.Root(0, 3)), StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("不是证明中的那一份", Prove(ledger.Proof(3, 9), ledger.Head(8)), StringComparison.Ordinal);
        Assert.Contains("两套历史", Prove(ledger.Proof(3, 9), ledger.HeadOf(9, ledger.Root(0, 8), Key)), StringComparison.Ordinal);
        foreach (var text in new[] { ledger.Proof(3, 9), ledger.ConsistencyProof(4, 9) })
        {
            for (var length = 0; length < text.Length; length++)
            {
                Assert.Throws<UnfitException>(() => Proof.Read(Encoding.UTF8.GetBytes(text[..length])));
            }
        }
    }

    private static string KeyOf(MadeKey key) => MadeLedger.Hex(key.Hash(key.Public)[..16]);

    private static string Prove(string proof, params string[] heads) =>
        string.Join("; ", Proof.Read(Encoding.UTF8.GetBytes(proof)).Check([Key.Public], [.. heads.Select(h => Head.Read(null, Encoding.UTF8.GetBytes(h)))]).Select(s => s.Zh));

    private static string Said(Report report) => string.Join("; ", report.Wrong.Select(f => f.What.Zh));

    private static Report Check(byte[] export, params string[] heads)
    {
        using var file = LedgerFile.Open(new MemoryStream(export));
        return Verifier.Check(file, [.. heads.Select(h => Head.Read(null, Encoding.UTF8.GetBytes(h)))], []);
    }

    private string Only(string head) => Assert.Single(Check(ledger.Export(), head).Wrong).What.Zh;
}
