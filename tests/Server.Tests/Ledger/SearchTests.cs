using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Tests.Running;
using Xunit;
using Entries = Shoumi.Server.Tests.Running.Entries;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>Searching by words and by numbers as people type them, each finding what the list would show and nothing else.</summary>
public abstract class SearchTests(Office office)
{
    [Theory(DisplayName = "两个字以上的题名、文号、台账号、单独的序号、案件编号都能查到")]
    [Requirement("R7.5.1")]
    [InlineData("渡口", "渡口普查甲")]
    [InlineData("渡口普查", "渡口普查甲")]
    [InlineData("滨民密〔2026〕8", "乙")]
    [InlineData("2026-0007", "七")]
    [InlineData("2026-7", "七")]
    [InlineData("２０２６－７", "七")]
    [InlineData("2026—0007", "七")]
    [InlineData("0007", "七 旧七 含零零零七")]
    [InlineData("7788", "含七七八八")]
    public async Task Whatever_people_type_finds_it(string typed, string titles)
    {
        await FillAsync();

        foreach (var sort in new[] { "number", "level", "free" })
        {
            var page = await office.As(Staff.Drafter).GetAsync($"/ledger?sort={sort}&q={Uri.EscapeDataString(typed)}");

            Assert.Equal(200, page.Status);
            Assert.Equal(titles.Split(' ').Order(StringComparer.Ordinal), Titles(page).Order(StringComparer.Ordinal));
        }

        Assert.Empty(Titles(await office.As(Staff.Stranger).GetAsync($"/ledger?q={Uri.EscapeDataString(typed)}")));
    }

    [Fact(DisplayName = "以案件编号查到其台账记录；尚未记入的给出案件的链接，只对有权知悉的人")]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task The_number_of_a_case_finds_its_entry_or_the_case()
    {
        await FillAsync();
        var entered = office.Read(s => s.Set<ClassificationCase>().AsNoTracking().First(c => c.Stage == Stage.Registered));
        var under = await office.WaitingAtAsync(Stage.SectionReview);
        var reference = office.Case(under).Reference;

        Assert.Contains(Cases.Plan, Titles(await Find(Staff.Drafter, entered.Reference)));
        Assert.Contains($"/cases/{under}", (await Find(Staff.Drafter, reference)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"/cases/{under}", (await Find(Staff.Stranger, reference)).Body, StringComparison.Ordinal);
        Assert.Empty(Titles(await Find(Staff.Stranger, entered.Reference)));
        // Which case an entry comes from stands on no masked row.
        Assert.DoesNotMatch("<td class=\"id\">", (await Find(Staff.SecrecyOfficer, entered.Reference)).Body);

        Task<Answer> Find(string who, string number) => office.As(who).GetAsync($"/ledger?q={Uri.EscapeDataString(number)}");
    }

    [Fact(DisplayName = "台账管理人按序号查到遮蔽的记录，但题名、文号里含这几个数字的遮蔽记录查不到")]
    [Requirement("R7.5.1", "R7.1.6", "R11.6")]
    public async Task A_keeper_finds_by_number_and_not_by_hidden_words()
    {
        await FillAsync();

        Assert.Equal(["1990-0007", "2026-0007"], Numbers(await office.As(Staff.SecrecyOfficer).GetAsync("/ledger?q=0007")).Order(StringComparer.Ordinal));
        Assert.Empty(Numbers(await office.As(Staff.SecrecyOfficer).GetAsync("/ledger?q=7788")));
        Assert.Empty(Titles(await office.As(Staff.SecrecyOfficer).GetAsync("/ledger?q=0007")));
    }

    [Theory(DisplayName = "键入的编号按样子认：年份和号、案件号、单独的号，其余是词语")]
    [Requirement("R7.5.1")]
    [InlineData("2026-0118", "Entry { Year = 2026, Number = 118 }")]
    [InlineData("2026-拟-0153", "Case { Year = 2026, Number = 153 }")]
    [InlineData("2026拟153", "Case { Year = 2026, Number = 153 }")]
    [InlineData("0118", "OfAnyYear { Number = 118 }")]
    [InlineData("2026118", "OfAnyYear { Number = 2026118 }")]
    [InlineData("26-118", null)]
    [InlineData("2026-", null)]
    [InlineData("12345678", null)]
    [InlineData("计划7", null)]
    public void Numbers_are_told_from_words(string typed, string? read) => Assert.Equal(read, TypedNumber.Read(typed)?.ToString());

    private static List<string> Titles(Answer page) => [.. Regex.Matches(page.Read, "(?s)<td class=\"clip\">(.*?)</td>").Select(m => Regex.Replace(m.Groups[1].Value, "<[^>]+>", "").Trim()).Where(t => !t.Contains("知悉范围", StringComparison.Ordinal))];

    private static List<string> Numbers(Answer page) => [.. Regex.Matches(page.Read, "(?s)<td class=\"id\">(.*?)</td>").Select(m => Regex.Replace(m.Groups[1].Value, "<[^>]+>", "").Trim())];

    private async Task FillAsync()
    {
        if (office.Read(s => s.EntriesForTheClock().Count()) > 5)
        {
            return;
        }

        // Within a scope that no keeper is in; the seventh of two years, and others that have the digits in their words.
        var (id, _) = await office.RegisteredAsync(id => office.Proposal(id, people: [Staff.Drafter, Staff.Head]));
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            LedgerEntry Made(string title, int year = 2026, string? number = null) => Entries.Of(id, desk.Actor, office.Unit(Staff.Drafting), desk.Today, desk.Today.AddYears(3), title: title, year: year, document: number);
            LedgerEntry[] entries =
            [
                Made("渡口普查甲"), Made("乙", number: "滨民密〔2026〕8号"), Made("三"), Made("四"), Made("含零零零七", number: "滨民密0007号"), Made("七"), Made("含七七八八", number: "7788"),
                .. Enumerable.Range(1, 6).Select(i => Made($"旧的{i}", 1990)), Made("旧七", 1990),
            ];
            await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "some", () => desk.Store.AddRange(entries));
        });
    }
}

public sealed class SearchOnSqlite(SqliteOffice office) : SearchTests(office), IClassFixture<SqliteOffice>;

public sealed class SearchOnPostgres(PostgresOffice office) : SearchTests(office), IClassFixture<PostgresOffice>;
