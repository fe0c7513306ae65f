using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>A drafter leaves or loses the clearance: the case goes on, is taken over or withdrawn by the unit.</summary>
public abstract class DrafterAwayTests(Office office)
{
    private const int TakeOver = 714;

    [Fact(DisplayName = "承办人提交后离岗的，后面各步照办")]
    [Requirement("R7.9", "R7.1.6")]
    public async Task The_later_steps_go_on_without_the_drafter()
    {
        var id = await office.OpenCaseAsync(Staff.Stranger);
        Assert.Equal(302, (await office.ProposeAsync(id, Staff.Stranger, office.Proposal(id, people: [Staff.Stranger, Staff.OtherHead, Staff.Clerk]))).Status);
        await office.LeaveAsync(Staff.Stranger, office.Today);
        office.DaysLater(1);

        var agreed = await office.DecideAsync(id, Staff.OtherHead, "section-review");
        Assert.True(agreed.Status == 302, Cases.Told(agreed));
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review", Decision.Amend, "五年。", [.. office.Proposal(id, amount: "5", people: [Staff.OtherHead, Staff.Clerk]).Where(f => f.Name != "version")])).Status);
        Assert.Equal(302, (await office.RecordAsync(id, Staff.SecondClerk, Staff.OtherLeader, office.Today)).Status);
        Assert.Equal(302, (await office.EnterAsync(id)).Status);
    }

    [Fact(DisplayName = "退回后承办人已不能接触的，由处室负责人撤回，或由没有审核过的负责人、代理人接办；接办的人即为承办人")]
    [Requirement("R7.6", "R7.7", "R7.9")]
    public async Task The_head_or_deputy_takes_over_or_withdraws()
    {
        int[] cases = [await ReturnedAsync(), await ReturnedAsync()];
        var before = office.LastLine();
        office.Refused(await TakeOverAsync(cases[0], Staff.Head), "SYS.POST", before);
        before = office.LastLine();
        office.Refused(await WithdrawAsync(cases[0], Staff.Head), "MZ.7.1.DRAFTER", before);
        await office.ClearAsync(Staff.Colleague, null);
        await office.AppointAsync(Staff.Drafter, Post.SectionHead, Staff.Drafting, until: office.Today.AddDays(20));
        office.EverybodyLeaves();

        Assert.Contains(office.Case(cases[0]).Reference, (await office.As(Staff.Drafter).GetAsync("/cases")).Read, StringComparison.Ordinal);
        before = office.LastLine();
        office.Refused(await TakeOverAsync(cases[0], Staff.Head), "SYS.SOD", before);
        Assert.Equal(302, (await WithdrawAsync(cases[0], Staff.Head)).Status);
        Assert.Equal(Stage.Withdrawn, office.Case(cases[0]).Stage);

        var taken = await TakeOverAsync(cases[1], Staff.Drafter);
        Assert.True(taken.Status == 302, Cases.Told(taken));
        Assert.Equal(office.Id(Staff.Drafter), office.Case(cases[1]).DrafterId);
        Assert.Contains("\"deputy\":true", office.LastLineOf(TakeOver), StringComparison.Ordinal);
        Assert.Contains("接办", (await office.As(Staff.Drafter).GetAsync($"/cases/{cases[1]}")).Read, StringComparison.Ordinal);
        Assert.Equal(302, (await office.ProposeAsync(cases[1])).Status);
        before = office.LastLine();
        office.Refused(await office.DecideAsync(cases[1], Staff.Drafter, "section-review"), "SYS.SOD", before);
        Assert.Equal(302, (await office.DecideAsync(cases[1], Staff.Head, "section-review")).Status);
    }

    [Fact(DisplayName = "拟办之前承办人就离岗的，处室负责人看得到此案，可以接办")]
    [Requirement("R7.1.1", "R7.9")]
    public async Task A_case_that_was_never_proposed_is_not_lost()
    {
        var id = await office.OpenCaseAsync(Staff.SecrecyOfficer);
        await office.LeaveAsync(Staff.SecrecyOfficer, office.Today);
        office.DaysLater(1);

        var taken = await TakeOverAsync(id, Staff.OfficeHead);
        Assert.True(taken.Status == 302, Cases.Told(taken));
        Assert.Equal(302, (await office.ProposeAsync(id, Staff.OfficeHead, office.Proposal(id, people: [Staff.OfficeHead, Staff.Clerk]))).Status);
    }

    private async Task<int> ReturnedAsync()
    {
        var id = await office.OpenCaseAsync(Staff.Colleague);
        Assert.Equal(302, (await office.ProposeAsync(id, Staff.Colleague, office.Proposal(id, people: [Staff.Colleague, Staff.Head]))).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review", Decision.Return, "请核期限。")).Status);
        return id;
    }

    private Task<Answer> TakeOverAsync(int id, string who) => office.As(who).PostAsync($"/cases/{id}/take-over", ("version", $"{office.Version(id)}"));

    private Task<Answer> WithdrawAsync(int id, string who) => office.As(who).PostAsync($"/cases/{id}/withdraw", ("reason", "承办人已离岗"), ("carriers", "已交机要室"), ("version", $"{office.Version(id)}"));
}

public sealed class DrafterAwayOnSqlite(SqliteOffice office) : DrafterAwayTests(office), IClassFixture<SqliteOffice>;

public sealed class DrafterAwayOnPostgres(PostgresOffice office) : DrafterAwayTests(office), IClassFixture<PostgresOffice>;
