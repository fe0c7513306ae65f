using CsCheck;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Rules.Tests.Marking;

public sealed class InheritanceTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact(DisplayName = "汇编封面取最高密级和最长期限，二者可来自不同密件；非密的一件仍不标")]
    [Requirement("R8.4.1")]
    public void HighestLevelAndLongestTermFromDifferentMembers()
    {
        Member[] members = [Marked(Level.Confidential, Term.Years(10)), Marked(Level.Secret, Term.Years(5)), new(null, null)];
        Assert.Equal("机密★10年", Inheritance.From(members, Day)?.Mark.ToString());
        Assert.Equal("MZ.8.4.COVER", Code(Inheritance.JudgeCompilation(members, Mark(Level.Secret, Term.Years(5)), Day)));
        Assert.Equal("MZ.8.4.COVER", Code(Inheritance.JudgeCompilation(members, Mark(Level.Confidential, Term.Years(10)), Day)));
        Assert.Equal("MZ.8.4.COVER", Code(Inheritance.JudgeCompilation(members, Mark(Level.Secret, Term.Bare), Day)));
        Assert.Equal("MZ.8.4.COVER", Code(Inheritance.JudgeCompilation(members, null, Day)));
        Assert.True(Inheritance.JudgeCompilation(members, Mark(Level.Secret, Term.Years(10)), Day).IsPermitted);
    }

    [Fact(DisplayName = "增减密件后封面重新计算")]
    [Requirement("R8.4.1")]
    public void AddingAndRemovingRecomputes()
    {
        List<Member> members = [Marked(Level.Confidential, Term.Months(6))];
        Assert.Equal("秘密★6个月", Inheritance.From(members, Day)?.Mark.ToString());
        members.Add(Marked(Level.Secret, Term.Years(1)));
        Assert.Equal("机密★1年", Inheritance.From(members, Day)?.Mark.ToString());
        members.RemoveAt(1);
        Assert.Equal("秘密★6个月", Inheritance.From(members, Day)?.Mark.ToString());
    }

    [Fact(DisplayName = "已解密的密件不计入封面；全部解密的汇编不再标志")]
    [Requirement("R8.4.1")]
    public void DeclassifiedMembersDoNotCount()
    {
        var old = Marked(Level.Secret, Term.Years(1), new DateOnly(2025, 11, 1));
        var lastDay = Marked(Level.Secret, Term.Years(1), new DateOnly(2025, 11, 2));
        Assert.Equal("秘密★3年", Inheritance.From([old, Marked(Level.Confidential, Term.Years(3))], Day)?.Mark.ToString());
        Assert.Equal("机密★1年", Inheritance.From([lastDay], Day)?.Mark.ToString());
        Assert.Null(Inheritance.From([old], Day));
        Assert.True(Inheritance.JudgeCompilation([old], null, Day).IsPermitted);
        Assert.Equal("MZ.8.3.NOT", Code(Inheritance.JudgeCompilation([old], old.Borne, Day)));
    }

    [Fact(DisplayName = "收文中的长期长于任何年数，解密条件长于年数而短于长期")]
    [Requirement("R8.4.1")]
    public void LongTermBeatsNumbers()
    {
        Member[] members = [Marked(Level.Confidential, Term.LongTerm), Marked(Level.Secret, Term.Years(20)), Marked(Level.Secret, Term.When("公布前"))];
        Assert.Equal("机密★长期", Inheritance.From(members, Day)?.Mark.ToString());
        Assert.Equal("机密★公布前", Inheritance.From(members[1..], Day)?.Mark.ToString());
        Assert.Null(Inheritance.From(members, Day)?.FreeFrom);
    }

    [Theory(DisplayName = "期限长短按标志上的数比较：一年等于十二个月，三十日短于一个月，三十一日长于一个月")]
    [InlineData("机密★1年", "机密★11个月", 1)]
    [InlineData("机密★12个月", "机密★1年", 0)]
    [InlineData("机密★30日", "机密★1个月", -1)]
    [InlineData("机密★31日", "机密★1个月", 1)]
    [InlineData("机密★365日", "机密★1年", -1)]
    [InlineData("机密★366日", "机密★1年", 1)]
    [InlineData("机密★2036年11月3日", "机密★10年", 1)]
    [InlineData("机密★2036年11月1日", "机密★10年", -1)]
    [InlineData("机密★2020年1月1日", "机密★0个月", 0)]
    [InlineData("机密★长期", "机密★公布前", 1)]
    [InlineData("机密★公布前", "机密★结束后", 0)]
    [Requirement("R8.4.1")]
    public void Lengths(string a, string b, int sign) => Assert.Equal(sign, Math.Sign(Length(a).CompareTo(Length(b))));

    [Fact(DisplayName = "汇编内每一独立密件都有自己的标志，无密的不得有")]
    [Requirement("R8.4.1")]
    public void EveryMemberBearsItsOwnMark()
    {
        var cover = Mark(Level.Secret, Term.Years(5));
        var secrecy = Of(Level.Secret, Term.Years(5));
        Assert.Equal("MZ.8.4.MEMBER", Code(Inheritance.JudgeCompilation([new(secrecy, null)], cover, Day)));
        Assert.Equal("MZ.8.4.MEMBER", Code(Inheritance.JudgeCompilation([new(secrecy, Mark(Level.Secret, Term.Years(4)))], cover, Day)));
        Assert.Equal("MZ.8.4.MEMBER", Code(Inheritance.JudgeCompilation([new(secrecy, Mark(Level.Secret, Term.Bare))], cover, Day)));
        Assert.Equal("MZ.8.3.NOT", Code(Inheritance.JudgeCompilation([new(secrecy, cover), new(null, cover)], cover, Day)));
        Assert.Contains(("member", "2"), Inheritance.JudgeCompilation([new(secrecy, cover), new(secrecy, null)], cover, Day).Reasons[0].Arguments);
    }

    [Fact(DisplayName = "收文未注期限的，只有星号的原标志就是它的标志")]
    [Requirement("R8.4.1", "R8.3.2")]
    public void BareMarkOfReceivedItems()
    {
        var received = new Member(new Secrecy(Level.Secret, Term.Years(20), TermOrigin.Default, Day), Mark(Level.Secret, Term.Bare));
        Assert.True(Inheritance.JudgeCompilation([received], Mark(Level.Secret, Term.Years(20)), Day).IsPermitted);
        Assert.True(Inheritance.JudgeVolume([received], Day).IsPermitted);
    }

    [Fact(DisplayName = "绝密级不得汇编；未经允许也不得摘录；已解密的不在此列")]
    [Requirement("R9.3.1", "R8.4.1", "R8.4.2")]
    public void TopSecretIsNotCompiled()
    {
        var topSecret = Marked(Level.TopSecret, Term.Years(30));
        Assert.Equal("MZ.9.3.TS", Code(Inheritance.JudgeCompilation([topSecret], topSecret.Borne, Day)));
        Assert.Equal("MZ.9.3.TS", Code(Inheritance.JudgeExcerpt([topSecret], topSecret.Borne, Day, onlyUnclassifiedParts: false, allowTopSecret: false)));
        Assert.True(Inheritance.JudgeExcerpt([topSecret], topSecret.Borne, Day, onlyUnclassifiedParts: false, allowTopSecret: true).IsPermitted);
        var free = Marked(Level.TopSecret, Term.Years(1), new DateOnly(2020, 1, 1));
        Assert.True(Inheritance.JudgeCompilation([free], null, Day).IsPermitted);
    }

    [Fact(DisplayName = "摘录、引用须关联来源并取最高密级和最长期限；只引非密段落的，有记录在案即可不标")]
    [Requirement("R8.4.2")]
    public void ExcerptsNameTheirSources()
    {
        Member[] sources = [Marked(Level.Confidential, Term.Years(10)), Marked(Level.Secret, Term.Years(5))];
        Assert.Equal("MZ.8.4.SOURCE", Code(Inheritance.JudgeExcerpt([], null, Day, onlyUnclassifiedParts: true, allowTopSecret: true)));
        Assert.Equal("MZ.8.4.COVER", Code(Inheritance.JudgeExcerpt(sources, Mark(Level.Secret, Term.Years(5)), Day, onlyUnclassifiedParts: false, allowTopSecret: false)));
        Assert.True(Inheritance.JudgeExcerpt(sources, Mark(Level.Secret, Term.Years(10)), Day, onlyUnclassifiedParts: false, allowTopSecret: false).IsPermitted);
        Assert.True(Inheritance.JudgeExcerpt(sources, null, Day, onlyUnclassifiedParts: true, allowTopSecret: false).IsPermitted);
        Assert.Equal("MZ.8.3.NOT", Code(Inheritance.JudgeExcerpt(sources, sources[0].Borne, Day, onlyUnclassifiedParts: true, allowTopSecret: false)));
    }

    [Fact(DisplayName = "汇编的解密日取各来源中最晚的一天，与标志推算不同的要显示出来")]
    [Requirement("R8.4.3")]
    public void LatestDayOfTheSources()
    {
        Member[] members = [Marked(Level.Confidential, Term.Years(10), new DateOnly(2020, 1, 1)), Marked(Level.Secret, Term.Years(5), Day)];
        var inherited = Inheritance.From(members, Day);
        Assert.Equal(new DateOnly(2031, 11, 3), inherited?.FreeFrom);
        Assert.True(inherited?.DiffersFromMark);
        Assert.False(Inheritance.From(members[1..], Day)?.DiffersFromMark);
        Assert.True(Inheritance.From([Marked(Level.Secret, Term.When("公布前")), Marked(Level.Secret, Term.When("结束后"))], Day)?.ConditionsDiffer);
        Assert.False(Inheritance.From([Marked(Level.Secret, Term.When("公布前")), Marked(Level.Secret, Term.LongTerm)], Day)?.ConditionsDiffer);
        Assert.False(Inheritance.From([Marked(Level.Secret, Term.When("公布前")), Marked(Level.Secret, Term.Years(1))], Day)?.ConditionsDiffer);
    }

    [Fact(DisplayName = "卷内目录逐件标明密级和期限，案卷按其中最高密级保管，解密后随之降低")]
    [Requirement("R8.5.1", "R8.5.2")]
    public void Volumes()
    {
        var secret = Marked(Level.Secret, Term.Years(1));
        var confidential = Marked(Level.Confidential, Term.Years(3));
        Assert.True(Inheritance.JudgeVolume([secret, confidential, new(null, null)], Day).IsPermitted);
        Assert.Equal("MZ.8.5.LIST", Code(Inheritance.JudgeVolume([secret, confidential with { Borne = null }], Day)));
        Assert.Equal("MZ.8.5.LIST", Code(Inheritance.JudgeVolume([secret with { Borne = Mark(Level.Secret, Term.Bare) }], Day)));
        Assert.Equal(Level.Secret, Inheritance.CustodyLevel([secret, confidential], Day));
        Assert.Equal(Level.Confidential, Inheritance.CustodyLevel([secret, confidential], Day.AddYears(2)));
        Assert.Null(Inheritance.CustodyLevel([secret, confidential], Day.AddYears(4)));
        Assert.Null(Inheritance.CustodyLevel([], Day));
        Assert.False(Inheritance.NeedsRegistrySafe([secret], Day));
        Assert.True(Inheritance.NeedsRegistrySafe([secret, Marked(Level.TopSecret, Term.Years(2))], Day));
    }

    [Fact(DisplayName = "无论怎样组合，封面密级不低于任何一件，期限不短于任何一件，解密不早于任何一件")]
    [Requirement("R8.4.1", "R8.4.3")]
    public void CoverIsNeverLowerShorterOrEarlier()
    {
        var member = Gen.Select(MarkTests.AnyLevel, MarkTests.AnyTerm, Gen.Int[-3000, 0]).Select((level, term, back) => Marked(level, term, Day.AddDays(back)));
        member.Array[1, 6].Sample(members =>
        {
            var inForce = members.Select(m => m.InForceOn(Day)).OfType<Secrecy>().ToList();
            if (Inheritance.From(members, Day) is not { } cover)
            {
                return inForce.Count == 0;
            }

            var dates = cover.Mark.Term.Form == TermForm.Date;
            return inForce.All(s => cover.Mark.Level >= s.Level
                && (dates || TermLength.Of(cover.Mark.Term, Day) >= TermLength.Of(s.Term, s.StartsOn))
                && (cover.FreeFrom is null || s.FreeFrom <= cover.FreeFrom))
                && Inheritance.JudgeExcerpt(members, cover.Mark, Day, onlyUnclassifiedParts: false, allowTopSecret: true).IsPermitted;
        });
    }

    private static Secrecy Of(Level level, Term term, DateOnly? start = null) => new(level, term, TermOrigin.Foreseen, start ?? Day);

    private static ClassificationMark Mark(Level level, Term term) => new(level, term);

    private static Member Marked(Level level, Term term, DateOnly? start = null) => new(Of(level, term, start), Mark(level, term));

    private static TermLength Length(string mark) => TermLength.Of(ClassificationMark.Parse(mark).Term!.Value, Day);

    private static string? Code(Ruling ruling) => MarkingRulesTests.Code(ruling);
}
