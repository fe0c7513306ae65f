using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;
using static Shoumi.Server.Tests.Running.OldLedger;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>What came from an old ledger lives on: it is changed, ended, reviewed and corrected like any other matter, and a reversal does not undo that.</summary>
public abstract class ImportedMattersTests(Office office)
{
    [Fact(DisplayName = "旧台账没有写明承办处室的事项，由机要室文书申请变更、提前解密和年度审核；别的人不行")]
    [Requirement("R7.4.1", "R7.5.1")]
    public async Task The_registry_acts_for_a_matter_of_no_unit()
    {
        string[] people = [Staff.Drafter, Staff.Clerk, Staff.SecondClerk, Staff.Custodian, Staff.Secretary, Staff.OtherLeader];
        var (entry, reviewed) = (await EntryAsync(unit: "早已撤销的科"), await EntryAsync(unit: ""));
        Assert.Equal((0, 0), (entry.UnitId, reviewed.UnitId));
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/ledger/{entry.Id}/changes", ("purpose", nameof(CasePurpose.Change))), "MZ.7.CHANGE.UNIT", before);

        var change = await office.ChangeAsync(entry.Id, CasePurpose.Change, Staff.Clerk);
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/cases/{change}/propose", office.Proposal(change, amount: "8", people: people, more: ("changeReason", "缩短"))));
        await DoneAsync(office.DecideAsync(change, Staff.Custodian, "section-review"));
        await DoneAsync(office.DecideAsync(change, Staff.Secretary, "office-review"));
        await DoneAsync(office.DecideAsync(change, Staff.OtherLeader, "approval"));
        await DoneAsync(office.EnterChangeAsync(change, Staff.SecondClerk));
        Assert.Equal("秘密★8年", office.After(entry.Id).Mark);

        await DoneAsync(office.As(Staff.Clerk).PostAsync("/reviews", ("entry", $"{reviewed.Id}")));
        before = office.LastLine();
        var own = await EntryAsync();
        Assert.Equal(409, (await office.As(Staff.Clerk).PostAsync("/reviews", ("entry", $"{own.Id}"))).Status);
    }

    [Fact(DisplayName = "整批撤销前，这一批已有更正、变更或在办变更的，不予撤销，说明怎么办")]
    [Requirement("R7.5.1", "R7.4.1")]
    public async Task What_was_decided_since_is_not_undone_by_a_reversal()
    {
        var (corrected, changing) = (await EntryAsync(), await EntryAsync());
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/{corrected.Id}/corrections", ("field", "Remark"), ("becomes", "补记"), ("reason", "漏写")));
        await DoneAsync(office.As(Staff.SecondClerk).PostAsync($"/ledger/{corrected.Id}/corrections/confirm", ("correction", $"{office.Read(s => s.Set<Correction>().Single(c => c.EntryId == corrected.Id).Id)}")));
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostAsync($"/ledger/imports/{corrected.ImportBatchId}/reversal", ("reason", "导错了文件")), "MZ.7.5.REVERSAL", before);

        // Asked for while nothing had been decided yet.
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/imports/{changing.ImportBatchId}/reversal", ("reason", "导错了文件")));
        await office.ChangeAsync(changing.Id, CasePurpose.Change);
        before = office.LastLine();
        office.Refused(await office.As(Staff.SecondClerk).PostAsync($"/ledger/imports/{changing.ImportBatchId}/reversal/confirm", ("version", "1")), "MZ.7.5.REVERSAL", before);
        Assert.Null(office.Entry(changing.Id).ReversedOn);
    }

    [Fact(DisplayName = "撤销导入与更正、变更同时发生的，只成一个，不会一边撤销一边又记一条")]
    [Requirement("R7.5.1")]
    public async Task A_reversal_and_a_later_entry_exclude_each_other()
    {
        var entry = await EntryAsync();
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/imports/{entry.ImportBatchId}/reversal", ("reason", "导错了文件")));
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            var read = await desk.Store.EntriesForTheClock().SingleAsync(e => e.Id == entry.Id);
            await DoneAsync(office.As(Staff.SecondClerk).PostAsync($"/ledger/imports/{entry.ImportBatchId}/reversal/confirm", ("version", "1")));

            // Read before the reversal, saved after it.
            await Assert.ThrowsAsync<OvertakenException>(() => desk.EndAsync(Act.ConfirmRemarking, Ruling.Yes, () => "raced", () => read.RecordRemarking(desk.Today)));
        });

        var other = await EntryAsync();
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/imports/{other.ImportBatchId}/reversal", ("reason", "导错了文件")));
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.SecondClerk);
            var batch = await desk.Store.Imports(desk.Actor).SingleAsync(b => b.Id == other.ImportBatchId);
            await ReplacedAsync(other.Id);

            await Assert.ThrowsAsync<OvertakenException>(() => desk.EndAsync(Act.ConfirmReversal, Ruling.Yes, () => batch.Reference, () => batch.Reverse(desk.Actor.PersonId, desk.Now, desk.Today)));
        });
        Assert.Null(office.Entry(other.Id).ReversedOn);
    }

    [Fact(DisplayName = "导入事项的变更占本台账的号；变更的页面、纸张和到期清单上，旧记录都写旧台账的号")]
    [Requirement("R7.5.1", "R7.4.1")]
    public async Task The_number_a_person_knows_is_the_old_one()
    {
        var entry = await EntryAsync(day: $"{office.Today.AddYears(-10).AddDays(20):yyyy-MM-dd}");
        var change = await office.ChangeAsync(entry.Id, CasePurpose.Change);
        foreach (var path in new[] { "/changes", $"/cases/{change}", "/terms", "/changes?view=review" })
        {
            var page = (await office.As(Staff.Head).GetAsync(path)).Read;
            Assert.Contains(entry.Shown, page, StringComparison.Ordinal);
            Assert.DoesNotContain(entry.Reference, page, StringComparison.Ordinal);
        }

        await office.ApprovedAsync(change, office.Proposal(change, amount: "10", more: ("changeReason", "扩大范围")));
        var paper = string.Concat(await Pdfs.PagesAsync((await office.As(Staff.Drafter).PostAsync($"/cases/{change}/change-form")).Bytes));
        Assert.DoesNotContain(entry.Reference, paper, StringComparison.Ordinal);
        await DoneAsync(office.EnterChangeAsync(change));

        var written = office.After(entry.Id);
        Assert.True(written.Number < LedgerEntry.FirstImported && written.Year == office.Today.Year, written.Reference);
        Assert.Null(written.ImportBatchId);
        Assert.Contains(written.Reference, (await office.As(Staff.Drafter).GetAsync($"/ledger/{written.Id}")).Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "高于上限、只有题名不同的两行都导入；同一份再导入，两行都认得出")]
    [Requirement("R7.5.1")]
    public async Task Rows_alike_but_for_titles_that_are_not_kept_are_two()
    {
        var row = $",滨民密〔2019〕3号,绝密,30年,2019-03-04,{Staff.Drafting},第五条（一）项2,夏晴川,韩志远,{Staff.Drafting},3,纸质,";
        var file = Csv("1,只在纸上的甲" + row, "1,只在纸上的乙" + row);

        var batch = await office.ImportAsync(file);

        Assert.Equal(2, office.Read(s => s.EntriesForTheClock().Count(e => e.ImportBatchId == batch)));
        var again = await office.TryAsync(file);
        Assert.Equal((0, 2), (Count(again, "将导入"), Count(again, "已在台账")));
    }

    private Task ReplacedAsync(int id) => office.DoAsync(async scope =>
    {
        var desk = await Office.DeskAsync(scope, Staff.Clerk);
        var first = await desk.Store.EntriesForTheClock().SingleAsync(e => e.Id == id);
        var second = first.Declassified(desk.Today, first.Rest, desk.Today.Year, desk.Now, desk.Actor.PersonId);
        await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "some", () => desk.Store.Add(second), then: () => first.ReplacedBy(second));
    });

    private async Task<LedgerEntry> EntryAsync(string unit = Staff.Drafting, string day = "2020-05-06")
    {
        var batch = await office.ImportAsync(Csv(Line($"旧件{Guid.NewGuid():N}", unit: unit, day: day)));
        return office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ImportBatchId == batch));
    }
}

public sealed class ImportedMattersOnSqlite(SqliteOffice office) : ImportedMattersTests(office), IClassFixture<SqliteOffice>;

public sealed class ImportedMattersOnPostgres(PostgresOffice office) : ImportedMattersTests(office), IClassFixture<PostgresOffice>;
