using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Access.Door;
using Shoumi.Server.Tests.Docs;
using Shoumi.Server.Tests.Running;
using Shoumi.Server.Texts;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>Every field of every form and address, tried with everything that is bad: 400 with each bad field named at its place, nothing written, what was typed kept.</summary>
public abstract partial class DoorTests(Office office)
{
    public static TheoryData<string> Posted => [.. Doors.All.Where(d => d.Fields != Doors.Nothing).Select(d => d.Key)];

    public static TheoryData<string> Read => [.. Addresses.All.Select(a => a.Route)];

    [Fact(DisplayName = "每个提交入口、每个查看入口都列在填写检查表里，一个不漏")]
    [Requirement("R3.1")]
    public void Every_endpoint_has_its_row()
    {
        string[] Routes(string method) => [.. office.Endpoints.Where(e => e.Method() == method).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(r => !r.Contains("**", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(Routes("POST"), Doors.All.Append(Doors.SetUp).Select(d => d.Route).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Routes("GET"), Addresses.All.Select(a => a.Route).Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "程序读取的每一栏都列在填写检查表里，并有中英文名称")]
    [Requirement("R3.1")]
    public void Every_field_that_is_read_has_its_row_and_its_words()
    {
        var tried = Doors.All.Append(Doors.SetUp).SelectMany(d => d.Fields(office, office.Case1())).Concat(Addresses.All.SelectMany(a => a.Fields)).Select(f => f.Name).ToHashSet();
        var read = Directory.EnumerateFiles(Path.Combine(SourceScan.Root, "src", "Server", "Features"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => ReadField().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value)
            .SelectMany(n => n.Contains("{who}", StringComparison.Ordinal) ? new[] { "system", "security", "auditor" }.Select(w => n.Replace("{who}", w, StringComparison.Ordinal)) : [n]).ToHashSet();

        Assert.True(read.Count > 60, $"{read.Count}");
        Assert.Equal(["back"], read.Except(tried));
        Assert.All(tried, name => Assert.NotEqual(name, new Language(english: false).Field(name)));
        Assert.All(tried, name => Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", new Language(english: true).Field(name)));
    }

    [Theory(DisplayName = "填错的每一栏都当场指明、不写入、已填的保留")]
    [Requirement("R3.1")]
    [MemberData(nameof(Posted))]
    public Task Every_bad_field_is_named_at_its_place(string door) => new Trying(office, Doors.All.Single(d => d.Key == door)).AllAsync();

    [Theory(DisplayName = "地址里的每一项填错都指明是哪一项，不写入，不出故障")]
    [Requirement("R3.1")]
    [MemberData(nameof(Read))]
    public async Task Every_bad_part_of_an_address_is_named(string route)
    {
        var row = Addresses.All.Single(a => a.Route == route);
        var id = route.Contains("{id", StringComparison.Ordinal) ? await office.OpenCaseAsync() : 0;
        var visitor = row.Who.Length == 0 ? office.Anyone() : office.As(row.Who);
        var path = route.Replace("{id:int}", $"{id}", StringComparison.Ordinal);
        var before = Everything.Of(office);
        foreach (var hostile in Hostile.All)
        {
            foreach (var chosen in row.Fields.Select(f => new[] { f }).Append(row.Fields))
            {
                var query = string.Join('&', chosen.SelectMany(f => hostile.Encoded(f.Name)));
                var bad = chosen.Where(f => f.IsBad(hostile.Values)).Select(f => f.Name).ToHashSet();
                var answer = await visitor.GetAsync($"{path}?{query}&nobody={Uri.EscapeDataString(hostile.Values[0])}");
                var page = new Page(answer.Body);
                Assert.True(bad.Count == 0 ? answer.Status < 400 || answer.Status == 404 && row.Route is "/setup" or "/proofs/heads/{id:int}" or "/proofs/heads/{id:int}/consistency" or "/proofs/entries/{id:int}" or "/ledger/{id:int}" or "/ledger/imports/{id:int}" : answer.Status == 400 && page.Named.SetEquals(bad), $"{path}?{query}: {answer.Status}, {string.Join(' ', page.Named)} {Cases.Told(answer)}");
                Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
            }
        }

        Assert.Equal(before, Everything.Of(office));
    }

    [Fact(DisplayName = "地址中的编号无论写什么，都只答“没有这一页”或不予办理，不写入、不出故障")]
    [Requirement("R3.1")]
    public async Task No_number_in_an_address_makes_a_fault()
    {
        var before = Everything.Of(office);
        foreach (var (method, route, who) in Doors.All.Select(d => ("POST", d.Route, d.Who)).Concat(Addresses.All.Select(a => ("GET", a.Route, a.Who))).Where(r => r.Route.Contains("{id", StringComparison.Ordinal)).Distinct())
        {
            foreach (var id in new[] { "0", "-1", "2147483647", "2147483648", "99999999999999999999", "1e3", "٣", "１", "%00", "'", "x" })
            {
                var path = route.Replace("{id:int}", id, StringComparison.Ordinal);
                var answer = method == "GET" ? await office.As(who).GetAsync(path) : await office.As(who).PostAsync(path, ("version", "1"), ("correction", "1"), ("decision", "Agree"));
                Assert.True(answer.Status is 400 or 404, $"{method} {path}: {answer.Status} {Cases.Told(answer)}");
            }
        }

        Assert.Equal(before, Everything.Of(office));
    }

    [Fact(DisplayName = "提交的不是表单的，不当作空表单办理")]
    [Requirement("R3.1")]
    public async Task A_body_that_is_no_form_is_not_taken()
    {
        var before = Everything.Of(office);
        var token = await office.As(Staff.SecurityAdministrator).TokenAsync();
        foreach (var (type, body) in new[] { ("application/json", "{\"level\":\"Secret\"}"), ("text/plain", "level=Secret"), ("multipart/form-data", "no boundary"), ("application/x-www-form-urlencoded; charset=utf-32", "level=Secret"), ("multipart/form-data; boundary=x", "--x\r\nbroken") })
        {
            var content = new StringContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            content.Headers.Add("X-Form", token);
            var answer = await office.As(Staff.SecurityAdministrator).SendAsync($"/organisation/persons/{office.Id(Staff.Stranger)}/cleared-level", content);
            Assert.True(answer.Status == 400 && new Page(answer.Body).Named.SetEquals(["request"]), $"{type}: {answer.Status} {Cases.Told(answer)}");
        }

        Assert.Equal(before, Everything.Of(office));
    }

    [Fact(DisplayName = "栏目多得不像表单的，照样有明白的答复")]
    [Requirement("R3.1")]
    public async Task Two_thousand_fields_are_too_many()
    {
        var many = string.Join('&', Enumerable.Repeat("a", 2000));
        var asked = await office.As(Staff.Clerk).GetAsync($"/ledger?{many}");
        var posted = await office.As(Staff.Clerk).SendAsync("/ledger/export", new StringContent(many, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.All(new[] { asked, posted }, a => Assert.Equal((400, "request"), (a.Status, Assert.Single(new Page(a.Body).Named))));
    }

    [Fact(DisplayName = "交来的文件是空的、不止一个的，都在“文稿”一栏指明")]
    [Requirement("R3.1")]
    public async Task A_bad_file_is_named_at_the_file()
    {
        var before = Everything.Of(office);
        foreach (var files in new byte[][][] { [[]], [Papers.Official, Papers.Official] })
        {
            var answer = await OpenAsync(files);
            Assert.Equal(400, answer.Status);
            Assert.Equal(["file"], new Page(answer.Body).Named);
            Assert.True(new Page(answer.Body).SaysAt("file", group: false));
        }

        Assert.Equal(before, Everything.Of(office));
    }

    [Theory(DisplayName = "交来的不是完好文稿的，不予开案，写明代码，只记入审计台账")]
    [Requirement("R3.1", "R8.1.1")]
    [InlineData("JVBERi0xLjcg5Y2K5Liq")]
    [InlineData("UEsDBAAAAA==")]
    public async Task What_is_no_sound_document_is_refused(string bytes)
    {
        var (cases, before) = (office.Read(s => s.Set<ClassificationCase>().Count()), office.LastLine());

        var answer = await OpenAsync(Convert.FromBase64String(bytes));

        Assert.Equal(409, answer.Status);
        Assert.Matches(@"DOC\.[A-Z]+", answer.Body);
        Assert.Equal((cases, before + 1), (office.Read(s => s.Set<ClassificationCase>().Count()), office.LastLine()));
        Assert.Matches(@"^DOC\.[A-Z]+$", office.Line(before + 1).Codes);
    }

    private async Task<Answer> OpenAsync(params byte[][] files)
    {
        var content = new MultipartFormDataContent { { new StringContent(await office.As(Staff.Drafter).TokenAsync()), Visitor.TokenField }, { new StringContent(nameof(DocumentKind.Written)), "kind" } };
        foreach (var file in files)
        {
            content.Add(new ByteArrayContent(file), "file", "<script>.docx");
        }

        return await office.As(Staff.Drafter).SendAsync("/cases", content);
    }

    [Theory(DisplayName = "登录时所填无论像什么，都只是一次不通过的登录")]
    [Requirement("R3.1", "RN3.9")]
    [InlineData("'; drop table x;--")]
    [InlineData("<b>4002</b>")]
    [InlineData("٣")]
    [InlineData("1e400")]
    [InlineData("%")]
    public async Task Whatever_is_typed_at_sign_in_is_a_try(string number)
    {
        var answer = await office.Anyone().PostAsync("/sign-in", ("number", number), ("password", "<script>alert(1)</script>"));

        Assert.Equal(401, answer.Status);
        Assert.Equal(number, new Page(answer.Body).Value("number"));
        Assert.DoesNotContain("alert(1)", answer.Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "文字中的标记和语句是合法的文字：照原样保存，按文字显示")]
    [Requirement("R3.1")]
    public async Task Markup_in_a_text_is_a_text()
    {
        const string Text = "<script>alert(1)</script>'; drop table person;--";
        var id = await office.OpenCaseAsync();
        Assert.Equal(302, (await office.ProposeAsync(id, proposal: office.Proposal(id, title: Text))).Status);
        Assert.Equal(302, (await office.As(Staff.SystemAdministrator).PostAsync("/organisation/units", ("unitName", Text), ("kind", "Section"))).Status);

        Assert.Equal(Text, office.Case(id).Title);
        foreach (var (who, path) in new[] { (Staff.Head, $"/cases/{id}"), (Staff.Head, "/cases"), (Staff.Head, "/"), (Staff.SystemAdministrator, "/organisation") })
        {
            var page = await office.As(who).GetAsync(path);
            Assert.Equal(200, page.Status);
            Assert.Contains(Text, page.Read, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("\\.(?:Text|Number|Whole|Date|Among|OneOf<\\w+>|Many|Ticked|FileAsync|Secret|Raw|NewPassword)\\(\\$?\"([a-zA-Z{}.]+)\"")]
    private static partial Regex ReadField();
}

/// <summary>A case for tests that only need the fields of one.</summary>
internal static class AnyCase
{
    public static int Case1(this Office office) => office.OpenCaseAsync().GetAwaiter().GetResult();
}

public sealed class DoorOnSqlite(SqliteOffice office) : DoorTests(office), IClassFixture<SqliteOffice>;

public sealed class DoorOnPostgres(PostgresOffice office) : DoorTests(office), IClassFixture<PostgresOffice>;
