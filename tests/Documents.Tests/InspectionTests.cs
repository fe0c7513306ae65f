using System.Text;
using Shoumi.Documents.Inspecting;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests;

public sealed class InspectionTests(ITestOutputHelper output)
{
    public static TheoryData<string, FileKind> Folders() => new()
    {
        { "docx", FileKind.Docx }, { "xlsx", FileKind.Xlsx }, { "pptx", FileKind.Pptx }, { "doc", FileKind.Doc }, { "xls", FileKind.Xls },
        { "ppt", FileKind.Ppt }, { "pdf", FileKind.Pdf }, { "ofd", FileKind.Ofd }, { "rtf", FileKind.Rtf }, { "zip", FileKind.Zip },
    };

    [Theory(DisplayName = "按内容认文件种类，不看文件名")]
    [MemberData(nameof(Folders))]
    [Requirement("R8.1.1")]
    public void KindsAreToldByContent(string folder, FileKind expected)
    {
        var files = Corpus.Files(folder == "zip" ? "*.zip" : "*", folder);
        var told = files.Select(f => (Name: Path.GetFileName(f), DocumentInspector.Inspect(File.ReadAllBytes(f)).Kind)).ToList();
        var others = told.Where(t => t.Kind != expected).ToList();
        output.WriteLine($"{folder}: {told.Count - others.Count} of {told.Count}; " + string.Join(", ", others.Select(o => $"{o.Name}={o.Kind}")));
        Assert.True(others.Count <= told.Count / 10);
    }

    [Fact(DisplayName = "好文件不误判为加密")]
    [Requirement("R8.1.1")]
    public void SoundFilesAreNotEncrypted() =>
        Assert.Empty(Corpus.Files("*", "docx", "xlsx", "pptx", "ofd", "rtf", "txt", "eml").Where(f => DocumentInspector.Inspect(File.ReadAllBytes(f)).Encrypted).Select(Path.GetFileName));

    [Theory(DisplayName = "加密、签名、限制编辑、损坏、别的格式，各有各的原因")]
    [InlineData("DOC.PROTECTED", "<w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/>")]
    [InlineData("DOC.PROTECTED", "<w:writeProtection w:cryptAlgorithmSid=\"4\" w:hash=\"x\" w:salt=\"y\"/>")]
    [InlineData(null, "<w:documentProtection w:edit=\"readOnly\" w:enforcement=\"0\"/>")]
    [InlineData(null, "<w:writeProtection w:recommended=\"1\"/>")]
    [Requirement("R8.1.1")]
    public void Protection(string? code, string settings) =>
        Assert.Equal(code, DocumentInspector.Inspect(new MadeDocx { Settings = settings }.Bytes()).WhyNotMarkable?.Code);

    [Fact(DisplayName = "带数字签名的不标志")]
    [Requirement("R8.1.1")]
    public void Signed() => Assert.Equal("DOC.SIGNED", DocumentInspector.Inspect(new MadeDocx { Extra = { ["_xmlsignatures/sig1.xml"] = "<s/>" } }.Bytes()).WhyNotMarkable?.Code);

    [Theory(DisplayName = "外部实体、实体炸弹、越界路径一律拒绝")]
    [InlineData("word/notes.xml", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>")]
    [InlineData("word/notes.xml", "<!DOCTYPE a [<!ENTITY e \"eeeeeeeeee\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;\">]><a>&f;</a>")]
    [InlineData("../../etc/evil.xml", "<a/>")]
    [InlineData("/etc/evil.xml", "<a/>")]
    [InlineData("word\\evil.xml", "<a/>")]
    [Requirement("R8.1.1")]
    public void HostileParts(string name, string xml) =>
        Assert.Equal("DOC.MALFORMED", DocumentInspector.Inspect(new MadeDocx { Extra = { [name] = xml } }.Bytes()).WhyNotMarkable?.Code);

    [Fact(DisplayName = "压缩炸弹、层层嵌套的文件拒绝，不展开")]
    [Requirement("R8.1.1")]
    public void Bombs()
    {
        var bomb = MadeDocx.Zip([("[Content_Types].xml", "<Types/>"u8.ToArray()), ("_rels/.rels", "<a/>"u8.ToArray()), ("word/x.xml", new byte[Limits.Part + 1])]);
        Assert.NotNull(DocumentInspector.Inspect(bomb).WhyNotMarkable);
        var deep = new MadeDocx { Extra = { ["word/deep.xml"] = string.Concat(Enumerable.Repeat("<a>", 3000)) + string.Concat(Enumerable.Repeat("</a>", 3000)) } };
        Assert.Equal("DOC.MALFORMED", DocumentInspector.Inspect(deep.Bytes()).WhyNotMarkable?.Code);
        var padded = new MadeDocx { Extra = { ["word/big.xml"] = "<a>" + new string(' ', Limits.Part) + "</a>" } };
        Assert.Equal("DOC.TOO.LARGE", DocumentInspector.Inspect(padded.Bytes()).WhyNotMarkable?.Code);
    }

    [Fact(DisplayName = "目录完好而某个部件的局部文件头损坏的，标志时说明已损坏，不崩溃")]
    [Requirement("R8.1.1")]
    public void DamagedLocalHeader()
    {
        var file = new MadeDocx { Extra = { ["word/media/image1.png"] = "png" } }.Bytes();
        var name = file.AsSpan().IndexOf("word/media/image1.png"u8);
        file[name - 30] ^= 0xFF; // the first byte of that entry's local header, which only writing anew looks at
        var answer = DocumentWork.Do(new(DocumentOperation.Mark, new(Level.Secret, Term.Years(20))), file);
        Assert.Equal(new("DOC.MALFORMED", "zip"), Assert.IsType<DocumentAnswer.Refused>(answer).Refusal);
    }

    [Fact(DisplayName = "空文件、纯文本、残缺的 PDF 都说明不能标志的原因")]
    [Requirement("R8.1.1")]
    public void OtherFiles()
    {
        Assert.Equal("DOC.MALFORMED", DocumentInspector.Inspect([]).WhyNotMarkable?.Code);
        Assert.Equal(new("DOC.FORMAT", "Text"), DocumentInspector.Inspect(Encoding.UTF8.GetBytes("机密★20年")).WhyNotMarkable);
        Assert.Equal("DOC.MALFORMED", DocumentInspector.Inspect("%PDF-1.4\nstartxref\n0\n%%EOF"u8.ToArray()).WhyNotMarkable?.Code);
    }

    [Fact(DisplayName = "每个原因都有中英文说明和出路，不露出占位符")]
    [Requirement("R3.1")]
    public void EveryReasonHasTexts()
    {
        Assert.True(DocumentRefusal.Codes.Count() >= 12);
        foreach (var refusal in DocumentRefusal.Codes.SelectMany(c => (DocumentRefusal[])[new(c), new(c, "甲")]))
        {
            string[] texts = [refusal.Text(false), refusal.Text(true), refusal.Remedy(false), refusal.Remedy(true)];
            Assert.All(texts, t => Assert.True(t.Length >= 5 && !t.Contains('{', StringComparison.Ordinal) && !t.Contains("“”", StringComparison.Ordinal) | refusal.Detail.Length == 0, refusal.Code));
        }
    }
}
