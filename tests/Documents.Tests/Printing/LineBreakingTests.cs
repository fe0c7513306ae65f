using CsCheck;
using Shoumi.Documents.Printing;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests.Printing;

public class LineBreakingTests
{
    private const float Em = 10f;

    private static List<Letter> Letters(string text) =>
        [.. text.Select(c => new Letter(c.ToString(), default, char.IsAscii(c) ? Em / 2 : Em))];

    private static string[] Break(string text, int ems) =>
        [.. LineBreaking.Break(Letters(text), ems * Em).Select(line => string.Concat(line.Select(letter => letter.Text)))];

    [Theory(DisplayName = "印件换行：句读不居行首，引号括号不居行末，数字、密级标志不拆开")]
    [Requirement("R7.1.3")]
    [InlineData("知悉范围过宽，请具体到人。", 6, "知悉范围过|宽，请具体到|人。")]
    [InlineData("调防（秘密）", 3, "调防|（秘|密）")]
    [InlineData("拟定机密★20年，可", 5, "拟定|机密★20|年，可")]
    [InlineData("共印120份，存档", 4, "共印|120份，|存档")]
    [InlineData("批准abcd号文件", 3, "批准|abcd号|文件")]
    [InlineData("abcdefgh", 2, "abcd|efgh")]
    [InlineData("如下……完", 3, "如|下……|完")]
    [InlineData("一二 三四", 2, "一二|三四")]
    [InlineData("", 4, "")]
    public void Where_a_line_may_end(string text, int ems, string expected) => Assert.Equal(expected.Split('|'), Break(text, ems));

    [Fact(DisplayName = "换行不丢一字，行不超宽")]
    [Requirement("R7.1.3")]
    public void Nothing_is_lost_and_no_line_is_too_wide() =>
        Gen.Select(Gen.Char["定密依据，。（）“”★—…09az \u00A0"].Array[0, 60], Gen.Int[1, 12]).Sample((characters, ems) =>
        {
            var text = new string(characters);
            var lines = LineBreaking.Break(Letters(text), ems * Em);
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines.SelectMany(line => line).Select(letter => letter.Text)).Replace(" ", "", StringComparison.Ordinal));
            Assert.All(lines, line => Assert.True(line.Count <= 1 || line.Sum(letter => letter.Width) <= ems * Em));
        });
}
