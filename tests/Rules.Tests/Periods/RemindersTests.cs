using CsCheck;
using Shoumi.Rules.Periods;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Periods;

public sealed class RemindersTests
{
    private static readonly DateOnly Free = new(2026, 6, 1);

    [Theory(DisplayName = "届满前九十天、三十天、七天各提醒一次")]
    [Requirement("R6.6.3")]
    [InlineData(91, null)]
    [InlineData(90, 90)]
    [InlineData(31, 90)]
    [InlineData(30, 30)]
    [InlineData(8, 30)]
    [InlineData(7, 7)]
    [InlineData(1, 7)]
    [InlineData(0, null)]
    [InlineData(-5, null)]
    public void Limits(int left, int? due) => Assert.Equal(due, Reminders.Due(Pack, Free, Free.AddDays(-left)));

    [Fact(DisplayName = "不会自行届满的不提醒")]
    [Requirement("R6.6.3")]
    public void Nothing_to_remind_of() => Assert.Null(Reminders.Due(Pack, null, Free));

    [Fact(DisplayName = "停机多日后开机，补发的是最近的一次提醒，不漏也不重")]
    [Requirement("R6.6.3")]
    public void After_an_outage_the_narrowest_is_sent() => Gen.Bool.Array[120].Sample(runs =>
    {
        List<int> sent = [];
        for (var left = 119; left >= 0; left--)
        {
            if (runs[left] && Reminders.Due(Pack, Free, Free.AddDays(-left)) is { } due && !sent.Exists(s => s <= due))
            {
                sent.Add(due);
            }
        }

        Assert.Equal(sent.Distinct().OrderDescending(), sent);
        Assert.Equal(Enumerable.Range(1, 7).Any(left => runs[left]), sent.Contains(7));
        Assert.Equal(Enumerable.Range(8, 23).Any(left => runs[left]), sent.Contains(30));
        Assert.Equal(Enumerable.Range(31, 60).Any(left => runs[left]), sent.Contains(90));
    });

    [Theory(DisplayName = "本月届满，看最后保护日是不是在本月")]
    [Requirement("R6.6.3")]
    [InlineData(2026, 5, 31, true)]
    [InlineData(2026, 5, 1, true)]
    [InlineData(2026, 6, 1, false)]
    [InlineData(2025, 5, 31, false)]
    public void Ends_this_month(int year, int month, int day, bool expected) =>
        Assert.Equal(expected, Reminders.EndsInMonthOf(new(year, month, day), new(2026, 5, 15)));
}
