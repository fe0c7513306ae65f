using System.Collections.Concurrent;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Documents.Tests.Pdf;

public sealed class PdfCorpusTests(ITestOutputHelper output)
{
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));
    private static readonly ClassificationMark Changed = new(Level.Confidential, Term.Years(10));

    // DOC.VERIFY, DOC.CRASH, DOC.TIME are not among them: they are the product's own failures.
    private static readonly string[] Reasons = ["DOC.ENCRYPTED", "DOC.FORMAT", "DOC.MALFORMED", "DOC.MARKED", "DOC.PLACE", "DOC.SIGNED", "DOC.TOO.LARGE"];

    [Theory(DisplayName = "真实 PDF 逐个加注：标上的搜得到、结构无新错、再标不变、变更划去旧标志；不能标的说明原因")]
    [InlineData("pdf", 150)]
    [InlineData("gongwen", 4)]
    [InlineData("malformed", 5)]
    [InlineData("encrypted", 0)]
    [Requirement("R8.1.1", "R8.3.1", "R8.6")]
    public void EveryFileIsMarkedOrRefusedForAReason(string folder, int atLeast)
    {
        var (said, files) = (new ConcurrentBag<(string File, string Said)>(), Corpus.Some("*.pdf", folder));
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, path =>
        {
            var file = File.ReadAllBytes(path);
            var answer = DocumentWork.Do(new(DocumentOperation.Mark, Mark), file);
            said.Add((Path.GetFileName(path), answer switch
            {
                DocumentAnswer.Marked marked => Judge(file, marked.File),
                DocumentAnswer.Refused { Refusal: var no } => Reasons.Contains(no.Code) ? $"{no.Code} {no.Detail}" : $"FAILED {no}",
                _ => $"FAILED {answer}",
            }));
        });
        foreach (var group in said.GroupBy(s => s.Said).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{folder}: {group.Count()} {group.Key}: {string.Join(", ", group.Select(g => g.File).Take(5))}");
        }

        Assert.DoesNotContain(said, s => s.Said.StartsWith("FAILED", StringComparison.Ordinal));
        Assert.True(said.Count(s => s.Said.StartsWith("marked", StringComparison.Ordinal)) >= atLeast * files.Count / Corpus.Files("*.pdf", folder).Count);
        Assert.True(folder != "encrypted" || said.All(s => s.Said.StartsWith("DOC.ENCRYPTED", StringComparison.Ordinal)));
    }

    private static string Judge(byte[] file, byte[] marked)
    {
        var known = PdfTools.Complaints(file);
        if (!marked.AsSpan(0, file.Length).SequenceEqual(file) || Problem(marked, Mark, known) is not null)
        {
            return "FAILED " + (Problem(marked, Mark, known) ?? "earlier bytes changed");
        }

        if (DocumentWork.Do(new(DocumentOperation.Mark, Mark), marked) is not DocumentAnswer.Marked again || !again.File.AsSpan().SequenceEqual(marked))
        {
            return "FAILED second marking differs";
        }

        return DocumentWork.Do(new(DocumentOperation.Remark, Changed, Former: Mark), marked) switch
        {
            DocumentAnswer.Marked changed => Problem(changed.File, Changed, known) is { } problem ? "FAILED changed: " + problem : "marked, changed",
            DocumentAnswer.Refused { Refusal.Code: "DOC.PLACE" } => "marked, no room for a change",
            var other => $"FAILED changed: {other}",
        };
    }

    private static string? Problem(byte[] marked, ClassificationMark mark, IReadOnlySet<string> known) =>
        PdfTools.Complaints(marked).Except(known).FirstOrDefault() is { } complaint ? complaint
        : PdfTools.Find(marked, mark.ToString()) is not { } at ? "pdftotext does not find the mark"
        : at is (< 50, < 20) ? null : $"pdftotext sees the mark at {at}";
}
