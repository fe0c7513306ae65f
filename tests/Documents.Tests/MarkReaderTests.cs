using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;
using static Shoumi.Documents.Tests.MadeDocx;

namespace Shoumi.Documents.Tests;

public sealed class MarkReaderTests
{
    private static readonly ClassificationMark Mark = new(Level.Secret, Term.Years(20));

    [Fact(DisplayName = "正文、表格、文本框、页眉里的标志都读得出，拆成几段文字的也读得出")]
    [Requirement("R8.3.1")]
    public void FoundWhereverTheyStand()
    {
        var split = "<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密★2</w:t></w:r><w:r><w:t>0年</w:t></w:r></w:p>";
        var file = new MadeDocx { Body = split + Table("秘密★1年") + $"<w:p>{TextBox(10, 10, 50, 10, "绝密★30年")}</w:p>", Headers = { ["default"] = P("秘密★6个月") } }.Bytes();
        var seen = MarkReader.Read(file).Sightings;
        Assert.Equal(
            [("机密★20年", MarkSpot.Body), ("秘密★1年", MarkSpot.Table), ("秘密★6个月", MarkSpot.Header), ("绝密★30年", MarkSpot.TextBox)],
            seen.Select(s => (s.Reading.Words, s.Spot)).OrderBy(s => s.Spot == MarkSpot.TextBox).ThenBy(s => s.Spot));
    }

    [Theory(DisplayName = "复读时缺少、错位、不符、隐藏的标志都判为不合格")]
    [InlineData(MarkFault.None, "机密★20年", "", "")]
    [InlineData(MarkFault.Missing, "正文", "", "")]
    [InlineData(MarkFault.Unequal, "机密★19年", "", "")]
    [InlineData(MarkFault.Unequal, "秘密★20年", "", "")]
    [InlineData(MarkFault.Unequal, "机密 ★20年", "", "")]
    [InlineData(MarkFault.Misplaced, "机密★20年", "<w:jc w:val=\"right\"/>", "")]
    [InlineData(MarkFault.Misplaced, "机密★20年", "<w:ind w:left=\"6000\"/>", "")]
    [InlineData(MarkFault.Misplaced, "机密★20年", "<w:framePr w:vAnchor=\"page\" w:hAnchor=\"page\" w:x=\"7000\" w:y=\"900\"/>", "")]
    [InlineData(MarkFault.Misplaced, "机密★20年", "<w:framePr w:vAnchor=\"page\" w:hAnchor=\"page\" w:x=\"1000\" w:y=\"9000\"/>", "")]
    [InlineData(MarkFault.Hidden, "机密★20年", "", "<w:vanish/>")]
    [InlineData(MarkFault.Hidden, "机密★20年", "", "<w:color w:val=\"FFFFFF\"/>")]
    [Requirement("R8.1.1", "R8.3.1")]
    public void Faults(MarkFault fault, string text, string properties, string run) =>
        Assert.Equal(fault, MarkCheck.Verify(new MadeDocx { Body = P(text, properties, run) + P("正文") }.Bytes(), Mark, Placement.UpperLeft).Fault);

    [Fact(DisplayName = "标志落在第二页或正文深处的，不算在首页左上角")]
    [Requirement("R8.1.1")]
    public void OtherPagesDoNotCount()
    {
        var end = "<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:pPr></w:p>";
        Assert.Equal(MarkFault.Misplaced, MarkCheck.Verify(new MadeDocx { Body = end + P("机密★20年") }.Bytes(), Mark, Placement.UpperLeft).Fault);
        Assert.Equal(MarkFault.Misplaced, MarkCheck.Verify(new MadeDocx { Body = string.Concat(Enumerable.Repeat(P("一"), 9)) + P("机密★20年") }.Bytes(), Mark, Placement.UpperLeft).Fault);
    }

    [Fact(DisplayName = "规定位置有两个不同标志的，不合格")]
    [Requirement("R8.3.1")]
    public void TwoMarksAreNone() =>
        Assert.Equal(MarkFault.Unequal, MarkCheck.Verify(new MadeDocx { Body = P("机密★20年") + P("秘密★1年") }.Bytes(), Mark, Placement.UpperLeft).Fault);

    [Fact(DisplayName = "读不了的文件说读不了，不当作没有标志")]
    [Requirement("R8.1.1")]
    public void Unreadable()
    {
        Assert.Equal("DOC.MALFORMED", MarkReader.Read([1, 2, 3]).Refusal?.Code);
        Assert.Equal(MarkFault.Unreadable, MarkCheck.Verify([1, 2, 3], Mark, Placement.UpperLeft).Fault);
    }
}
