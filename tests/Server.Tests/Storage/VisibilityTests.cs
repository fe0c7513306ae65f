using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>What is outside a person's scope of knowledge does not exist for that person.</summary>
public abstract class VisibilityTests(Office office)
{
    private const string Hidden = "某项不在其知悉范围的安置安排";

    private static readonly string[] Outside = [Staff.Stranger, Staff.OtherHead, Staff.OtherLeader, Staff.Uncleared, Staff.Colleague];

    [Fact(DisplayName = "不在知悉范围的案件和台账记录，在每个入口的答复都与不存在的编号相同")]
    [Requirement("R7.1.6", "R11.6", "R2.1")]
    public async Task What_is_hidden_answers_like_what_does_not_exist()
    {
        var (registered, entry) = await office.RegisteredAsync(Secretly);
        int[] cases = [registered, await office.WaitingAtAsync(Stage.SectionReview, Secretly), await office.OpenCaseAsync()];
        string[] outside = [Staff.Stranger, Staff.OtherHead, Staff.SecrecyOfficer, Staff.Uncleared, Staff.SystemAdministrator];
        var compared = 0;
        foreach (var endpoint in office.Endpoints.Where(e => e.RoutePattern.RawText!.Contains("cases/{id", StringComparison.Ordinal) || e.RoutePattern.RawText.Contains("ledger/{id", StringComparison.Ordinal)))
        {
            var ids = endpoint.RoutePattern.RawText!.Contains("ledger/", StringComparison.Ordinal) ? [entry] : cases;
            foreach (var who in outside)
            {
                foreach (var filled in endpoint.Method() == "GET" ? [false] : new[] { false, true })
                {
                    var nothing = await CallAsync(who, endpoint, 987654, filled);
                    foreach (var id in ids)
                    {
                        var hidden = await CallAsync(who, endpoint, id, filled);
                        Assert.True(hidden.Status is 404 or 409, $"{endpoint.RoutePattern.RawText} {who} {hidden.Status}");
                        Assert.Equal(nothing.Status, hidden.Status);
                        Assert.Equal(Paths.WithoutFigures(nothing.Body), Paths.WithoutFigures(hidden.Body));
                        compared++;
                    }

                    office.Clock.Pass(TimeSpan.FromSeconds(8));
                }
            }

            office.EverybodyLeaves();
        }

        Assert.True(compared > 200, $"{compared}");
    }

    [Fact(DisplayName = "多一件看不到的事项，任何列表、计数、检索、图表和导出都不因此有一个字节的不同")]
    [Requirement("R7.1.6", "R11.6")]
    public async Task One_hidden_item_more_changes_not_a_byte()
    {
        await office.RegisteredAsync(id => office.Proposal(id, title: "各方都知悉的安置计划", people: [Staff.Drafter, Staff.Stranger, Staff.OtherHead, Staff.OtherLeader, Staff.Colleague]));
        var before = await WorldAsync();

        await office.RegisteredAsync(Secretly);
        await office.WaitingAtAsync(Stage.Approval, Secretly);
        await office.OpenCaseAsync();
        var after = await WorldAsync();

        Assert.Contains(before, page => page.Value.Contains("各方都知悉", StringComparison.Ordinal) && page.Key.Contains("export", StringComparison.Ordinal));
        Assert.All(before, page => Assert.True(page.Value == after[page.Key], $"{page.Key} differs: {Difference(page.Value, after[page.Key])}"));
    }

    [Fact(DisplayName = "台账管理人只见编号和标志，题名遮蔽；按词语或事项检索不露出遮蔽的记录")]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task Keepers_see_number_and_mark_of_what_they_may_not_know()
    {
        var (_, entry) = await office.RegisteredAsync(Secretly);
        var number = office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry).Reference);
        var keeper = office.As(Staff.SecrecyOfficer);

        var list = await keeper.GetAsync("/ledger");
        var byNumber = await keeper.GetAsync($"/ledger?q={number}");

        Assert.All(new[] { list, byNumber }, page =>
        {
            Assert.Contains(number, page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(Hidden, page.Read, StringComparison.Ordinal);
            Assert.DoesNotContain($"href=\"/ledger/{entry}\"", page.Body, StringComparison.Ordinal);
        });
        Assert.All(
            new[] { await keeper.GetAsync($"/ledger?q={Uri.EscapeDataString("不在其知悉")}"), await keeper.GetAsync("/ledger?matter=CL-5.3.2"), await keeper.GetAsync($"/ledger?q={Uri.EscapeDataString("滨民密")}") },
            page => Assert.DoesNotContain($">{number}<", page.Body, StringComparison.Ordinal));
        Assert.Equal(404, (await keeper.GetAsync($"/ledger/{entry}")).Status);
        Assert.DoesNotContain(Hidden, Sheet((await keeper.PostAsync("/ledger/export")).Bytes), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "三员看不到任何题名，业务入口一律不予办理")]
    [Requirement("RN1.4")]
    public async Task Administrators_see_no_title_and_do_no_business()
    {
        var (id, _) = await office.RegisteredAsync(i => office.Proposal(i, title: "三员不应看到的题名"));
        foreach (var who in new[] { Staff.SystemAdministrator, Staff.SecurityAdministrator, Staff.Auditor })
        {
            foreach (var endpoint in office.Endpoints.Where(e => e.Method() == "GET" && !e.RoutePattern.RawText!.Contains("nothing", StringComparison.Ordinal)))
            {
                var answer = await office.As(who).GetAsync(endpoint.Path(id));
                Assert.DoesNotContain("三员不应看到", answer.Read, StringComparison.Ordinal);
                office.Clock.Pass(TimeSpan.FromSeconds(3));
            }

            Assert.Equal(409, (await office.As(who).GetAsync($"/cases/{id}")).Status);
            Assert.Equal(409, (await office.As(who).GetAsync("/ledger")).Status);
        }
    }

    // Nobody outside the case's own path is named.
    private (string, string)[] Secretly(int id) => office.Proposal(id, title: Hidden, people: [Staff.Drafter, Staff.Head]);

    private Task<Answer> CallAsync(string who, Microsoft.AspNetCore.Routing.RouteEndpoint endpoint, int id, bool filled)
    {
        (string, string)[] fields = !filled ? [] :
        [
            ("decision", "Agree"), ("opinion", "同意"), ("version", "1"), ("title", "题名"), ("determination", "Internal"), ("approver", $"{office.Id(Staff.Leader)}"), ("approvedOn", $"{office.Today:yyyy-MM-dd}"),
            ("carrierForm", "纸质"), ("copies", "6"), ("groupOpinion", "同意"), ("agrees", "true"), ("carriers", "已交机要室"), ("reason", "理由"), ("field", "Remark"), ("becomes", "更正"),
        ];
        var visitor = office.As(who);
        return endpoint.Method() == "GET" ? visitor.GetAsync(endpoint.Path(id))
            : filled && endpoint.TakesFile() ? visitor.PostFileAsync(endpoint.Path(id), Papers.Official, fields)
            : visitor.PostAsync(endpoint.Path(id), fields);
    }

    private async Task<Dictionary<string, string>> WorldAsync()
    {
        string[] pages = ["/", "/cases", "/cases?view=open", "/cases?view=closed", "/cases?view=all", "/ledger", $"/ledger?q={Uri.EscapeDataString("安置")}", "/ledger?year=2026", "/ledger?sort=free", "/ledger?sort=level", "/ledger?level=Confidential", "/ledger?q=2026-0002", "/ledger?state=in-force", "/terms", "/organisation", "/people?q=y", "/watermark.svg"];
        Dictionary<string, string> world = [];
        foreach (var who in Outside)
        {
            foreach (var page in pages)
            {
                world[$"{who} {page}"] = Paths.Steady((await office.As(who).GetAsync(page)).Body);
            }
        }

        foreach (var who in new[] { Staff.OtherHead, Staff.OtherLeader })
        {
            var export = await office.As(who).PostAsync("/ledger/export");
            world[$"{who} export"] = System.Text.RegularExpressions.Regex.Replace(Sheet(export.Bytes), $@"(?<![0-9]){office.LastLine()}(?![0-9])", "line");
        }

        return world;
    }

    private static string Sheet(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook), ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries.Where(e => e.FullName.Contains("sheet", StringComparison.OrdinalIgnoreCase) || e.FullName.Contains("sharedStrings", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    private static string Difference(string a, string b)
    {
        var i = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
        return $"…{a[Math.Max(0, i - 80)..Math.Min(a.Length, i + 80)]}… against …{b[Math.Max(0, i - 80)..Math.Min(b.Length, i + 80)]}…";
    }
}

public sealed class VisibilityOnSqlite(SqliteOffice office) : VisibilityTests(office), IClassFixture<SqliteOffice>;

public sealed class VisibilityOnPostgres(PostgresOffice office) : VisibilityTests(office), IClassFixture<PostgresOffice>;
