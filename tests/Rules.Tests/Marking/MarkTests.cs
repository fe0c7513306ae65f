using CsCheck;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Rules.Tests.Marking;

public sealed class MarkTests
{
    internal static readonly Gen<Level> AnyLevel = Gen.OneOf(Level.TopSecret, Level.Secret, Level.Confidential);

    internal static readonly Gen<Term> AnyTerm = Gen.OneOf(
        Gen.Int[1, 200].Select(Term.Years),
        Gen.Int[1, 11].Select(Term.Months),
        Gen.Int[1, 400].Select(Term.Days),
        Gen.Int[0, 40000].Select(n => Term.FreeOn(new DateOnly(1990, 1, 1).AddDays(n))),
        Gen.OneOf("会议开始前", "公布前", "行动结束后", "验收之日").Select(Term.When),
        Gen.Const(Term.LongTerm));

    [Fact(DisplayName = "标志写成密级、五角星、期限，中间不空格，用阿拉伯数字；写出来的原样读得回来")]
    [Requirement("R8.3.1")]
    public void PrintedMarksReadBack() => Gen.Select(AnyLevel, Gen.OneOf(AnyTerm, Gen.Const(Term.Bare))).Sample((level, term) =>
    {
        var mark = new ClassificationMark(level, term);
        var reading = ClassificationMark.Parse(mark.ToString());
        return reading.Mark == mark && reading.Confidence == MarkConfidence.High && reading.Defects.IsEmpty && reading.Alone
            && ClassificationMark.ParseStrict(mark.ToString()) == mark;
    });

    [Theory(DisplayName = "写法不合格式的仍认得出，并指出哪里不合")]
    [InlineData("机密☆5年", MarkDefect.OtherStar)]
    [InlineData("机密⭐5年", MarkDefect.OtherStar)]
    [InlineData("机密＊5年", MarkDefect.OtherStar)]
    [InlineData("机密5年", MarkDefect.NoStar)]
    [InlineData("机密级★5年", MarkDefect.LevelSuffix)]
    [InlineData("机密 ★ 5年", MarkDefect.Spaced)]
    [InlineData("机密★\u200B5年", MarkDefect.Spaced)]
    [InlineData("机密★５年", MarkDefect.OtherDigits)]
    [InlineData("机密★五年", MarkDefect.OtherDigits)]
    [InlineData("機密★5年", MarkDefect.OtherGlyphs)]
    [Requirement("R8.3.1")]
    public void DefectsAreNamed(string text, MarkDefect defect)
    {
        var reading = ClassificationMark.Parse(text);
        Assert.Equal(new ClassificationMark(Level.Secret, Term.Years(5)), reading.Mark);
        Assert.Equal([defect], reading.Defects);
        Assert.Null(ClassificationMark.ParseStrict(text));
    }

    [Theory(DisplayName = "旧版式和文字识别常见的字形折回本字再认")]
    [InlineData("秘密★6个⽉", "秘密★6个月")]
    [InlineData("秘密★⻓期", "秘密★长期")]
    [InlineData("秘密★⾧期", "秘密★长期")]
    [InlineData("絕密★⼗年", "绝密★10年")]
    [InlineData("秘密★半年", "秘密★6个月")]
    [InlineData("秘密★6月", "秘密★6个月")]
    [InlineData("秘密★2027-6-30", "秘密★2027年6月30日")]
    [InlineData("秘密★2027.06.30前", "秘密★2027年6月30日")]
    [InlineData("秘密★至2026年12月31日", "秘密★2027年1月1日")]
    [Requirement("R8.3.1")]
    public void OddFormsFold(string text, string canonical)
    {
        var reading = ClassificationMark.Parse(text);
        Assert.Equal(canonical, reading.Mark?.ToString());
        Assert.NotEmpty(reading.Defects);
    }

    [Theory(DisplayName = "星号后面不是期限的，认出是标志，但期限读不出")]
    [InlineData("秘密★2026年")]
    [InlineData("秘密★1年6个月")]
    [InlineData("秘密★2周")]
    [InlineData("绝密★终身")]
    [Requirement("R8.3.1")]
    public void UnreadableTerms(string text)
    {
        var reading = ClassificationMark.Parse(text);
        Assert.NotNull(reading.Level);
        Assert.Null(reading.Mark);
        Assert.Equal([MarkDefect.UnreadableTerm], reading.Defects);
        Assert.Equal(text, reading.Words);
    }

    [Theory(DisplayName = "别的秘密和普通词语里的“机密”“秘密”不是标志")]
    [InlineData("工作秘密★3年")]
    [InlineData("工作 秘密★3年")]
    [InlineData("商业机密★5年")]
    [InlineData("手机　密码★5年")]
    [InlineData("内部★5年")]
    [InlineData("公开★")]
    [InlineData("机密★★★")]
    [InlineData("★机密★")]
    [InlineData("")]
    [InlineData(null)]
    [Requirement("R8.3.1", "R2.3")]
    public void OtherWordsAreNone(string? text) => Assert.Equal(MarkReading.Nothing, ClassificationMark.Parse(text));

    [Theory(DisplayName = "份号、紧急程度可与标志同行；句子里引用的标志不算独立标志")]
    [InlineData("000123　机密★5年", true)]
    [InlineData("份号：000456 秘密★5年　特急", true)]
    [InlineData("密级：机密★10年", true)]
    [InlineData("【机密★10年】", true)]
    [InlineData("本件按机密★10年管理", false)]
    [InlineData("关于印发 机密★10年 的通知", false)]
    [Requirement("R8.1.1")]
    public void AloneOrInASentence(string text, bool alone) => Assert.Equal(alone, ClassificationMark.Parse(text).Alone);

    [Fact(DisplayName = "任何文字都读得完，不出错")]
    [Requirement("R8.3.1")]
    public void AnyTextIsRead()
    {
        var pieces = Gen.OneOf(Gen.OneOf("机", "密", "绝", "秘", "★", "1", "0", "年", "个", "月", "级", " ", "\n", "长期", "前", "：", "（", "2027", "-", "半"), Gen.Char.Select(c => c.ToString()));
        pieces.Array[0, 24].Select(string.Concat).Sample(text =>
        {
            var reading = ClassificationMark.Parse(text);
            return reading.Level is null == (reading.Confidence == MarkConfidence.None);
        });
    }
}
