using Shoumi.Rules.Procedure;
using Xunit;
using static Shoumi.Rules.Tests.Procedure.CaseMaking;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Procedure;

/// <summary>Withdrawing, issuing, paper dates and corrections.</summary>
public sealed class CaseEndTests
{
    private static readonly DateOnly Reviewed = new(2026, 3, 2), Today = new(2026, 3, 5);

    [Fact(DisplayName = "签发前承办人可以撤回，须交代草稿载体的去向；签发后和办结后不能")]
    [Requirement("R7.7")]
    public void Withdrawal() => Assert.All(Enum.GetValues<Stage>(), stage =>
    {
        var open = stage < Stage.LedgerEntry;
        string[] late = open ? [] : ["MZ.7.WITHDRAW"];
        Assert.Equal(late, Codes(FiveSteps.MayWithdraw(At(stage), Somebody(Drafter, Section), carriersAccountedFor: true)));
        Assert.Equal([.. late, "MZ.7.WITHDRAW"], Codes(FiveSteps.MayWithdraw(At(stage), Somebody(Drafter, Section), carriersAccountedFor: false)));
        Assert.Equal(["MZ.7.1.DRAFTER", .. late], Codes(FiveSteps.MayWithdraw(At(stage), In(Post.SectionHead), carriersAccountedFor: true)));
    });

    [Fact(DisplayName = "未记入定密台账的，不得印发、标注；不定密的不得加标志")]
    [Requirement("R7.5.2", "R8.3.3")]
    public void Nothing_is_issued_before_the_fifth_step() => Assert.All(Enum.GetValues<Stage>(), stage =>
    {
        var ruling = FiveSteps.MayIssue(At(stage));
        Assert.Equal(stage == Stage.Registered, ruling.IsPermitted);
        if (stage != Stage.Registered)
        {
            AssertRefused(ruling, stage == Stage.NotSecret ? "MZ.8.3.NOT" : "MZ.7.5.FIRST");
        }
    });

    [Theory(DisplayName = "纸质签发以纸面日期为准，不早于文秘审核，不晚于今天")]
    [Requirement("R6.6.1", "R7.4.1")]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void The_date_on_paper(int afterReview, bool permitted)
    {
        var ruling = FiveSteps.PaperDate(Reviewed.AddDays(afterReview), Reviewed, Today);
        Assert.Equal(permitted, ruling.IsPermitted);
        if (!permitted)
        {
            AssertRefused(ruling, "MZ.7.DATE");
        }
    }

    [Fact(DisplayName = "更正由第二人确认，申请人不得自己确认")]
    [Requirement("R7.5.1")]
    public void A_correction_needs_a_second_person()
    {
        Assert.Equal(Ruling.Yes, Correction.MayDecide(Drafter, Stranger));
        AssertRefused(Correction.MayDecide(Drafter, Drafter), "MZ.7.5.SECOND");
    }

    [Fact(DisplayName = "更正只及于文书栏目，密级、期限、范围和日期已由签发确定")]
    [Requirement("R7.4.1", "R7.5.1")]
    public void Only_clerical_columns_are_corrected() => Assert.Equal(
        ["Title", "DocumentNumber", "CarrierForm", "Copies", "Remark"], Enum.GetNames<CorrectedField>());

    private static IEnumerable<string> Codes(Ruling ruling) => ruling.Reasons.Select(r => r.Code);
}
