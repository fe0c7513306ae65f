using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Rules.Tests.Marking;

public sealed class MarkingRulesTests
{
    private static readonly ClassificationMark TenYears = new(Level.Confidential, Term.Years(10));

    [Theory(DisplayName = "书面密件标在左上角；保密图表标在标题之后或下方，不标在左上角")]
    [InlineData(DocumentKind.Written, Placement.UpperLeft, null)]
    [InlineData(DocumentKind.Written, Placement.AfterTitle, "MZ.8.1")]
    [InlineData(DocumentKind.Written, Placement.BelowTitle, "MZ.8.1")]
    [InlineData(DocumentKind.Chart, Placement.UpperLeft, "MZ.8.2")]
    [InlineData(DocumentKind.Chart, Placement.AfterTitle, null)]
    [InlineData(DocumentKind.Chart, Placement.BelowTitle, null)]
    [Requirement("R8.1.1", "R8.2.1")]
    public void Places(DocumentKind kind, Placement placement, string? code) =>
        Assert.Equal(code, Code(MarkingRules.JudgePlacement(kind, placement)));

    [Theory(DisplayName = "条例规定的位置都没有空处的，标在选定的空处；还有一处有空的，不得标在别处")]
    [InlineData(DocumentKind.Written, Placement.UpperRight, new[] { Placement.UpperRight, Placement.Foot }, null)]
    [InlineData(DocumentKind.Written, Placement.BelowTitle, new[] { Placement.BelowTitle }, null)]
    [InlineData(DocumentKind.Chart, Placement.UpperLeft, new[] { Placement.UpperLeft }, null)]
    [InlineData(DocumentKind.Chart, Placement.UpperLeft, new[] { Placement.UpperLeft, Placement.AfterTitle }, "MZ.8.2")]
    [InlineData(DocumentKind.Chart, Placement.Foot, null, "MZ.8.2")]
    [InlineData(DocumentKind.Written, Placement.Foot, null, "MZ.8.1")]
    [Requirement("R8.1.1", "R8.2.1")]
    public void WhereTheNamedPlacesHaveNoRoom(DocumentKind kind, Placement placement, Placement[]? room, string? code) =>
        Assert.Equal(code, Code(MarkingRules.JudgePlacement(kind, placement, room is null ? null : [.. room])));

    [Theory(DisplayName = "不另说明时标在哪里，那里总是允许的")]
    [InlineData(DocumentKind.Written)]
    [InlineData(DocumentKind.Chart)]
    [Requirement("R8.1.1", "R8.2.1")]
    public void UsualPlaceIsAllowed(DocumentKind kind) =>
        Assert.True(MarkingRules.JudgePlacement(kind, MarkingRules.UsualPlacement(kind)).IsPermitted);

    [Fact(DisplayName = "本机关的密件密级和期限缺一不可，只有星号的标志仅见于收文")]
    [Requirement("R8.3.2")]
    public void BothPartsOnOwnDocuments()
    {
        Assert.Equal("MZ.8.3", Code(MarkingRules.JudgeOwnMark(new(Level.Secret, Term.Bare))));
        Assert.Equal("MZ.8.3", Code(MarkingRules.JudgeOwnMark(new(Level.Secret, default))));
        Assert.True(MarkingRules.JudgeOwnMark(TenYears).IsPermitted);
    }

    [Theory(DisplayName = "内部资料和非密文件不得标注★")]
    [InlineData(Determination.Internal)]
    [InlineData(Determination.Unclassified)]
    [Requirement("R8.3.3", "R2.3")]
    public void NoStarOnOthers(Determination determination)
    {
        var ruling = MarkingRules.JudgeBearer(determination, new(Level.Confidential, Term.Years(1)));
        Assert.Equal("MZ.8.3.NOT", Code(ruling));
        Assert.Contains(("given", "秘密★1年"), ruling.Reasons[0].Arguments);
        Assert.True(MarkingRules.JudgeBearer(determination, null).IsPermitted);
    }

    [Theory(DisplayName = "国家秘密标上标志才可印发：缺少、错位各依书面和图表，与台账不一致或不完整的另有原因")]
    [InlineData(DocumentKind.Written, "秘密★10年", true, null)]
    [InlineData(DocumentKind.Written, "", true, "MZ.8.1")]
    [InlineData(DocumentKind.Written, "秘密★10年", false, "MZ.8.1")]
    [InlineData(DocumentKind.Written, "秘密★9年", true, "MZ.8.3")]
    [InlineData(DocumentKind.Written, "秘密★9年", false, "MZ.8.3")]
    [InlineData(DocumentKind.Written, "秘密★", true, "MZ.8.3")]
    [InlineData(DocumentKind.Written, "秘密★2周", true, "MZ.8.3")]
    [InlineData(DocumentKind.Chart, "秘密★10年", true, null)]
    [InlineData(DocumentKind.Chart, "", true, "MZ.8.2")]
    [InlineData(DocumentKind.Chart, "秘密★10年", false, "MZ.8.2")]
    [InlineData(DocumentKind.Chart, "绝密★30年", true, "MZ.8.3")]
    [Requirement("R8.1.1", "R8.2.1", "R8.3.2")]
    public void IssuedWithItsMark(DocumentKind kind, string borne, bool inPlace, string? code)
    {
        var ruling = MarkingRules.JudgeIssue(kind, Determination.StateSecret, TenYears, ClassificationMark.Parse(borne), inPlace);
        Assert.Equal(code, Code(ruling));
        if (code == "MZ.8.3")
        {
            Assert.Equal([("given", borne), ("allowed", "秘密★10年")], ruling.Reasons[0].Arguments);
        }
    }

    [Fact(DisplayName = "没有定出标志的国家秘密不印发；内部和非密文件不带标志印发")]
    [Requirement("R8.3.2", "R8.3.3")]
    public void IssuedWithoutAMark()
    {
        Assert.Equal("MZ.8.3", Code(MarkingRules.JudgeIssue(DocumentKind.Written, Determination.StateSecret, null, ClassificationMark.Parse("秘密★10年"), inPlace: true)));
        Assert.Equal("MZ.8.3.NOT", Code(MarkingRules.JudgeIssue(DocumentKind.Written, Determination.Internal, null, ClassificationMark.Parse("秘密★10年"), inPlace: true)));
        Assert.True(MarkingRules.JudgeIssue(DocumentKind.Written, Determination.Unclassified, null, MarkReading.Nothing, inPlace: true).IsPermitted);
    }

    [Theory(DisplayName = "已解密的不再加标志；期限未满、没有届满日的照加")]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-03-02", false)]
    [InlineData("2026-03-03", true)]
    [InlineData(null, true)]
    [Requirement("R8.3.3", "R6.6.1")]
    public void NoMarkOnWhatIsDeclassified(string? freeFrom, bool permitted) =>
        Assert.Equal(permitted ? null : "MZ.8.3.FREE", Code(MarkingRules.JudgeInForce(freeFrom is null ? null : DateOnly.Parse(freeFrom, System.Globalization.CultureInfo.InvariantCulture), new(2026, 3, 2))));

    internal static string? Code(Ruling ruling) => ruling.Match<string?>(_ => null, _ => "approval", f => string.Join('|', f.Refusals.Select(r => r.Code)));
}
