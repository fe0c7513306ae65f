using System.Text;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;
using static Shoumi.Documents.Tests.MadeDocx;

namespace Shoumi.Documents.Tests;

public sealed class DocxMarkingTests
{
    private const string Written = "机密★20年";
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));

    [Fact(DisplayName = "页眉空白的，标在版心左上方页边，正文一行不动")]
    [Requirement("R8.1.1")]
    public void InTheMarginWhereItIsFree()
    {
        var marked = Marked(new());
        Assert.Contains("<w:framePr", marked.Xml, StringComparison.Ordinal);
        Assert.InRange(marked.At.X!.Value, 13, 14);
        Assert.InRange(marked.At.Y!.Value, 5, 10);
    }

    [Fact(DisplayName = "标志用政策规定的字体字号：三号黑体，星号也用中文字体，数字与汉字之间不加空隙")]
    [Requirement("R8.1.1", "R8.3.1")]
    public void Typography()
    {
        var marked = Marked(new());
        var styles = Encoding.UTF8.GetString(Corpus.Parts(marked.File)["word/styles.xml"]);
        Assert.Contains("w:styleId=\"ShoumiMark\"", styles, StringComparison.Ordinal);
        Assert.Contains("w:eastAsia=\"黑体\"", styles, StringComparison.Ordinal);
        Assert.Contains("<w:sz w:val=\"32\"/>", styles, StringComparison.Ordinal);
        Assert.Contains("<w:autoSpaceDN w:val=\"0\"/>", styles, StringComparison.Ordinal);
        Assert.Contains("w:hint=\"eastAsia\"", marked.Xml, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "首页页眉有内容的，改标在版心第一行")]
    [InlineData("default", "")]
    [InlineData("first", "<w:titlePg/>")]
    [Requirement("R8.1.1")]
    public void FirstLineWhereTheHeaderIsTaken(string kind, string section)
    {
        var usual = new MadeDocx();
        var marked = Marked(new() { Headers = { [kind] = P("某某市民政局") }, Section = usual.Section + section });
        AssertFirstLine(marked.Xml);
    }

    [Theory(DisplayName = "页眉不在首页出现的，页边仍可用")]
    [InlineData("default", "<w:titlePg/>", "")]
    [InlineData("even", "", "<w:evenAndOddHeaders/>")]
    [InlineData("first", "", "")]
    [Requirement("R8.1.1")]
    public void HeadersOfOtherPagesDoNotMatter(string kind, string section, string settings)
    {
        var usual = new MadeDocx();
        Assert.Contains("<w:framePr", Marked(new() { Headers = { [kind] = P("页眉") }, Section = usual.Section + section, Settings = settings }).Xml, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "奇偶页不同而首页从偶数页码起的，看偶数页页眉")]
    [Requirement("R8.1.1")]
    public void EvenHeaderWhereNumberingStartsEven()
    {
        var usual = new MadeDocx();
        AssertFirstLine(Marked(new() { Headers = { ["even"] = P("页眉") }, Section = usual.Section + "<w:pgNumType w:start=\"2\"/>", Settings = "<w:evenAndOddHeaders/>" }).Xml);
    }

    [Fact(DisplayName = "左上角页边有文本框的，标志不压在上面")]
    [Requirement("R8.1.1")]
    public void NeverOverATextBox()
    {
        AssertFirstLine(Marked(new() { Body = $"<w:p>{TextBox(20, 5, 60, 25, "收文章")}</w:p>" + P("正文") }).Xml);
        Assert.Contains("<w:framePr", Marked(new() { Body = $"<w:p>{TextBox(150, 5, 40, 25, "收文章")}</w:p>" + P("正文") }).Xml, StringComparison.Ordinal);
        Assert.Equal("DOC.PLACE", Refused(new() { Body = $"<w:p>{TextBox(0, 0, 210, 297, "封面")}</w:p>" + P("正文") }));
        var hanging = $"<w:p>{TextBox(0, -12, 30, 10, "附件五", "paragraph")}</w:p>" + P("正文");
        Assert.Contains("<w:spacing w:after=", Marked(new() { Body = hanging, Headers = { ["default"] = P("页眉") } }).Xml, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "首块是表格或内容控件的封面，标在它的前面")]
    [InlineData("table")]
    [InlineData("sdt")]
    [Requirement("R8.1.1")]
    public void BeforeATableOrCover(string first)
    {
        var body = first == "table" ? Table("封面") : $"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Cover Pages\"/></w:docPartObj></w:sdtPr><w:sdtContent>{Table("封面")}</w:sdtContent></w:sdt>";
        var marked = Marked(new() { Body = body + P("正文") });
        AssertFirstLine(marked.Xml);
        Assert.True(marked.Xml.IndexOf(Written, StringComparison.Ordinal) < marked.Xml.IndexOf("封面", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "有份号的，标志在份号的下一行")]
    [InlineData("000123")]
    [InlineData("份号：000123")]
    [Requirement("R8.1.1")]
    public void BelowTheCopyNumber(string number)
    {
        var marked = Marked(new() { Body = P(number) + P("某某市民政局文件") });
        Assert.True(marked.Xml.IndexOf(number, StringComparison.Ordinal) < marked.Xml.IndexOf(Written, StringComparison.Ordinal));
        Assert.True(marked.Xml.IndexOf(Written, StringComparison.Ordinal) < marked.Xml.IndexOf("某某市民政局文件", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "横向、多节、分栏、无样式的文件都标得上")]
    [InlineData("""<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>""", true)]
    [InlineData("""<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/><w:cols w:num="2"/>""", true)]
    [InlineData("", false)]
    [Requirement("R8.1.1")]
    public void OtherPages(string section, bool styles)
    {
        var sections = P("第一节", $"<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:left=\"1440\"/></w:sectPr>") + P("第二节");
        var marked = Marked(new() { Section = section, Styles = styles ? new MadeDocx().Styles : null, Body = styles ? P("正文") : sections });
        Assert.Equal(!styles, Corpus.Parts(marked.File).ContainsKey("word/styles.xml") && !styles);
    }

    [Theory(DisplayName = "竖排、垂直居中而页边又被占用的，说明原因，不硬标")]
    [InlineData("<w:textDirection w:val=\"tbRl\"/>")]
    [InlineData("<w:vAlign w:val=\"center\"/>")]
    [InlineData("<w:cols w:num=\"2\"/><w:bidi/>")]
    [Requirement("R8.1.1")]
    public void WhereTextDoesNotStartAtTheTopLeft(string section)
    {
        var usual = new MadeDocx();
        Assert.Equal("DOC.PLACE", Refused(new() { Headers = { ["default"] = P("页眉") }, Section = usual.Section + section }));
    }

    [Fact(DisplayName = "正文以分页开始的，不把标志单独挤到前一页")]
    [Requirement("R8.1.1")]
    public void BeforeAPageBreak() =>
        Assert.Equal("DOC.PLACE", Refused(new() { Headers = { ["default"] = P("页眉") }, Body = P("标题", "<w:pageBreakBefore/>") }));

    [Theory(DisplayName = "拟稿人已写上同样标志的，换成规范字体，不写两个")]
    [InlineData("机密★20年")]
    [InlineData("机密 ★ 20年")]
    [InlineData("机密级★20年")]
    [InlineData("机密★二十年")]
    [Requirement("R8.3.1")]
    public void AnEqualMarkIsReplaced(string typed)
    {
        var marked = Marked(new() { Body = P(typed) + P("正文") });
        Assert.Equal(marked.Xml.IndexOf(Written, StringComparison.Ordinal), marked.Xml.LastIndexOf(Written, StringComparison.Ordinal));
        Assert.Single(MarkReader.Read(marked.File).Sightings);
    }

    [Fact(DisplayName = "同样标志写在表格左上角的，原样保留并说明")]
    [Requirement("R8.3.1")]
    public void AnEqualMarkInATableIsKept()
    {
        var file = new MadeDocx { Body = Table(Written) + P("正文") }.Bytes();
        var marked = Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), file));
        Assert.Equal(file, marked.File);
        Assert.Equal([DocumentNote.MarkKept], marked.Notes);
    }

    [Theory(DisplayName = "已有别的标志的，不予加注并说出是哪一个")]
    [InlineData("body", "秘密★5年")]
    [InlineData("header", "机密★10年")]
    [InlineData("box", "绝密★30年")]
    [InlineData("body", "机　密")]
    [Requirement("R8.3.1")]
    public void ADifferentMarkIsRefused(string where, string other)
    {
        var answer = Do(where switch
        {
            "header" => new() { Headers = { ["default"] = P(other) } },
            "box" => new() { Body = $"<w:p>{TextBox(120, 40, 40, 10, other)}</w:p>" + P("正文") },
            _ => new() { Body = P(other) + P("正文") },
        }, Placement.UpperLeft);
        var refusal = Assert.IsType<DocumentAnswer.Refused>(answer).Refusal;
        Assert.Equal("DOC.MARKED", refusal.Code);
        Assert.StartsWith(other[..1], refusal.Detail, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "已由本系统标志的文件，不得改标成别的")]
    [Requirement("R8.3.1")]
    public void OurOwnMarkIsNotChanged()
    {
        var other = Mark with { Term = Term.Years(10) };
        var answer = DocumentWork.Do(new(DocumentOperation.Mark, other), Marked(new()).File);
        Assert.Equal(Written, Assert.IsType<DocumentAnswer.Refused>(answer).Refusal.Detail);
    }

    [Theory(DisplayName = "保密图表标在标题之后或下方，随标题对齐")]
    [InlineData(Placement.BelowTitle)]
    [InlineData(Placement.AfterTitle)]
    [Requirement("R8.2.1")]
    public void ChartsAtTheirTitle(Placement placement)
    {
        var file = new MadeDocx { Body = P("附图一") + P("某某市行政区划图", "<w:pStyle w:val=\"ab\"/>") + P("说明") }.Bytes();
        var marked = Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark, placement), file));
        var xml = Encoding.UTF8.GetString(Corpus.Parts(marked.File)["word/document.xml"]);
        Assert.InRange(xml.IndexOf(Written, StringComparison.Ordinal), xml.IndexOf("某某市行政区划图", StringComparison.Ordinal), xml.IndexOf("说明", StringComparison.Ordinal));
        Assert.Equal(placement == Placement.BelowTitle, xml.Contains("<w:jc w:val=\"center\"/>", StringComparison.Ordinal));
        Assert.Equal(MarkFault.Misplaced, MarkCheck.Verify(marked.File, Mark, placement == Placement.BelowTitle ? Placement.AfterTitle : Placement.BelowTitle).Fault);
        Assert.Equal("DOC.PLACE", Refused(new() { Body = "<w:p/>" }, placement));
    }

    [Fact(DisplayName = "有修订记录的，标志不算修订，并提醒删去的文字仍可恢复")]
    [Requirement("R8.1.1")]
    public void TrackedChanges()
    {
        var body = "<w:p><w:ins w:id=\"1\" w:author=\"甲\"><w:r><w:t>加的</w:t></w:r></w:ins><w:del w:id=\"2\" w:author=\"甲\"><w:r><w:delText>删的</w:delText></w:r></w:del></w:p>";
        var answer = Assert.IsType<DocumentAnswer.Marked>(Do(new() { Body = body, Settings = "<w:trackRevisions/>" }, Placement.UpperLeft));
        Assert.Equal([DocumentNote.TrackedChanges], answer.Notes);
        var xml = Encoding.UTF8.GetString(Corpus.Parts(answer.File)["word/document.xml"]);
        Assert.True(xml.IndexOf(Written, StringComparison.Ordinal) < xml.IndexOf("<w:ins", StringComparison.Ordinal));
    }

    private static (byte[] File, string Xml, MarkSighting At) Marked(MadeDocx made)
    {
        var answer = Do(made, Placement.UpperLeft);
        var marked = Assert.IsType<DocumentAnswer.Marked>(answer);
        Assert.Equal(marked.File, Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), marked.File)).File);
        return (marked.File, Encoding.UTF8.GetString(Corpus.Parts(marked.File)["word/document.xml"]), marked.At);
    }

    private static string Refused(MadeDocx made, Placement placement = Placement.UpperLeft) => Assert.IsType<DocumentAnswer.Refused>(Do(made, placement)).Refusal.Code;

    private static DocumentAnswer Do(MadeDocx made, Placement placement) => DocumentWork.Do(new(DocumentOperation.Mark, Mark, placement), made.Bytes());

    private static void AssertFirstLine(string xml)
    {
        Assert.DoesNotContain("<w:framePr", xml, StringComparison.Ordinal);
        Assert.Contains("<w:body><w:p><w:pPr><w:pStyle w:val=\"ShoumiMark\"/>", xml, StringComparison.Ordinal);
    }
}
