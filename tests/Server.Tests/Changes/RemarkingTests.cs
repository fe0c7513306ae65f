using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>改标 until it is done: of whom it waits for, by whom it is recorded, and once more when the matter has ended.</summary>
public abstract class RemarkingTests(Office office)
{
    [Fact(DisplayName = "变更后改过标的事项，届满之后载体仍待改标，由机要室再记一次")]
    [Requirement("R8.6", "R6.6.2")]
    public async Task What_was_re_marked_for_a_change_is_re_marked_again_when_it_ends()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "6", unit: "Month"));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, amount: "2", unit: "Month", more: ("changeReason", "任务提前")));
        await DoneAsync(office.EnterChangeAsync(change));
        await AllRemarkedAsync(change);
        var now = office.After(entry).Id;
        office.DaysLater(70);

        Assert.Contains($"/ledger/{now}/remarked", (await office.As(Staff.Clerk).GetAsync("/terms")).Body, StringComparison.Ordinal);
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/{now}/remarked"));
        Assert.Equal(office.Today, office.Entry(now).RemarkedOn);
        Assert.DoesNotContain($"/ledger/{now}/remarked", (await office.As(Staff.Clerk).GetAsync("/terms")).Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "最后两份改标回执同时交来，台账照样记改标日期")]
    [Requirement("R8.6")]
    public async Task Two_last_receipts_at_once()
    {
        for (var round = 0; round < 4; round++)
        {
            var change = await EndedAsync();
            var notices = office.Notices(change);
            foreach (var notice in notices)
            {
                await DoneAsync(office.ReceiveAsync(notice.Id));
            }

            foreach (var notice in notices.Skip(2))
            {
                await DoneAsync(office.RemarkedAsync(notice.Id));
            }

            var version = office.Version(change);
            var answers = await Task.WhenAll(office.RemarkedAsync(notices[0].Id), office.RemarkedAsync(notices[1].Id));
            Assert.All(answers, a => Assert.Equal(302, a.Status));
            Assert.Equal(version + 2, office.Version(change));
            Assert.Equal(office.Today, office.Read(s => s.EntriesForTheClock().AsNoTracking().OrderByDescending(e => e.Id).First()).RemarkedOn);
        }
    }

    [Fact(DisplayName = "机要室的任何经办人都能登记本局以外的回执和改标；改标办完之后，岗位不再打开变更案")]
    [Requirement("R8.6", "R7.1.6")]
    public async Task Any_clerk_of_the_registry_records_what_comes_back()
    {
        var change = await EndedAsync();
        var outside = office.Notices(change).Single(n => n.UnitId is null).Id;
        await DoneAsync(office.ReceiveAsync(outside, Staff.SecondClerk));
        await DoneAsync(office.RemarkedAsync(outside, Staff.SecondClerk));
        await office.ClearAsync(Staff.SecondClerk, null);
        Assert.Equal(404, (await office.As(Staff.SecondClerk).GetAsync($"/cases/{change}")).Status);
        await office.ClearAsync(Staff.SecondClerk, Level.TopSecret);
        Assert.Equal(200, (await office.As(Staff.SecondClerk).GetAsync($"/cases/{change}")).Status);
        await AllRemarkedAsync(change);
        Assert.Equal(404, (await office.As(Staff.SecondClerk).GetAsync($"/cases/{change}")).Status);
    }

    [Fact(DisplayName = "自行解密的，范围之外的机要室经办人凭号码和标志记改标；不能接触该密级的没有这一按钮，也记不了")]
    [Requirement("R6.6.2", "R8.6", "R7.1.6")]
    public async Task A_clerk_outside_the_scope_records_by_number_and_mark()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, title: "范围外不见", amount: "1", unit: "Month"));
        office.DaysLater(40);
        await office.ClearAsync(Staff.SecondClerk, null);
        Assert.DoesNotContain($"/ledger/{entry}/remarked", (await office.As(Staff.SecondClerk).GetAsync("/terms")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await office.As(Staff.SecondClerk).PostAsync($"/ledger/{entry}/remarked")).Status);
        await office.ClearAsync(Staff.SecondClerk, Level.TopSecret);
        var page = await office.As(Staff.SecondClerk).GetAsync("/terms");
        Assert.Contains($"/ledger/{entry}/remarked", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("范围外不见", page.Read, StringComparison.Ordinal);
        Assert.Contains("待改标", (await office.As(Staff.SecondClerk).GetAsync("/")).Read, StringComparison.Ordinal);
        Assert.Equal(404, (await office.As(Staff.SecrecyOfficer).PostAsync($"/ledger/{entry}/remarked")).Status);

        await DoneAsync(office.As(Staff.SecondClerk).PostAsync($"/ledger/{entry}/remarked"));
        Assert.Equal(office.Today, office.Entry(entry).RemarkedOn);
    }

    [Fact(DisplayName = "待签收、待改标的通知出现在持有单位的工作台上，直到办完；本局以外的出现在机要室的工作台上；不知悉的人没有")]
    [Requirement("R8.6", "R7.1.6")]
    public async Task What_waits_stands_on_the_workbench()
    {
        var (head, clerk) = (await BenchAsync(Staff.Head), await BenchAsync(Staff.Clerk));
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        var unit = office.Notices(change).Single(n => n.UnitId == office.Unit(Staff.Drafting)).Id;
        Assert.Equal((head.ToSign + 1, head.ToRemark), await BenchAsync(Staff.Head));
        // That of the registry's own unit, and the one that goes outside.
        Assert.Equal((clerk.ToSign + 2, clerk.ToRemark), await BenchAsync(Staff.Clerk));
        Assert.Equal((0, 0), await BenchAsync(Staff.OtherHead));
        await DoneAsync(office.ReceiveAsync(unit, Staff.Head));
        Assert.Equal(head, await BenchAsync(Staff.Head));
        await DoneAsync(office.EnterChangeAsync(change));
        Assert.Equal((head.ToSign, head.ToRemark + 1), await BenchAsync(Staff.Head));
        await DoneAsync(office.RemarkedAsync(unit, Staff.Head));
        Assert.Equal(head, await BenchAsync(Staff.Head));
    }

    [Fact(DisplayName = "作废的通知不占列表的位置：排在一百份作废通知之后的有效通知照样列出")]
    [Requirement("R8.6")]
    public async Task Void_notices_take_no_room()
    {
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            await desk.EndAsync(Act.PrintChange, Ruling.Yes, () => "-", () => desk.Store.AddRange(Enumerable.Range(0, 101).Select(_ => new ChangeNotice { CaseId = change, Revision = 7, Recipient = "外", IssuedAt = desk.Now })));
        });

        Assert.Contains(office.Case(change).Reference, (await office.As(Staff.Head).GetAsync("/changes?view=notices")).Read, StringComparison.Ordinal);
    }

    private async Task<(int ToSign, int ToRemark)> BenchAsync(string who)
    {
        var page = (await office.As(who).GetAsync("/")).Read;
        int Said(string what) => Regex.Match(page, $"(\\d+) 份通知{what}") is { Success: true } found ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return (Said("待签收"), Said("待改标"));
    }

    private async Task<int> EndedAsync()
    {
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        await DoneAsync(office.EnterChangeAsync(change));
        return change;
    }

    private async Task AllRemarkedAsync(int change)
    {
        foreach (var notice in office.Notices(change).Where(n => n.RemarkedAt is null))
        {
            if (notice.ReceivedOn is null)
            {
                await DoneAsync(office.ReceiveAsync(notice.Id));
            }

            await DoneAsync(office.RemarkedAsync(notice.Id));
        }
    }
}

public sealed class RemarkingOnSqlite(SqliteOffice office) : RemarkingTests(office), IClassFixture<SqliteOffice>;

public sealed class RemarkingOnPostgres(PostgresOffice office) : RemarkingTests(office), IClassFixture<PostgresOffice>;
