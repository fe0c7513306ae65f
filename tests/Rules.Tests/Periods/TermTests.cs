using CsCheck;
using Shoumi.Rules.Periods;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Periods;

public sealed class TermTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Gen<Level> AnyLevel = Gen.Int[1, 3].Select(n => (Level)n);

    [Theory(DisplayName = "期限不得超过该级上限，正好等于上限可以")]
    [Requirement("R6.1.1")]
    [InlineData(Level.TopSecret, 30, true)]
    [InlineData(Level.TopSecret, 31, false)]
    [InlineData(Level.Secret, 20, true)]
    [InlineData(Level.Secret, 21, false)]
    [InlineData(Level.Confidential, 10, true)]
    [InlineData(Level.Confidential, 11, false)]
    public void The_cap_is_inclusive(Level level, int years, bool permitted)
    {
        var reading = Judge(level, $"{years}", TermUnit.Year);
        AssertRefused(reading.Ruling, permitted ? [] : ["MZ.6.1"]);
        Assert.True(!permitted || reading == new TermReading(Ruling.Yes, Term.Years(years), TermOrigin.Foreseen));
    }

    [Fact(DisplayName = "安置计划填11年，告诉承办人秘密级最长10年")]
    [Requirement("R6.1.1", "R3.1")]
    public void Scenario_1()
    {
        var refusal = Judge(Level.Confidential, "11", TermUnit.Year).Ruling.Reasons[0];
        string[] said = [.. Sentences(refusal)];
        Assert.Contains("您填的是11年，秘密级最长10年", said[0], StringComparison.Ordinal);
        Assert.Contains("11 years where 秘密 allows at most 10 years", said[1], StringComparison.Ordinal);
        Assert.Contains("10年以内", said[2], StringComparison.Ordinal);
        Assert.Equal("R6.1.1", refusal.Requirement);
    }

    [Theory(DisplayName = "期限按整年或1至11个月计，别的写法告知最近的可填期限")]
    [Requirement("R6.5.1", "R3.1")]
    [InlineData("18", TermUnit.Month, "1年或2年")]
    [InlineData("1年6个月", TermUnit.None, "1年或2年")]
    [InlineData("1年6个月", TermUnit.Year, "1年或2年")]
    [InlineData("12", TermUnit.Month, "1年")]
    [InlineData("0", TermUnit.Month, "1个月")]
    [InlineData("0", TermUnit.Year, "1个月")]
    [InlineData("1.5", TermUnit.Year, "1年或2年")]
    [InlineData("0.5", TermUnit.Year, "6个月")]
    [InlineData("半年", TermUnit.None, "6个月")]
    [InlineData("11.5", TermUnit.Month, "11个月或1年")]
    [InlineData("2.5", TermUnit.Month, "2个月或3个月")]
    [InlineData("45", TermUnit.Day, "1个月或2个月")]
    [InlineData("100天", TermUnit.None, "3个月或4个月")]
    [InlineData("3周", TermUnit.None, "1个月")]
    [InlineData("-3", TermUnit.Year, "1个月")]
    [InlineData("负三年", TermUnit.None, "1个月")]
    [InlineData("6个月", TermUnit.Year, "6个月")]
    [InlineData("9.5年", TermUnit.None, "9年或10年")]
    [InlineData("三五", TermUnit.Year, "1至11个月或1至10年")]
    [InlineData("直到会议结束", TermUnit.Year, "1至11个月或1至10年")]
    [InlineData("5年6", TermUnit.Year, "1至11个月或1至10年")]
    [InlineData("年", TermUnit.Year, "1至11个月或1至10年")]
    [InlineData("5", TermUnit.None, "1至11个月或1至10年")]
    [InlineData("1..5", TermUnit.Year, "1至11个月或1至10年")]
    [InlineData("99999999999999999999999999999999", TermUnit.Year, "1至11个月或1至10年")]
    public void Whole_years_or_whole_months(string amount, TermUnit unit, string allowed)
    {
        var ruling = Judge(Level.Confidential, amount, unit).Ruling;
        AssertRefused(ruling, "MZ.6.5");
        Assert.Contains($"可以填{allowed}。", Sentences(ruling.Reasons[0]).ElementAt(2), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "写法不对又超过上限的，两条理由都告知")]
    [Requirement("R6.5.1", "R6.1.1")]
    [InlineData("300", TermUnit.Month)]
    [InlineData("10.5", TermUnit.Year)]
    [InlineData("5000", TermUnit.Day)]
    [InlineData("999999999", TermUnit.Month)]
    public void Both_reasons_are_given(string amount, TermUnit unit)
    {
        var ruling = Judge(Level.Confidential, amount, unit).Ruling;
        AssertRefused(ruling, "MZ.6.5", "MZ.6.1");
        Assert.Contains("可以填10年。", Sentences(ruling.Reasons[0]).ElementAt(2), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "全角数字、汉字数字、带单位的写法都认得")]
    [Requirement("R6.5.1")]
    [InlineData("１０", TermUnit.Year, "10年")]
    [InlineData("十", TermUnit.Year, "10年")]
    [InlineData("两年", TermUnit.None, "2年")]
    [InlineData(" 5 年 ", TermUnit.Year, "5年")]
    [InlineData("六个月", TermUnit.None, "6个月")]
    [InlineData("6月", TermUnit.Month, "6个月")]
    [InlineData("１１　個月", TermUnit.None, "11个月")]
    [InlineData("3.0", TermUnit.Year, "3年")]
    [InlineData("07", TermUnit.Year, "7年")]
    [InlineData("2 years", TermUnit.None, "2年")]
    [InlineData("10周年", TermUnit.Year, "10年")]
    public void Amounts_are_read_as_people_type_them(string amount, TermUnit unit, string term)
    {
        var reading = Judge(Level.Confidential, amount, unit);
        Assert.Equal(Ruling.Yes, reading.Ruling);
        Assert.Equal(term, reading.Term.ToString());
    }

    [Fact(DisplayName = "读不懂的文字不在理由里重复，免得题名混进记录")]
    [Requirement("R6.5.1", "R7.1.2")]
    public void What_nobody_can_read_is_not_repeated()
    {
        var ruling = Judge(Level.Confidential, "关于驻军换防的方案", TermUnit.Year).Ruling;
        Assert.All(ruling.Reasons.SelectMany(Sentences), s => Assert.DoesNotContain("换防", s, StringComparison.Ordinal));
        Assert.All(Terms.JudgeTerm(Pack, Level.Secret, Term.When("换防结束")).Reasons.SelectMany(Sentences),
            s => Assert.DoesNotContain("换防", s, StringComparison.Ordinal));
    }

    [Theory(DisplayName = "能预见就要填期限；没有回答能否预见的，拟办意见不完整")]
    [Requirement("R6.2.1", "R7.1.2")]
    [InlineData(true, null, "MZ.6.2")]
    [InlineData(true, "　", "MZ.6.2")]
    [InlineData(null, null, "MZ.7.1.OPINION")]
    [InlineData(null, "10", "MZ.7.1.OPINION")]
    public void Foreseeable_needs_a_term(bool? foreseeable, string? amount, string code) =>
        AssertRefused(Terms.Judge(Pack, Level.Secret, ["CL-5.2.1"], new(foreseeable, amount, TermUnit.Year, null), Day).Ruling, code);

    [Theory(DisplayName = "不能预见的，按三十年、二十年、十年管理，并记明是默认")]
    [Requirement("R6.4.1")]
    [InlineData(Level.TopSecret, 30)]
    [InlineData(Level.Secret, 20)]
    [InlineData(Level.Confidential, 10)]
    public void The_unforeseeable_gets_the_default(Level level, int years) => Assert.Equal(
        new(Ruling.Yes, Term.Years(years), TermOrigin.Default),
        Terms.Judge(Pack, level, ["CL-5.2.1"], new(false, "3", TermUnit.Year, null), Day));

    [Fact(DisplayName = "长期和解密条件、解密时间不由本局产生")]
    [Requirement("R6.5.1", "R6.3.1")]
    public void Other_forms_are_not_produced()
    {
        AssertRefused(Judge(Level.TopSecret, "长期", TermUnit.Year).Ruling, "MZ.6.3");
        AssertRefused(Terms.JudgeTerm(Pack, Level.TopSecret, Term.LongTerm), "MZ.6.3");
        AssertRefused(Terms.JudgeTerm(Pack, Level.TopSecret, Term.When("公开之后")), "MZ.6.5");
        AssertRefused(Terms.JudgeTerm(Pack, Level.TopSecret, Term.FreeOn(Day)), "MZ.6.5");
        AssertRefused(Terms.JudgeTerm(Pack, Level.TopSecret, Term.Days(45)), "MZ.6.5");
        AssertRefused(Terms.JudgeTerm(Pack, Level.TopSecret, Term.Bare), "MZ.7.1.OPINION");
        AssertRefused(Terms.JudgeCap(Level.TopSecret, Term.Days(45), Pack.Levels), "MZ.6.5");
    }

    [Fact(DisplayName = "准许的期限恰好是1至11个月和1年至上限")]
    [Requirement("R6.1.1", "R6.5.1")]
    public void Exactly_these_terms_are_permitted() =>
        Gen.Select(AnyLevel, Gen.Int[-5, 400], Gen.Int[1, 3].Select(n => (TermUnit)n)).Sample((level, amount, unit) =>
        {
            var term = new Term(TermForm.Duration, amount, unit);
            var expected = unit switch
            {
                TermUnit.Year => amount >= 1 && amount <= Pack.Levels[level].CapYears,
                TermUnit.Month => amount is >= 1 and <= 11,
                TermUnit.Day or TermUnit.None => false,
            };
            Assert.Equal(expected, Terms.JudgeTerm(Pack, level, term).IsPermitted);
            Assert.Equal(expected, Judge(level, $"{amount}", unit).Ruling.IsPermitted);
            Assert.True(!expected || Terms.JudgeCap(level, term, Pack.Levels).IsPermitted);
        });

    [Fact(DisplayName = "无论输入什么文字，答复都说得清，也不出错")]
    [Requirement("R6.5.1", "R3.1")]
    public void Whatever_is_typed() =>
        Gen.Select(AnyLevel, Gen.OneOf(Gen.String, Gen.Char["0123456789.年个月日半十二-−　ａ5"].Array[0, 8].Select(c => new string(c))), Gen.Int[0, 3])
            .Sample((level, text, unit) =>
            {
                var reading = Judge(level, text, (TermUnit)unit);
                Assert.All(reading.Ruling.Reasons.SelectMany(Sentences), AssertReadable);
                Assert.True(!reading.Ruling.IsPermitted || Terms.JudgeTerm(Pack, level, reading.Term).IsPermitted);
            }, iter: 3000);

    [Fact(DisplayName = "判断期限上限不占用内存")]
    [Requirement("R6.1.1")]
    public void Judging_a_permitted_cap_allocates_nothing()
    {
        var term = Term.Years(20);
        Assert.True(Terms.JudgeCap(Level.Secret, term, Pack.Levels).IsPermitted);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Terms.JudgeCap(Level.Secret, term, Pack.Levels);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static TermReading Judge(Level level, string amount, TermUnit unit) =>
        Terms.Judge(Pack, level, ["CL-5.2.1"], new(true, amount, unit, null), Day);
}
