using Microsoft.AspNetCore.Routing;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>Every endpoint names its act, and every person without a post for it is refused before anything is looked up.</summary>
public abstract class EndpointTests(Office office)
{
    [Fact(DisplayName = "每个入口都写明所办的行为，或写明为何不限岗位")]
    [Requirement("R7.2.1")]
    public void Every_endpoint_names_its_act_or_says_why_it_is_open()
    {
        var endpoints = office.Endpoints.Concat(office.RestEndpoints).ToList();

        Assert.True(endpoints.Count > 40, $"{endpoints.Count}");
        Assert.All(endpoints, e => Assert.True(e.Act() is not null || e.Metadata.GetMetadata<OpenEndpoint>() is { Because.Length: > 10 }, e.RoutePattern.RawText));
        Assert.All(endpoints.Where(e => e.Act() is not null), e => Assert.NotEqual(PostSet.None, Authority.PostsFor(e.Act()!.Value)));
    }

    [Fact(DisplayName = "没有相应岗位的人，在每个入口都得到该行为的理由代码；没有登录的去登录")]
    [Requirement("R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1", "RN1.4")]
    public async Task Whoever_has_no_post_for_it_is_refused_everywhere()
    {
        var everybody = Staff.All.Select(m => m.Number).Concat([Staff.SystemAdministrator, Staff.SecurityAdministrator, Staff.Auditor]).ToList();
        var posts = everybody.ToDictionary(n => n, n => office.Read(s => s.ActorAsync(s.People.Single(p => p.StaffNumber == n), office.Today, default).GetAwaiter().GetResult()).Posts);
        using var outside = office.Anyone();
        var judged = 0;
        foreach (var endpoint in office.Endpoints.Where(e => e.Act() is not null))
        {
            var act = endpoint.Act()!.Value;
            var code = Authority.Grants.Single(g => g.Act == act).Refusal;
            var out_ = await CallAsync(outside, endpoint);
            Assert.True(out_.Status == 302 && out_.Location!.StartsWith("/sign-in?", StringComparison.Ordinal), $"{endpoint.RoutePattern.RawText} signed out: {out_.Status}");
            var without = everybody.Where(n => !Authority.PostsFor(act).Meets(posts[n])).ToList();
            var answers = await Task.WhenAll(without.Select(n => CallAsync(office.As(n), endpoint)));
            Assert.All(answers.Zip(without), pair => Assert.True(pair.First.Status == 409 && pair.First.Body.Contains(code, StringComparison.Ordinal), $"{endpoint.Method()} {endpoint.RoutePattern.RawText} as {pair.Second}: {pair.First.Status} {Cases.Told(pair.First)}"));
            judged += answers.Length;
            // Thirty refusals a minute are recorded for one person; more are asked to wait.
            office.Clock.Pass(TimeSpan.FromSeconds(3));
        }

        Assert.True(judged > 300, $"{judged}");
    }

    private static Task<Answer> CallAsync(Visitor visitor, RouteEndpoint endpoint) =>
        endpoint.Method() == "GET" ? visitor.GetAsync(endpoint.Path()) : visitor.PostAsync(endpoint.Path());
}

public sealed class EndpointsOnSqlite(SqliteOffice office) : EndpointTests(office), IClassFixture<SqliteOffice>;

public sealed class EndpointsOnPostgres(PostgresOffice office) : EndpointTests(office), IClassFixture<PostgresOffice>;
