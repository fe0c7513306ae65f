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
        Assert.Equal("MZ.8.1", Code(MarkingRules.JudgeOwnMark(new(Level.Secret, Term.Bare))));
        Assert.Equal("MZ.8.1", Code(MarkingRules.JudgeOwnMark(new(Level.Secret, default))));
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

    [Fact(DisplayName = "国家秘密标上标志才可印发，标志须与台账一致")]
    [Requirement("R8.1.1", "R8.3.2", "R8.3.3")]
    public void IssuedWithItsMark()
    {
        Assert.True(MarkingRules.JudgeIssue(Determination.StateSecret, TenYears, TenYears).IsPermitted);
        Assert.Equal("MZ.8.1", Code(MarkingRules.JudgeIssue(Determination.StateSecret, TenYears, null)));
        Assert.Equal("MZ.8.1", Code(MarkingRules.JudgeIssue(Determination.StateSecret, TenYears, TenYears with { Term = Term.Years(9) })));
        Assert.Equal("MZ.8.1", Code(MarkingRules.JudgeIssue(Determination.StateSecret, null, TenYears)));
        Assert.Equal("MZ.8.3.NOT", Code(MarkingRules.JudgeIssue(Determination.Internal, null, TenYears)));
        Assert.True(MarkingRules.JudgeIssue(Determination.Unclassified, null, null).IsPermitted);
    }

    internal static string? Code(Ruling ruling) => ruling.Match<string?>(_ => null, _ => "approval", f => string.Join('|', f.Refusals.Select(r => r.Code)));
}
