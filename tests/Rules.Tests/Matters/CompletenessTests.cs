using CsCheck;
using Shoumi.Rules.Matters;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Matters;

public sealed class CompletenessTests
{
    private static readonly string[] Parts = ["密级", "定密依据", "审批决定", "保密期限", "知悉范围"];

    [Fact(DisplayName = "国家秘密的密级、依据、决定、期限、知悉范围缺一不可，缺什么说什么")]
    [Requirement("R2.1")]
    public void All_five_are_needed() => Gen.Bool.Array[5].Sample(has =>
    {
        var ruling = Completeness.Judge(
            has[0] ? Level.Secret : null, has[1] ? "CL-5.2.1" : " ", has[2], has[3] ? Term.Years(5) : Term.Bare, has[4] ? 1 : 0);
        if (has.All(h => h))
        {
            Assert.Equal(Ruling.Yes, ruling);
            return;
        }

        AssertRefused(ruling, "MZ.2");
        var said = Sentences(ruling.Reasons[0]).First();
        Assert.EndsWith($"：缺{string.Join('、', Parts.Where((_, i) => !has[i]))}。", said, StringComparison.Ordinal);
    });

    [Fact(DisplayName = "不定密也是意见，须写明理由，缺了就说缺什么")]
    [Requirement("R7.1.5")]
    public void Not_classifying_needs_a_reason()
    {
        foreach (var determination in (Determination[])[Determination.Internal, Determination.Unclassified])
        {
            Assert.All((string?[])[null, "", "  "], reason =>
            {
                var ruling = Completeness.JudgeReason(determination, reason);
                AssertRefused(ruling, "MZ.7.1.OPINION");
                Assert.Contains("不定密的理由", Sentences(ruling.Reasons[0]).First(), StringComparison.Ordinal);
            });
            Assert.Equal(Ruling.Yes, Completeness.JudgeReason(determination, "日常事务"));
        }

        Assert.Equal(Ruling.Yes, Completeness.JudgeReason(Determination.StateSecret, null));
    }

    [Fact(DisplayName = "没有写期限的不算有期限，长期算")]
    [Requirement("R2.1")]
    public void A_term_is_needed()
    {
        AssertRefused(Completeness.Judge(Level.Secret, "CL-5.2.1", true, default, 1), "MZ.2");
        Assert.Equal(Ruling.Yes, Completeness.Judge(Level.Secret, "CL-5.2.1", true, Term.LongTerm, 1));
    }
}
