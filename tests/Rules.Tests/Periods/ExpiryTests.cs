using CsCheck;
using Shoumi.Rules.Periods;
using Xunit;

namespace Shoumi.Rules.Tests.Periods;

public sealed class ExpiryTests
{
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[new DateOnly(1949, 10, 1).DayNumber, new DateOnly(2200, 1, 1).DayNumber].Select(DateOnly.FromDayNumber);
    private static readonly Gen<TermUnit> OwnUnit = Gen.Int[1, 2].Select(n => (TermUnit)n);

    [Theory(DisplayName = "期限从定密之日起算，首日不计，届满当日二十四时止；没有对应日的到月末为止")]
    [Requirement("R6.6.1", "R6.6.2")]
    [InlineData(30, TermUnit.Year, "2024-02-29", "2054-02-28", "2054-03-01")]
    [InlineData(20, TermUnit.Year, "2005-05-01", "2025-05-01", "2025-05-02")]
    [InlineData(6, TermUnit.Month, "2024-08-31", "2025-02-28", "2025-03-01")]
    [InlineData(1, TermUnit.Month, "2025-01-31", "2025-02-28", "2025-03-01")]
    [InlineData(1, TermUnit.Year, "2024-02-29", "2025-02-28", "2025-03-01")]
    [InlineData(4, TermUnit.Year, "2024-02-29", "2028-02-29", "2028-03-01")]
    [InlineData(1, TermUnit.Month, "2024-01-31", "2024-02-29", "2024-03-01")]
    [InlineData(1, TermUnit.Month, "2025-12-31", "2026-01-31", "2026-02-01")]
    [InlineData(45, TermUnit.Day, "2025-01-01", "2025-02-15", "2025-02-16")]
    public void Vectors(int amount, TermUnit unit, string start, string last, string free)
    {
        var secrecy = new Secrecy(Level.TopSecret, new(TermForm.Duration, amount, unit), TermOrigin.Foreseen, Read(start));
        Assert.Equal((Read(last), Read(free)), (secrecy.LastProtectedDay, secrecy.FreeFrom));
        Assert.True(secrecy.InForceOn(Read(last)));
        Assert.False(secrecy.InForceOn(Read(free)));
    }

    [Fact(DisplayName = "定密当日必在保护之内，期限越长届满越晚")]
    [Requirement("R6.6.1")]
    public void Never_before_the_start_and_never_earlier_for_more() =>
        Gen.Select(AnyDay, Gen.Int[1, 40], Gen.Int[1, 40], OwnUnit).Sample((start, a, b, unit) =>
        {
            var (lower, higher) = (Last(start, Math.Min(a, b), unit), Last(start, Math.Max(a, b), unit));
            Assert.True(lower > start);
            Assert.True(a == b ? lower == higher : lower < higher);
        });

    [Fact(DisplayName = "晚定密的不会比早定密的先解密")]
    [Requirement("R6.6.1")]
    public void A_later_start_never_ends_earlier() =>
        Gen.Select(AnyDay, Gen.Int[0, 400], Gen.Int[1, 40], OwnUnit)
            .Sample((start, later, amount, unit) => Assert.True(Last(start, amount, unit) <= Last(start.AddDays(later), amount, unit)));

    [Fact(DisplayName = "届满日与定密日同月同日，没有这一天的取月末")]
    [Requirement("R6.6.1", "R6.6.2")]
    public void The_corresponding_day_or_the_months_last() =>
        Gen.Select(AnyDay, Gen.Int[1, 40], OwnUnit).Sample((start, amount, unit) =>
        {
            var last = Last(start, amount, unit);
            var months = unit == TermUnit.Year ? amount * 12 : amount;
            Assert.Equal((start.Year * 12) + start.Month + months, (last.Year * 12) + last.Month);
            Assert.Equal(Math.Min(start.Day, DateTime.DaysInMonth(last.Year, last.Month)), last.Day);
        });

    [Fact(DisplayName = "十二个月等于一年")]
    [Requirement("R6.5.1", "R6.6.1")]
    public void Twelve_months_are_a_year() => Gen.Select(AnyDay, Gen.Int[1, 30])
        .Sample((start, years) => Assert.Equal(Last(start, years, TermUnit.Year), Last(start, years * 12, TermUnit.Month)));

    [Fact(DisplayName = "标明解密时间的，自该日零时起解密；长期和解密条件不会自行届满")]
    [Requirement("R6.6.2", "R6.5.1")]
    public void Other_forms()
    {
        var start = new DateOnly(2026, 3, 2);
        Assert.Equal(new(2026, 4, 30), Expiry.LastProtectedDay(start, Term.FreeOn(new(2026, 5, 1))));
        Assert.Null(Expiry.LastProtectedDay(start, Term.LongTerm));
        Assert.Null(Expiry.LastProtectedDay(start, Term.When("会议开始前")));
        Assert.True(new Secrecy(Level.Secret, Term.LongTerm, TermOrigin.Received, start).InForceOn(DateOnly.MaxValue));
    }

    [Fact(DisplayName = "没有期限就算不出届满日")]
    [Requirement("R6.4.1")]
    public void No_term_no_date() => Assert.All(
        (Term[])[default, Term.Bare, new(TermForm.Duration, 5), new(TermForm.Date)],
        term => Assert.Throws<ArgumentException>(() => Expiry.LastProtectedDay(new(2026, 3, 2), term)));

    private static DateOnly Last(DateOnly start, int amount, TermUnit unit) => Expiry.LastProtectedDay(start, new(TermForm.Duration, amount, unit))!.Value;

    private static DateOnly Read(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
