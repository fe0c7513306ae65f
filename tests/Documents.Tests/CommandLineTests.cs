using System.Diagnostics;
using Shoumi.Documents.Tests.Pdf;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shoumi").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory(DisplayName = "命令行标志：成功为 0，读得回来；原件不动，再标一次逐字节相同")]
    [InlineData("docx")]
    [InlineData("pdf")]
    [Requirement("R8.1.1", "R8.3.1")]
    public async Task MarksAndReadsBack(string kind)
    {
        var original = kind == "pdf" ? new MadePdf().Bytes() : new MadeDocx().Bytes();
        var input = Put($"in.{kind}", original);
        var (code, said, _) = await RunAsync("mark", input, At($"out.{kind}"), "--mark", "机密★20年");
        Assert.Equal(0, code);
        Assert.Contains("机密★20年", said, StringComparison.Ordinal);
        Assert.Equal(original, await File.ReadAllBytesAsync(input));
        Assert.Equal(0, (await RunAsync("mark", At($"out.{kind}"), At($"again.{kind}"), "--mark", "机密★20年")).Code);
        Assert.Equal(await File.ReadAllBytesAsync(At($"out.{kind}")), await File.ReadAllBytesAsync(At($"again.{kind}")));
        Assert.StartsWith("机密★20年", (await RunAsync("read-mark", At($"out.{kind}"))).Output, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "命令行图表：标在标题下方")]
    [Requirement("R8.2.1")]
    public async Task Charts()
    {
        var (code, said, _) = await RunAsync("mark", Put("in.docx", new MadeDocx { Body = MadeDocx.P("区划图") }.Bytes()), At("out.docx"), "--mark", "秘密★6个月", "--chart", "--lang", "en");
        Assert.Equal(0, code);
        Assert.Contains("below the title", said, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "命令行：左上角没有空处的，列出可选的地方，用 --place 选定一处后标上；有空处的不得标在别处")]
    [Requirement("R8.1.1")]
    public async Task AChosenPlace()
    {
        var full = Put("full.pdf", new MadePdf { Content = "0 660 320 182 re f" }.Bytes());
        var (code, _, error) = await RunAsync("mark", full, At("out.pdf"), "--mark", "机密★20年");
        Assert.Equal(2, code);
        Assert.Contains("--place upper-right", error, StringComparison.Ordinal);
        Assert.Contains("--place foot", error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("mark", full, At("out.pdf"), "--mark", "机密★20年", "--place", "foot")).Code);

        (code, _, error) = await RunAsync("mark", Put("free.pdf", new MadePdf().Bytes()), At("other.pdf"), "--mark", "机密★20年", "--place", "foot");
        Assert.Equal(2, code);
        Assert.StartsWith("MZ.8.1 ", error, StringComparison.Ordinal);
        Assert.False(File.Exists(At("other.pdf")));
    }

    [Fact(DisplayName = "命令行遇到有修订的文件照标，返回 0，提醒删去的文字仍可恢复；帮助里写明")]
    [Requirement("R8.1.1")]
    public async Task TrackedChangesAreMarkedWithANote()
    {
        var input = Put("in.docx", new MadeDocx { Body = "<w:p><w:r><w:t>留下的</w:t></w:r><w:del w:id=\"2\"><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>" }.Bytes());
        var (code, said, _) = await RunAsync("mark", input, At("out.docx"), "--mark", "机密★20年");
        Assert.Equal(0, code);
        Assert.Contains("删去的文字仍可恢复", said, StringComparison.Ordinal);
        Assert.True(File.Exists(At("out.docx")));
        Assert.Contains("接受或拒绝全部修订", (await RunAsync("mark", "--help")).Output, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "命令行拒绝：返回 2，原因写在标准错误，不留下文件")]
    [InlineData("机密20年", "机密★20年")]
    [InlineData("机密★", "规范")]
    [InlineData("内部★5年", "规范")]
    [InlineData("秘密★2年", "DOC.MARKED")]
    [Requirement("R8.3.1", "R8.3.2")]
    public async Task Refuses(string mark, string reason)
    {
        var input = Put("in.docx", new MadeDocx { Body = MadeDocx.P("机密★20年") }.Bytes());
        var (code, _, error) = await RunAsync("mark", input, At("out.docx"), "--mark", mark);
        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Equal([input], Directory.GetFileSystemEntries(_folder));
    }

    [Theory(DisplayName = "命令行标志的期限超过条例包上限的不予加注：理由代码、办法写在标准错误，不留下文件")]
    [InlineData("秘密★20年", "MZ.6.1", "10年", "zh")]
    [InlineData("机密★21年", "MZ.6.1", "20年", "zh")]
    [InlineData("绝密★31年", "MZ.6.1", "30 years", "en")]
    [InlineData("绝密★长期", "MZ.6.3", "上级", "zh")]
    [InlineData("秘密★12个月", "MZ.6.5", "年", "zh")]
    [Requirement("R6.1.1", "R6.3.1", "R6.5.1")]
    public async Task Terms_are_kept_here_too(string mark, string code, string remedy, string language)
    {
        var input = Put("in.docx", new MadeDocx().Bytes());
        var (exit, output, error) = await RunAsync("mark", input, At("out.docx"), "--mark", mark, "--lang", language);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith(code, error, StringComparison.Ordinal);
        Assert.Contains(remedy, error, StringComparison.Ordinal);
        Assert.Equal([input], Directory.GetFileSystemEntries(_folder));
        Assert.Contains(language == "en" ? "superior" : "上级", (await RunAsync("mark", "--help", "--lang", language)).Output, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "期限恰为上限的照常加注")]
    [Requirement("R6.1.1")]
    public async Task The_cap_itself_is_allowed()
    {
        var input = Put("in.docx", new MadeDocx().Bytes());
        foreach (var mark in new[] { "绝密★30年", "机密★20年", "秘密★10年", "秘密★11个月" })
        {
            Assert.Equal(0, (await RunAsync("mark", input, At("out.docx"), "--mark", mark)).Code);
        }
    }

    [Theory(DisplayName = "命令行写错的：返回 2，用法写在标准错误，标准输出是空的")]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("mark")]
    [InlineData("mark in.docx")]
    [InlineData("mark in.docx out.docx")]
    [InlineData("mark in.docx out.docx --mark")]
    [InlineData("mark in.docx out.docx --mark 机密★20年 --superior-rule 国发1号")]
    [InlineData("mark in.docx out.docx third.docx --mark 机密★20年")]
    [InlineData("mark in.docx out.docx --mark 机密★20年 --chart=maybe")]
    [InlineData("read-mark")]
    [InlineData("read-mark a b")]
    [InlineData("read-mark a --lang xx")]
    [InlineData("policy")]
    [InlineData("policy check")]
    [Requirement("R8.1.1")]
    public async Task Wrong_arguments(string line)
    {
        var (code, output, error) = await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("shoumi", error, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("(?i)usage|用法", error);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact(DisplayName = "命令行不覆盖原件，绕道链接也不行")]
    [Requirement("R8.1.1")]
    public async Task NeverOverwritesTheInput()
    {
        var input = Put("in.docx", new MadeDocx().Bytes());
        Directory.CreateSymbolicLink(At("link"), _folder);
        Assert.Equal(2, (await RunAsync("mark", input, input, "--mark", "机密★20年")).Code);
        Assert.Equal(2, (await RunAsync("mark", input, Path.Combine(_folder, "link", "in.docx"), "--mark", "机密★20年")).Code);
        Assert.Equal(new MadeDocx().Bytes().Length, new FileInfo(input).Length);
    }

    [Fact(DisplayName = "没有标志、读不了、不存在的文件，读标志返回 2")]
    [Requirement("R8.1.1")]
    public async Task NothingToRead()
    {
        Assert.Equal(2, (await RunAsync("read-mark", Put("none.docx", new MadeDocx().Bytes()))).Code);
        Assert.Equal(2, (await RunAsync("read-mark", At("absent.docx"))).Code);
        var (code, _, error) = await RunAsync("read-mark", Put("text.docx", "正文"u8.ToArray()), "--lang", "en");
        Assert.Equal(2, code);
        Assert.StartsWith("DOC.FORMAT", error, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Put(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(HostileCorpusTests.Tool.Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LANG"] = "zh_CN.UTF-8";
        start.WorkingDirectory = Path.GetTempPath();
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
