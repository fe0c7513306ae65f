using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>提前解密, re-marking and the yearly review.</summary>
public abstract class EndingTests(Office office)
{
    [Fact(DisplayName = "提前解密：写明理由，五步办理，自批准之日解密；午夜不再重复，不能再标注")]
    [Requirement("R7.4.1", "R6.6.2")]
    public async Task A_matter_is_declassified_early()
    {
        var (matter, entry) = await office.RegisteredAsync();
        var change = await office.ChangeAsync(entry, CasePurpose.Declassify);
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", ("changeReason", ""), ("version", $"{office.Version(change)}")), "MZ.7.1.OPINION", before);
        await office.ApprovedAsync(change);
        await DoneAsync(office.EnterChangeAsync(change));

        var now = office.After(entry);
        Assert.Equal((EntryKind.Declassified, office.Today, office.Today), (now.Kind, now.FreeFrom, now.DeclassificationRecordedOn));
        Assert.Contains("提前解密", (await office.As(Staff.Drafter).GetAsync($"/ledger/{now.Id}")).Read, StringComparison.Ordinal);
        await office.DoAsync(async s => await s.GetRequiredService<Midnight>().RunAsync(default));
        string[] subjects = [now.Reference, office.Entry(entry).Reference];
        Assert.Equal(0, office.Read(s => s.AuditEntries.Count(e => e.Act == Act.DeclassifyAutomatically && subjects.Contains(e.Subject))));
        Assert.DoesNotContain($"data-href=\"/ledger/{now.Id}\"", (await office.As(Staff.Drafter).GetAsync("/ledger?state=in-force")).Body, StringComparison.Ordinal);
        Assert.Contains($"data-href=\"/ledger/{now.Id}\"", (await office.As(Staff.Drafter).GetAsync("/ledger?state=declassified")).Body, StringComparison.Ordinal);
        before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/ledger/{now.Id}/changes", ("purpose", "Declassify")), "MZ.6.6.LATE", before);
        Assert.Equal(Stage.Registered, office.Case(matter).Stage);
    }

    [Fact(DisplayName = "改标逐份回执：先签收，记入台账后才能改标；最后一份回执之后，台账记改标日期")]
    [Requirement("R8.6")]
    public async Task Every_holder_re_marks_its_carriers()
    {
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        var notices = office.Notices(change);
        await DoneAsync(office.ReceiveAsync(notices[0].Id));
        var before = office.LastLine();
        office.Refused(await office.RemarkedAsync(notices[0].Id), "MZ.8.6.FIRST", before);
        await DoneAsync(office.EnterChangeAsync(change));
        var written = office.Read(s => s.EntriesForTheClock().AsNoTracking().OrderByDescending(e => e.Id).First());
        foreach (var (notice, last) in notices.Select((n, i) => (n, i == notices.Count - 1)))
        {
            Assert.Null(office.Entry(written.Id).RemarkedOn);
            if (notice != notices[0])
            {
                await DoneAsync(office.ReceiveAsync(notice.Id));
            }

            await DoneAsync(office.RemarkedAsync(notice.Id));
        }

        Assert.Equal(office.Today, office.Entry(written.Id).RemarkedOn);
        before = office.LastLine();
        office.Refused(await office.RemarkedAsync(notices[0].Id), "SYS.CONFLICT", before);
    }

    [Fact(DisplayName = "变更、解密的审批表和通知书打印成文，内容与案卷一致，每次打印都记入审计台账；范围之外的人没有")]
    [Requirement("R7.4.1", "R8.6")]
    public async Task The_papers_of_a_change_are_printed()
    {
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        var form = await office.As(Staff.Drafter).PostAsync($"/cases/{change}/change-form");
        Assert.Equal((200, "application/pdf"), (form.Status, form.ContentType));
        Assert.Contains("%PDF-", System.Text.Encoding.Latin1.GetString(form.Bytes[..8]), StringComparison.Ordinal);
        var notice = office.Notices(change)[0].Id;
        var before = office.LastLine();
        Assert.Equal("application/pdf", (await office.As(Staff.Clerk).PostAsync($"/notices/{notice}/print")).ContentType);
        Assert.Equal((Act.PrintChange, before + 1), (office.Line(before + 1).Act, office.LastLine()));
        Assert.Equal(404, (await office.As(Staff.Stranger).PostAsync($"/cases/{change}/change-form")).Status);
        Assert.Equal(404, (await office.As(Staff.Stranger).PostAsync($"/notices/{notice}/print")).Status);
    }

    [Fact(DisplayName = "退回的变更，已发出的通知作废，重新批准后另发；回执日期不早于发出、不晚于今天")]
    [Requirement("R8.6", "R7.7")]
    public async Task Notices_of_a_returned_change_are_void()
    {
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        var first = office.Notices(change);
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/cases/{change}/change-entry", ("decision", "Return"), ("remark", "请补充"), ("version", $"{office.Version(change)}")));
        var before = office.LastLine();
        office.Refused(await office.ReceiveAsync(first[0].Id), "MZ.7.CHANGE", before);
        await office.ApprovedAsync(change);
        var second = office.Notices(change).Where(n => n.Revision == 2).ToList();
        Assert.Equal(first.Count, second.Count);
        before = office.LastLine();
        office.Refused(await office.ReceiveAsync(second[0].Id, on: "2026-01-01"), "MZ.7.DATE", before);
        before = office.LastLine();
        office.Refused(await office.ReceiveAsync(second[0].Id, on: "2026-12-31"), "MZ.7.DATE", before);
        await DoneAsync(office.ReceiveAsync(second[0].Id));
    }

    [Fact(DisplayName = "本局以外的回执只由机要室登记，别的单位的通知只由该单位或机要室签收")]
    [Requirement("R8.6")]
    public async Task Who_signs_for_a_notice()
    {
        var change = await office.EndingAtAsync(Stage.LedgerEntry);
        var notices = office.Notices(change);
        var before = office.LastLine();
        office.Refused(await office.ReceiveAsync(notices.Single(n => n.UnitId is null).Id, Staff.Head), "MZ.8.6.HOLDER", before);
        before = office.LastLine();
        office.Refused(await office.ReceiveAsync(notices.Single(n => n.UnitId == office.Unit("办公室")).Id, Staff.Head), "MZ.8.6.HOLDER", before);
        await DoneAsync(office.ReceiveAsync(notices.Single(n => n.UnitId == office.Unit(Staff.Drafting)).Id, Staff.Head));
        Assert.Equal(404, (await office.ReceiveAsync(notices[0].Id, Staff.Stranger)).Status);
    }

    [Fact(DisplayName = "自行解密的载体由机要室记改标一次；在保的、已记的不再记")]
    [Requirement("R6.6.2", "R8.6")]
    public async Task What_ran_out_is_re_marked_once()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "1", unit: "Month"));
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/remarked"), "MZ.8.6.FIRST", before);
        office.DaysLater(40);
        Assert.Contains($"/ledger/{entry}/remarked", (await office.As(Staff.Clerk).GetAsync("/terms")).Body, StringComparison.Ordinal);
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/remarked"));
        Assert.Equal(office.Today, office.Entry(entry).RemarkedOn);
        Assert.DoesNotContain($"/ledger/{entry}/remarked", (await office.As(Staff.Clerk).GetAsync("/terms")).Body, StringComparison.Ordinal);
        before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/remarked"), "MZ.8.6.FIRST", before);
    }

    [Fact(DisplayName = "年度审核：上年及以前确定、仍在保的，由本处室负责人每年审核一次；本年的、别的处室的、已审核的不再审核")]
    [Requirement("R7.4.1")]
    public async Task Every_matter_is_reviewed_once_a_year()
    {
        var (_, entry) = await office.RegisteredAsync();
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Head).PostAsync("/reviews", ("entry", $"{entry}")), "MZ.7.CHANGE", before);
        office.DaysLater(310);
        Assert.Contains($"value=\"{entry}\"", (await office.As(Staff.Head).GetAsync("/changes?view=review")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await office.As(Staff.OtherHead).PostAsync("/reviews", ("entry", $"{entry}"))).Status);
        await DoneAsync(office.As(Staff.Head).PostAsync("/reviews", ("entry", $"{entry}")));
        Assert.DoesNotContain($"value=\"{entry}\"", (await office.As(Staff.Head).GetAsync("/changes?view=review")).Body, StringComparison.Ordinal);
        before = office.LastLine();
        office.Refused(await office.As(Staff.Head).PostAsync("/reviews", ("entry", $"{entry}")), "SYS.CONFLICT", before);
        office.DaysLater(365);
        Assert.Contains($"value=\"{entry}\"", (await office.As(Staff.Head).GetAsync("/changes?view=review")).Body, StringComparison.Ordinal);
    }
}

public sealed class EndingOnSqlite(SqliteOffice office) : EndingTests(office), IClassFixture<SqliteOffice>;

public sealed class EndingOnPostgres(PostgresOffice office) : EndingTests(office), IClassFixture<PostgresOffice>;
