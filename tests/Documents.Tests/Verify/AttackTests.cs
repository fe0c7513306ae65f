using System.Globalization;
using System.Text;
using Shoumi.Cli.Verify;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests.Verify;

/// <summary>Who holds an older head finds every change to history; who changed nothing is never accused.</summary>
public sealed class AttackTests(ITestOutputHelper output)
{
    private static readonly int Instances = Environment.GetEnvironmentVariable("SHOUMI_LONG") == "1" ? 1000 : 20;
    private static readonly MadeKey A = new(), B = new(profileB: true), OtherA = new(), OtherB = new(profileB: true);

    public static TheoryData<string> Kinds => [.. Attack.Kinds];

    [Theory(DisplayName = "改动历史的十二类手法，凭较早的封签全部查出，所指之处正确")]
    [MemberData(nameof(Kinds))]
    [Requirement("RN1.4")]
    public void Every_attack_is_found_where_it_is(string kind)
    {
        var seed = Seed();
        for (var n = 0; n < Instances; n++)
        {
            var random = new Random(unchecked((seed * 31) + n));
            var forgery = new Attack(random, Ledger(random, n, 2), n % 20 == 19 ? OtherB : OtherA).Make(kind);
            var report = Check(forgery.Export, forgery.Heads);
            Assert.True(report.Wrong.Any(f => forgery.IsRight(f.From, f.To)), $"SHOUMI_SEED={seed}, {kind} {n}: {Said(report)}");
        }
    }

    [Fact(DisplayName = "未改动的导出文件，与任意多份封签相符，从不误报")]
    [Requirement("RN1.4")]
    public void Honest_ledgers_are_never_accused()
    {
        var seed = Seed();
        for (var n = 0; n < 3 * Instances; n++)
        {
            var random = new Random(unchecked((seed * 31) + n));
            var ledger = Ledger(random, n, 0);
            string[] heads = [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(ledger.Lines.Count + 1)).Append(ledger.Lines.Count).Append(0).Select(size => ledger.Head(size))];
            var report = Check(ledger.Export(), heads);
            Assert.True(report.Wrong.Count == 0, $"SHOUMI_SEED={seed}, {n}: {Said(report)}");
            Assert.Equal((ledger.Lines.Count, heads.Length), ((int)report.Lines, report.Held.Count));
        }
    }

    [Fact(DisplayName = "更换过密钥的台账，新旧封签都相符；时钟回拨只作提示，不算错")]
    [Requirement("RN1.4")]
    public void A_new_key_and_a_clock_set_back_are_no_faults()
    {
        var ledger = MadeLedger.Of(30, new Random(1), A);
        ledger.Append(ledger.Acts[^1] with { Seq = 31, At = ledger.Acts[0].At });
        var report = Check(ledger.Export(ledger.First(null, null, A, OtherA)), [ledger.Head(10), ledger.Head(31, OtherA)]);
        Assert.Empty(report.Wrong);
        Assert.Contains("第 31 行的时间早于上一行", Assert.Single(report.Told).Zh, StringComparison.Ordinal);
        Assert.Equal(2, report.Held.Count);
    }

    private static MadeLedger Ledger(Random random, int n, int smallest) =>
        MadeLedger.Of(n % 20 == 5 ? random.Next(1000, 3000) : random.Next(smallest, 70), random, n % 20 == 19 ? B : A);

    private static Report Check(byte[] export, IEnumerable<string> heads)
    {
        using var file = LedgerFile.Open(new MemoryStream(export));
        return Verifier.Check(file, [.. heads.Select(h => Head.Read(null, Encoding.UTF8.GetBytes(h)))], []);
    }

    private static string Said(Report report) => report.Wrong.Count == 0 ? "nothing found" : string.Join("; ", report.Wrong.Select(f => $"[{f.From}–{f.To}] {f.What.En}"));

    private int Seed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SHOUMI_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"SHOUMI_SEED={seed}");
        return seed;
    }
}
