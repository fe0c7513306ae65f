using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Shoumi.Cli;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests.Verify;

/// <summary>The commands as whoever holds a file and a slip of paper types them.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private static readonly MadeKey Key = new(), Other = new();
    private readonly string folder = Directory.CreateTempSubdirectory("shoumi").FullName;
    private readonly MadeLedger ledger = MadeLedger.Of(40, new Random(11), Key);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(DisplayName = "验证导出文件：完好返回 0；封签给文件与给二维码的文字是一回事；没有封签的写明看不出什么")]
    [Requirement("RN1.4")]
    public async Task Honest()
    {
        var export = Put("l.ledger", ledger.Export());
        var (code, said, error) = await RunAsync("verify", export, "--head", Put("a.head", ledger.Head(10) + "\n"), ledger.Head(30));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("与 2 份封签相符", said, StringComparison.Ordinal);
        Assert.Contains("其后 10 行还没有封签佐证", said, StringComparison.Ordinal);
        Assert.Contains($"完好：40 行，根 {MadeLedger.Hex(ledger.Root(0, 40))}", said, StringComparison.Ordinal);
        (code, said, _) = Run("verify", export, "--lang", "en");
        Assert.Equal(0, code);
        Assert.Contains("All holds: 40 lines", said, StringComparison.Ordinal);
        Assert.Contains("not whether all of it was chained again", said, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "验证导出文件：有改动返回 1，写明哪几行，标准输出是空的，两种语言都说得清")]
    [Requirement("RN1.4")]
    public async Task Changed()
    {
        ledger.Lines[19] = ledger.Line(ledger.Acts[19] with { Actor = 77 }, Key.Hash(ledger.Lines[18]));
        var export = Put("l.ledger", ledger.Export());
        var (code, said, error) = await RunAsync("verify", export);
        Assert.Equal((1, ""), (code, said));
        Assert.Contains("第 20 行与第 21 行接不上", error, StringComparison.Ordinal);
        (code, _, error) = Run("verify", export, "--lang", "en");
        Assert.Equal(1, code);
        Assert.Contains("lines 20 and 21 do not join", error, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "验证证明：凭公钥、凭导出文件或凭保存的封签；成立返回 0 并写出该行")]
    [Requirement("RN1.4")]
    public async Task Proofs()
    {
        var proof = Put("x.proof", ledger.Proof(17, 40));
        var hex = Put("k.hex", MadeLedger.Hex(Key.Public));
        foreach (var by in new string[][] { ["--key", hex], ["--export", Put("l.ledger", ledger.Export())], ["--head", ledger.Head(40)] })
        {
            var (code, said, error) = Run(["verify-proof", proof, .. by]);
            Assert.Equal((0, ""), (code, error));
            Assert.StartsWith(Encoding.UTF8.GetString(ledger.Lines[16]), said, StringComparison.Ordinal);
        }

        var pem = Put("k.pem", $"-----BEGIN PUBLIC KEY-----\n{Convert.ToBase64String(Key.Public)}\n-----END PUBLIC KEY-----\n");
        Assert.Contains("lines 1 to 25 are unchanged", (Run("verify-proof", Put("c.proof", ledger.ConsistencyProof(25, 40)), "--key", pem, "--head", ledger.Head(25), "--lang", "en")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("verify-proof", proof)).Code);
        Assert.Equal(1, (Run("verify-proof", proof, "--key", Put("o.hex", MadeLedger.Hex(Other.Public)))).Code);
    }

    [Theory(DisplayName = "不是导出文件、封签、证明或公钥的：返回 2，写明是什么、为什么，绝不出现程序的堆栈")]
    [InlineData("verify absent.ledger", "读不到文件")]
    [InlineData("verify .", "读不到文件")]
    [InlineData("verify text", "不是 JSON 对象")]
    [InlineData("verify empty", "文件是空的")]
    [InlineData("verify later", "第 2 版")]
    [InlineData("verify proof", "格式是“shoumi-proof”")]
    [InlineData("verify good --head text", "text：不是 JSON 对象")]
    [InlineData("verify good --head {}", "成员 format")]
    [InlineData("verify good --head good", "格式是“shoumi-ledger”")]
    [InlineData("verify good --key text", "不是公钥")]
    [InlineData("verify-proof good --export good", "格式是“shoumi-ledger”")]
    [InlineData("verify-proof proof --export text", "不是台账导出文件")]
    [InlineData("verify-proof absent --key text", "读不到文件")]
    [Requirement("RN1.4")]
    public void Bad_input(string line, string reason)
    {
        Put("text", "正文\n");
        Put("empty", "");
        Put("good", ledger.Export());
        Put("later", Encoding.UTF8.GetString(ledger.Export()).Replace("\"v\":1,\"instance\"", "\"v\":2,\"instance\"", StringComparison.Ordinal));
        Put("proof", ledger.Proof(1, 2) + "\n");
        var (code, output, error) = Run([.. line.Split(' ').Select((word, i) => i > 0 && !word.StartsWith('-') && !word.StartsWith('{') ? Path.Combine(folder, word) : word)]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private string Put(string name, string text) => Put(name, Encoding.UTF8.GetBytes(text));

    private string Put(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>As the tool does, without a process for each.</summary>
    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var language = Language.Of(arguments.Contains("--lang") ? arguments : ["--lang", "zh"]);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { language.Option };
        VerifyCommands.Add(root, language);
        var code = root.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(HostileCorpusTests.Tool.Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["LANG"] = "zh_CN.UTF-8";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
