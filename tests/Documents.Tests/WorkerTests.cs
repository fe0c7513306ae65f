using Shoumi.Documents.Isolation;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Documents.Tests;

public sealed class WorkerTests
{
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));

    [Fact(DisplayName = "子进程的回答与本进程一致")]
    [Requirement("R8.1.1")]
    public async Task TheChildAnswersTheSame()
    {
        using var client = new WorkerClient(HostileCorpusTests.Tool);
        var file = new MadeDocx().Bytes();
        var here = Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), file));
        var there = Assert.IsType<DocumentAnswer.Marked>(await client.DoAsync(new(DocumentOperation.Mark, Mark), file));
        Assert.Equal(here.File, there.File);
        Assert.Equal(here.At.Reading.Mark, there.At.Reading.Mark);
        Assert.Equal((here.At.X, here.At.Y), (there.At.X, there.At.Y));

        var verdict = Assert.IsType<DocumentAnswer.Verified>(await client.DoAsync(new(DocumentOperation.Verify, Mark with { Term = Term.Years(5) }), there.File)).Verdict;
        Assert.Equal(MarkFault.Unequal, verdict.Fault);
        Assert.Equal(Mark, Assert.Single(Assert.IsType<DocumentAnswer.Found>(await client.DoAsync(new(DocumentOperation.Read), there.File)).Sightings).Reading.Mark);
        Assert.Equal(FileKind.Docx, Assert.IsType<DocumentAnswer.Inspected>(await client.DoAsync(new(DocumentOperation.Inspect), file)).Inspection.Kind);
    }

    [Fact(DisplayName = "超时的子进程被终止，给出原因")]
    [Requirement("R8.1.1")]
    public async Task TimeIsLimited()
    {
        using var client = new WorkerClient(Shell("sleep 60"), time: TimeSpan.FromMilliseconds(300));
        Assert.Equal("DOC.TIME", await CodeAsync(client));
    }

    [Fact(DisplayName = "超出内存的子进程被终止，给出原因")]
    [Requirement("R8.1.1")]
    public async Task MemoryIsLimited()
    {
        // Time enough on a busy machine: only memory is to run out.
        using var small = new WorkerClient(Shell("sleep 300"), time: TimeSpan.FromMinutes(5), memory: 64 << 10);
        Assert.Equal("DOC.MEMORY", await CodeAsync(small));
        using var heap = new WorkerClient(HostileCorpusTests.Tool, time: TimeSpan.FromMinutes(5), memory: 100 << 20);
        var big = new MadeDocx { Body = string.Concat(Enumerable.Repeat(MadeDocx.P("正文"), 400_000)) }.Bytes();
        Assert.Equal("DOC.MEMORY", Assert.IsType<DocumentAnswer.Refused>(await heap.DoAsync(new(DocumentOperation.Mark, Mark), big)).Refusal.Code);
    }

    [Theory(DisplayName = "子进程崩溃或胡说，给出原因，不连累主进程")]
    [InlineData("exit 7")]
    [InlineData("kill -9 $$")]
    [InlineData("head -c 4000 /dev/zero | tr '\\0' x")]
    [InlineData("printf '\\001\\000\\000\\000{\\000\\000\\000\\000'")]
    [Requirement("R8.1.1")]
    public async Task CrashesAreContained(string script)
    {
        using var client = new WorkerClient(Shell(script));
        Assert.Equal("DOC.CRASH", await CodeAsync(client));
    }

    [Fact(DisplayName = "过大的文件不必启动子进程就拒绝")]
    [Requirement("R8.1.1")]
    public async Task SizeIsLimited()
    {
        using var client = new WorkerClient(Shell("exit 7"));
        Assert.Equal("DOC.TOO.LARGE", Assert.IsType<DocumentAnswer.Refused>(await client.DoAsync(new(DocumentOperation.Inspect), new byte[Limits.File + 1])).Refusal.Code);
    }

    [Fact(DisplayName = "子进程看不到主进程的环境变量")]
    [Requirement("R8.1.1")]
    public async Task NoSecretsAreHandedDown()
    {
        Environment.SetEnvironmentVariable("SHOUMI_TEST_SECRET", "canary");
        using var client = new WorkerClient(Shell("[ -z \"$SHOUMI_TEST_SECRET\" ] && sleep 60"), time: TimeSpan.FromMilliseconds(300));
        Assert.Equal("DOC.TIME", await CodeAsync(client));
    }

    [Fact(DisplayName = "取消时子进程随之结束")]
    [Requirement("R8.1.1")]
    public async Task CancellingEndsTheChild()
    {
        using var client = new WorkerClient(Shell("sleep 60"));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.DoAsync(new(DocumentOperation.Inspect), new byte[1], cancel.Token));
    }

    private static WorkerCommand Shell(string script) => new("/bin/sh", ["-c", $"PATH=/usr/bin:/bin; cat >/dev/null & {script}"]);

    private static async Task<string> CodeAsync(WorkerClient client) =>
        Assert.IsType<DocumentAnswer.Refused>(await client.DoAsync(new(DocumentOperation.Mark, Mark), new MadeDocx().Bytes())).Refusal.Code;
}
