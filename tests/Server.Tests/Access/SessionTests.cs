using System.Net;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>How sessions end, and how often one may try. The clock is set by hand; nothing here waits.</summary>
public sealed class SessionTests(SqliteOffice office) : IClassFixture<SqliteOffice>
{
    [Fact(DisplayName = "一直在用的会话，满十二小时也须重新登录")]
    [Requirement("RN3.9")]
    public async Task However_busy_a_session_ends_after_twelve_hours()
    {
        using var visitor = office.Anyone();
        Assert.Equal(302, (await visitor.PostAsync("/sign-in", ("number", Staff.Drafter), ("password", Staff.Password))).Status);
        var step = TimeSpan.FromMinutes(Office.Pack.Access.IdleMinutes - 1);
        for (var busy = step; busy <= Presence.LongestSession; busy += step)
        {
            office.Clock.Pass(step);
            Assert.True((await visitor.GetAsync("/")).Status == 200, $"{busy}");
        }

        office.Clock.Pass(step);
        Assert.StartsWith("/sign-in", (await visitor.GetAsync("/")).Location, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(12), Presence.LongestSession);
    }

    [Fact(DisplayName = "闲置到规定时间即须重新登录，其间用过一次的重新起算")]
    [Requirement("RN3.9")]
    public async Task An_idle_session_ends()
    {
        using var visitor = office.Anyone();
        Assert.Equal(302, (await visitor.PostAsync("/sign-in", ("number", Staff.Colleague), ("password", Staff.Password))).Status);
        var idle = TimeSpan.FromMinutes(Office.Pack.Access.IdleMinutes);
        office.Clock.Pass(idle - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await visitor.GetAsync("/")).Status);
        office.Clock.Pass(idle - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await visitor.GetAsync("/")).Status);

        office.Clock.Pass(idle + TimeSpan.FromSeconds(1));
        Assert.StartsWith("/sign-in", (await visitor.GetAsync("/")).Location, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "一分钟内被拒绝三十次以上的，请稍候再办，不再记入审计台账；别人不受影响，一分钟后照常")]
    [Requirement("RN3.9")]
    public async Task Whoever_is_refused_again_and_again_is_asked_to_wait()
    {
        office.Clock.Pass(TimeSpan.FromMinutes(1));
        var before = office.LastLine();
        for (var i = 0; i < RefusalPace.PerMinute; i++)
        {
            Assert.Equal(409, (await office.As(Staff.Stranger).GetAsync("/audit")).Status);
        }

        var slow = await office.As(Staff.Stranger).GetAsync("/audit");
        Assert.Equal(429, slow.Status);
        Assert.Equal(TimeSpan.FromMinutes(1), slow.Headers.RetryAfter!.Delta);
        Assert.Contains("一分钟", slow.Read, StringComparison.Ordinal);
        Assert.Equal(before + RefusalPace.PerMinute, office.LastLine());
        Assert.Equal(200, (await office.As(Staff.Stranger).GetAsync("/")).Status);
        Assert.Equal(409, (await office.As(Staff.Uncleared).GetAsync("/audit")).Status);

        office.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(409, (await office.As(Staff.Stranger).GetAsync("/audit")).Status);
    }

    [Fact(DisplayName = "同一工号一分钟内试登录二十次以上的，请稍候：不再核对口令，也不再记账；不存在的工号也一样")]
    [Requirement("RN3.9")]
    public async Task Whoever_tries_to_sign_in_again_and_again_is_asked_to_wait()
    {
        office.Clock.Pass(TimeSpan.FromMinutes(1));
        using var visitor = office.Anyone();
        Task<Answer> TryAsync(string number, string password) => visitor.PostAsync("/sign-in", ("number", number), ("password", password));
        for (var i = 0; i < SignInPace.PerNumber; i++)
        {
            Assert.Equal(401, (await TryAsync("8888", "Cuowu-2026-Mima")).Status);
        }

        var before = office.LastLine();
        var slow = await TryAsync("8888", "Cuowu-2026-Mima");
        Assert.Equal((429, before), (slow.Status, office.LastLine()));
        Assert.Equal(TimeSpan.FromMinutes(1), slow.Headers.RetryAfter!.Delta);
        Assert.Equal(302, (await TryAsync(Staff.Custodian, Staff.Password)).Status);

        office.Clock.Pass(TimeSpan.FromMinutes(1));
        using var later = office.Anyone();
        Assert.Equal(401, (await later.PostAsync("/sign-in", ("number", "8888"), ("password", "Cuowu-2026-Mima"))).Status);
    }

    [Fact(DisplayName = "一个地址一分钟内试登录六十次为限，不问工号；口令正确的不占次数，别的地址不受影响")]
    [Requirement("RN3.9")]
    public void One_address_has_sixty_tries_a_minute()
    {
        var (clock, here, there) = (new SettableClock(office.Clock.GetUtcNow()), IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2"));
        var pace = new SignInPace(clock);
        for (var i = 0; i < SignInPace.PerAddress; i++)
        {
            pace.Take("right", here);
            pace.GiveBack("right", here);
            pace.Take($"{i}", here);
        }

        Assert.Throws<TooManyRefusalsException>(() => pace.Take("another", here));
        for (var i = 0; i < SignInPace.PerNumber; i++)
        {
            // The try that the address was refused has taken nothing from the number.
            pace.Take("another", there);
        }

        Assert.Throws<TooManyRefusalsException>(() => pace.Take("another", there));
        clock.Pass(TimeSpan.FromMinutes(1));
        pace.Take("another", here);
    }
}
