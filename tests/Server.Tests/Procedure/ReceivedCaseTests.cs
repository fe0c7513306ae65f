using System.Globalization;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>Article 4 item 10 in the five steps: what arrived classified keeps the originator's decision and the originator's date.</summary>
public abstract class ReceivedCaseTests(Office office)
{
    [Fact(DisplayName = "收到时已定密的，审核人不得改为非密、内部，也不得改走另一类事项")]
    [Requirement("R4.3")]
    public async Task A_reviewer_neither_declassifies_nor_relevels_what_was_received()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview, c => Received(c));
        (string, string)[][] others =
        [
            [("title", "转来机密文件"), ("determination", nameof(Determination.Unclassified)), ("whyNot", "不涉密"), Knowing()],
            [("title", "转来机密文件"), ("determination", nameof(Determination.Internal)), ("whyNot", "内部掌握"), Knowing()],
            [.. office.Proposal(id).Where(f => f.Name != "version")],
            [.. Received(id, number: "民密〔2026〕4号").Where(f => f.Item1 != "version")],
        ];
        foreach (var changed in others)
        {
            var before = office.LastLine();
            office.Refused(await office.DecideAsync(id, Staff.Head, "section-review", Decision.Amend, "另定。", changed), "MZ.4.10", before);
        }

        Assert.Equal((Stage.SectionReview, Level.Secret), (office.Case(id).Stage, office.Case(id).Current!.Level));
        var kept = await office.DecideAsync(id, Staff.Head, "section-review", Decision.Amend, "范围缩小。", [.. Received(id, people: [Staff.Drafter, Staff.Head]).Where(f => f.Item1 != "version")]);
        Assert.True(kept.Status == 302, Cases.Told(kept));
    }

    [Fact(DisplayName = "来文登记错了，退回后由承办人重新拟办更正")]
    [Requirement("R4.3", "R7.7")]
    public async Task The_drafter_corrects_a_mistaken_source_after_a_return()
    {
        var id = await office.WaitingAtAsync(Stage.SectionReview, c => Received(c));
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review", Decision.Return, "密级录错了。")).Status);

        Assert.Equal(302, (await office.ProposeAsync(id, proposal: Received(id, level: "秘密", term: "3年"))).Status);

        Assert.Equal((Level.Confidential, Term.Years(3)), (office.Case(id).Current!.Level, office.Case(id).Current!.Term));
    }

    [Theory(DisplayName = "来文的期限自来文制发之日起算，不从本局签发之日起；没有期限的按默认年限，同样自制发之日起算")]
    [Requirement("R4.3", "R6.4.1", "R8.4.3")]
    [InlineData("1年", "2026-01-15", "2027-01-15")]
    [InlineData("", "2025-06-01", "2045-06-01")]
    [InlineData("2027年6月30日", "2025-06-01", "2027-06-29")]
    public async Task The_term_counts_from_the_originators_date(string term, string issued, string last)
    {
        var (id, entryId) = await office.RegisteredAsync(c => Received(c, term: term, issued: issued));

        var entry = office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entryId));
        Assert.Equal(Day(last), entry.LastProtectedDay);
        Assert.Equal(Day(last).AddDays(1), entry.FreeFrom);
        Assert.Equal(office.Today, office.Case(id).ClassifiedOn);
        var (ledger, page) = (await office.As(Staff.Drafter).GetAsync($"/ledger/{entryId}"), await office.As(Staff.Drafter).GetAsync($"/cases/{id}"));
        Assert.All(new[] { ledger, page }, shown => Assert.Contains(issued, shown.Read, StringComparison.Ordinal));
        var sheet = await Sheets.TextAsync((await office.As(Staff.Drafter).PostAsync($"/cases/{id}/drafting-sheet")).Bytes);
        Assert.Contains(issued, sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("期限自第四步审批之日起算", sheet, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "来文制发日必填，不得晚于今天；原期限已经届满的已自行解密，不再定密")]
    [Requirement("R4.3", "R6.6.2")]
    [InlineData("", "1年", "MZ.7.1.BASIS")]
    [InlineData("2026-03-04", "1年", "MZ.7.1.BASIS")]
    [InlineData("2025-02-28", "1年", "MZ.4.10.OVER")]
    [InlineData("2025-12-01", "2026年3月2日", "MZ.4.10.OVER")]
    public async Task The_date_is_needed_and_a_term_that_is_over_is_refused(string issued, string term, string code)
    {
        var id = await office.OpenCaseAsync();
        var before = office.LastLine();

        office.Refused(await office.ProposeAsync(id, proposal: Received(id, term: term, issued: issued)), code, before);
    }

    [Fact(DisplayName = "填写来文时，预览的起算日就是来文制发日")]
    [Requirement("R4.3", "R6.6.1")]
    public async Task The_preview_counts_from_the_originators_date()
    {
        var id = await office.OpenCaseAsync();

        var page = await office.As(Staff.Drafter).PostAsync($"/cases/{id}/preview", Received(id, term: "1年", issued: "2026-01-15"));

        Assert.Contains("name=\"issuedOn\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("2027-01-15", page.Read, StringComparison.Ordinal);
    }

    private (string, string)[] Received(int id, string level = "机密", string term = "8个月", string issued = "2026-02-01", string number = "民密〔2026〕3号", string[]? people = null) =>
    [
        ("title", "转来机密文件"), ("determination", nameof(Determination.StateSecret)), ("group", "SC-4-10"), ("level", level), ("sourceTerm", term),
        ("originator", "省民政厅"), ("sourceNumber", number), ("issuedOn", issued),
        .. (people ?? [Staff.Drafter]).Select(p => ("scope", $"p:{office.Id(p)}")), ("version", $"{office.Version(id)}"),
    ];

    private (string, string) Knowing() => ("scope", $"p:{office.Id(Staff.Drafter)}");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

public sealed class ReceivedCaseOnSqlite(SqliteOffice office) : ReceivedCaseTests(office), IClassFixture<SqliteOffice>;

public sealed class ReceivedCaseOnPostgres(PostgresOffice office) : ReceivedCaseTests(office), IClassFixture<PostgresOffice>;
