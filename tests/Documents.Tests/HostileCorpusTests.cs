using System.Collections.Concurrent;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Documents.Tests;

public sealed class HostileCorpusTests(ITestOutputHelper output)
{
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));

    /// <summary>The command line tool, started as a worker: the same executable that people use.</summary>
    internal static readonly WorkerCommand Tool = new(
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Shoumi.Cli.exe" : "Shoumi.Cli"), [Worker.Argument]);

    [Theory(DisplayName = "损坏、恶意、加密的文件在子进程中打开，一律得到看得懂的原因，不崩溃、不卡死")]
    [InlineData("malformed", 150)]
    [InlineData("encrypted", 36)]
    [Requirement("R8.1.1")]
    public async Task EveryHostileFileEndsInAReason(string folder, int atLeast)
    {
        var files = Corpus.Files("*", folder);
        var reasons = new ConcurrentBag<(string File, string Said)>();
        using var client = new WorkerClient(Tool);
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (path, cancel) =>
        {
            var file = await File.ReadAllBytesAsync(path, cancel);
            var answer = await client.DoAsync(new(DocumentOperation.Mark, Mark), file, cancel);
            reasons.Add((path, answer switch
            {
                DocumentAnswer.Refused { Refusal: var r } => r.Code,
                DocumentAnswer.Marked => "marked",
                _ => answer.ToString(),
            }));
        });
        foreach (var group in reasons.GroupBy(r => r.Said).OrderBy(g => g.Key))
        {
            output.WriteLine($"{folder}: {group.Count()} {group.Key}: {string.Join(", ", group.Take(8).Select(g => Path.GetFileName(g.File)))}");
        }

        Assert.True(reasons.Count >= atLeast, $"{reasons.Count}");
        Assert.All(reasons, r => Assert.True(r.Said is "marked" or "DOC.ENCRYPTED" or "DOC.MALFORMED" or "DOC.FORMAT" or "DOC.TOO.LARGE" or "DOC.PLACE" or "DOC.SIGNED" or "DOC.PROTECTED" or "DOC.MARKED", r.ToString()));
        if (folder == "encrypted")
        {
            Assert.All(reasons, r => Assert.Equal("DOC.ENCRYPTED", r.Said));
        }
    }
}
