using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;
using static Shoumi.Documents.Tests.MadeDocx;

namespace Shoumi.Documents.Tests;

/// <summary>Marks in headers and footers, those of later pages included: a document never says two things about itself.</summary>
public sealed class RunningHeadTests
{
    private const string Other = "绝密★30年";
    private static readonly ClassificationMark Mark = new(Level.Confidential, Term.Years(10));
    private static readonly string OwnFirstPage = new MadeDocx().Section + "<w:titlePg/>";
    private static readonly string TwoSections = P("第一节", "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:left=\"1588\" w:header=\"851\"/></w:sectPr>") + P("第二节");

    public static TheoryData<string> Places() => [.. Elsewhere("").Keys];

    private static Dictionary<string, MadeDocx> Elsewhere(string mark) => new()
    {
        ["首页不同而首页没有页眉"] = new() { Section = OwnFirstPage, Headers = { ["default"] = P(mark) } },
        ["首页有自己的页眉"] = new() { Section = OwnFirstPage, Headers = { ["first"] = P("某某市民政局"), ["default"] = P(mark) } },
        ["首页用通用页眉，偶数页不同"] = new() { Settings = "<w:evenAndOddHeaders/>", Headers = { ["default"] = P("某某市民政局"), ["even"] = P(mark) } },
        ["后一节的页眉"] = new() { Body = TwoSections, Headers = { ["default"] = P(mark) } },
        ["页脚"] = new() { Footers = { ["default"] = P(mark) } },
        ["后页页眉里的文本框"] = new() { Section = OwnFirstPage, Headers = { ["default"] = $"<w:p>{TextBox(20, 10, 50, 10, mark)}</w:p>" } },
        ["后页页眉里的水印"] = new() { Section = OwnFirstPage, Headers = { ["default"] = Watermark(mark) } },
    };

    [Theory(DisplayName = "任何一页的页眉页脚另有不同标志的，不予加注并说出是哪一个")]
    [MemberData(nameof(Places))]
    [Requirement("R8.1.1", "R8.3.1", "R8.3.2")]
    public void ADifferentMarkOnAnyPageIsRefused(string where)
    {
        var made = Elsewhere(Other)[where];
        var answer = DocumentWork.Do(new(DocumentOperation.Mark, Mark), made.Bytes());
        Assert.Equal(new("DOC.MARKED", Other), (answer as DocumentAnswer.Refused)?.Refusal ?? new(where));
    }

    [Theory(DisplayName = "复读也看各页的页眉页脚：首页标志再对，后页不同的也不合格")]
    [MemberData(nameof(Places))]
    [Requirement("R8.1.1", "R8.3.2")]
    public void TheReaderSeesItToo(string where)
    {
        var made = Elsewhere(Other)[where];
        var marked = new MadeDocx { Body = P(Mark.ToString()) + made.Body, Section = made.Section, Settings = made.Settings, Headers = made.Headers, Footers = made.Footers };
        var verdict = MarkCheck.Verify(marked.Bytes(), Mark, Placement.UpperLeft);
        Assert.True(verdict is { Fault: MarkFault.Unequal, Seen.Text: Other }, $"{where}: {verdict}");
    }

    [Theory(DisplayName = "后页页眉页脚已有同样标志的，照样标首页，后页的不动也不重写")]
    [MemberData(nameof(Places))]
    [Requirement("R8.1.1")]
    public void AnEqualMarkOnOtherPagesIsFine(string where)
    {
        var file = Elsewhere(Mark.ToString())[where].Bytes();
        var marked = DocumentWork.Do(new(DocumentOperation.Mark, Mark), file) as DocumentAnswer.Marked;
        Assert.True(marked is { At.Spot: MarkSpot.Body }, where);
        Assert.Equal(2, MarkReader.Read(marked.File).Sightings.Length);
        Assert.All(Corpus.Parts(file).Where(p => p.Key.Contains("header", StringComparison.Ordinal) || p.Key.Contains("footer", StringComparison.Ordinal)), p => Assert.Equal(p.Value, Corpus.Parts(marked.File)[p.Key]));
        Assert.Equal(marked.File, Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), marked.File)).File);
    }

    [Theory(DisplayName = "只在后页页眉页脚有标志的，不算首页已标")]
    [MemberData(nameof(Places))]
    [Requirement("R8.1.1")]
    public void OtherPagesDoNotStandForTheFirst(string where) =>
        Assert.True(MarkCheck.Verify(Elsewhere(Mark.ToString())[where].Bytes(), Mark, Placement.UpperLeft).Fault == MarkFault.Misplaced, where);

    [Fact(DisplayName = "首页页眉左上角已有同样标志的，原样保留，不写第二个")]
    [Requirement("R8.1.1")]
    public void AnEqualMarkInTheFirstHeaderIsKept()
    {
        var file = new MadeDocx { Headers = { ["default"] = P("秘密★10年") } }.Bytes();
        var marked = Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), file));
        Assert.Equal(file, marked.File);
        Assert.Equal([DocumentNote.MarkKept], marked.Notes);
    }
}
