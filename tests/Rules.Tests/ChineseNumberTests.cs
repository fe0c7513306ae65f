using CsCheck;
using Xunit;

namespace Shoumi.Rules.Tests;

public sealed class ChineseNumberTests
{
    [Theory(DisplayName = "条数和年数写成汉字数字")]
    [Requirement("R8.3.1")]
    [InlineData(0, "〇")]
    [InlineData(1, "一")]
    [InlineData(10, "十")]
    [InlineData(11, "十一")]
    [InlineData(20, "二十")]
    [InlineData(30, "三十")]
    [InlineData(99, "九十九")]
    public void Writes(int number, string text) => Assert.Equal(text, ChineseNumber.Write(number));

    [Theory(DisplayName = "老文件上的汉字数字能读出来")]
    [Requirement("R8.3.1")]
    [InlineData("零", 0)]
    [InlineData("两", 2)]
    [InlineData("十", 10)]
    [InlineData("一十", 10)]
    [InlineData("廿", 20)]
    [InlineData("廿五", 25)]
    [InlineData("二十", 20)]
    [InlineData("九十九", 99)]
    [InlineData("", null)]
    [InlineData("一二", null)]
    [InlineData("十十", null)]
    [InlineData("百", null)]
    [InlineData("10", null)]
    [InlineData("长期", null)]
    public void Reads(string text, int? number) => Assert.Equal(number, ChineseNumber.Read(text));

    [Fact(DisplayName = "写出来的数字读回来还是它")]
    [Requirement("R8.3.1")]
    public void Reads_what_it_writes() => Gen.Int[0, 99].Sample(n => Assert.Equal(n, ChineseNumber.Read(ChineseNumber.Write(n))));

    [Fact(DisplayName = "超出范围的数不写")]
    [Requirement("R8.3.1")]
    public void Writes_nothing_else() =>
        Assert.All((int[])[-1, 100], n => Assert.Throws<ArgumentOutOfRangeException>(() => ChineseNumber.Write(n)));
}
