using Shoumi.Rules.Policy;
using Xunit;

namespace Shoumi.Rules.Tests.Policy;

public sealed class WordingTests
{
    [Theory(DisplayName = "句子里填入具体数值，缺值的部分整段省去，不留空洞")]
    [Requirement("R3.1")]
    [InlineData("超过上限[：填{given}，最长{allowed}]。", "given=11年;allowed=10年", "超过上限：填11年，最长10年。")]
    [InlineData("超过上限[：填{given}，最长{allowed}]。", "given=11年", "超过上限。")]
    [InlineData("超过上限[：填{given}，最长{allowed}]。", "given=;allowed=10年", "超过上限。")]
    [InlineData("[{who}，][{what}]", "what=审核", "审核")]
    [InlineData("由{who}办理", "who=某人", "由某人办理")]
    [InlineData("由{who}办理", "", "由…办理")]
    [InlineData("没有数值", "who=某人", "没有数值")]
    [InlineData("", "", "")]
    public void Values_are_filled_in(string template, string arguments, string expected)
    {
        var filled = new Wording(template, template).With([.. arguments.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => a.Split('=')).Select(a => (a[0], a[1]))]);
        Assert.Equal(expected, filled.Zh);
        Assert.Equal(expected, filled.En);
    }

    [Fact(DisplayName = "英文句子用数值的英文写法，没有的用原样")]
    [Requirement("R3.1")]
    public void English_prefers_its_own_form()
    {
        var filled = new Wording("{level}{given}", "{level} {given}").With([("level", "机密"), ("given", "1年"), ("given_en", "1 year")]);
        Assert.Equal(new("机密1年", "机密 1 year"), filled);
    }

    [Fact(DisplayName = "填入的数值里即使有括号，也原样显示")]
    [Requirement("R3.1")]
    public void Values_are_never_templates() => Assert.Equal(
        "[{who}]或[{who}]", new Wording("{given}[或{given}]", "").With([("given", "[{who}]"), ("who", "某人")]).Zh);

    [Fact(DisplayName = "没有英文时显示中文")]
    [Requirement("R3.1")]
    public void Chinese_stands_in() => Assert.Equal(("甲", "甲"), (new Wording("甲", "").In(english: true), new Wording("甲", "A").In(english: false)));
}
