using Shoumi.Rules.Matters;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Matters;

public sealed class ReceivedTests
{
    private static readonly ReceivedItem Source = new("省民政厅", "民发〔2026〕5号", Level.Secret, Term.Years(15), CipherTelegram: false, IssuedOn: new(2026, 2, 1));
    private static readonly DateOnly Day = new(2026, 3, 2);

    public static TheoryData<Term> Forms =>
        [Term.Years(15), Term.Months(18), Term.Days(45), Term.LongTerm, Term.FreeOn(new(2030, 5, 1)), Term.When("会议开始前")];

    [Theory(DisplayName = "收到的密件照来件的密级和期限登记，外单位的写法也照收")]
    [Requirement("R4.3", "R6.5.1")]
    [MemberData(nameof(Forms))]
    public void Level_and_term_are_copied(Term term)
    {
        var reading = Received.Judge(Pack, Source with { Term = term }, null, null, Day);
        Assert.Equal(new(Ruling.Yes, Level.Secret, term, TermOrigin.Received), reading);
        Assert.Equal(reading, Received.Judge(Pack, Source with { Term = term }, Level.Secret, term, Day));
    }

    [Theory(DisplayName = "收到的密件不得另定密级或期限")]
    [Requirement("R4.3")]
    [InlineData(Level.TopSecret, 15, 1)]
    [InlineData(Level.Confidential, 15, 1)]
    [InlineData(Level.Secret, 10, 1)]
    [InlineData(Level.Confidential, 10, 2)]
    public void Nothing_else_is_registered(Level level, int years, int refusals)
    {
        var ruling = Received.Judge(Pack, Source, level, Term.Years(years), Day).Ruling;
        AssertRefused(ruling, [.. Enumerable.Repeat("MZ.4.10", refusals)]);
        Assert.Contains("机密★15年", Sentences(ruling.Reasons[0]).First(), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "来件只标密级没有期限的，按该级默认期限管理，并记明是默认")]
    [Requirement("R6.4.1", "R8.3.2")]
    [InlineData(Level.TopSecret, 30)]
    [InlineData(Level.Secret, 20)]
    [InlineData(Level.Confidential, 10)]
    public void A_bare_mark_gets_the_default(Level level, int years)
    {
        var bare = Source with { Level = level, Term = Term.Bare };
        var expected = new ReceivedReading(Ruling.Yes, level, Term.Years(years), TermOrigin.Default);
        Assert.Equal(expected, Received.Judge(Pack, bare, null, null, Day));
        Assert.Equal(expected, Received.Judge(Pack, bare with { Term = default }, level, Term.Bare, Day));
        Assert.Equal(expected, Received.Judge(Pack, bare, level, Term.Years(years), Day));
        AssertRefused(Received.Judge(Pack, bare, null, Term.Years(years - 1), Day).Ruling, "MZ.4.10");
        AssertRefused(Received.Judge(Pack, Source, null, Term.Bare, Day).Ruling, "MZ.4.10");
    }

    [Theory(DisplayName = "说不出来文单位和文号的，没有依据")]
    [Requirement("R4.3", "R7.1.4")]
    [InlineData("", "民发〔2026〕5号")]
    [InlineData("省民政厅", " ")]
    public void The_source_is_its_basis(string originator, string number) =>
        AssertRefused(Received.Judge(Pack, Source with { Originator = originator, DocumentNumber = number }, null, null, Day).Ruling, "MZ.7.1.BASIS");

    [Fact(DisplayName = "来件期限残缺或大得离谱的，先查清再登记")]
    [Requirement("R6.5.1")]
    public void Unreadable_terms_are_refused()
    {
        Term[] odd = [Term.Years(0), Term.Years(1000), Term.Months(-1), new(TermForm.Duration, 5), new(TermForm.Date), Term.FreeOn(DateOnly.MinValue), Term.When(" ")];
        Assert.All(odd, term => AssertRefused(Received.Judge(Pack, Source with { Term = term }, null, null, Day).Ruling, "MZ.4.10.TERM"));
        var strict = Pack with { Terms = Pack.Terms with { AcceptedFromOutside = [TermForm.Duration] } };
        Assert.All((Term[])[Term.LongTerm, Term.Bare, default], term =>
            AssertRefused(Received.Judge(strict, Source with { Term = term }, null, null, Day).Ruling, "MZ.4.10.TERM"));
    }

    [Fact(DisplayName = "来件的制发日必填，不能是将来；期限已经届满的已自行解密，不再登记为国家秘密")]
    [Requirement("R4.3", "R6.6.2")]
    public void The_originators_date()
    {
        AssertRefused(Received.Judge(Pack, Source with { IssuedOn = null }, null, null, Day).Ruling, "MZ.7.1.BASIS");
        AssertRefused(Received.Judge(Pack, Source with { IssuedOn = Day.AddDays(1) }, null, null, Day).Ruling, "MZ.7.1.BASIS");
        Assert.Equal(Ruling.Yes, Received.Judge(Pack, Source with { IssuedOn = Day }, null, null, Day).Ruling);
        var year = Source with { Term = Term.Years(1) };
        Assert.Equal(Ruling.Yes, Received.Judge(Pack, year with { IssuedOn = Day.AddYears(-1) }, null, null, Day).Ruling);
        var over = Received.Judge(Pack, year with { IssuedOn = Day.AddYears(-1).AddDays(-1) }, null, null, Day).Ruling;
        AssertRefused(over, "MZ.4.10.OVER");
        Assert.Contains("2026-03-01", Sentences(over.Reasons[0]).First(), StringComparison.Ordinal);
        AssertRefused(Received.Judge(Pack, Source with { Term = Term.FreeOn(Day) }, null, null, Day).Ruling, "MZ.4.10.OVER");
        AssertRefused(Received.Judge(Pack, Source with { Term = Term.Bare, IssuedOn = Day.AddYears(-20).AddDays(-1) }, null, null, Day).Ruling, "MZ.4.10.OVER");
        Assert.All((Term[])[Term.LongTerm, Term.When("会议开始前")], term => Assert.Equal(Ruling.Yes, Received.Judge(Pack, Source with { Term = term, IssuedOn = new(1990, 1, 1) }, null, null, Day).Ruling));
    }

    [Fact(DisplayName = "已登记的来件，审核时不得改为内部、非密，不得改走另一类，也不得换成另一份来文")]
    [Requirement("R4.3", "R7.8")]
    public void A_recorded_source_stays_what_it_is()
    {
        var group = Pack.Scope("SC-4-10");
        Assert.Equal(Ruling.Yes, Received.JudgeKept(Source, Determination.StateSecret, group, Source));
        Assert.Equal(Ruling.Yes, Received.JudgeKept(Source, Determination.StateSecret, group, Source with { Level = Level.TopSecret, Term = Term.Bare }));
        AssertRefused(Received.JudgeKept(Source, Determination.Internal, group, Source), "MZ.4.10");
        AssertRefused(Received.JudgeKept(Source, Determination.Unclassified, null, Source), "MZ.4.10");
        AssertRefused(Received.JudgeKept(Source, Determination.StateSecret, Pack.Scope("SC-4-06"), Source), "MZ.4.10");
        AssertRefused(Received.JudgeKept(Source, Determination.StateSecret, null, Source), "MZ.4.10");
        Assert.All((ReceivedItem[])[Source with { Originator = "市委" }, Source with { DocumentNumber = "1号" }, Source with { CipherTelegram = true }, Source with { IssuedOn = Day }],
            other => AssertRefused(Received.JudgeKept(Source, Determination.StateSecret, group, other), "MZ.4.10"));
    }

    [Fact(DisplayName = "密码电报只登记，内容不进系统")]
    [Requirement("R4.3")]
    public void A_cipher_telegram_has_no_content_here()
    {
        AssertRefused(Received.MayPresentFile(Source with { CipherTelegram = true }), "MZ.4.10.CIPHER");
        Assert.Equal(Ruling.Yes, Received.MayPresentFile(Source));
        Assert.Equal(Ruling.Yes, Received.Judge(Pack, Source with { CipherTelegram = true }, null, null, Day).Ruling);
    }
}
