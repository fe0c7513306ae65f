using System.Text;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>Whatever is typed: it is taken, or every bad field is named and nothing is written. Never a fault.</summary>
public abstract class BadInputTests(Office office)
{
    private const string Markup = "<script>alert(1)</script>";

    [Fact(DisplayName = "二十万字节的文字：指明该栏过长，不写入")]
    [Requirement("R3.1")]
    public async Task Two_hundred_thousand_bytes_are_too_long_and_say_so()
    {
        var id = await office.OpenCaseAsync();
        var before = Written();

        var answer = await office.As(Staff.Drafter).PostAsync($"/cases/{id}/propose", [.. office.Proposal(id).Where(f => f.Name != "title"), ("title", new string('x', 200_000))]);

        Assert.Equal(400, answer.Status);
        Assert.Contains("title-error", answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, Written());
    }

    [Fact(DisplayName = "填错的表单交回时，已填内容仍在页面上，且按文字显示")]
    [Requirement("R3.1")]
    public async Task What_was_typed_stays_and_is_encoded()
    {
        var id = await office.OpenCaseAsync();
        var answer = await office.As(Staff.Drafter).PostAsync($"/cases/{id}/propose", [.. office.Proposal(id).Where(f => f.Name is not ("title" or "copies")), ("title", $"题名\"{Markup}"), ("copies", "很多")]);

        Assert.Equal(400, answer.Status);
        Assert.Contains("copies-error", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Markup, answer.Body, StringComparison.Ordinal);
        Assert.Contains($"题名\"{Markup}", answer.Read, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "伪造或过期的表单不予受理，不写入")]
    [Requirement("RN3.9")]
    [InlineData(null)]
    [InlineData("CfDJ8AAAA")]
    public async Task A_forged_form_is_not_taken(string? token)
    {
        var id = await office.OpenCaseAsync();
        var before = Written();
        foreach (var endpoint in office.Endpoints.Where(e => e.Method() == "POST" && e.Act() is not null && Authority.PostsFor(e.Act()!.Value).Contains(Post.ActionOfficer)))
        {
            var fields = token is null ? new Dictionary<string, string> { ["version"] = "1" } : new Dictionary<string, string> { [Visitor.TokenField] = token };
            var answer = await office.As(Staff.Drafter).SendAsync(endpoint.Path(id), new FormUrlEncodedContent(fields));
            Assert.True(answer.Status == 400, $"{endpoint.RoutePattern.RawText}: {answer.Status}");
        }

        Assert.Equal(before, Written());
    }

    [Theory(DisplayName = "地址栏里的任何内容都有明白的答复，不出故障")]
    [Requirement("R3.1")]
    [InlineData("/ledger?q=%00%01")]
    [InlineData("/ledger?matter=%00")]
    [InlineData("/ledger?q=%27%3B+drop+table+person%3B--")]
    [InlineData("/ledger?q=%25%5F%5C")]
    [InlineData("/ledger?unit=99999999999999999999")]
    [InlineData("/ledger?year=-1")]
    [InlineData("/ledger?level=Core&level=9")]
    [InlineData("/ledger?sort=drop")]
    [InlineData("/ledger?after=99999999999999999999")]
    [InlineData("/ledger?after=x")]
    [InlineData("/ledger?q=a&q=b&q=c")]
    [InlineData("/cases?before=x&view=%00")]
    [InlineData("/cases/99999999999999999999")]
    [InlineData("/people?q=%00%ED%A0%80")]
    [InlineData("/organisation?q=%00&person=x")]
    [InlineData("/language?to=zh&back=%2F%2Fexample.org%2F")]
    [InlineData("/sign-in?back=https%3A%2F%2Fexample.org")]
    public async Task No_query_makes_a_fault(string path)
    {
        var answer = await office.As(Staff.Clerk).GetAsync(path);

        Assert.True(answer.Status < 500, $"{answer.Status} {office.Log.Text[Math.Max(0, office.Log.Text.Length - 500)..]}");
        Assert.DoesNotContain("example.org", answer.Location ?? "", StringComparison.Ordinal);
        Assert.True(answer.Status != 400 || answer.Body.Length > 0, "an empty 400");
    }

    [Fact(DisplayName = "审计台账的检索也不因所填内容出故障")]
    [Requirement("R3.1")]
    public async Task The_audit_ledgers_search_takes_anything()
    {
        foreach (var query in new[] { "%00", "%25%5F", "99999999999999999999999", "%ED%A0%80", "'" })
        {
            Assert.InRange((await office.As(Staff.Auditor).GetAsync($"/audit?q={query}")).Status, 200, 499);
        }
    }

    /// <summary>How many rows there are and how long the audit ledger is.</summary>
    private string Written() => office.Read(s => string.Join(' ', s.AuditEntries.Count(), s.Set<ClassificationCase>().Count(), s.Set<Opinion>().Count(), s.EntriesForTheClock().Count(), s.People.Count(), s.Units.Count(), s.Appointments.Count(), s.SuperiorRules.Count(), s.Set<AccessGrant>().Count(), s.Set<Correction>().Count()));
}

public sealed class BadInputOnSqlite(SqliteOffice office) : BadInputTests(office), IClassFixture<SqliteOffice>;

public sealed class BadInputOnPostgres(PostgresOffice office) : BadInputTests(office), IClassFixture<PostgresOffice>;
