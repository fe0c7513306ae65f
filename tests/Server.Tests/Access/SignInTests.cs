using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>Signing in, being signed out, and what every answer carries.</summary>
public abstract partial class SignInTests(Office office)
{
    [Fact(DisplayName = "口令连错五次即锁定，正确口令也不得登录；安全保密管理员解锁后可登录")]
    [Requirement("RN3.9")]
    public async Task Five_wrong_passwords_lock_until_unlocked()
    {
        using var visitor = office.Anyone();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, (await SignInAsync(visitor, Staff.Colleague, "Cuowu-2026-Mima")).Status);
        }

        var locked = await SignInAsync(visitor, Staff.Colleague, Staff.Password);
        Assert.Equal(401, locked.Status);
        Assert.Contains("已锁定", locked.Read, StringComparison.Ordinal);
        Assert.Equal(302, (await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/persons/{office.Id(Staff.Colleague)}/unlock")).Status);

        Assert.Equal(302, (await SignInAsync(visitor, Staff.Colleague, Staff.Password)).Status);
        Assert.True(office.Read(s => s.AuditEntries.Count(e => e.Act == Act.SignInRefused)) >= 6);
    }

    [Fact(DisplayName = "他人代设的首次口令登录后须先更换，换好之前哪里也进不去；旧会话随即失效")]
    [Requirement("RN3.9")]
    public async Task A_first_password_must_be_changed_and_old_sessions_end()
    {
        var old = office.As(Staff.Uncleared);
        Assert.Equal(200, (await old.GetAsync("/")).Status);
        var reset = await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/persons/{office.Id(Staff.Uncleared)}/reset-password");
        var first = FirstPassword().Match(reset.Read).Value;
        Assert.NotEmpty(first);
        Assert.StartsWith("/sign-in", (await old.GetAsync("/")).Location, StringComparison.Ordinal);

        using var visitor = office.Anyone();
        Assert.Equal(302, (await SignInAsync(visitor, Staff.Uncleared, first)).Status);
        visitor.ForgetToken();
        Assert.Equal("/password", (await visitor.GetAsync("/")).Location);
        Assert.Equal("/password", (await visitor.GetAsync("/ledger")).Location);
        var token = Token().Match((await visitor.GetAsync("/password")).Body).Groups[1].Value;
        var changed = await visitor.SendAsync("/password", new FormUrlEncodedContent(new Dictionary<string, string> { [Visitor.TokenField] = token, ["current"] = first, ["password"] = "Ziji-2026-Xuande", ["again"] = "Ziji-2026-Xuande" }));

        Assert.Equal(302, changed.Status);
        Assert.Equal(200, (await visitor.GetAsync("/")).Status);
    }

    [Fact(DisplayName = "闲置超过规定时间的，须重新登录；账号停用的，当即退出")]
    [Requirement("RN3.9", "RN1.4")]
    public async Task Idle_and_closed_accounts_are_out()
    {
        var idle = office.SignedIn(Staff.Stranger, office.Services, office.Address);
        Assert.Equal(200, (await idle.GetAsync("/")).Status);
        office.Clock.Pass(TimeSpan.FromMinutes(Office.Pack.Access.IdleMinutes + 1));
        Assert.StartsWith("/sign-in", (await idle.GetAsync("/")).Location, StringComparison.Ordinal);

        var closing = office.SignedIn(Staff.OtherHead, office.Services, office.Address);
        Assert.Equal(200, (await closing.GetAsync("/")).Status);
        office.EverybodyLeaves();
        Assert.Equal(302, (await office.As(Staff.SystemAdministrator).PostAsync($"/organisation/persons/{office.Id(Staff.OtherHead)}/close-account")).Status);
        Assert.StartsWith("/sign-in", (await closing.GetAsync("/")).Location, StringComparison.Ordinal);
        Assert.Equal(401, (await SignInAsync(office.Anyone(), Staff.OtherHead, Staff.Password)).Status);
    }

    [Fact(DisplayName = "中英文切换后，同一页换一种语言")]
    [Requirement("R3.1")]
    public async Task The_language_can_be_switched()
    {
        using var visitor = office.Anyone();
        Assert.Contains("lang=\"zh-CN\"", (await visitor.GetAsync("/sign-in")).Body, StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await visitor.GetAsync("/language?to=en&back=%2Fsign-in")).Location);

        Assert.Contains("<html lang=\"en\"", (await visitor.GetAsync("/sign-in")).Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "每个答复都带严格的内容安全策略、不得缓存，页面不含任何外部地址")]
    [Requirement("RN3.9")]
    public async Task Every_answer_is_strict_and_points_nowhere_else()
    {
        var (id, entry) = await office.RegisteredAsync();
        using var outside = office.Anyone();
        foreach (var visitor in new[] { outside, office.As(Staff.Clerk), office.As(Staff.Auditor), office.As(Staff.SecurityAdministrator) })
        {
            foreach (var path in new[] { "/", "/sign-in", "/cases", "/cases/new", $"/cases/{id}", "/ledger", $"/ledger/{entry}", "/terms", "/statistics", "/organisation", "/audit", "/clock", "/password", "/nowhere", "/people?q=x", "/watermark.svg" })
            {
                var answer = await visitor.GetAsync(path);
                var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
                Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
                Assert.All(["object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"], said => Assert.Contains(said, policy, StringComparison.Ordinal));
                Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
                Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
                Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"), path);
                Assert.True(answer.Headers.CacheControl!.NoStore, path);
                Assert.True(answer.Headers.CacheControl!.NoCache, path);
                Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
                Assert.DoesNotMatch(@"(?:href|src|action|content)=""(?:https?:)?//", answer.Body);
            }
        }
    }

    [Fact(DisplayName = "登录凭据不给脚本读取，不随他站请求发出")]
    [Requirement("RN3.9")]
    public async Task Cookies_are_strict()
    {
        using var visitor = office.Anyone();
        var answer = await SignInAsync(visitor, Staff.Head, Staff.Password);

        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static Task<Answer> SignInAsync(Visitor visitor, string number, string password) => visitor.PostAsync("/sign-in", ("number", number), ("password", password));

    [GeneratedRegex("[A-HJ-NP-Z]{4}-[a-km-z]{5}-[2-9]{5}")]
    private static partial Regex FirstPassword();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

public sealed class SignInOnSqlite(SqliteOffice office) : SignInTests(office), IClassFixture<SqliteOffice>;

public sealed class SignInOnPostgres(PostgresOffice office) : SignInTests(office), IClassFixture<PostgresOffice>;
