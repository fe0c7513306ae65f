using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>定密台账: reading, correcting, exporting, and the drafting sheet.</summary>
public abstract partial class LedgerTests(Office office)
{
    [Theory(DisplayName = "台账按任何次序翻到底再翻回来，一条不漏、一条不重")]
    [Requirement("R7.5.1")]
    [InlineData("number")]
    [InlineData("free")]
    [InlineData("level")]
    public async Task Paging_forth_and_back_shows_every_entry_once(string sort)
    {
        await ManyAsync();
        List<int> forth = [], back = [];
        string? path = $"/ledger?sort={sort}", last = null;
        while (path is not null)
        {
            var page = await office.As(Staff.Drafter).GetAsync(path);
            forth.AddRange(Shown(page));
            (last, path) = (page.Body, Link(page.Body, "after"));
        }

        for (path = Link(last!, "before"); path is not null;)
        {
            var page = await office.As(Staff.Drafter).GetAsync(path);
            back.InsertRange(0, Shown(page));
            path = Link(page.Body, "before");
        }

        var all = office.Read(s => s.EntriesForTheClock().Count());
        Assert.True(all > 120, $"{all}");
        Assert.Equal(all, forth.Distinct().Count());
        Assert.Equal(all, forth.Count);
        Assert.Equal(forth.Take(back.Count), back);
        Assert.True(back.Count >= 100, $"{back.Count}");
    }

    [Fact(DisplayName = "台账按密级、状态、单位、事项、年度和词语筛选，只列相符的")]
    [Requirement("R7.5.1")]
    public async Task Filters_narrow_to_what_matches()
    {
        await ManyAsync();
        foreach (var (query, matches) in new (string, Func<LedgerEntry, bool>)[]
        {
            ("level=Secret", e => e.Level == Level.Secret),
            ("year=2025", e => e.Year == 2025),
            ("state=declassified", e => e.FreeFrom <= office.Today),
            ("state=in-force", e => e.FreeFrom > office.Today),
            ($"unit={office.Unit(Staff.Drafting)}", e => e.UnitId == office.Unit(Staff.Drafting)),
            ("matter=CL-5.3.2", e => e.RowId == "CL-5.3.2"),
            ($"q={Uri.EscapeDataString("计划7")}", e => e.Title!.Contains("计划7", StringComparison.Ordinal)),
        })
        {
            List<int> shown = [];
            for (var path = $"/ledger?{query}"; path is not null;)
            {
                var page = await office.As(Staff.Drafter).GetAsync(path);
                Assert.Equal(200, page.Status);
                shown.AddRange(Shown(page));
                path = Link(page.Body, "after");
            }

            Assert.Equal(office.Read(s => s.EntriesForTheClock().AsNoTracking().ToList()).Where(matches).Select(e => e.Id).Order(), shown.Order());
        }
    }

    [Fact(DisplayName = "发文拟稿签所印各项与案件一致，每次打印都计次并记入审计台账")]
    [Requirement("R7.1.3")]
    public async Task A_drafting_sheet_says_what_the_case_says_and_is_counted()
    {
        var (id, _) = await office.RegisteredAsync();
        var reference = office.Case(id).Reference;

        await office.As(Staff.Drafter).PostAsync($"/cases/{id}/drafting-sheet");
        var sheet = await office.As(Staff.Head).PostAsync($"/cases/{id}/drafting-sheet");

        var text = await Pdfs.TextAsync(sheet.Bytes);
        Assert.All(new[] { "滨江市民政局", Cases.Plan, "秘密★10年", reference, "夏晴川", "廖正刚", "白雪莹", "韩志远", "市委、市政府有关部门" }, value => Assert.Contains(value, text, StringComparison.Ordinal));
        Assert.Equal(2, office.Read(s => s.AuditEntries.Count(e => e.Act == Act.PrintDraftingSheet && e.Subject == reference)));
    }

    private async Task ManyAsync()
    {
        if (office.Read(s => s.EntriesForTheClock().Count()) > 120)
        {
            return;
        }

        var (id, _) = await office.RegisteredAsync();
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            var entries = Enumerable.Range(0, 124).Select(i => Entries.Of(id, desk.Actor, office.Unit(i % 3 == 0 ? Staff.Other : Staff.Drafting), desk.Today.AddDays(-400 + i), desk.Today.AddDays((i % 40) - 10), i % 4 == 0 ? Level.Secret : Level.Confidential, $"安置计划{i}", 2025 + (i % 2)));
            await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "many", () => desk.Store.AddRange(entries));
        });
    }

    private static IEnumerable<int> Shown(Answer page) => Row().Matches(page.Body).Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

    private static string? Link(string body, string direction) => Regex.Match(System.Net.WebUtility.HtmlDecode(body), $"href=\"(/ledger\\?[^\"]*&{direction}=[0-9]+)\"") is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("data-href=\"/ledger/([0-9]+)\"")]
    private static partial Regex Row();
}

public sealed class LedgerOnSqlite(SqliteOffice office) : LedgerTests(office), IClassFixture<SqliteOffice>;

public sealed class LedgerOnPostgres(PostgresOffice office) : LedgerTests(office), IClassFixture<PostgresOffice>;
