using System.Text.Json;
using System.Text.Json.Nodes;
using Shoumi.Rules;
using Shoumi.Server.Tests.Docs;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>The description of the interface: complete, and what is committed is what is served.</summary>
public sealed class DescriptionTests(SqliteOffice office) : IClassFixture<SqliteOffice>
{
    private static readonly bool Write = Environment.GetEnvironmentVariable("SHOUMI_WRITE_DOCS") == "1";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact(DisplayName = "接口说明文档 docs/openapi.json 与系统提供的一致")]
    [Requirement("RN3.1")]
    public async Task The_committed_description_is_the_one_that_is_served()
    {
        var served = (await DocumentAsync()).ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
        var file = Path.Combine(SourceScan.Root, "docs", "openapi.json");
        if (Write)
        {
            File.WriteAllText(file, served);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == served,
            "docs/openapi.json 与系统提供的不一致，请运行 SHOUMI_WRITE_DOCS=1 ./test 重新生成并提交。 / docs/openapi.json differs from what is served: run SHOUMI_WRITE_DOCS=1 ./test and commit what it writes.");
    }

    [Fact(DisplayName = "每个入口都有名称、说明、行为和岗位、各种答复；每个办理入口都有内容、示例和幂等键")]
    [Requirement("R3.1")]
    public async Task Every_operation_says_what_it_does()
    {
        var document = await DocumentAsync();
        Assert.Equal("3.1", $"{document["openapi"]}"[..3]);
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Path: p.Key, Method: o.Key.ToUpperInvariant(), Operation: o.Value!))).ToList();
        var endpoints = office.RestEndpoints.Where(e => e.Act() is not null && !e.Path().EndsWith("openapi.json", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            endpoints.Select(e => $"{e.Method()} /{e.RoutePattern.RawText!.TrimStart('/').Replace(":int", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal),
            operations.Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal));
        Assert.Equal(operations.Count, operations.Select(o => $"{o.Operation["operationId"]}").Distinct().Count());
        Assert.All(operations, o =>
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", $"{o.Operation["summary"]}");
            Assert.Contains("Act: ", $"{o.Operation["description"]}", StringComparison.Ordinal);
            string[] needed = o.Method == "GET" ? ["400", "401", "403", "429", "500"] : ["400", "401", "403", "409", "413", "415", "422", "429", "500"];
            foreach (var status in needed.Concat(o.Path.Contains("{id}", StringComparison.Ordinal) ? ["404"] : []))
            {
                Assert.True(o.Operation["responses"]![status]?["content"]?["application/problem+json"]?["schema"] is not null, $"{o.Path} {status}");
            }

            Assert.True(o.Operation["responses"]!["200"] is not null || o.Operation["responses"]!["201"] is not null);
            if (o.Method == "POST")
            {
                var content = o.Operation["requestBody"]!["content"]!["application/json"]!;
                var members = Resolved(document, content["schema"]!)["properties"]?.AsObject() ?? [];
                Assert.True(members.Count == 0 || content["example"] is not null, o.Path);
                Assert.Empty((content["example"]?.AsObject() ?? []).Select(m => m.Key).Except(members.Select(m => m.Key)));
                Assert.All(members, m => Assert.NotEmpty($"{m.Value!["description"]}"));
                Assert.Contains(o.Operation["parameters"]!.AsArray(), p => $"{p!["name"]}" == "Idempotency-Key" && p["required"]!.GetValue<bool>());
            }
        });
    }

    [Fact(DisplayName = "说明文档写明凭令牌进入；没有凭据的读不到")]
    [Requirement("RN3.9")]
    public async Task The_description_names_the_token_and_is_not_open()
    {
        var document = await DocumentAsync();
        Assert.Equal("bearer", $"{document["components"]!["securitySchemes"]!["token"]!["scheme"]}");
        Assert.NotNull(document["security"]![0]!["token"]);
        using var nobody = new Caller(office.Address, null);
        Assert.Equal(401, (await nobody.GetAsync("/openapi.json")).Status);
        Assert.Equal(409, (await office.As(Staff.Auditor).GetAsync("/api/reference")).Status);
    }

    [Fact(DisplayName = "接口说明页列出每个入口，页内没有内联脚本")]
    [Requirement("R3.1")]
    public async Task The_reference_lists_every_operation()
    {
        var page = await office.As(Staff.Drafter).GetAsync("/api/reference");
        var document = await DocumentAsync();

        Assert.Equal(200, page.Status);
        Assert.All(document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()), o => Assert.Contains($"id=\"{o.Value!["operationId"]}\"", page.Body, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)", page.Body);
        Assert.DoesNotMatch(@"https?://", page.Body.Replace("http://127.0.0.1", "", StringComparison.Ordinal));
    }

    private async Task<JsonNode> DocumentAsync()
    {
        using var caller = await office.CallerAsync(Staff.Drafter);
        var answer = await caller.GetAsync("/openapi.json");
        Assert.True(answer.Status == 200, answer.Body);
        return JsonNode.Parse(answer.Body)!;
    }

    private static JsonNode Resolved(JsonNode document, JsonNode schema) => schema["$ref"] is { } reference ? document["components"]!["schemas"]![$"{reference}".Split('/')[^1]]! : schema;
}
