using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Access.Door;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>Every member of every body and every part of every query, as the description has them, tried with everything that is bad: 400 with each named, nothing written.</summary>
public abstract class RestDoorTests(Office office)
{
    /// <summary>What is sent where: who, to what, and a body that is in order.</summary>
    private sealed record Row(string Path, string Who, Func<Office, Task<int>> Item, Func<Office, int, JsonObject> Body);

    private static readonly Row[] Rows =
    [
        new("/cases", Staff.Drafter, _ => Task.FromResult(0), (_, _) => Of(new { kind = "Written", paper = true })),
        new("/cases/{id}/proposal", Staff.Drafter, o => o.OpenCaseAsync(), (o, id) => Whole(o, id)),
        new("/cases/{id}/section-review", Staff.Head, o => o.WaitingAtAsync(Stage.SectionReview), Differs),
        new("/cases/{id}/office-review", Staff.Secretary, o => o.WaitingAtAsync(Stage.OfficeReview), Differs),
        new("/cases/{id}/approval", Staff.Leader, o => o.WaitingAtAsync(Stage.Approval), Differs),
        new("/cases/{id}/ledger-entry", Staff.Clerk, o => o.WaitingAtAsync(Stage.LedgerEntry), (o, id) => Of(new { decision = "Agree", opinion = "同意", documentNumber = "滨民密〔2026〕1号", carrierForm = "纸质", copies = 6, remark = "无", version = o.Version(id) })),
        new("/cases/{id}/group-opinion", Staff.Leader, o => o.WaitingAtAsync(Stage.SectionReview), (o, id) => Of(new { agrees = true, groupOpinion = "同意。", version = o.Version(id) })),
        new("/cases/{id}/withdrawal", Staff.Drafter, o => o.WaitingAtAsync(Stage.SectionReview), (o, id) => Of(new { carriers = "已交机要室", reason = "不发", version = o.Version(id) })),
        new("/ledger/{id}/corrections", Staff.Clerk, async o => (await o.RegisteredAsync()).Entry, (_, _) => Of(new { field = "Remark", becomes = "共六份", reason = "笔误" })),
        new("/ledger/{id}/corrections/confirm", Staff.SecondClerk, async o => (await o.RegisteredAsync()).Entry, (_, _) => Of(new { correction = 1 })),
        new("/ledger/{id}/corrections/reject", Staff.SecondClerk, async o => (await o.RegisteredAsync()).Entry, (_, _) => Of(new { correction = 1 })),
        new("/ledger/{id}/changes", Staff.Drafter, async o => (await o.RegisteredAsync()).Entry, (_, _) => Of(new { purpose = "Change", noticeNumber = "民函〔2026〕1号" })),
        new("/ledger/{id}/remarked", Staff.Clerk, async o => (await o.RegisteredAsync()).Entry, (_, _) => []),
        new("/cases/{id}/change-entry", Staff.Clerk, o => o.EndingAtAsync(Stage.LedgerEntry), (o, id) => Of(new { decision = "Agree", remark = "无", version = o.Version(id) })),
        new("/notices/{id}/receipt", Staff.Clerk, NoticeAsync, (o, _) => Of(new { receivedOn = $"{o.Today:yyyy-MM-dd}" })),
        new("/notices/{id}/remarked", Staff.Clerk, NoticeAsync, (_, _) => []),
    ];

    private static async Task<int> NoticeAsync(Office office) => office.Notices(await office.EndingAtAsync(Stage.LedgerEntry))[0].Id;

    public static TheoryData<string> Posted => [.. Rows.Select(r => r.Path)];

    [Theory(DisplayName = "程序提交的每一项，缺的、类型不对的、太长的、不成样子的，都指明是哪一项，不写入")]
    [Requirement("R3.1")]
    [MemberData(nameof(Posted))]
    public async Task Every_bad_member_is_named(string path)
    {
        var row = Rows.Single(r => r.Path == path);
        var item = await row.Item(office);
        using var caller = await office.CallerAsync(row.Who);
        var schema = await SchemaAsync(caller, $"/api/v1{path}");
        var to = path.Replace("{id}", $"{item}", StringComparison.Ordinal);
        var required = (schema["required"]?.AsArray() ?? []).Select(r => $"{r}").ToHashSet();
        var valid = row.Body(office, item);
        var before = Everything.Of(office, "access_token");
        var wrong = new List<string>();
        async Task TryAsync(string name, string what, string body)
        {
            var answer = await caller.PostAsync(to, body);
            if (answer.Status != 400 || answer.MediaType != "application/problem+json" || answer.Code != "API.INPUT" || !answer.Named.SetEquals([name]))
            {
                wrong.Add($"{path} {name} [{what}]: {answer.Status} {answer.Body}");
            }
        }

        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            foreach (var (what, bad) in Bad(member!))
            {
                await TryAsync(name, what, With(valid, name, bad));
            }

            if (required.Contains(name))
            {
                await TryAsync(name, "缺", Without(valid, name));
                await TryAsync(name, "null", With(valid, name, "null"));
            }

            await TryAsync(name, "两次", valid.ContainsKey(name) ? $"{valid.ToJsonString()[..^1]},\"{name}\":{valid[name]!.ToJsonString()}}}" : $"{valid.ToJsonString()[..^1]},\"{name}\":{Kind(member!)},\"{name}\":{Kind(member!)}}}");
        }

        await TryAsync("nobody", "没有这一项", With(valid, "nobody", "1"));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.Equal(before, Everything.Of(office, "access_token"));
    }

    [Fact(DisplayName = "每个办理入口都在检查表里；地址里的每一项填错、多出，都指明是哪一项")]
    [Requirement("R3.1")]
    public async Task Every_bad_part_of_a_query_is_named()
    {
        using var caller = await office.CallerAsync(Staff.Clerk);
        var paths = JsonNode.Parse((await caller.GetAsync("/openapi.json")).Body)!["paths"]!.AsObject();
        Assert.Equal(Rows.Select(r => $"/api/v1{r.Path}").Order(StringComparer.Ordinal), paths.Where(p => p.Value!["post"] is not null).Select(p => p.Key).Order(StringComparer.Ordinal));

        var (_, entry) = await office.RegisteredAsync();
        var (tried, before) = (0, Everything.Of(office, "access_token"));
        foreach (var (path, methods) in paths.Where(p => p.Value!["get"] is not null))
        {
            var to = path["/api/v1".Length..].Replace("{id}", $"{entry}", StringComparison.Ordinal);
            var needed = to.EndsWith("/people", StringComparison.Ordinal) ? "q=x&" : "";
            var query = (methods!["get"]!["parameters"]?.AsArray() ?? []).Where(p => $"{p!["in"]}" == "query").ToList();
            foreach (var (name, bad) in query.SelectMany(p => BadQuery(p!).Select(b => ($"{p!["name"]}", b))).Append(("nobody", "nobody=1")))
            {
                var answer = await caller.GetAsync($"{to}?{(name == "q" ? "" : needed)}{bad}");
                Assert.True(answer.Status == 400 && answer.Named.SetEquals([name]), $"{to}?{bad}: {answer.Status} {answer.Body}");
                tried++;
            }
        }

        Assert.True(tried > 40, $"{tried}");
        Assert.Equal(before, Everything.Of(office, "access_token"));
    }

    [Fact(DisplayName = "不是 JSON 对象的、太大的、别种内容的、没有的地址，都有明白的答复，不写入，不出故障")]
    [Requirement("R3.1")]
    public async Task What_is_no_request_is_told_so()
    {
        using var caller = await office.CallerAsync(Staff.Drafter);
        var before = Everything.Of(office, "access_token");
        foreach (var body in new[] { "", "{", "[]", "5", "null", "\"x\"", "{\"kind\":\"Written\"}x", "{\"kind\":\"Written\",}", "{'kind':1}", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}", "{\"\\ud800\":1}", "\0" })
        {
            var answer = await caller.PostAsync("/cases", body);
            Assert.True(answer.Status == 400 && answer.Named.SetEquals(["request"]), $"{body}: {answer.Status} {answer.Body}");
        }

        Assert.Equal(413, (await caller.PostAsync("/cases", $"{{\"kind\":\"{new string('x', 300_000)}\"}}")).Status);
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/json; charset=gb18030", "application/xml" })
        {
            var content = new StringContent("{\"version\":1}");
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            var answer = await caller.SendAsync(HttpMethod.Post, "/cases/1/proposal", content, "type");
            Assert.True(answer.Status == 415 && answer.MediaType == "application/problem+json", $"{type}: {answer.Status} {answer.Body}");
        }

        foreach (var (method, path) in new[] { (HttpMethod.Get, "/nothing"), (HttpMethod.Get, "/cases/x"), (HttpMethod.Get, "/cases/99999999999"), (HttpMethod.Put, "/cases/1"), (HttpMethod.Delete, "/ledger/1"), (HttpMethod.Get, "") })
        {
            var answer = await caller.SendAsync(method, path, null, null);
            Assert.True(answer.Status == 404 && answer.Code == "API.NOTHING", $"{method} {path}: {answer.Status} {answer.Body}");
        }

        var bytes = new ByteArrayContent([.. Encoding.UTF8.GetBytes("{\"kind\":\"Written\",\"paper\":true,\"x\":\""), 0xFF, 0xC0, .. Encoding.UTF8.GetBytes("\"}")]);
        bytes.Headers.ContentType = new("application/json");
        Assert.Equal(["x"], (await caller.SendAsync(HttpMethod.Post, "/cases", bytes, "bytes")).Named);
        Assert.Equal(before, Everything.Of(office, "access_token"));
    }

    private static async Task<JsonNode> SchemaAsync(Caller caller, string path)
    {
        var document = JsonNode.Parse((await caller.GetAsync("/openapi.json")).Body)!;
        var schema = document["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        return schema["$ref"] is { } reference ? document["components"]!["schemas"]![$"{reference}".Split('/')[^1]]! : schema;
    }

    private static string Type(JsonNode member) => member["$ref"] is not null || member["enum"] is not null || member["oneOf"] is not null ? "enum" : member["type"] is JsonArray several ? several.Select(t => $"{t}").First(t => t != "null") : $"{member["type"]}";

    private static IEnumerable<(string What, string Json)> Bad(JsonNode member) => Type(member) switch
    {
        "string" when $"{member["format"]}" == "date" => [("类型", "5"), ("日期", "\"2026-13-01\""), ("文字", "\"昨天\"")],
        "string" => [("类型", "5"), ("类型", "[\"x\"]"), ("类型", "{}"), ("类型", "true"), ("太长", $"\"{new string('x', member["maxLength"]!.GetValue<int>() + 1)}\""), ("控制字符", "\"甲\\u0001乙\""), ("空字符", "\"甲\\u0000乙\""), ("半个代理对", "\"\\ud800\""), ("反向", "\"甲\u202E乙\"")],
        "integer" => [("类型", "\"x\""), ("类型", "true"), ("过小", $"{member["minimum"]!.GetValue<int>() - 1}"), ("过大", $"{member["maximum"]!.GetValue<int>() + 1L}"), ("小数", "1.5"), ("无穷大", "1e400"), ("指数", "1e2")],
        "boolean" => [("类型", "\"true\""), ("类型", "1")],
        "array" => [("类型", "\"x\""), ("类型", "[5]"), ("类型", "[[\"x\"]]"), ("不在内", "[\"没有\"]"), ("控制字符", "[\"甲\\u0000乙\"]")],
        _ => [("类型", "5"), ("不在内", "\"没有这个\""), ("编号", "\"1\""), ("大小写", "\"agree\"")],
    };

    private static string Kind(JsonNode member) => Type(member) switch { "integer" => "1", "boolean" => "false", "array" => "[]", "string" when $"{member["format"]}" == "date" => "\"2026-01-01\"", _ => "\"x\"" };

    private static IEnumerable<string> BadQuery(JsonNode parameter)
    {
        var (name, schema) = ($"{parameter["name"]}", parameter["schema"]!);
        var one = schema["items"] ?? schema;
        string[] twice = schema["items"] is null ? [$"{name}=1&{name}=2"] : [];
        string[] shape = one["enum"] is not null || $"{one["type"]}" == "integer" ? [$"{name}=nobody", $"{name}=-1"] : [$"{name}={new string('x', one["maxLength"]!.GetValue<int>() + 1)}"];
        return [$"{name}=%00", $"{name}=%FF%C0", .. twice, .. shape];
    }

    private static JsonObject Whole(Office office, int id)
    {
        var body = Of(office.RestProposal(id));
        return body;
    }

    private static JsonObject Differs(Office office, int id)
    {
        var body = Whole(office, id);
        (body["decision"], body["opinion"]) = ("Amend", "改为五年。");
        return body;
    }

    private static JsonObject Of(object body) => JsonSerializer.SerializeToNode(body)!.AsObject();

    private static string With(JsonObject body, string name, string json)
    {
        var others = body.Where(m => m.Key != name).Select(m => $"{JsonSerializer.Serialize(m.Key)}:{m.Value!.ToJsonString()}");
        return $"{{{string.Join(',', others.Append($"{JsonSerializer.Serialize(name)}:{json}"))}}}";
    }

    private static string Without(JsonObject body, string name) => $"{{{string.Join(',', body.Where(m => m.Key != name).Select(m => $"{JsonSerializer.Serialize(m.Key)}:{m.Value!.ToJsonString()}"))}}}";
}

public sealed class RestDoorOnSqlite(SqliteOffice office) : RestDoorTests(office), IClassFixture<SqliteOffice>;

public sealed class RestDoorOnPostgres(PostgresOffice office) : RestDoorTests(office), IClassFixture<PostgresOffice>;
