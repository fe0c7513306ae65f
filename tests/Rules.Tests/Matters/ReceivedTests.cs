using Shoumi.Rules.Matters;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Matters;

public sealed class ReceivedTests
{
    private static readonly ReceivedItem Source = new("省民政厅", "民发〔2026〕5号", Level.Secret, Term.Years(15), CipherTelegram: false);

    public static TheoryData<Term> Forms =>
        [Term.Years(15), Term.Months(18), Term.Days(45), Term.LongTerm, Term.FreeOn(new(2030, 5, 1)), Term.When("会议开始前")];

    [Theory(DisplayName = "收到的密件照来件的密级和期限登记，外单位的写法也照收")]
    [Requirement("R4.3", "R6.5.1")]
    [MemberData(nameof(Forms))]
    public void Level_and_term_are_copied(Term term)
    {
        var reading = Received.Judge(Pack, Source with { Term = term }, null, null);
        Assert.Equal(new(Ruling.Yes, Level.Secret, term, TermOrigin.Received), reading);
        Assert.Equal(reading, Received.Judge(Pack, Source with { Term = term }, Level.Secret, term));
    }

    [Theory(DisplayName = "收到的密件不得另定密级或期限")]
    [Requirement("R4.3")]
    [InlineData(Level.TopSecret, 15, 1)]
    [InlineData(Level.Confidential, 15, 1)]
    [InlineData(Level.Secret, 10, 1)]
    [InlineData(Level.Confidential, 10, 2)]
    public void Nothing_else_is_registered(Level level, int years, int refusals)
    {
        var ruling = Received.Judge(Pack, Source, level, Term.Years(years)).Ruling;
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
        Assert.Equal(expected, Received.Judge(Pack, bare, null, null));
        Assert.Equal(expected, Received.Judge(Pack, bare with { Term = default }, level, Term.Bare));
        Assert.Equal(expected, Received.Judge(Pack, bare, level, Term.Years(years)));
        AssertRefused(Received.Judge(Pack, bare, null, Term.Years(years - 1)).Ruling, "MZ.4.10");
        AssertRefused(Received.Judge(Pack, Source, null, Term.Bare).Ruling, "MZ.4.10");
    }

    [Theory(DisplayName = "说不出来文单位和文号的，没有依据")]
    [Requirement("R4.3", "R7.1.4")]
    [InlineData("", "民发〔2026〕5号")]
    [InlineData("省民政厅", " ")]
    public void The_source_is_its_basis(string originator, string number) =>
        AssertRefused(Received.Judge(Pack, Source with { Originator = originator, DocumentNumber = number }, null, null).Ruling, "MZ.7.1.BASIS");

    [Fact(DisplayName = "来件期限残缺或大得离谱的，先查清再登记")]
    [Requirement("R6.5.1")]
    public void Unreadable_terms_are_refused()
    {
        Term[] odd = [Term.Years(0), Term.Years(1000), Term.Months(-1), new(TermForm.Duration, 5), new(TermForm.Date), Term.FreeOn(DateOnly.MinValue), Term.When(" ")];
        Assert.All(odd, term => AssertRefused(Received.Judge(Pack, Source with { Term = term }, null, null).Ruling, "MZ.4.10.TERM"));
        var strict = Pack with { Terms = Pack.Terms with { AcceptedFromOutside = [TermForm.Duration] } };
        Assert.All((Term[])[Term.LongTerm, Term.Bare, default], term =>
            AssertRefused(Received.Judge(strict, Source with { Term = term }, null, null).Ruling, "MZ.4.10.TERM"));
    }

    [Fact(DisplayName = "密码电报只登记，内容不进系统")]
    [Requirement("R4.3")]
    public void A_cipher_telegram_has_no_content_here()
    {
        AssertRefused(Received.MayPresentFile(Source with { CipherTelegram = true }), "MZ.4.10.CIPHER");
        Assert.Equal(Ruling.Yes, Received.MayPresentFile(Source));
        Assert.Equal(Ruling.Yes, Received.Judge(Pack, Source with { CipherTelegram = true }, null, null).Ruling);
    }
}
