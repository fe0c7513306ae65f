using CsCheck;
using Shoumi.Rules.Periods;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Periods;

public sealed class ClockSafetyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(8));

    [Theory(DisplayName = "运行中时间倒退，或比实际流逝快出一天以上，暂停自行解密")]
    [Requirement("R6.6.4")]
    [InlineData(60, 60, true)]
    [InlineData(60, 59, true)]
    [InlineData(60, 58, false)]
    [InlineData(60, -1, false)]
    [InlineData(60, -60, false)]
    [InlineData(60, 60 + 1440, true)]
    [InlineData(60, 61 + 1440, false)]
    [InlineData(44640, 44640, true)]
    public void While_running(int elapsed, int passed, bool safe) =>
        AssertRefused(ClockSafety.WhileRunning(Noon.AddMinutes(elapsed), Noon.AddMinutes(elapsed), Noon.AddMinutes(passed)), safe ? [] : ["SYS.CLOCK"]);

    [Theory(DisplayName = "每次快一点、合计快出一天以上的，同样暂停自行解密")]
    [Requirement("R6.6.4")]
    [InlineData(23 * 60, true)]
    [InlineData(24 * 60, true)]
    [InlineData((24 * 60) + 1, false)]
    [InlineData(30 * 24 * 60, false)]
    public void Little_by_little(int aheadAltogether, bool safe) =>
        AssertRefused(ClockSafety.WhileRunning(Noon, Noon.AddMinutes(-aheadAltogether), Noon), safe ? [] : ["SYS.CLOCK"]);

    [Theory(DisplayName = "开机时只看是否早于最后一条审计记录，停机一个月属于正常")]
    [Requirement("R6.6.4")]
    [InlineData(0, true)]
    [InlineData(31 * 24 * 3600, true)]
    [InlineData(3650 * 24 * 3600L, true)]
    [InlineData(-1, false)]
    public void At_start(long secondsSince, bool safe) =>
        AssertRefused(ClockSafety.AtStart(Noon, Noon.AddSeconds(secondsSince)), safe ? [] : ["SYS.CLOCK"]);

    [Fact(DisplayName = "新系统没有审计记录，不妨碍开机")]
    [Requirement("R6.6.4")]
    public void A_new_system_starts() => Assert.Equal(Ruling.Yes, ClockSafety.AtStart(null, Noon));

    [Fact(DisplayName = "理由写明应有时间和现在时间，按北京时间")]
    [Requirement("R6.6.4", "R3.1")]
    public void The_reason_says_both_times()
    {
        var said = Sentences(ClockSafety.WhileRunning(Noon.AddHours(1).ToUniversalTime(), Noon.AddHours(1).ToUniversalTime(), Noon.AddDays(3)).Reasons[0]).First();
        Assert.Contains("2026-03-02 13:00", said, StringComparison.Ordinal);
        Assert.Contains("2026-03-05 12:00", said, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "时区换算不影响判断")]
    [Requirement("R6.6.4")]
    public void Offsets_do_not_matter() => Gen.Select(Gen.Int[-3000, 3000], Gen.Int[-12, 12]).Sample((minutes, hours) =>
    {
        var now = Noon.AddMinutes(minutes);
        Assert.Equal(
            ClockSafety.WhileRunning(Noon, Noon, now).Reasons,
            ClockSafety.WhileRunning(Noon, Noon, now.ToOffset(TimeSpan.FromHours(hours))).Reasons);
    });
}
