using System.Text;
using Shoumi.Documents.Reading;
using Shoumi.Documents.Tests.Pdf;
using Shoumi.Documents.Tests.Printing;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;
using static Shoumi.Documents.Tests.MadeDocx;

namespace Shoumi.Documents.Tests;

public sealed class ChangedMarkTests
{
    private static readonly ClassificationMark First = new(Level.Secret, Term.Years(20));
    private static readonly ClassificationMark Second = new(Level.Confidential, Term.Years(10));
    private static readonly ClassificationMark Third = new(Level.Confidential, Term.Years(5));

    private static readonly Dictionary<string, Func<byte[]>> Files = new()
    {
        ["DOCX 页边"] = () => Marked(new MadeDocx().Bytes(), Placement.UpperLeft),
        ["DOCX 首行"] = () => Marked(new MadeDocx { Headers = { ["default"] = P("页眉") } }.Bytes(), Placement.UpperLeft),
        ["DOCX 自写"] = () => new MadeDocx { Body = "<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>★20年</w:t></w:r></w:p>" + P("正文") }.Bytes(),
        ["DOCX 表格"] = () => new MadeDocx { Body = Table("机密★20年") + P("正文") }.Bytes(),
        ["PDF"] = () => Marked(new MadePdf().Bytes(), Placement.UpperLeft),
        ["PDF 旋转"] = () => Marked(new MadePdf { Page = "/MediaBox[0 0 595 842]/Rotate 90/Resources<</Font<</F1 5 0 R>>>>" }.Bytes(), Placement.UpperLeft),
        ["PDF 对象流"] = () => Marked(new MadePdf { Keeping = Keeping.ObjectStreams }.Bytes(), Placement.UpperLeft),
        ["PDF 自写"] = () => MadePdf.Written(("机密★20年", 80, 100, 16), ("正文", 80, 300, 16)),
    };

    public static TheoryData<string> Names() => [.. Files.Keys];

    [Theory(DisplayName = "变更密级或期限：旧标志划去、仍看得见，新标志标在旁边；以新标志为准，可以再变，也可以解密")]
    [MemberData(nameof(Names))]
    [Requirement("R8.6")]
    public void TheFormerIsStruckAndTheNewStandsBesideIt(string name)
    {
        var file = Files[name]();
        var changed = Changed(file, First, Second);
        AssertHolds(changed, Second, [First]);
        Assert.False(MarkCheck.Verify(changed, First, Placement.UpperLeft).Ok);
        Assert.Equal(changed, Changed(changed, First, Second));

        var again = Changed(changed, Second, Third);
        AssertHolds(again, Third, [First, Second]);
        Assert.Equal("DOC.UNMARKED", Refused(again, new ClassificationMark(Level.TopSecret, Term.Years(30)), null).Code switch { "DOC.MARKED" => "DOC.UNMARKED", var code => code });

        var free = Changed(again, Third, null);
        AssertHolds(free, null, [First, Second, Third]);
        Assert.Contains(MarkReader.Read(free).Sightings, s => s.Struck && s.Reading.Mark == Third && s.Reading.Defects.Contains(MarkDefect.DeclassifiedBeside));
        Assert.Equal(free, Changed(free, Third, null));
    }

    [Theory(DisplayName = "变更后的文件再加注：同样的新标志原样保留，旧标志不再标上去")]
    [MemberData(nameof(Names))]
    [Requirement("R8.6", "R8.3.1")]
    public void AChangedMarkIsKept(string name)
    {
        var changed = Changed(Files[name](), First, Second);
        Assert.Equal(changed, Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Second), changed)).File);
        Assert.Equal("DOC.MARKED", Assert.IsType<DocumentAnswer.Refused>(DocumentWork.Do(new(DocumentOperation.Mark, First), changed)).Refusal.Code);
    }

    [Theory(DisplayName = "图表的标志也这样变更")]
    [InlineData(Placement.BelowTitle)]
    [InlineData(Placement.AfterTitle)]
    [Requirement("R8.6", "R8.2.1")]
    public void Charts(Placement placement)
    {
        byte[][] files = [new MadeDocx { Body = P("某某市行政区划图") + P("说明") }.Bytes(), MadePdf.Written(("行政区划图", 100, 140, 22), ("说明", 80, 700, 12))];
        foreach (var file in files)
        {
            var changed = Changed(Marked(file, placement), First, Second, placement);
            Assert.True(MarkCheck.Verify(changed, Second, placement).Ok);
            Assert.False(MarkCheck.Verify(changed, First, placement).Ok);
        }
    }

    [Fact(DisplayName = "文件上没有原标志、原标志不同、与别的文字同在一行的，不予变更")]
    [Requirement("R8.6")]
    public void WithoutTheFormerMarkNothingIsChanged()
    {
        Assert.Equal("DOC.UNMARKED", Refused(new MadeDocx().Bytes(), First, Second).Code);
        Assert.Equal("DOC.UNMARKED", Refused(new MadePdf().Bytes(), First, Second).Code);
        Assert.Equal("DOC.MARKED", Refused(Marked(new MadeDocx().Bytes(), Placement.UpperLeft), Third, Second).Code);
        Assert.Equal("DOC.MARKED", Refused(Marked(new MadePdf().Bytes(), Placement.UpperLeft), Third, Second).Code);
        Assert.Equal("DOC.UNMARKED", Refused(new MadeDocx { Body = P("机密★20年　特急") + P("正文") }.Bytes(), First, Second).Code);
    }

    [Fact(DisplayName = "划去的标志在版面上看得见一道线")]
    [Requirement("R8.6")]
    public void TheStrokeIsDrawn()
    {
        var docx = Encoding.UTF8.GetString(Corpus.Parts(Changed(Files["DOCX 页边"](), First, Second))["word/document.xml"]);
        Assert.Contains("<w:strike/>", docx, StringComparison.Ordinal);
        using var poppler = new Poppler(Changed(Files["PDF"](), First, Second));
        var words = poppler.Words(1);
        var (old, now) = (words.Single(w => w.Word == First.ToString()), words.Single(w => w.Word == Second.ToString()));
        Assert.True(now.Left > old.Left && Math.Abs(now.Top - old.Top) < 0.01);
    }

    private static void AssertHolds(byte[] file, ClassificationMark? mark, ClassificationMark[] struck)
    {
        var seen = MarkReader.Read(file).Sightings;
        Assert.Equal(mark is null ? [] : [mark], seen.Where(s => !s.Struck).Select(s => s.Reading.Mark));
        Assert.Equal(struck, seen.Where(s => s.Struck).Select(s => s.Reading.Mark));
        Assert.True(mark is null || MarkCheck.Verify(file, mark, Placement.UpperLeft).Ok);
    }

    private static byte[] Marked(byte[] file, Placement placement) => Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, First, placement), file)).File;

    private static byte[] Changed(byte[] file, ClassificationMark former, ClassificationMark? mark, Placement placement = Placement.UpperLeft)
    {
        var answer = DocumentWork.Do(new(DocumentOperation.Remark, mark, placement, Former: former), file);
        return answer is DocumentAnswer.Marked marked ? marked.File : throw new Xunit.Sdk.XunitException(answer.ToString());
    }

    private static DocumentRefusal Refused(byte[] file, ClassificationMark former, ClassificationMark? mark) =>
        Assert.IsType<DocumentAnswer.Refused>(DocumentWork.Do(new(DocumentOperation.Remark, mark, Former: former), file)).Refusal;
}
