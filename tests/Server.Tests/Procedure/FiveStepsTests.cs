using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>Article 7 step by step: who, in which order, never two steps by one, and what becomes of opinions.</summary>
public abstract class FiveStepsTests(Office office)
{
    [Fact(DisplayName = "一人不得办同一件的两步；第五步不由承办人办理")]
    [Requirement("R7.6")]
    public async Task Nobody_does_two_steps_of_one_case()
    {
        // One person who holds every post of the path, beside those who hold them anyway.
        await AppointAsync(Staff.Head, Post.OfficeSecretary, null);
        await AppointAsync(Staff.Head, Post.DeputyDirectorInCharge, Staff.Drafting);
        await AppointAsync(Staff.Head, Post.RegistryClerk, null);
        (Stage At, string Step)[] later = [(Stage.OfficeReview, "office-review"), (Stage.Approval, "approval")];
        foreach (var (at, step) in later)
        {
            var id = await office.WaitingAtAsync(at);
            var before = office.LastLine();
            office.Refused(await office.DecideAsync(id, Staff.Head, step), "SYS.SOD", before);
        }

        // The head drafts: every later step of that case is barred, the entry too.
        var own = await office.OpenCaseAsync(Staff.Head);
        Assert.Equal(302, (await office.ProposeAsync(own, Staff.Head, office.Proposal(own, people: [Staff.Head, Staff.Clerk]))).Status);
        var then = office.LastLine();
        office.Refused(await office.DecideAsync(own, Staff.Head, "section-review"), "SYS.SOD", then);
        await AppointAsync(Staff.Colleague, Post.SectionHead, Staff.Drafting, until: office.Today.AddDays(20));
        Assert.Equal(302, (await office.DecideAsync(own, Staff.Colleague, "section-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(own, Staff.Secretary, "office-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(own, Staff.Leader, "approval")).Status);
        then = office.LastLine();
        office.Refused(await office.EnterAsync(own, Staff.Head), "SYS.SOD", then);
        Assert.Equal(302, (await office.EnterAsync(own)).Status);
    }

    [Fact(DisplayName = "代理人在代理期内可办，页面注明代理；期满之后不再有权")]
    [Requirement("R7.2.1", "R7.9", "RN1.4")]
    public async Task A_deputy_acts_within_the_dates_and_not_after()
    {
        await AppointAsync(Staff.Custodian, Post.SectionHead, Staff.Drafting, until: office.Today.AddDays(1));
        var first = await office.WaitingAtAsync(Stage.SectionReview);
        var second = await office.WaitingAtAsync(Stage.SectionReview);

        Assert.Equal(302, (await office.DecideAsync(first, Staff.Custodian, "section-review")).Status);
        Assert.True(office.Opinions(first).Single(o => o.Step == 2).AsDeputy);
        Assert.Contains("代", (await office.As(Staff.Drafter).GetAsync($"/cases/{first}")).Read, StringComparison.Ordinal);
        office.Clock.PassTo(office.Today.AddDays(2));
        office.EverybodyLeaves();

        Assert.Contains((await office.DecideAsync(second, Staff.Custodian, "section-review")).Status, new[] { 404, 409 });
        Assert.Equal(Stage.SectionReview, office.Case(second).Stage);
    }

    [Fact(DisplayName = "岗位空缺的，案件页写明空缺和由谁补上")]
    [Requirement("R7.9", "R3.1")]
    public async Task A_vacancy_is_named_on_the_page()
    {
        var id = await office.OpenCaseAsync(Staff.Stranger);
        await EndAsync(Staff.OtherHead, Post.SectionHead);
        Assert.Equal(302, (await office.ProposeAsync(id, Staff.Stranger, office.Proposal(id, people: [Staff.Stranger]))).Status);

        Assert.Contains("岗位空缺", (await office.As(Staff.Stranger).GetAsync($"/cases/{id}")).Read, StringComparison.Ordinal);
        await AppointAsync(Staff.OtherHead, Post.SectionHead, Staff.Other);
    }

    [Fact(DisplayName = "退回重新拟办为第二次，先前的意见全部可见；审核人的修改另存为意见，不改承办人原意见")]
    [Requirement("R7.7", "R7.8")]
    public async Task A_return_starts_a_second_revision_and_an_amendment_stands_beside()
    {
        var id = await office.WaitingAtAsync(Stage.OfficeReview);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review", Decision.Return, "知悉范围请再具体。")).Status);
        Assert.Equal((Stage.Draft, 2), (office.Case(id).Stage, office.Case(id).Revision));

        Assert.Equal(302, (await office.ProposeAsync(id)).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review", Decision.Amend, "五年即可。", office.Proposal(id, amount: "5"))).Status);

        var (page, opinions) = (await office.As(Staff.Drafter).GetAsync($"/cases/{id}"), office.Opinions(id));
        Assert.Contains("知悉范围请再具体。", page.Read, StringComparison.Ordinal);
        Assert.Contains("五年即可。", page.Read, StringComparison.Ordinal);
        Assert.Equal(Term.Years(10), opinions.Single(o => o is { Step: 1, Revision: 2 }).Proposal!.Term);
        Assert.Equal(Term.Years(5), opinions.Single(o => o is { Step: 2, Revision: 2 }).Proposal!.Term);
        Assert.Equal(Term.Years(5), office.Case(id).Current!.Term);
        Assert.Equal([1, 1, 1, 2, 2], opinions.Select(o => o.Revision));
    }

    [Fact(DisplayName = "审批之前承办人可撤回，并须说明草稿载体去向；审批之后不得撤回")]
    [Requirement("R7.7")]
    public async Task Withdrawal_only_before_approval_and_with_the_carriers()
    {
        var early = await office.WaitingAtAsync(Stage.Approval);
        var before = office.LastLine();
        office.Refused(await Withdraw(early, null), "MZ.7.WITHDRAW", before);
        Assert.Equal(302, (await Withdraw(early, "已交机要室")).Status);
        Assert.Equal(Stage.Withdrawn, office.Case(early).Stage);

        var late = await office.WaitingAtAsync(Stage.LedgerEntry);
        before = office.LastLine();
        office.Refused(await Withdraw(late, "已交机要室"), "MZ.7.WITHDRAW", before);

        Task<Answer> Withdraw(int id, string? carriers) => office.As(Staff.Drafter).PostAsync($"/cases/{id}/withdraw", ("reason", "不再印发"), ("carriers", carriers ?? ""), ("version", $"{office.Version(id)}"));
    }

    [Fact(DisplayName = "纸质签批补记：日期不得早于审核、不得晚于今日；期限自纸上日期起算，注明补记人")]
    [Requirement("R6.6.1", "R7.4.1")]
    public async Task An_approval_on_paper_counts_from_the_papers_date()
    {
        var id = await office.WaitingAtAsync(Stage.Approval);
        var reviewed = office.Today;
        office.Clock.PassTo(reviewed.AddDays(3));
        office.EverybodyLeaves();
        foreach (var day in new[] { reviewed.AddDays(-1), office.Today.AddDays(1) })
        {
            var before = office.LastLine();
            office.Refused(await Record(day), "MZ.7.DATE", before);
        }

        Assert.Equal(302, (await Record(reviewed.AddDays(1))).Status);
        Assert.Equal(302, (await office.EnterAsync(id)).Status);

        var entry = office.Read(s => s.EntriesForTheClock().Single(e => e.CaseId == id));
        Assert.Equal(reviewed.AddDays(1), entry.ClassifiedOn);
        Assert.Equal(office.Id(Staff.Leader), entry.ClassifierId);
        Assert.Contains("关宁 补记", (await office.As(Staff.Drafter).GetAsync($"/cases/{id}")).Read, StringComparison.Ordinal);

        Task<Answer> Record(DateOnly day) => office.As(Staff.SecondClerk).PostAsync(
            $"/cases/{id}/paper-approval", ("approver", $"{office.Id(Staff.Leader)}"), ("approvedOn", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("paperOpinion", "同意"), ("version", $"{office.Version(id)}"));
    }

    [Fact(DisplayName = "超过本系统上限的绝密事项，走完五步、记入台账，题名不存")]
    [Requirement("R5.1", "R7.5.1")]
    public async Task A_title_above_the_ceiling_is_not_stored()
    {
        const string Title = "特殊人员评定烈士材料之题名";
        var (id, entry) = await office.RegisteredAsync(c => office.Proposal(c, title: Title, row: "CL-5.1.2", group: "SC-4-02", amount: null));

        Assert.Null(office.Case(id).Title);
        Assert.Equal("绝密★30年", office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry).Mark));
        foreach (var page in new[] { $"/cases/{id}", $"/ledger/{entry}", "/ledger", "/cases?view=all" })
        {
            Assert.DoesNotContain(Title, (await office.As(Staff.Leader).GetAsync(page)).Read, StringComparison.Ordinal);
        }
    }

    [Fact(DisplayName = "来文已定密的，照录来文密级和期限，不另选")]
    [Requirement("R4.3", "R8.3.2")]
    public async Task Received_items_keep_what_the_source_says()
    {
        var (_, entry) = await office.RegisteredAsync(c =>
        [
            ("title", "转来机密文件"), ("determination", nameof(Determination.StateSecret)), ("group", "SC-4-10"), ("level", "机密"), ("sourceTerm", "8个月"), ("originator", "省民政厅"), ("sourceNumber", "民密〔2026〕3号"), ("issuedOn", "2026-02-01"),
            ("scope", $"p:{office.Id(Staff.Drafter)}"), ("version", $"{office.Version(c)}"),
        ]);

        var written = office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry));
        Assert.Equal((Level.Secret, Term.Months(8)), (written.Level, written.Term));
    }

    [Fact(DisplayName = "上级有特殊规定的，凭登记的规定可超过上限")]
    [Requirement("R6.3.1")]
    public async Task A_superior_rule_overrides_the_cap()
    {
        Assert.Equal(302, (await office.As(Staff.SecrecyOfficer).PostAsync("/terms/rules", ("matter", "CL-5.3.4"), ("issuer", "民政部"), ("documentNumber", "民发〔2025〕8号"), ("validFrom", "2025-06-01"), ("form", "Duration"), ("amount", "15"), ("unit", "Year"))).Status);
        var rule = office.Read(s => s.SuperiorRules.Single().Id);

        var (_, entry) = await office.RegisteredAsync(c => [.. office.Proposal(c, row: "CL-5.3.4", group: "SC-4-07").Where(f => f.Name is not ("origin" or "amount")), ("origin", nameof(TermOrigin.SuperiorRule)), ("superiorRule", $"{rule}")]);

        Assert.Equal("秘密★15年", office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry).Mark));
    }

    [Fact(DisplayName = "换稿之后，提交的须是换上的那一份；字节不同的不予标注")]
    [Requirement("R7.1.1", "R8.1.1")]
    public async Task Only_the_bytes_of_the_draft_presented_last_are_marked()
    {
        var (old, revised) = (Papers.Official, File.ReadAllBytes(Path.Combine(Papers.Root, "gongwen", "mrered__out~2.docx")));
        var id = await office.OpenCaseAsync(old);
        Assert.Equal(302, (await office.As(Staff.Drafter).PostFileAsync($"/cases/{id}/file", revised, ("version", $"{office.Version(id)}"))).Status);
        Assert.Equal(302, (await office.ProposeAsync(id)).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Leader, "approval")).Status);
        Assert.Equal(302, (await office.EnterAsync(id)).Status);

        var before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", old), "MZ.7.1.FILE", before);
    }

    private Task AppointAsync(string who, Post post, string? unit, DateOnly? until = null) => office.DoAsync(async scope =>
        await AppointToPost.HandleAsync(await Office.DeskAsync(scope, Staff.SecurityAdministrator), new(office.Id(who), post, unit is null ? null : office.Unit(unit), office.Today, until, until is not null, "局任〔2026〕2号")));

    private Task EndAsync(string who, Post post) => office.DoAsync(async scope =>
    {
        var person = office.Id(who);
        var held = await scope.GetRequiredService<Store>().Appointments.Where(a => a.PersonId == person && a.Post == post).Select(a => a.Id).SingleAsync();
        await EndAppointment.HandleAsync(await Office.DeskAsync(scope, Staff.SecurityAdministrator), held, office.Today.AddDays(-1));
    });
}

public sealed class FiveStepsOnSqlite(SqliteOffice office) : FiveStepsTests(office), IClassFixture<SqliteOffice>;

public sealed class FiveStepsOnPostgres(PostgresOffice office) : FiveStepsTests(office), IClassFixture<PostgresOffice>;
