using Shoumi.Rules.Periods;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Periods;

public sealed class SuperiorRuleTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly SuperiorTermRule Rule = new(7, "CL-5.3.2", Term.Years(25), "民办函〔2025〕3号", new(2026, 1, 1), new(2026, 12, 31));

    [Fact(DisplayName = "上级另有规定的，从其规定，不受上限、预见期限和默认期限的约束")]
    [Requirement("R6.3.1")]
    public void A_superior_rule_prevails()
    {
        var expected = new TermReading(Ruling.Yes, Term.Years(25), TermOrigin.SuperiorRule);
        Assert.Equal(expected, Judge(Rule));
        Assert.Equal(expected, Terms.Judge(Pack, Level.Confidential, ["CL-5.3.2"], new(true, "3", TermUnit.Year, Rule), Day));
        Assert.Equal(expected with { Term = Term.LongTerm }, Judge(Rule with { Term = Term.LongTerm }));
    }

    [Fact(DisplayName = "没有文号、不在有效期、不针对所选事项的规定不能用")]
    [Requirement("R6.3.1")]
    public void It_must_be_provable()
    {
        AssertRefused(Judge(Rule with { DocumentNumber = " " }).Ruling, "MZ.6.3");
        AssertRefused(Judge(Rule with { RowId = "CL-5.3.3" }).Ruling, "MZ.6.3");
        AssertRefused(Judge(Rule with { ValidFrom = Day.AddDays(1) }).Ruling, "MZ.6.3");
        AssertRefused(Judge(Rule with { ValidTo = Day.AddDays(-1) }).Ruling, "MZ.6.3");
        AssertRefused(Judge(Rule with { DocumentNumber = "", RowId = "CL-5.3.3", ValidTo = Day.AddDays(-1) }).Ruling, "MZ.6.3", "MZ.6.3", "MZ.6.3");
    }

    [Fact(DisplayName = "规定的首日和末日都有效，没有末日的一直有效")]
    [Requirement("R6.3.1")]
    public void First_and_last_day_count()
    {
        Assert.True(Judge(Rule with { ValidFrom = Day, ValidTo = Day }).Ruling.IsPermitted);
        Assert.True(Judge(Rule with { ValidTo = null }).Ruling.IsPermitted);
    }

    [Fact(DisplayName = "登记上级规定，要有文号、目录中的事项和合乎计法的期限，失效不早于生效")]
    [Requirement("R6.3.1")]
    public void Registering_a_rule()
    {
        Assert.Equal(Ruling.Yes, SuperiorRules.Judge(Pack, Rule));
        Assert.Equal(Ruling.Yes, SuperiorRules.Judge(Pack, Rule with { Term = Term.Months(11), ValidTo = Rule.ValidFrom }));
        AssertRefused(SuperiorRules.Judge(Pack, Rule with { RowId = "CL-9" }), "MZ.6.3");
        AssertRefused(SuperiorRules.Judge(Pack, Rule with { ValidTo = Rule.ValidFrom.AddDays(-1) }), "MZ.6.3");
        Assert.All((Term[])[Term.Months(18), Term.Days(5), Term.Bare, default, Term.When("公开后"), Term.Years(0)],
            term => AssertRefused(SuperiorRules.Judge(Pack, Rule with { Term = term }), "MZ.6.5"));
    }

    [Fact(DisplayName = "找得出某日对所选事项有效的上级规定")]
    [Requirement("R6.3.1")]
    public void The_applicable_rules_are_found()
    {
        SuperiorTermRule[] rules = [Rule, Rule with { Id = 8, RowId = "CL-5.3.3" }, Rule with { Id = 9, ValidTo = Day.AddDays(-1) }, Rule with { Id = 10, ValidFrom = Day.AddDays(1) }];
        Assert.Equal([7], SuperiorRules.Applicable(Pack, rules, ["CL-5.3.2", "CL-5.3.1"], Day).Select(r => r.Id));
    }

    [Fact(DisplayName = "兼有几类情形的，针对较低一项的规定不管期限")]
    [Requirement("R6.3.1", "R5.3")]
    public void A_rule_for_a_lower_row_says_nothing_about_the_level()
    {
        var lower = Rule with { RowId = "CL-5.3.3", Term = Term.Years(1) };
        Assert.Empty(SuperiorRules.Applicable(Pack, [lower], ["CL-5.3.3", "CL-5.2.2"], Day));
        AssertRefused(SuperiorRules.JudgeUse(Pack, lower, ["CL-5.3.3", "CL-5.2.2"], Day), "MZ.6.3");
        Assert.Equal(Ruling.Yes, SuperiorRules.JudgeChoice(Pack, [lower], null, ["CL-5.3.3", "CL-5.2.2"], Day));
        Assert.Equal(Ruling.Yes, SuperiorRules.JudgeUse(Pack, lower, ["CL-5.3.3"], Day));
    }

    [Fact(DisplayName = "上级已有规定的，必须选用；最高密级的几项都有规定的，从最长的")]
    [Requirement("R6.3.1")]
    public void The_longest_of_several_rules_holds()
    {
        var (years, months, forever) = (Rule with { Id = 1, Term = Term.Years(2) }, Rule with { Id = 2, RowId = "CL-5.3.3", Term = Term.Months(11) }, Rule with { Id = 3, Term = Term.LongTerm });
        string[] rows = ["CL-5.3.2", "CL-5.3.3"];
        Assert.Equal([1, 2], SuperiorRules.Applicable(Pack, [months, years], [.. rows], Day).Select(r => r.Id));
        Assert.Equal([3, 1, 2], SuperiorRules.Applicable(Pack, [months, years, forever], [.. rows], Day).Select(r => r.Id));
        AssertRefused(SuperiorRules.JudgeChoice(Pack, [months, years], null, [.. rows], Day), "MZ.6.3");
        AssertRefused(SuperiorRules.JudgeChoice(Pack, [months, years], months, [.. rows], Day), "MZ.6.3");
        Assert.Equal(Ruling.Yes, SuperiorRules.JudgeChoice(Pack, [months, years], years, [.. rows], Day));
        AssertRefused(SuperiorRules.JudgeChoice(Pack, [months, years, forever], years, [.. rows], Day), "MZ.6.3");
    }

    [Fact(DisplayName = "停用自当天起，末日为前一天；当天登记又停用的，哪天都不适用")]
    [Requirement("R6.3.1")]
    public void A_rule_withdrawn_on_its_first_day_holds_on_none()
    {
        var withdrawn = Rule with { ValidFrom = Day, ValidTo = Day.AddDays(-1) };
        Assert.DoesNotContain(Enumerable.Range(-400, 800), days => withdrawn.InForceOn(Day.AddDays(days)));
    }

    private static TermReading Judge(SuperiorTermRule rule) =>
        Terms.Judge(Pack, Level.Confidential, ["CL-5.3.2"], new(false, null, TermUnit.None, rule), Day);
}
