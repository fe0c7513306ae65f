using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Access.Door;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>Idempotency keys: what is sent again is answered again and not done again.</summary>
public abstract class OnceOnlyTests(Office office)
{
    private static readonly object Paper = new { kind = "Written", paper = true };

    [Fact(DisplayName = "重发同一请求，得到同样的答复，只办一次；另一请求用同一个键，不予受理")]
    [Requirement("R7.1.1")]
    public async Task The_same_request_is_done_once()
    {
        using var drafter = await office.CallerAsync(Staff.Drafter);
        using var colleague = await office.CallerAsync(Staff.Colleague);
        var first = await drafter.PostAsync("/cases", Paper, "k-1");
        var before = Everything.Of(office, "access_token");

        var again = await drafter.PostAsync("/cases", Paper, "k-1");
        var other = await drafter.PostAsync("/cases", new { kind = "Chart", paper = true }, "k-1");
        var elsewhere = await drafter.PostAsync($"/cases/{first.Json.GetProperty("id")}/withdrawal", new { reason = "不发", version = 1 }, "k-1");

        Assert.False(first.Replayed);
        Assert.True(again.Replayed);
        Assert.Equal((first.Status, first.Body, first.Headers.Location), (again.Status, again.Body, again.Headers.Location));
        Assert.All(new[] { other, elsewhere }, a => Assert.Equal((422, "API.KEY"), (a.Status, a.Code)));
        Assert.Equal(before, Everything.Of(office, "access_token"));
        // Keys are each person's own.
        var theirs = await colleague.PostAsync("/cases", Paper, "k-1");
        Assert.Equal((201, false), (theirs.Status, theirs.Replayed));
        Assert.NotEqual(first.Body, theirs.Body);
    }

    [Theory(DisplayName = "没有键的、键不成样子的，指明是键，不办")]
    [Requirement("R3.1")]
    [InlineData("")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("a b")]
    public async Task A_key_is_needed(string key)
    {
        using var drafter = await office.CallerAsync(Staff.Drafter);
        var before = Everything.Of(office, "access_token");

        var answer = await drafter.PostAsync("/cases", Paper, key);

        Assert.Equal(400, answer.Status);
        Assert.Equal(["Idempotency-Key"], answer.Named);
        Assert.Equal(before, Everything.Of(office, "access_token"));
    }

    [Fact(DisplayName = "同时发来的同一请求，只办一次，其余得到同样的答复")]
    [Requirement("R7.1.1")]
    public async Task Of_several_at_once_one_is_done()
    {
        using var drafter = await office.CallerAsync(Staff.Drafter);
        for (var round = 0; round < 5; round++)
        {
            var (cases, lines, key) = (office.Read(s => s.Set<ClassificationCase>().Count()), office.LastLine(), $"at-once-{round}");

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => drafter.PostAsync("/cases", Paper, key)));

            Assert.All(answers, a => Assert.True(a.Status == 201, a.Body));
            Assert.Single(answers.Select(a => a.Body).Distinct());
            Assert.Single(answers, a => !a.Replayed);
            Assert.Equal((cases + 1, lines + 1), (office.Read(s => s.Set<ClassificationCase>().Count()), office.LastLine()));
        }
    }

    [Fact(DisplayName = "两个进程同时收到同一请求，也只办一次")]
    [Requirement("R7.1.1")]
    public async Task Of_two_processes_one_does_it()
    {
        var (other, address) = await office.HostAsync();
        await using var second = other;
        using var here = await office.CallerAsync(Staff.Drafter);
        using var there = new Caller(address, here.Token);
        for (var round = 0; round < 5; round++)
        {
            var (cases, key) = (office.Read(s => s.Set<ClassificationCase>().Count()), $"two-{round}");
            var answers = await Task.WhenAll(new[] { here, there, here, there }.Select(c => c.PostAsync("/cases", Paper, key)));

            Assert.All(answers, a => Assert.True(a.Status == 201, a.Body));
            Assert.Single(answers.Select(a => a.Body).Distinct());
            Assert.Equal(cases + 1, office.Read(s => s.Set<ClassificationCase>().Count()));
        }

        await other.StopAsync();
    }

    [Fact(DisplayName = "不予办理的不占用键：改正以后可以再办")]
    [Requirement("R3.1")]
    public async Task What_was_refused_is_judged_again()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview);
        using var head = await office.CallerAsync(Staff.Head);
        var refused = await head.PostAsync($"/cases/{id}/section-review", new { decision = "Agree", version = 0 }, "judged");
        var done = await head.PostAsync($"/cases/{id}/section-review", new { decision = "Agree", version = office.Version(id) }, "judged");

        Assert.Equal(409, refused.Status);
        Assert.True(done.Status == 200, done.Body);
    }

    [Fact(DisplayName = "答复至少留一天，之后由每日工作清除；所留的没有一个字的内容")]
    [Requirement("R4.3")]
    public async Task Answers_are_kept_for_a_day_and_hold_no_words()
    {
        var id = await office.OpenCaseAsync();
        using var drafter = await office.CallerAsync(Staff.Drafter);
        var proposal = office.RestProposal(id, title: "不应留在答复里的题名");
        var first = await drafter.PostAsync($"/cases/{id}/proposal", proposal, "kept");
        Assert.True(first.Status == 200, first.Body);
        var kept = office.Read(s => s.Set<KeptAnswer>().AsNoTracking().Single(a => a.Key == "kept"));
        Assert.Equal($"/api/v1/cases/{id}", kept.Location);
        // Keyed with the token: without it nobody confirms a guess of what was sent.
        Assert.Equal(32, kept.Request.Length);
        using var another = await office.CallerAsync(Staff.Drafter);
        Assert.Equal(422, (await another.PostAsync($"/cases/{id}/proposal", proposal, "kept")).Status);

        office.Clock.Pass(TimeSpan.FromHours(23));
        await office.Services.GetRequiredService<Midnight>().RunAsync(default);
        Assert.True((await drafter.PostAsync($"/cases/{id}/proposal", proposal, "kept")).Replayed);

        office.Clock.Pass(TimeSpan.FromHours(2));
        await office.Services.GetRequiredService<Midnight>().RunAsync(default);
        Assert.False(office.Read(s => s.Set<KeptAnswer>().Any(a => a.Key == "kept")));
        Assert.Equal(409, (await drafter.PostAsync($"/cases/{id}/proposal", proposal, "kept")).Status);
    }
}

public sealed class OnceOnlyOnSqlite(SqliteOffice office) : OnceOnlyTests(office), IClassFixture<SqliteOffice>;

public sealed class OnceOnlyOnPostgres(PostgresOffice office) : OnceOnlyTests(office), IClassFixture<PostgresOffice>;
