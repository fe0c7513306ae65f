using System.CommandLine;
using Shoumi.Cli.Verify;

namespace Shoumi.Cli;

/// <summary><c>shoumi verify</c> and <c>shoumi verify-proof</c>: whether an export of the audit ledger, or a proof from it, holds (docs/ledger-format.md).</summary>
internal static class VerifyCommands
{
    public static void Add(RootCommand root, Language language)
    {
        root.Subcommands.Add(Export(language));
        root.Subcommands.Add(OneProof(language));
    }

    private static Command Export(Language language)
    {
        var export = new Argument<string>("EXPORT") { Description = language.T("审计台账的导出文件（*.ledger）", "an export of the audit ledger (*.ledger)") };
        var (heads, keys) = (Heads(language), Keys(language));
        var command = new Command("verify", language.T(
            "验证审计台账的导出文件：逐行核对，并与系统之外保存的封签比对，指出何处被改动。完好返回 0，有问题返回 1，不是导出文件或封签的返回 2",
            "verify an export of the audit ledger: line by line, and against heads kept outside of the system; says what was changed and where. Exit code 0: all holds, 1: something is wrong, 2: no export or no head")) { export, heads, keys };
        command.SetAction(parsed => Judge(parsed, language, () => Verify(parsed.GetRequiredValue(export), parsed.GetValue(heads) ?? [], parsed.GetValue(keys) ?? [], (parsed.InvocationConfiguration, language))));
        return command;
    }

    private static Command OneProof(Language language)
    {
        var proof = new Argument<string>("PROOF") { Description = language.T("证明文件（*.proof）", "a proof (*.proof)") };
        var export = new Option<string>("--export") { Description = language.T("同一台账的导出文件，取用其中的公钥", "an export of the same ledger, for its public keys") };
        var (heads, keys) = (Heads(language), Keys(language));
        var command = new Command("verify-proof", language.T(
            "验证一份证明：某一行在台账之中，或后来的台账由先前的续写而成。--key、--export、--head 至少给一项。成立返回 0，不成立返回 1，不是证明文件的返回 2",
            "verify a proof: that a line stands in the ledger, or that the later ledger continues the earlier one. At least one of --key, --export, --head is needed. Exit code 0: it holds, 1: it does not, 2: it is no proof")) { proof, export, keys, heads };
        command.Validators.Add(result =>
        {
            if (result.GetResult(export) is null && result.GetResult(heads) is null && result.GetResult(keys) is null)
            {
                result.AddError(language.T("须有 --key、--export、--head 之一：证明本身只写明密钥的指纹", "one of --key, --export, --head is needed: a proof itself carries only the fingerprint of the key"));
            }
        });
        command.SetAction(parsed => Judge(parsed, language, () => VerifyProof(parsed.GetRequiredValue(proof), parsed.GetValue(export), (parsed.GetValue(heads) ?? [], parsed.GetValue(keys) ?? []), (parsed.InvocationConfiguration, language))));
        return command;
    }

    private static Option<string[]> Heads(Language language) => new("--head")
    {
        Description = language.T("系统之外保存的封签：文件，或封签二维码的文字；可给多份", "a head kept outside of the system: its file, or the text of its QR code; any number of them"),
        AllowMultipleArgumentsPerToken = true,
    };

    private static Option<string[]> Keys(Language language) => new("--key")
    {
        Description = language.T("另行取得的公钥文件（PEM，或十六进制的 DER）；给出后只认这些公钥", "a public key got elsewhere, a file with PEM or the hexadecimal of its DER; then only those given count"),
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>What cannot be read is named, and nothing else is said.</summary>
    private static int Judge(ParseResult parsed, Language language, Func<int> verify)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            return verify();
        }
        catch (UnfitException e)
        {
            error.WriteLine(language.T(e.Why.Zh, e.Why.En));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(language.T($"读不到文件：{e.Message}", $"the file cannot be read: {e.Message}"));
        }

        return ExitCode.Refused;
    }

    private static int Verify(string export, string[] heads, string[] keys, (InvocationConfiguration To, Language Language) say)
    {
        var language = say.Language;
        Head[] kept = [.. heads.Select(Head.Load)];
        byte[][] known = [.. keys.Select(Files.Key)];
        using var file = LedgerFile.Open(export);
        var report = Verifier.Check(file, kept, known);
        var good = report.Wrong.Count == 0;
        var output = good ? say.To.Output : say.To.Error;
        foreach (var finding in report.Wrong)
        {
            output.WriteLine(language.T(finding.What.Zh, finding.What.En));
        }

        if (report.MoreWrong > 0)
        {
            output.WriteLine(language.T($"……另有 {report.MoreWrong} 处", $"… and {report.MoreWrong} more"));
        }

        foreach (var told in report.Told)
        {
            output.WriteLine(language.T($"提示：{told.Zh}", $"Note: {told.En}"));
        }

        output.WriteLine(Evidence(report, language));
        var root = Convert.ToHexStringLower(report.Root);
        output.WriteLine(good
            ? language.T($"完好：{report.Lines} 行，根 {root}", $"All holds: {report.Lines} lines, root {root}")
            : language.T($"有问题：{report.Wrong.Count + report.MoreWrong} 处；共 {report.Lines} 行，根 {root}", $"Something is wrong: {report.Wrong.Count + report.MoreWrong} findings; {report.Lines} lines, root {root}"));
        return good ? ExitCode.Done : ExitCode.Wrong;
    }

    /// <summary>How far the heads vouch for the lines: what no head covers, only its own chain does.</summary>
    private static string Evidence(Report report, Language language) => report.Held.LastOrDefault() is not { } newest
        ? language.T("没有相符的封签：只能看出文件自身是否前后一致，看不出整份重新连缀过没有。请用 --head 给出在系统之外保存的封签", "No head agrees: this shows only whether the file agrees with itself, and not whether all of it was chained again. Give the heads kept outside of the system by --head")
        : language.T($"与 {report.Held.Count} 份封签相符，最新一份 {newest.Name}（{newest.At}）到第 {newest.Size} 行", $"{report.Held.Count} heads agree, the newest, {newest.Name} ({newest.At}), up to line {newest.Size}")
            + (newest.Size < report.Lines ? language.T($"；其后 {report.Lines - newest.Size} 行还没有封签佐证", $"; no head vouches for the {report.Lines - newest.Size} lines after it") : "");

    private static int VerifyProof(string path, string? export, (string[] Heads, string[] Keys) known, (InvocationConfiguration To, Language Language) say)
    {
        var language = say.Language;
        var proof = Proof.Load(path);
        Head[] kept = [.. known.Heads.Select(Head.Load)];
        byte[][] keys = [.. known.Keys.Select(Files.Key)];
        var wrong = new List<Said>();
        if (export is not null)
        {
            using var file = LedgerFile.Open(export);
            keys = keys.Length > 0 ? keys : [.. file.Keys];
            wrong.AddRange(file.Instance == proof.Head.Instance ? [] : [new Said($"证明属于另一单位的台账（{Scan.Cut(proof.Head.Instance)}）", $"the proof belongs to the ledger of another bureau ({Scan.Cut(proof.Head.Instance)})")]);
            wrong.AddRange(keys.Length > 0 ? [] : [new Said("导出文件中没有公钥", "the export has no public key")]);
        }

        wrong.AddRange(proof.Check(keys, kept));
        foreach (var why in wrong)
        {
            say.To.Error.WriteLine(language.T(why.Zh, why.En));
        }

        if (wrong.Count > 0)
        {
            return ExitCode.Wrong;
        }

        say.To.Output.WriteLine(proof.Line ?? language.T($"第 1 至 {proof.First!.Size} 行未变", $"lines 1 to {proof.First!.Size} are unchanged"));
        say.To.Output.WriteLine(language.T($"成立：封签 {proof.Head.Name}，{proof.Head.Size} 行，根 {Convert.ToHexStringLower(proof.Head.Root)}", $"It holds: head {proof.Head.Name}, {proof.Head.Size} lines, root {Convert.ToHexStringLower(proof.Head.Root)}")
            + (keys.Length > 0 ? "" : language.T("；没有公钥，以所给封签为凭，未验签名", "; without a key the head given vouches for it and the signature was not checked")));
        return ExitCode.Done;
    }
}
