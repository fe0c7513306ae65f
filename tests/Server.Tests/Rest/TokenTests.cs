using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Access.Door;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>Personal tokens: what they open, for how long, and what shuts them out.</summary>
public abstract class TokenTests(Office office)
{
    [Fact(DisplayName = "令牌限于所选岗位：本人能办的，岗位不在令牌内就不办；免去的岗位随即不算")]
    [Requirement("RN1.4", "R7.2.1")]
    public async Task A_token_is_narrower_than_its_owner()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview);
        using var narrow = await office.CallerAsync(Staff.Head, Post.ActionOfficer);
        using var whole = await office.CallerAsync(Staff.Head);

        var refused = await narrow.PostAsync($"/cases/{id}/section-review", new { decision = "Agree", version = office.Version(id) });
        var seen = await narrow.GetAsync($"/cases/{id}");
        var done = await whole.PostAsync($"/cases/{id}/section-review", new { decision = "Agree", version = office.Version(id) });

        Assert.Equal((403, "MZ.7.2"), (refused.Status, refused.Code));
        // Nobody has named this person in the scope but the proposal itself: knowledge of a person does not hang on the post.
        Assert.Equal(200, seen.Status);
        Assert.Empty(seen.Json.GetProperty("mayDo").EnumerateArray());
        Assert.True(done.Status == 200, done.Body);
        var me = (await narrow.GetAsync("/me")).Json;
        Assert.Equal(["ActionOfficer"], me.GetProperty("posts").EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        Assert.Empty(me.GetProperty("holdings").EnumerateArray());
    }

    [Fact(DisplayName = "令牌中的岗位免去以后，令牌不再办该岗位的事")]
    [Requirement("RN1.4")]
    public async Task A_post_that_ended_opens_nothing()
    {
        using var clerk = await office.CallerAsync(Staff.SecondClerk, Post.RegistryClerk);
        Assert.Equal(200, (await clerk.GetAsync("/ledger")).Status);
        var appointment = office.Read(s => s.Appointments.Single(a => a.PersonId == s.People.Single(p => p.StaffNumber == Staff.SecondClerk).Id).Id);
        await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/appointments/{appointment}/end");
        office.Clock.Pass(TimeSpan.FromDays(1));

        Assert.Equal(403, (await clerk.GetAsync("/ledger")).Status);
    }

    [Fact(DisplayName = "到期、撤销的令牌第二天、即刻失效，答复相同；每次都入审计台账")]
    [Requirement("RN1.4", "RN3.9")]
    public async Task What_ran_out_or_was_revoked_opens_nothing()
    {
        using var dated = new Caller(office.Address, await Caller.TokenAsync(office, Staff.Colleague, days: 2));
        using var revoked = await office.CallerAsync(Staff.Colleague);
        using var unknown = new Caller(office.Address, TokenText.New());
        using var none = new Caller(office.Address, null);
        office.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(200, (await dated.GetAsync("/me")).Status);
        Assert.Equal(200, (await revoked.GetAsync("/me")).Status);

        office.Clock.Pass(TimeSpan.FromDays(1));
        var token = office.Read(s => s.Tokens.Where(t => t.PersonId == s.People.Single(p => p.StaffNumber == Staff.Colleague).Id).OrderByDescending(t => t.Id).First().Id);
        Assert.Equal(404, (await office.As(Staff.Drafter).PostAsync($"/tokens/{token}/revoke")).Status);
        Assert.Equal(302, (await office.As(Staff.Colleague).PostAsync($"/tokens/{token}/revoke")).Status);
        Assert.Equal(404, (await office.As(Staff.Colleague).PostAsync($"/tokens/{token}/revoke")).Status);
        var before = office.LastLine();
        var answers = new[] { await dated.GetAsync("/me"), await revoked.GetAsync("/me"), await unknown.GetAsync("/me") };

        Assert.All(answers, a => Assert.Equal((401, "API.TOKEN"), (a.Status, a.Code)));
        Assert.Equal(before + 3, office.LastLine());
        Assert.All(Enumerable.Range(1, 3), n => Assert.Equal(Act.SignInRefused, office.Line(before + n).Act));
        Assert.Equal($"token {token}", office.Line(before + 2).Subject);
        Assert.Equal("token —", office.Line(before + 3).Subject);
        var nobody = await none.GetAsync("/me");
        Assert.Equal(401, nobody.Status);
        Assert.Equal(answers[0].Body, nobody.Body);
        Assert.Equal("Bearer", nobody.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(before + 3, office.LastLine());
    }

    [Theory(DisplayName = "修改口令、重置口令、停用账号、离岗，令牌随即失效")]
    [Requirement("RN1.4", "RN3.9")]
    [InlineData(Staff.Stranger, "reset")]
    [InlineData(Staff.OtherHead, "close")]
    [InlineData(Staff.Custodian, "leave")]
    [InlineData(Staff.Uncleared, "change")]
    public async Task Whoever_is_shut_out_is_so_with_tokens_too(string number, string how)
    {
        using var caller = await office.CallerAsync(number);
        Assert.Equal(200, (await caller.GetAsync("/me")).Status);

        var id = office.Id(number);
        var answer = how switch
        {
            "reset" => await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/persons/{id}/reset-password"),
            "close" => await office.As(Staff.SystemAdministrator).PostAsync($"/organisation/persons/{id}/close-account"),
            "leave" => await office.As(Staff.SystemAdministrator).PostAsync($"/organisation/persons/{id}/end-service", ("on", $"{office.Today:yyyy-MM-dd}")),
            _ => await office.As(number).PostAsync("/password", ("current", Staff.Password), ("password", "Xin-2026-Kouling"), ("again", "Xin-2026-Kouling")),
        };
        Assert.True(answer.Status is 200 or 302, $"{answer.Status} {Cases.Told(answer)}");
        if (how == "leave")
        {
            office.Clock.Pass(TimeSpan.FromDays(1));
        }

        Assert.Equal(401, (await caller.GetAsync("/me")).Status);
        Assert.Equal(401, (await caller.PostAsync("/cases", new { kind = "Written", paper = true })).Status);
    }

    [Fact(DisplayName = "浏览器的登录凭据不能进程序接口，令牌不能进页面")]
    [Requirement("RN3.9")]
    public async Task A_cookie_is_no_token_and_a_token_no_cookie()
    {
        var browser = office.As(Staff.Drafter);
        using var program = await office.CallerAsync(Staff.Drafter);
        using var page = new HttpRequestMessage(HttpMethod.Get, "/cases");

        Assert.Equal(401, (await browser.GetAsync("/api/v1/me")).Status);
        Assert.Equal(401, (await browser.SendAsync("/api/v1/cases", new StringContent("""{"kind":"Written","paper":true}""", System.Text.Encoding.UTF8, "application/json"))).Status);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = office.Address };
        page.Headers.TryAddWithoutValidation("Authorization", $"Bearer {program.Token}");
        using var answer = await http.SendAsync(page);
        Assert.Equal(302, (int)answer.StatusCode);
        // The description tells nothing of the office and may be read either way.
        Assert.Equal(200, (await browser.GetAsync("/api/v1/openapi.json")).Status);
        Assert.Equal(200, (await program.GetAsync("/openapi.json")).Status);
    }

    [Fact(DisplayName = "三员不能有令牌；岗位须是本人的，期限至多一百八十天")]
    [Requirement("RN1.4")]
    public async Task What_a_token_may_be()
    {
        foreach (var administrator in new[] { Staff.SystemAdministrator, Staff.SecurityAdministrator, Staff.Auditor })
        {
            var before = office.LastLine();
            office.Refused(await office.As(administrator).PostAsync("/tokens", ("tokenName", "x"), ("posts", "SystemAdministrator"), ("lastDay", "2026-03-30")), "SYS.POST", before);
        }

        var all = Everything.Of(office);
        foreach (var (field, fields) in new (string, (string, string)[])[]
        {
            ("posts", [("tokenName", "x"), ("posts", "SectionHead"), ("lastDay", $"{office.Today:yyyy-MM-dd}")]),
            ("posts", [("tokenName", "x"), ("lastDay", $"{office.Today:yyyy-MM-dd}")]),
            ("lastDay", [("tokenName", "x"), ("posts", "ActionOfficer"), ("lastDay", $"{office.Today.AddDays(181):yyyy-MM-dd}")]),
            ("lastDay", [("tokenName", "x"), ("posts", "ActionOfficer"), ("lastDay", $"{office.Today.AddDays(-1):yyyy-MM-dd}")]),
        })
        {
            var answer = await office.As(Staff.Drafter).PostAsync("/tokens", fields);
            Assert.Equal(400, answer.Status);
            Assert.Equal([field], new Page(answer.Body).Named);
        }

        Assert.Equal(all, Everything.Of(office));
    }

    [Fact(DisplayName = "一个地址一分钟内出示的坏令牌过多，就要等；好令牌不受影响")]
    [Requirement("RN3.9")]
    public async Task Wrong_tokens_are_paced()
    {
        office.Clock.Pass(TimeSpan.FromMinutes(1));
        using var right = await office.CallerAsync(Staff.Drafter);
        using var wrong = new Caller(office.Address, TokenText.New());
        var before = office.LastLine();
        for (var i = 0; i < SignInPace.PerAddress; i++)
        {
            Assert.Equal(401, (await wrong.GetAsync("/me")).Status);
        }

        var waits = await wrong.GetAsync("/me");

        Assert.Equal((429, "API.PACE"), (waits.Status, waits.Code));
        Assert.Equal("60", waits.Headers.GetValues("Retry-After").Single());
        Assert.Equal(200, (await right.GetAsync("/me")).Status);
        Assert.Equal(before + SignInPace.PerAddress, office.LastLine());
        office.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await wrong.GetAsync("/me")).Status);
    }

    [Fact(DisplayName = "令牌不留在数据库、日志和审计台账里，只留摘要和上次使用的时间")]
    [Requirement("RN3.9")]
    public async Task The_token_itself_is_kept_nowhere()
    {
        using var caller = await office.CallerAsync(Staff.Drafter);
        await caller.GetAsync("/ledger?q=%00");
        await caller.PostAsync("/cases", new { kind = "Written", paper = true });
        await office.CloseAsync();
        await office.OpenAsync();

        var secret = caller.Token![TokenText.Prefix.Length..];
        Assert.False(Traces.Contain(office.Log.Text, secret));
        Assert.DoesNotContain(caller.Token, office.Log.Text, StringComparison.Ordinal);
        Assert.All(Traces.OfFolder(office.Folder), file => Assert.False(Traces.Contain(file.Bytes, secret), file.Where));
        var kept = office.Read(s => s.Tokens.AsNoTracking().Single(t => t.Hash == TokenText.Hash(caller.Token)));
        Assert.Equal(new DateTimeOffset(office.Clock.GetUtcNow().UtcDateTime.AddTicks(-(office.Clock.GetUtcNow().UtcTicks % TimeSpan.TicksPerMinute)), TimeSpan.Zero), kept.LastUsedAt);
        Assert.Contains($"{Calendar.OnTheWall(kept.LastUsedAt!.Value):yyyy-MM-dd HH:mm}", (await office.As(Staff.Drafter).GetAsync("/tokens")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await office.As(Staff.Drafter).GetAsync("/tokens")).Body, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "令牌的权限、期限和主人，直接用数据库语句也改不了，删不掉，撤销了的恢复不了")]
    [Requirement("RN1.4")]
    [InlineData("update access_token set posts = 2147483647")]
    [InlineData("update access_token set last_day = '2029-01-01'")]
    [InlineData("update access_token set person_id = 1")]
    [InlineData("update access_token set revoked_at = null where revoked_at is not null")]
    [InlineData("delete from access_token")]
    public async Task The_database_keeps_tokens_as_they_are(string statement)
    {
        using var caller = await office.CallerAsync(Staff.Leader);
        var id = office.Read(s => s.Tokens.Max(t => t.Id));
        await office.As(Staff.Leader).PostAsync($"/tokens/{id}/revoke");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => office.DoAsync(async scope => await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Shoumi.Server.Storage.Store>(scope).Database.ExecuteSqlRawAsync(statement)));
    }
}

public sealed class TokensOnSqlite(SqliteOffice office) : TokenTests(office), IClassFixture<SqliteOffice>;

public sealed class TokensOnPostgres(PostgresOffice office) : TokenTests(office), IClassFixture<PostgresOffice>;
