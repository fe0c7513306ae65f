using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>What a keeper of the ledger sees of an entry outside the own scope of knowledge: number, mark, and when it ends.</summary>
public abstract class KeeperTests(Office office)
{
    private static readonly string[] Masked = [Staff.Drafting, "夏晴川", "韩志远", "2026-03-02", "纸质"];

    [Fact(DisplayName = "台账管理人在知悉范围之外，只见编号、标志、解密日和状态，不见处室、人员、定密日、知悉人数和份数")]
    [Requirement("R7.5.1", "R7.1.6", "R11.6")]
    public async Task A_masked_row_hides_everything_else()
    {
        var number = await SecretlyRegisteredAsync();

        var row = Row(await office.As(Staff.SecrecyOfficer).GetAsync("/ledger"), number);

        Assert.All(Masked, hidden => Assert.DoesNotContain(hidden, row, StringComparison.Ordinal));
        Assert.DoesNotMatch("<td class=\"num\">[0-9]", row);
        // Neither is it drawn: how full the pie is tells when the term began.
        Assert.DoesNotContain("<path", row, StringComparison.Ordinal);
        Assert.Contains("秘密", row, StringComparison.Ordinal);
        Assert.Contains("2026-04-03", row, StringComparison.Ordinal);
        Assert.Contains("在保", row, StringComparison.Ordinal);
        Assert.Contains(Staff.Drafting, Row(await office.As(Staff.Drafter).GetAsync("/ledger"), number), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "导出的表格里，遮蔽的一行也只有编号、密级、期限和解密日期")]
    [Requirement("R7.5.1", "R7.1.6", "R11.6")]
    public async Task A_masked_row_of_the_workbook_hides_as_much()
    {
        var number = await SecretlyRegisteredAsync();

        var cells = Workbooks.Row((await office.As(Staff.SecrecyOfficer).PostAsync("/ledger/export")).Bytes, number);

        Assert.Equal([number, "题名不在知悉范围", "秘密", "1个月", $"{new DateOnly(2026, 4, 3).DayNumber - new DateOnly(1899, 12, 30).DayNumber}"], cells);
        Assert.Contains("夏晴川", Workbooks.Row((await office.As(Staff.Head).PostAsync("/ledger/export")).Bytes, number));
    }

    [Fact(DisplayName = "期限页和工作台提醒台账管理人，同样只见编号、标志和解密日")]
    [Requirement("R6.6.3", "R7.1.6")]
    public async Task Reminders_hide_as_much()
    {
        var number = await SecretlyRegisteredAsync();

        var row = Row(await office.As(Staff.SecrecyOfficer).GetAsync("/terms"), number);

        Assert.All(Masked, hidden => Assert.DoesNotContain(hidden, row, StringComparison.Ordinal));
        Assert.DoesNotContain("<path", row, StringComparison.Ordinal);
        Assert.Contains("2026-04-03", row, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "按处室筛选不露出遮蔽的记录")]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task No_filter_tells_the_unit()
    {
        var number = await SecretlyRegisteredAsync();
        var path = $"?unit={office.Unit(Staff.Drafting)}";

        Assert.DoesNotContain($">{number}<", (await office.As(Staff.SecrecyOfficer).GetAsync($"/ledger{path}")).Body, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Workbooks.Row(office.As(Staff.SecrecyOfficer).PostAsync($"/ledger/export{path}").GetAwaiter().GetResult().Bytes, number));
        Assert.Contains($">{number}<", (await office.As(Staff.Drafter).GetAsync($"/ledger{path}")).Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "知悉范围之外的第二人确认更正，只见这一项更正的前后内容，不见先前的更正、理由和其他各栏")]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task An_outside_keeper_sees_the_one_correction_to_confirm()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: [Staff.Drafter, Staff.Head, Staff.Clerk]));
        await AskAsync(entry, CorrectedField.Remark, "先前的备注", "理由甲");
        await AnswerAsync(Staff.SecrecyOfficer, entry, "reject");
        await AskAsync(entry, CorrectedField.Copies, "12", "理由乙");

        var page = await office.As(Staff.SecondClerk).GetAsync($"/ledger/{entry}");

        Assert.Equal(200, page.Status);
        Assert.All(new[] { "先前的备注", "理由甲", "理由乙", Staff.Drafting, "夏晴川", "韩志远", "白雪莹", "预见", Office.Pack.Version.ToString("yyyy-MM-dd", null) + "</dd>" }, hidden => Assert.DoesNotContain(hidden, page.Read, StringComparison.Ordinal));
        Assert.Matches("<s>6</s>\\s*→\\s*<b>12</b>", page.Read);
        Assert.Equal(302, (await AnswerAsync(Staff.SecondClerk, entry, "confirm")).Status);
    }

    private Task<Answer> AskAsync(int entry, CorrectedField field, string becomes, string reason) =>
        office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/corrections", ("field", $"{field}"), ("becomes", becomes), ("reason", reason));

    private Task<Answer> AnswerAsync(string who, int entry, string answer) =>
        office.As(who).PostAsync($"/ledger/{entry}/corrections/{answer}", ("correction", $"{office.Read(s => s.Set<Correction>().AsNoTracking().Single(c => c.EntryId == entry && c.Confirmed == null).Id)}"));

    private async Task<string> SecretlyRegisteredAsync()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "1", unit: "Month", people: [Staff.Drafter, Staff.Head]));
        return office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry).Reference);
    }

    private static string Row(Answer page, string number) =>
        Assert.Single(Regex.Matches(page.Read, "(?s)<tr.*?</tr>").Select(m => m.Value), row => Regex.IsMatch(row, $">\\s*{number}\\s*<"));
}

public sealed class KeepersOnSqlite(SqliteOffice office) : KeeperTests(office), IClassFixture<SqliteOffice>;

public sealed class KeepersOnPostgres(PostgresOffice office) : KeeperTests(office), IClassFixture<PostgresOffice>;
