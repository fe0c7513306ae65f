using Shoumi.Rules;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Jobs;

/// <summary>The day as the server knows it, under a clock that somebody sets.</summary>
public sealed class CalendarTests
{
    private readonly SettableClock clock = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    [Fact(DisplayName = "一次拨快不到一天、接连几次的，合计快出一天即暂停")]
    [Requirement("R6.6.4")]
    public void Put_forward_little_by_little()
    {
        var calendar = new Calendar(clock);
        Step(calendar, TimeSpan.FromHours(20));
        Assert.False(calendar.Suspended);

        Step(calendar, TimeSpan.FromHours(20));

        Assert.True(calendar.Suspended);
        Assert.NotNull(calendar.Unrecorded);
        Assert.IsType<Ruling.Forbidden>(calendar.Judge());
    }

    [Fact(DisplayName = "校时服务每天拨回几秒，不算时间倒退")]
    [Requirement("R6.6.4")]
    public void Small_corrections_do_not_add_up()
    {
        var calendar = new Calendar(clock);
        for (var day = 0; day < 60; day++)
        {
            clock.Pass(TimeSpan.FromDays(1));
            Step(calendar, TimeSpan.FromSeconds(-5));
        }

        Assert.False(calendar.Suspended);
    }

    [Fact(DisplayName = "别处已确认的时钟，本机随之恢复")]
    [Requirement("R6.6.4")]
    public void What_was_confirmed_elsewhere_holds_here()
    {
        var calendar = new Calendar(clock);
        clock.Jump(TimeSpan.FromDays(3));
        var jump = calendar.Unrecorded;
        Assert.NotNull(jump);
        calendar.NothingSuspended();
        Assert.True(calendar.Suspended);
        calendar.Suspend(jump.Trusted);

        calendar.NothingSuspended();

        Assert.False(calendar.Suspended);
    }

    /// <summary>The clock is set, and the minute's look finds nothing suspended.</summary>
    private void Step(Calendar calendar, TimeSpan by)
    {
        clock.Jump(by);
        if (calendar.Unrecorded is null)
        {
            calendar.NothingSuspended();
        }

        clock.Pass(TimeSpan.FromMinutes(1));
    }
}
