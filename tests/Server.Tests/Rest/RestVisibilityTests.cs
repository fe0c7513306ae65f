using Microsoft.AspNetCore.Routing;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>Programs see what their person sees: not a byte more, at any endpoint.</summary>
public abstract class RestVisibilityTests(Office office)
{
    private const string Hidden = "某项不在其知悉范围的安置安排";

    private static readonly string[] Outside = [Staff.Stranger, Staff.OtherHead, Staff.OtherLeader, Staff.SecondClerk, Staff.Uncleared];

    [Fact(DisplayName = "不在知悉范围的案件和台账记录，程序得到的答复与不存在的编号逐字节相同")]
    [Requirement("R7.1.6", "R11.6", "R2.1")]
    public async Task What_is_hidden_answers_byte_for_byte_like_what_does_not_exist()
    {
        var (registered, entry) = await office.RegisteredAsync(Secretly);
        int[] cases = [registered, await office.OpenCaseAsync()];
        var compared = 0;
        foreach (var who in Outside)
        {
            using var caller = await office.CallerAsync(who);
            foreach (var endpoint in office.RestEndpoints.Where(e => e.RoutePattern.RawText!.Contains("{id", StringComparison.Ordinal)))
            {
                // A clerk keeps every line: of what has ended, number and mark are enough to record the re-marking.
                if (who == Staff.SecondClerk && endpoint.RoutePattern.RawText!.EndsWith("ledger/{id:int}/remarked", StringComparison.Ordinal))
                {
                    continue;
                }

                foreach (var body in endpoint.Method() == "GET" ? [""] : Bodies)
                {
                    var nothing = await CallAsync(caller, endpoint, 987654, body);
                    foreach (var id in endpoint.RoutePattern.RawText!.Contains("ledger/{", StringComparison.Ordinal) ? [entry] : cases)
                    {
                        var hidden = await CallAsync(caller, endpoint, id, body);
                        Assert.True(hidden.Status is 400 or 403 or 404, $"{endpoint.RoutePattern.RawText} {who} {hidden.Status} {hidden.Body}");
                        Assert.Equal(nothing.Status, hidden.Status);
                        // A refusal by post names its own line of the audit ledger; it is given before anything is looked up.
                        Assert.True(hidden.Status == 403 || nothing.Bytes.AsSpan().SequenceEqual(hidden.Bytes), $"{endpoint.RoutePattern.RawText} {who}: {nothing.Body} {hidden.Body}");
                        compared += hidden.Status == 404 ? 1 : 0;
                    }
                }

                office.Clock.Pass(TimeSpan.FromSeconds(60));
            }

            office.EverybodyLeaves();
        }

        Assert.True(compared > 40, $"{compared}");
    }

    [Fact(DisplayName = "多一件看不到的事项，程序的任何列表都不因此有一个字节的不同")]
    [Requirement("R7.1.6", "R11.6")]
    public async Task One_hidden_item_more_changes_not_a_byte()
    {
        await office.RegisteredAsync(id => office.Proposal(id, title: "各方都知悉的安置计划", people: [Staff.Drafter, Staff.Stranger, Staff.OtherHead, Staff.OtherLeader]));
        foreach (var who in new[] { Staff.Stranger, Staff.OtherHead, Staff.OtherLeader })
        {
            using var caller = await office.CallerAsync(who);
            var paths = office.RestEndpoints.Where(e => e.Method() == "GET" && !e.RoutePattern.RawText!.Contains('{') && !e.RoutePattern.RawText.Contains("openapi", StringComparison.Ordinal)).Select(e => e.Path()["/api/v1".Length..]).SelectMany(p => p == "/cases" ? [p, "/cases?view=all&limit=1"] : p == "/organisation/people" ? ["/organisation/people?q=x"] : new[] { p }).ToList();
            var before = await Task.WhenAll(paths.Select(p => caller.GetAsync(p)));

            await office.RegisteredAsync(Secretly);
            await office.WaitingAtAsync(Stage.Approval, Secretly);
            var after = await Task.WhenAll(paths.Select(p => caller.GetAsync(p)));

            Assert.True(paths.Count > 6);
            Assert.Contains(before, a => a.Body.Contains("各方都知悉", StringComparison.Ordinal));
            Assert.All(before.Zip(after, paths), pair => Assert.True(pair.First.Bytes.AsSpan().SequenceEqual(pair.Second.Bytes), $"{pair.Third}: {pair.First.Body} {pair.Second.Body}"));
        }
    }

    [Fact(DisplayName = "台账管理人的程序只见编号和标志，其余一概没有")]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task A_keeper_sees_number_and_mark()
    {
        var (_, entry) = await office.RegisteredAsync(Secretly);
        using var keeper = await office.CallerAsync(Staff.SecrecyOfficer);

        var list = await keeper.GetAsync("/ledger?limit=200");
        var masked = list.Json.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("id").GetInt32() == entry);

        Assert.Equal(["freeFrom", "id", "known", "level", "number", "state", "term"], masked.EnumerateObject().Select(m => m.Name).Order());
        Assert.False(masked.GetProperty("known").GetBoolean());
        Assert.DoesNotContain(Hidden, list.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await keeper.GetAsync($"/ledger/{entry}")).Status);
        Assert.DoesNotContain(masked.GetProperty("number").GetString()!, (await keeper.GetAsync($"/ledger?q={Uri.EscapeDataString("不在其知悉")}")).Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "没有相应岗位的人，其程序在每个入口都得到该行为的理由代码；没有令牌的一律须出示令牌")]
    [Requirement("R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1", "RN1.4")]
    public async Task Whoever_has_no_post_for_it_is_refused_everywhere()
    {
        using var nobody = new Caller(office.Address, null);
        var (judged, let) = (0, 0);
        foreach (var member in Staff.All)
        {
            using var caller = await office.CallerAsync(member.Number);
            var posts = office.Read(s => Programs.ActorFactsOf(s, member.Number, office.Today)).Posts;
            foreach (var endpoint in office.RestEndpoints.Where(e => e.Act() is not null))
            {
                var act = endpoint.Act()!.Value;
                var answer = await CallAsync(caller, endpoint, 987654, "{}");
                var may = Authority.PostsFor(act).Meets(posts);
                Assert.True(may ? answer.Status is 200 or 400 or 404 : answer.Status == 403 && answer.Code == Authority.Grants.Single(g => g.Act == act).Refusal, $"{endpoint.RoutePattern.RawText} {member.Number}: {answer.Status} {answer.Body}");
                Assert.Equal(401, (await CallAsync(nobody, endpoint, 987654, "{}")).Status);
                (judged, let) = (judged + (may ? 0 : 1), let + (may ? 1 : 0));
                office.Clock.Pass(TimeSpan.FromSeconds(3));
            }

            office.EverybodyLeaves();
        }

        Assert.True(judged > 80 && let > 100, $"{judged} {let}");
    }

    // Every act's body in order, so that whether the case exists is what decides.
    private static readonly string[] Bodies =
    [
        "{}",
        """{"decision":"Agree","opinion":"同意","carrierForm":"纸质","copies":1,"version":1}""",
        """{"decision":"Agree","opinion":"同意","version":1}""",
        """{"determination":"Internal","title":"题名","whyNot":"内部事务","version":1}""",
        """{"agrees":true,"groupOpinion":"同意","version":1}""",
        """{"carriers":"已交机要室","reason":"不发","version":1}""",
        """{"field":"Remark","becomes":"x","reason":"笔误"}""",
        """{"correction":1}""",
        """{"purpose":"Declassify"}""",
        """{"decision":"Agree","version":1}""",
    ];

    private static Task<Reply> CallAsync(Caller caller, RouteEndpoint endpoint, int id, string body) =>
        endpoint.Method() == "GET" ? caller.GetAsync(endpoint.Path(id)["/api/v1".Length..]) : caller.PostAsync(endpoint.Path(id)["/api/v1".Length..], body);

    private (string, string)[] Secretly(int id) => office.Proposal(id, title: Hidden, people: [Staff.Drafter, Staff.Head]);
}

public sealed class RestVisibilityOnSqlite(SqliteOffice office) : RestVisibilityTests(office), IClassFixture<SqliteOffice>;

public sealed class RestVisibilityOnPostgres(PostgresOffice office) : RestVisibilityTests(office), IClassFixture<PostgresOffice>;
