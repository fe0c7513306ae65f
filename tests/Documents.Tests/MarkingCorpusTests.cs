using System.Text;
using System.Xml.Linq;
using Shoumi.Documents.Inspecting;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Documents.Tests;

public sealed class MarkingCorpusTests(ITestOutputHelper output)
{
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));

    // What a document can be refused for. DOC.VERIFY is not among them: it is the product's own failure, and none of these files may bring it about.
    private static readonly string[] Reasons = ["DOC.ENCRYPTED", "DOC.FORMAT", "DOC.MALFORMED", "DOC.MARKED", "DOC.PLACE", "DOC.PROTECTED", "DOC.SIGNED", "DOC.TOO.LARGE"];

    [Fact(DisplayName = "没有测试文档时，测试不许通过")]
    [Requirement("R8.1.1")]
    public void WithoutTheCorpusNothingPasses()
    {
        Assert.Throws<DirectoryNotFoundException>(() => Corpus.Under("/nowhere", "*", "docx"));
        Assert.Throws<DirectoryNotFoundException>(() => Corpus.Files("*.none", "docx"));
    }

    [Theory(DisplayName = "真实文件逐个加注：左上角或标题处标明密级和期限；放不下的说明原因，不硬标")]
    [InlineData(Placement.UpperLeft, 165)]
    [InlineData(Placement.BelowTitle, 140)]
    [InlineData(Placement.AfterTitle, 140)]
    [Requirement("R8.1.1", "R8.2.1", "R8.3.2")]
    public void EveryDocumentIsMarkedOrRefusedForAReason(Placement placement, int atLeast)
    {
        var files = Corpus.Files("*.do*", "docx", "gongwen").Where(f => !f.EndsWith(".docx.pdf", StringComparison.Ordinal)).ToList();
        var (marked, tracked) = (0, 0);
        foreach (var path in files)
        {
            var file = File.ReadAllBytes(path);
            var before = (byte[])file.Clone();
            var answer = DocumentWork.Do(new(DocumentOperation.Mark, Mark, placement), file);
            Assert.Equal(before, file);
            if (answer is DocumentAnswer.Refused { Refusal: var refusal })
            {
                Assert.True(Reasons.Contains(refusal.Code), $"{path}: {refusal}");
                output.WriteLine($"{Path.GetFileName(path)}: {refusal.Code} {refusal.Detail}");
                continue;
            }

            marked++;
            var answered = Assert.IsType<DocumentAnswer.Marked>(answer);
            JudgeMarked(path, file, answered.File, placement);
            Assert.True(answered.Notes.Contains(DocumentNote.TrackedChanges) == DocumentInspector.Inspect(file).Tracked, path);
            tracked += answered.Notes.Contains(DocumentNote.TrackedChanges) ? 1 : 0;
        }

        output.WriteLine($"{placement}: {marked} marked, {files.Count - marked} refused; {tracked} of those marked hold tracked changes, so the server takes {marked - tracked}");
        Assert.True(tracked >= 5, $"{tracked} with tracked changes");
        Assert.True(marked >= atLeast, $"{marked} of {files.Count}");
    }

    private static void JudgeMarked(string path, byte[] file, byte[] marked, Placement placement)
    {
        Assert.True(MarkCheck.Verify(marked, Mark, placement).Ok, path);

        var again = DocumentWork.Do(new(DocumentOperation.Mark, Mark, placement), marked);
        Assert.True(Assert.IsType<DocumentAnswer.Marked>(again).File.AsSpan().SequenceEqual(marked), $"second marking differs: {path}");

        var (before, after) = (Corpus.Parts(file), Corpus.Parts(marked));
        var changed = after.Where(p => !before.TryGetValue(p.Key, out var old) || !old.AsSpan().SequenceEqual(p.Value)).Select(p => p.Key).ToList();
        Assert.Empty(before.Keys.Except(after.Keys));
        Assert.All(changed, name => Assert.True(IsAllowedToChange(name, changed), $"{path}: {name}"));

        var document = changed.First(n => n.EndsWith("document.xml", StringComparison.OrdinalIgnoreCase) || n.EndsWith("document2.xml", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Text(before[document]), Text(after[document]).Remove(Text(after[document]).IndexOf(Mark.ToString(), StringComparison.Ordinal), Mark.ToString().Length).Replace("\u3000\u3000", "\u3000", StringComparison.Ordinal), Relaxed);
    }

    // The ideographic space between a title and its mark belongs to the mark.
    private static readonly IEqualityComparer<string> Relaxed = EqualityComparer<string>.Create((a, b) => Bare(a) == Bare(b), s => Bare(s).GetHashCode(StringComparison.Ordinal));

    private static string Bare(string? text) => (text ?? "").Replace("\u3000", "", StringComparison.Ordinal);

    private static bool IsAllowedToChange(string name, List<string> changed)
    {
        var withoutStyles = changed.Contains("[Content_Types].xml");
        return name.EndsWith("document.xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith("styles.xml", StringComparison.OrdinalIgnoreCase)
            || (withoutStyles && (name == "[Content_Types].xml" || name.EndsWith("document.xml.rels", StringComparison.OrdinalIgnoreCase)));
    }

    private static string Text(byte[] part) => string.Concat(XDocument.Load(new StreamReader(new MemoryStream(part), Encoding.UTF8)).Descendants().Where(e => e.Name.LocalName == "t").Select(e => e.Value));
}
