using System.Text;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;
using static Shoumi.Documents.Tests.MadeDocx;

namespace Shoumi.Documents.Tests;

/// <summary>Which line of a chart is its title: marking and reading back must mean the same one.</summary>
public sealed class TitleTests
{
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));
    private const string NextPage = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";

    public static TheoryData<string, string, string> Openings() => new()
    {
        { "只有年份的一行不是标题", P("2007") + P("区划图") + P("说明"), "区划图" },
        { "页码、日期不是标题", P("- 1 -") + P("2026.3.2") + P("区划图"), "区划图" },
        { "份号不是标题", P("000123") + P("区划图") + P("说明"), "区划图" },
        { "带字样的份号不是标题", P("份号：000123") + P("区划图") + P("说明"), "区划图" },
        { "封面表格里的年份不是标题", Table("2007") + Table("区划图") + P("说明"), "区划图" },
        { "后页的标题样式不算首页的标题", P("区划图") + P("说明") + NextPage + P("附图二", "<w:pStyle w:val=\"ab\"/>"), "区划图" },
    };

    [Theory(DisplayName = "图表标题的认定：标在标题下方或之后，复读认得同一处")]
    [MemberData(nameof(Openings))]
    [Requirement("R8.2.1")]
    public void TheTitleIsTheSameForBoth(string why, string body, string title)
    {
        foreach (var placement in (Placement[])[Placement.BelowTitle, Placement.AfterTitle])
        {
            var answer = DocumentWork.Do(new(DocumentOperation.Mark, Mark, placement), new MadeDocx { Body = body }.Bytes());
            Assert.True(answer is DocumentAnswer.Marked, $"{why}: {placement}: {answer}");
            var text = Encoding.UTF8.GetString(Corpus.Parts(((DocumentAnswer.Marked)answer).File)["word/document.xml"]);
            var (at, mark) = (text.IndexOf(title, StringComparison.Ordinal), text.IndexOf("机密★20年", StringComparison.Ordinal));
            Assert.True(mark > at && text[at..mark].Split("<w:t").Length == 2, $"{why}: {placement}");
        }
    }

    [Fact(DisplayName = "只有数字的图表没有标题可标，说明原因")]
    [Requirement("R8.2.1")]
    public void NumbersAloneAreNoTitle()
    {
        var refusal = Assert.IsType<DocumentAnswer.Refused>(DocumentWork.Do(new(DocumentOperation.Mark, Mark, Placement.BelowTitle), new MadeDocx { Body = P("2007") + P("12 34") }.Bytes())).Refusal;
        Assert.Equal(("DOC.PLACE", "没有标题 no title"), (refusal.Code, refusal.Detail));
    }

    [Theory(DisplayName = "版心第一行为六位份号的，标志在第二行，复读认得在左上角；不是六位的不当份号")]
    [InlineData("000123", 1)]
    [InlineData("№ 000123", 1)]
    [InlineData("2007", 0)]
    [Requirement("R8.1.1")]
    public void TheMarkFollowsTheCopyNumber(string number, int line)
    {
        var marked = Assert.IsType<DocumentAnswer.Marked>(DocumentWork.Do(new(DocumentOperation.Mark, Mark), new MadeDocx { Body = P(number) + P("某某市民政局文件") + P("正文") }.Bytes()));
        var xml = System.Xml.Linq.XDocument.Parse(Encoding.UTF8.GetString(Corpus.Parts(marked.File)["word/document.xml"]));
        var lines = xml.Descendants((System.Xml.Linq.XNamespace)Ns + "p").Select(p => p.Value).ToList();
        Assert.Equal("机密★20年", lines[line]);
        Assert.True(marked.At is { X: < 50, Y: < 20 });
    }
}
