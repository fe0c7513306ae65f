using System.Text;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using Entries = Shoumi.Server.Tests.Running.Entries;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>打印台帐: the ledger as a PDF, with the rows and the masks of the workbook.</summary>
public abstract class PrintTests(Office office)
{
    [Fact(DisplayName = "打印的台帐与导出的表格同样的记录，标明所含最高密级和最长期限，打印记入审计台账并写明格式")]
    [Requirement("R7.5.1", "R8.4.1")]
    public async Task A_print_holds_the_rows_of_the_workbook_and_is_recorded()
    {
        await FillAsync();
        var before = office.LastLine();

        var answer = await office.As(Staff.Drafter).PostAsync("/ledger/print");
        Assert.Equal(409, answer.Status);
        answer = await office.As(Staff.Head).PostAsync("/ledger/print");

        Assert.Equal(200, answer.Status);
        var line = office.Line(before + 2);
        Assert.Equal((Act.ExportClassificationLedger, 1, office.Id(Staff.Head), "classification-ledger"), (line.Act, line.Outcome, line.ActorId, line.Subject));
        var said = Encoding.UTF8.GetString(office.Read(s => s.Set<AuditPayload>().AsNoTracking().Single(p => p.Seq == line.Seq)).Content);
        Assert.Contains("pdf", said, StringComparison.Ordinal);
        var all = office.Read(s => s.EntriesForTheClock().AsNoTracking().ToList());
        Assert.Matches($"(?i)\"rows\":{all.Count}\\b", said);
        Assert.DoesNotContain("安置计划", said, StringComparison.Ordinal);

        var pages = await Pdfs.PagesAsync(answer.Bytes);
        Assert.True(pages.Count > 1, $"{pages.Count}");
        Assert.All(pages, page => Assert.Contains("机密★10年", page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Contains($"审计第{line.Seq:N0}号", page, StringComparison.Ordinal));
        Assert.Contains("滨江市民政局定密台帐", pages[0], StringComparison.Ordinal);
        var text = string.Concat(pages);
        Assert.All(all, e => Assert.Equal(1, Occurrences(text, e.Reference)));
    }

    [Fact(DisplayName = "只打印筛选所列，范围以文字写明；都已解密的不标密级")]
    [Requirement("R7.5.1", "R8.4.1")]
    public async Task A_print_holds_what_was_filtered()
    {
        await FillAsync();

        var secret = string.Concat(await Pdfs.PagesAsync((await office.As(Staff.Head).PostAsync($"/ledger/print?level=Secret&state=in-force&unit={office.Unit(Staff.Drafting)}")).Bytes));
        Assert.Contains($"范围：密级机密，在保，{Staff.Drafting}", secret, StringComparison.Ordinal);
        Assert.Contains("机密★3年", secret, StringComparison.Ordinal);
        Assert.DoesNotContain("早已解密", secret, StringComparison.Ordinal);

        var free = string.Concat(await Pdfs.PagesAsync((await office.As(Staff.Head).PostAsync("/ledger/print?state=declassified")).Bytes));
        Assert.Contains("早已解密", free, StringComparison.Ordinal);
        Assert.DoesNotContain('★', free);
    }

    [Fact(DisplayName = "不在知悉范围的记录，打印时同样只有编号、密级、期限和解密日期；局外人打印的台帐是空的")]
    [Requirement("R7.5.1", "R7.1.6", "R11.6")]
    public async Task A_print_masks_what_the_list_masks()
    {
        await FillAsync();

        var masked = string.Concat(await Pdfs.PagesAsync((await office.As(Staff.SecondClerk).PostAsync("/ledger/print")).Bytes));
        Assert.Contains("题名不在知悉范围", masked, StringComparison.Ordinal);
        Assert.All(office.Read(s => s.EntriesForTheClock().AsNoTracking().ToList()), e => Assert.Equal(1, Occurrences(masked, e.Reference)));
        Assert.All(new[] { "安置计划", "第五条", "滨民密", "夏晴川", "纸质" }, hidden => Assert.DoesNotContain(hidden, masked, StringComparison.Ordinal));

        var nothing = string.Concat(await Pdfs.PagesAsync((await office.As(Staff.OtherHead).PostAsync("/ledger/print")).Bytes));
        Assert.Contains("没有记录", nothing, StringComparison.Ordinal);
        Assert.DoesNotContain('★', nothing);
    }

    private static int Occurrences(string text, string reference) => text.Split(reference).Length - 1;

    private async Task FillAsync()
    {
        if (office.Read(s => s.EntriesForTheClock().Any()))
        {
            return;
        }

        var (id, _) = await office.RegisteredAsync();
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            var entries = Enumerable.Range(0, 60).Select(i => Entries.Of(id, desk.Actor, office.Unit(Staff.Drafting), desk.Today, desk.Today.AddYears(i == 0 ? 3 : 10), i == 0 ? Level.Secret : Level.Confidential, $"安置计划之{i}", years: i == 0 ? 3 : 10))
                .Append(Entries.Of(id, desk.Actor, office.Unit(Staff.Drafting), desk.Today.AddYears(-20), desk.Today.AddDays(-1), Level.TopSecret, "早已解密", years: 20));
            await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "some", () => desk.Store.AddRange(entries));
        });
    }
}

public sealed class PrintOnSqlite(SqliteOffice office) : PrintTests(office), IClassFixture<SqliteOffice>;

public sealed class PrintOnPostgres(PostgresOffice office) : PrintTests(office), IClassFixture<PostgresOffice>;

/// <summary>More than paper holds; in an office of its own, because the others print theirs whole.</summary>
public sealed class LongPrintTests(SqliteOffice office) : IClassFixture<SqliteOffice>
{
    [Fact(DisplayName = "多于两万条的不打印，指明改用导出 Excel，不记入审计台账")]
    [Requirement("R7.5.1")]
    public async Task What_is_too_long_for_paper_is_exported_instead()
    {
        var (id, _) = await office.RegisteredAsync();
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            var many = Enumerable.Range(0, 20_001).Select(i => Entries.Of(id, desk.Actor, office.Unit(Staff.Drafting), desk.Today, desk.Today.AddYears(1), title: "同", year: 1990));
            await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "many", () => desk.Store.AddRange(many));
        });
        var before = office.LastLine();

        var answer = await office.As(Staff.Head).PostAsync("/ledger/print?year=1990");

        Assert.Equal(400, answer.Status);
        Assert.Contains("共 20,001 条，一次最多打印 20,000 条", answer.Read, StringComparison.Ordinal);
        Assert.Contains("导出 Excel", answer.Read, StringComparison.Ordinal);
        Assert.Equal(before, office.LastLine());
    }
}
