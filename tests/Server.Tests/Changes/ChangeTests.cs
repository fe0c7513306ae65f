using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>变更: level, term and scope change by a case of their own, through the same five steps.</summary>
public abstract class ChangeTests(Office office)
{
    [Fact(DisplayName = "延长保密期限：批准后通知逐份发出，全部签收之前不得记入台账；记入后新旧记录并存，期限仍自定密之日起算")]
    [Requirement("R7.4.1", "R6.6.2", "R8.6", "R6.6.1")]
    public async Task An_extension_is_delivered_before_it_is_entered()
    {
        var (matter, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "5"));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, amount: "8", more: ("changeReason", "任务延续")));
        var notices = office.Notices(change);
        Assert.Equal(new[] { "优抚安置科", "办公室", "局领导", "机要室" }.Select(office.Unit).Order(), notices.Select(n => n.UnitId).OfType<int>().Order());
        Assert.Equal("市委、市政府有关部门", Assert.Single(notices, n => n.UnitId is null).Recipient);

        await DoneAsync(office.ReceiveAsync(notices[0].Id));
        var before = office.LastLine();
        office.Refused(await office.EnterChangeAsync(change), "MZ.6.6.DELIVER", before);
        Assert.Null(office.Entry(entry).ReplacedById);
        foreach (var notice in notices.Skip(1))
        {
            await DoneAsync(office.ReceiveAsync(notice.Id));
        }

        await DoneAsync(office.EnterChangeAsync(change));

        var (old, now) = (office.Entry(entry), office.After(entry));
        Assert.Equal((EntryKind.Changed, now.Id), (old.ReplacedAs, old.ReplacedById));
        Assert.Equal(("秘密★8年", EntryKind.Changed, old.ClassifiedOn, matter), (now.Mark, now.Kind, now.ClassifiedOn, now.CaseId));
        Assert.Equal(old.ClassifiedOn.AddYears(8), now.LastProtectedDay);
        Assert.Equal(old.Number + 1, now.Number);
        var page = (await office.As(Staff.Drafter).GetAsync($"/ledger/{entry}")).Read;
        Assert.Contains("已变更为", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/ledger/{now.Id}\"", page, StringComparison.Ordinal);
        Assert.Contains("现在的见现行记录", page, StringComparison.Ordinal);
        Assert.Equal(Term.Years(8), office.Case(matter).Current!.Term);
    }

    [Fact(DisplayName = "主送写明本局处室的，通知发给该处室，不另作本局以外；别的处室的签收，机要室只凭注明日期的回执登记")]
    [Requirement("R8.6")]
    public async Task A_unit_that_the_original_went_to_signs_for_itself()
    {
        var (_, entry) = await office.RegisteredAsync(id => [.. office.Proposal(id, amount: "5").Where(f => f.Name != "sendTo"), ("sendTo", $"{Staff.Other}、市委办公室")]);
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, amount: "3", more: ("changeReason", "任务提前")));
        var notices = office.Notices(change);

        Assert.Single(notices, n => n.UnitId == office.Unit(Staff.Other));
        Assert.Equal("市委办公室", Assert.Single(notices, n => n.UnitId is null).Recipient);
        var (before, other) = (office.LastLine(), notices.Single(n => n.UnitId == office.Unit(Staff.Drafting)));
        office.Refused(await office.As(Staff.Clerk).PostAsync($"/notices/{other.Id}/receipt"), "MZ.8.6.HOLDER", before);
        Assert.Equal(400, (await office.As(Staff.Clerk).PostAsync($"/notices/{other.Id}/receipt", ("receivedOn", ""))).Status);
        await DoneAsync(office.ReceiveAsync(other.Id));
        await DoneAsync(office.ReceiveAsync(notices.Single(n => n.UnitId == office.Unit("机要室")).Id, on: $"{office.Today:yyyy-MM-dd}"));
    }

    [Fact(DisplayName = "变更案页面上，审批日是变更的审批日，期限自原定密日起算，两个日期各是各的")]
    [Requirement("R6.6.1", "R7.4.1")]
    public async Task The_days_of_approval_and_of_classification_are_two()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "5"));
        var classified = office.Today;
        office.DaysLater(4);
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, amount: "3", more: ("changeReason", "任务提前")));

        var page = (await office.As(Staff.Clerk).GetAsync($"/cases/{change}")).Read;

        Assert.Contains($"审批日</dt><dd>{office.Today:yyyy-MM-dd}", page, StringComparison.Ordinal);
        Assert.Contains($"原定密日（起算）</dt><dd>{classified:yyyy-MM-dd}", page, StringComparison.Ordinal);
        Assert.Contains($"<b>{classified.AddYears(3):yyyy-MM-dd}</b>", page, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "届满之后不得延长：申请、审批、记入台账时都按当日判断")]
    [Requirement("R6.6.2", "R7.4.1")]
    public async Task Nothing_is_extended_once_it_has_ended()
    {
        var (_, late) = await office.RegisteredAsync(id => office.Proposal(id, amount: "1", unit: "Month"));
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "1", unit: "Month"));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, amount: "6", unit: "Month", more: ("changeReason", "任务延续")));
        foreach (var notice in office.Notices(change))
        {
            await DoneAsync(office.ReceiveAsync(notice.Id));
        }

        office.DaysLater(40);

        var before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/ledger/{late}/changes", ("purpose", "Change")), "MZ.6.6.LATE", before);
        before = office.LastLine();
        office.Refused(await office.EnterChangeAsync(change), "MZ.6.6.LATE", before);
        Assert.Null(office.Entry(entry).ReplacedById);
    }

    [Fact(DisplayName = "缩小知悉范围：离开范围的单位凭通知改标后不再知道这一事项，台账、案卷、检索里都没有")]
    [Requirement("R7.4.1", "R7.1.6", "R2.1", "R8.6")]
    public async Task Whoever_leaves_the_scope_knows_it_until_the_carriers_are_done()
    {
        string[] stay = [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk];
        var (matter, entry) = await office.RegisteredAsync(id => office.Proposal(id, title: "安置计划收窄稿", people: [.. stay, Staff.Stranger]));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, people: stay, more: ("changeReason", "工作调整")));
        await DoneAsync(office.EnterChangeAsync(change));

        Assert.Equal(404, (await office.As(Staff.Stranger).GetAsync($"/ledger/{entry}")).Status);
        Assert.Equal(404, (await office.As(Staff.Stranger).GetAsync($"/cases/{matter}")).Status);
        var notice = office.Notices(change).Single(n => n.UnitId == office.Unit(Staff.Other));
        Assert.Contains("安置计划收窄稿", (await office.As(Staff.Stranger).GetAsync("/changes?view=notices")).Read, StringComparison.Ordinal);
        var before = office.LastLine();
        office.Refused(await office.RemarkedAsync(notice.Id, Staff.Stranger), "MZ.8.6.FIRST", before);
        await DoneAsync(office.ReceiveAsync(notice.Id, Staff.Stranger));
        await DoneAsync(office.RemarkedAsync(notice.Id, Staff.Stranger));

        Assert.Equal(404, (await office.As(Staff.Stranger).GetAsync($"/cases/{change}")).Status);
        foreach (var path in new[] { "/changes?view=notices", "/changes", "/ledger", "/ledger?q=收窄稿", "/cases?view=all" })
        {
            Assert.DoesNotContain("收窄稿</", (await office.As(Staff.Stranger).GetAsync(path)).Read, StringComparison.Ordinal);
        }

        Assert.Contains("安置计划收窄稿", (await office.As(Staff.Drafter).GetAsync("/ledger")).Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "提高密级：旧记录也按新密级保护，未达到该级的人不再看到；按级累计的件数随之移动")]
    [Requirement("R7.4.1", "R2.1", "R6.1.1")]
    public async Task A_raised_matter_is_protected_at_its_new_level_throughout()
    {
        string[] scope = [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk, Staff.Colleague];
        var (matter, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: scope));
        Assert.Equal(200, (await office.As(Staff.Colleague).GetAsync($"/ledger/{entry}")).Status);
        var counted = Counts();
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, row: "CL-5.2.1", group: "SC-4-04", amount: "20", people: scope, more: ("changeReason", "事项性质变化")));
        await office.ClearAsync(Staff.Colleague, Level.Confidential);
        foreach (var notice in office.Notices(change))
        {
            await DoneAsync(office.ReceiveAsync(notice.Id));
        }

        await DoneAsync(office.EnterChangeAsync(change));

        Assert.Equal("机密★20年", office.After(entry).Mark);
        Assert.Equal(404, (await office.As(Staff.Colleague).GetAsync($"/ledger/{entry}")).Status);
        Assert.Equal(404, (await office.As(Staff.Colleague).GetAsync($"/cases/{matter}")).Status);
        Assert.Equal((counted.Confidential - 1, counted.Secret + 1), Counts());
        await office.ClearAsync(Staff.Colleague, Level.Secret);
    }

    [Fact(DisplayName = "来文定密的事项，没有原定密单位的通知不得变更；一件事项同时只办一件变更；别的处室不得提出")]
    [Requirement("R4.3", "R7.4.1")]
    public async Task Whose_change_it_is()
    {
        var (_, received) = await office.RegisteredAsync(id =>
        [
            ("title", "省厅来文"), ("determination", "StateSecret"), ("group", "SC-4-10"), ("level", "秘密"), ("sourceTerm", "5年"), ("originator", "省民政厅"), ("sourceNumber", "省民密3号"), ("issuedOn", "2026-01-05"),
            .. new[] { Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk, Staff.Stranger }.Select(p => ("scope", $"p:{office.Id(p)}")), ("copies", "1"), ("version", $"{office.Version(id)}"),
        ]);
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/ledger/{received}/changes", ("purpose", "Declassify")), "MZ.4.10.NOTICE", before);
        before = office.LastLine();
        office.Refused(await office.As(Staff.Stranger).PostAsync($"/ledger/{received}/changes", ("purpose", "Declassify"), ("noticeNumber", "省民密9号")), "MZ.7.CHANGE.UNIT", before);
        await office.ChangeAsync(received, CasePurpose.Declassify, notice: "省民密9号");
        before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/ledger/{received}/changes", ("purpose", "Change"), ("noticeNumber", "省民密9号")), "MZ.7.CHANGE", before);
        Assert.Equal(404, (await office.As(Staff.Uncleared).PostAsync($"/ledger/{received}/changes", ("purpose", "Change"))).Status);
    }

    [Fact(DisplayName = "不写理由、什么都没变、改后已经届满的，都不是变更；超过新密级上限的期限照样不予办理")]
    [Requirement("R7.4.1", "R7.1.4", "R6.1.1")]
    public async Task What_is_no_change()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "5"));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        foreach (var (amount, reason, code) in new[] { ("8", "", "MZ.7.1.OPINION"), ("5", "无", "MZ.7.CHANGE"), ("11", "延长", "MZ.6.1") })
        {
            var before = office.LastLine();
            office.Refused(await office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", office.Proposal(change, amount: amount, more: ("changeReason", reason))), code, before);
        }

        office.DaysLater(200);
        var last = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", office.Proposal(change, amount: "3", unit: "Month", more: ("changeReason", "缩短"))), "MZ.6.6.PAST", last);
    }

    [Fact(DisplayName = "改变密级后期限按新上限重新衡量：降级而期限过长的必须缩短；不能预见的随新密级的默认期限")]
    [Requirement("R6.1.1", "R6.4.1", "R7.4.1")]
    public async Task The_new_cap_counts()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, row: "CL-5.2.1", group: "SC-4-04", amount: null));
        Assert.Equal("机密★20年", office.Entry(entry).Mark);
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", office.Proposal(change, amount: "20", more: ("changeReason", "降低密级"))), "MZ.6.1", before);
        await office.ApprovedAsync(change, office.Proposal(change, amount: null, more: ("changeReason", "降低密级")));
        await DoneAsync(office.EnterChangeAsync(change));
        Assert.Equal(("秘密★10年", TermOrigin.Default), (office.After(entry).Mark, office.After(entry).Origin));
    }

    private (int Confidential, int Secret) Counts() => office.Read(s => (s.LedgerCounts.AsNoTracking().SingleOrDefault(c => c.Level == Level.Confidential)?.Total ?? 0, s.LedgerCounts.AsNoTracking().SingleOrDefault(c => c.Level == Level.Secret)?.Total ?? 0));
}

public sealed class ChangeOnSqlite(SqliteOffice office) : ChangeTests(office), IClassFixture<SqliteOffice>;

public sealed class ChangeOnPostgres(PostgresOffice office) : ChangeTests(office), IClassFixture<PostgresOffice>;
