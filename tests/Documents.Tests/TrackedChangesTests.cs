using Shoumi.Documents.Inspecting;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;
using static Shoumi.Documents.Tests.MadeDocx;

namespace Shoumi.Documents.Tests;

/// <summary>Text that was deleted but can be brought back is text that nobody approved: such a draft is not taken.</summary>
public sealed class TrackedChangesTests
{
    private const string Deleted = "<w:p><w:r><w:t>留下的</w:t></w:r><w:del w:id=\"2\" w:author=\"甲\"><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>";

    public static TheoryData<string> Places() => [.. Made.Keys];

    private static readonly Dictionary<string, MadeDocx> Made = new()
    {
        ["正文删去"] = new() { Body = Deleted },
        ["正文插入"] = new() { Body = "<w:p><w:ins w:id=\"1\" w:author=\"甲\"><w:r><w:t>加的</w:t></w:r></w:ins></w:p>" },
        ["移走"] = new() { Body = "<w:p><w:moveFrom w:id=\"1\" w:author=\"甲\"><w:r><w:t>移走的</w:t></w:r></w:moveFrom></w:p>" },
        ["段落标记"] = new() { Body = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\" w:author=\"甲\"/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>" },
        ["表格行"] = new() { Body = "<w:tbl><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>" + P("一") },
        ["页眉"] = new() { Headers = { ["default"] = Deleted } },
        ["页脚"] = new() { Footers = { ["default"] = Deleted } },
        ["批注、脚注等其他部分"] = new() { Extra = { ["word/comments.xml"] = $"<w:comments xmlns:w=\"{Ns}\"><w:comment w:id=\"1\">{Deleted}</w:comment></w:comments>" } },
    };

    [Theory(DisplayName = "文件任何部分有未处理的修订，都不能提交定密")]
    [MemberData(nameof(Places))]
    [Requirement("R7.1.1", "R8.1.1")]
    public void ADraftWithTrackedChangesIsNotTaken(string where) =>
        Assert.Equal(new("DOC.TRACKED"), DocumentInspector.Inspect(Made[where].Bytes()).WhyNotPresentable);

    [Theory(DisplayName = "只开着修订开关、只改过格式、已接受修订、只有批注的，可以提交")]
    [InlineData("", "<w:trackRevisions/>")]
    [InlineData("<w:rPrChange w:id=\"1\" w:author=\"甲\"><w:rPr/></w:rPrChange>", "")]
    [InlineData("", "")]
    [Requirement("R7.1.1")]
    public void NothingIsHidden(string run, string settings)
    {
        var made = new MadeDocx { Body = P("正文", "", run), Settings = settings, Extra = { ["word/comments.xml"] = $"<w:comments xmlns:w=\"{Ns}\"><w:comment w:id=\"1\">{P("看过")}</w:comment></w:comments>" } };
        Assert.Null(DocumentInspector.Inspect(made.Bytes()).WhyNotPresentable);
    }

    [Fact(DisplayName = "不能由系统标志的文件照样可以提交，加密和损坏的不能")]
    [Requirement("R7.1.1")]
    public void OtherFilesArePresented()
    {
        Assert.Null(DocumentInspector.Inspect(@"{\rtf1 a}"u8.ToArray()).WhyNotPresentable);
        Assert.Equal("DOC.MALFORMED", DocumentInspector.Inspect([]).WhyNotPresentable?.Code);
    }
}
