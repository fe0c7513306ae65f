using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>F06 and F07 say what was and what is to be, whenever they are printed; a void notice is not printed at all.</summary>
public abstract class ChangePaperTests(Office office)
{
    private static readonly string[] Stay = [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk];

    [Fact(DisplayName = "退回作废的通知书不再打印，并记入审计台账；重新批准后的照打")]
    [Requirement("R8.6", "R7.7")]
    public async Task A_void_notice_is_not_printed()
    {
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        var notice = office.Notices(change)[0].Id;
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/cases/{change}/change-entry", ("decision", "Return"), ("remark", "请补充"), ("version", $"{office.Version(change)}")));
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostAsync($"/notices/{notice}/print"), "MZ.7.CHANGE", before);
        await office.ApprovedAsync(change);
        Assert.Equal("application/pdf", (await office.As(Staff.Clerk).PostAsync($"/notices/{office.Notices(change)[^1].Id}/print")).ContentType);
    }

    [Fact(DisplayName = "变更案没有发文拟稿签：拟稿签上只有拟定的标志，低于事项现在的密级")]
    [Requirement("R7.1.3", "R7.4.1")]
    public async Task A_change_has_no_drafting_sheet()
    {
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        var before = office.LastLine();
        Assert.Equal(404, (await office.As(Staff.Drafter).PostAsync($"/cases/{change}/drafting-sheet")).Status);
        Assert.Equal(before, office.LastLine());
    }

    [Fact(DisplayName = "记入台账之后打印的审批表、通知书和案卷，原知悉范围仍是变更之前的范围，再次变更之后也一样")]
    [Requirement("R7.4.1", "R8.6")]
    public async Task The_former_scope_is_the_former_one()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: [.. Stay, Staff.Stranger]));
        var first = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(first, office.Proposal(first, people: Stay, more: ("changeReason", "收窄")));
        await DoneAsync(office.EnterChangeAsync(first));
        await FormerAsync(first, true);

        var second = await office.ChangeAsync(office.After(entry).Id, CasePurpose.Change);
        await office.ApprovedAsync(second, office.Proposal(second, amount: "5", people: Stay, more: ("changeReason", "缩短")));
        await FormerAsync(second, false);
        await DoneAsync(office.EnterChangeAsync(second));
        await FormerAsync(first, true);
        await FormerAsync(second, false);
    }

    [Fact(DisplayName = "导入的旧事项变更之后，原知悉范围仍是旧台账所记的范围")]
    [Requirement("R7.4.1")]
    public async Task Of_an_imported_matter_too()
    {
        var batch = await office.ImportAsync(OldLedger.Csv(OldLedger.Line("旧账变更", day: "2020-05-06", scope: $"叶知微、{Staff.Drafting}")));
        var entry = office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ImportBatchId == batch)).Id;
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, title: "旧账变更", amount: "8", people: Stay, more: ("changeReason", "缩短")));
        await DoneAsync(office.EnterChangeAsync(change));
        await FormerAsync(change, true);
    }

    /// <summary>Whether whoever has left stands in the scope before the change, on both papers and on the page.</summary>
    private async Task FormerAsync(int change, bool stranger)
    {
        const string left = "叶知微";
        var notice = office.Notices(change)[0].Id;
        Assert.Equal(stranger, (await Sheets.WordsAsync((await office.As(Staff.Drafter).PostAsync($"/cases/{change}/change-form")).Bytes)).Contains(left, StringComparison.Ordinal));
        Assert.Equal(stranger, (await Sheets.WordsAsync((await office.As(Staff.Clerk).PostAsync($"/notices/{notice}/print")).Bytes)).Contains(left, StringComparison.Ordinal));
        var card = (await office.As(Staff.Drafter).GetAsync($"/cases/{change}")).Read.Split("原知悉范围</dt><dd>")[1].Split("</dd>")[0];
        Assert.Equal(stranger, card.Contains(left, StringComparison.Ordinal));
    }
}

public sealed class ChangePaperOnSqlite(SqliteOffice office) : ChangePaperTests(office), IClassFixture<SqliteOffice>;

public sealed class ChangePaperOnPostgres(PostgresOffice office) : ChangePaperTests(office), IClassFixture<PostgresOffice>;
