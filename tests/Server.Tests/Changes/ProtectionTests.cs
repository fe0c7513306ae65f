using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Rest;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>Who may know of a change, and of those before it: nobody before the approval who did not know the matter, nobody below the level it has.</summary>
public abstract class ProtectionTests(Office office)
{
    private static readonly string[] Handlers = [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk];

    private (string, string) Section => ("scope", $"u:{office.Unit(Staff.Drafting)}");

    [Fact(DisplayName = "变更案只从变更的门记入台账，定密案只从定密的门：走错门的，页面和程序都说没有这一案，什么也不写")]
    [Requirement("R7.4.1", "R6.6.2", "R7.5.1")]
    public async Task A_change_is_entered_by_its_own_door()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, amount: "5"));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, amount: "8", more: ("changeReason", "任务延续")));
        var determination = await office.WaitingAtAsync(Stage.LedgerEntry);
        var before = office.LastLine();

        Assert.Equal(404, (await office.EnterAsync(change)).Status);
        Assert.Equal(404, (await office.EnterChangeAsync(determination)).Status);
        Assert.Equal(before, office.LastLine());
        using var clerk = await office.CallerAsync(Staff.Clerk);
        before = office.LastLine();
        Assert.Equal(404, (await clerk.PostAsync($"/cases/{change}/ledger-entry", new { decision = "Agree", carrierForm = "纸质", copies = 6, version = office.Version(change) })).Status);
        Assert.Equal((before, Stage.LedgerEntry, Stage.LedgerEntry), (office.LastLine(), office.Case(change).Stage, office.Case(determination).Stage));
        Assert.Null(office.Entry(entry).ReplacedById);
    }

    [Fact(DisplayName = "拟降低密级的，记入台账之前变更案仍按原密级保护，题名、草稿都不存；退回、撤回之后也一样")]
    [Requirement("R7.4.1", "R2.1", "R7.1.6")]
    public async Task Until_it_is_entered_the_higher_level_holds()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, title: "绝密甲", row: "CL-5.1.2", group: "SC-4-02", amount: "30", more: Section));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.As(Staff.Drafter).PostAsync($"/cases/{change}/draft", Lowered(change));
        Assert.DoesNotContain("绝密甲", office.Read(s => s.Set<DraftInput>().AsNoTracking().SingleOrDefault(d => d.CaseId == change)?.Form ?? ""), StringComparison.Ordinal);

        await DoneAsync(office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", Lowered(change)));
        await IsProtectedAsync(change);
        Assert.Contains("机密★20年", (await office.As(Staff.Head).GetAsync($"/cases/{change}")).Read, StringComparison.Ordinal);
        await DoneAsync(office.DecideAsync(change, Staff.Head, "section-review", Decision.Return, "请补充"));
        await IsProtectedAsync(change);
        await DoneAsync(WithdrawAsync(change));
        await IsProtectedAsync(change);

        var again = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(again, Lowered(again));
        await IsProtectedAsync(again);
        await DoneAsync(office.EnterChangeAsync(again));
        Assert.Equal((Level.Secret, "机密★20年"), (office.Case(again).Level, office.After(entry).Mark));
        Assert.Equal(200, (await office.As(Staff.Colleague).GetAsync($"/cases/{again}")).Status);
    }

    [Fact(DisplayName = "拟扩大知悉范围的，批准之前新增的人不知道；退回即收回，撤回之后范围内的人也不再知道")]
    [Requirement("R7.4.1", "R7.1.6", "R7.7")]
    public async Task Nobody_is_let_in_before_the_approval()
    {
        string[] known = [.. Handlers, Staff.SecondClerk];
        var (matter, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: known));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await DoneAsync(office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", Wider(change, known)));
        Assert.Equal((404, 200), (await SeesAsync(Staff.Stranger, change), await SeesAsync(Staff.SecondClerk, change)));
        await DoneAsync(office.DecideAsync(change, Staff.Head, "section-review"));
        await DoneAsync(office.DecideAsync(change, Staff.Secretary, "office-review", Decision.Amend, "照改", [.. Wider(change, known).Where(f => f.Item1 != "version")]));
        Assert.Equal(404, await SeesAsync(Staff.Stranger, change));
        await DoneAsync(office.DecideAsync(change, Staff.Leader, "approval"));
        Assert.Equal((200, 404), (await SeesAsync(Staff.Stranger, change), await SeesAsync(Staff.Stranger, matter)));

        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/cases/{change}/change-entry", ("decision", "Return"), ("remark", "请补充"), ("version", $"{office.Version(change)}")));
        Assert.Equal((404, 200), (await SeesAsync(Staff.Stranger, change), await SeesAsync(Staff.SecondClerk, change)));
        await DoneAsync(WithdrawAsync(change));
        Assert.Equal((404, 200), (await SeesAsync(Staff.SecondClerk, change), await SeesAsync(Staff.Head, change)));
        Assert.Equal(200, await SeesAsync(Staff.SecondClerk, matter));
    }

    [Fact(DisplayName = "拟把范围从全局缩到一个处室：在办期间只有两个范围都包含的人知道")]
    [Requirement("R7.4.1", "R7.1.6")]
    public async Task A_unit_within_the_bureau_knew_before()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: [], more: ("scope", $"u:{Bureau()}")));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await DoneAsync(office.As(Staff.Drafter).PostAsync($"/cases/{change}/propose", office.Proposal(change, people: [Staff.OtherHead], more: [Section, ("changeReason", "收窄")])));

        Assert.Equal((200, 200, 404), (await SeesAsync(Staff.Colleague, change), await SeesAsync(Staff.OtherHead, change), await SeesAsync(Staff.Stranger, change)));
    }

    [Fact(DisplayName = "定密案撤回之后，拟列入知悉范围的人不再知道它，办过的人仍知道")]
    [Requirement("R7.7", "R7.1.6", "R2.1")]
    public async Task What_is_withdrawn_has_no_scope()
    {
        var id = await office.WaitingAtAsync(Stage.OfficeReview, c => office.Proposal(c, people: [.. Handlers, Staff.Stranger]));
        Assert.Equal(200, await SeesAsync(Staff.Stranger, id));
        await DoneAsync(WithdrawAsync(id));
        Assert.Equal((404, 200, 200), (await SeesAsync(Staff.Stranger, id), await SeesAsync(Staff.Drafter, id), await SeesAsync(Staff.Head, id)));
    }

    [Fact(DisplayName = "再次变更后，以前的变更案也按新密级保护，离开范围的人不再知道")]
    [Requirement("R7.4.1", "R2.1", "R7.1.6")]
    public async Task Earlier_changes_follow_the_matter()
    {
        string[] known = [.. Handlers, Staff.Stranger];
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: known));
        var first = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(first, office.Proposal(first, amount: "5", people: known, more: ("changeReason", "缩短")));
        await DoneAsync(office.EnterChangeAsync(first));
        Assert.Equal(200, await SeesAsync(Staff.Stranger, first));
        var second = await office.ChangeAsync(office.After(entry).Id, CasePurpose.Change);
        await office.ApprovedAsync(second, office.Proposal(second, row: "CL-5.2.1", group: "SC-4-04", amount: "5", people: Handlers, more: ("changeReason", "事项性质变化")));
        await DoneAsync(office.EnterChangeAsync(second));

        Assert.Equal(Level.Secret, office.Case(first).Level);
        Assert.Equal((404, 200), (await SeesAsync(Staff.Stranger, first), await SeesAsync(Staff.Drafter, first)));
    }

    [Fact(DisplayName = "从全局缩小范围：最后一份改标回执之后，变更案也只有留下的人知道")]
    [Requirement("R7.4.1", "R7.1.6", "R8.6")]
    public async Task Narrowing_from_the_bureau_closes_with_the_last_receipt()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: [], more: ("scope", $"u:{Bureau()}")));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, people: Handlers, more: ("changeReason", "收窄")));
        await DoneAsync(office.EnterChangeAsync(change));
        foreach (var notice in office.Notices(change))
        {
            Assert.Equal(200, await SeesAsync(Staff.Stranger, change));
            await DoneAsync(office.ReceiveAsync(notice.Id));
            await DoneAsync(office.RemarkedAsync(notice.Id));
        }

        Assert.Equal((404, 200), (await SeesAsync(Staff.Stranger, change), await SeesAsync(Staff.Drafter, change)));
    }

    private int Bureau() => office.Read(s => s.Units.Single(u => u.Kind == UnitKind.Bureau).Id);

    private (string, string)[] Lowered(int change) => office.Proposal(change, title: "绝密甲", row: "CL-5.2.1", group: "SC-4-04", amount: "20", more: [Section, ("changeReason", "事项性质变化")]);

    private (string, string)[] Wider(int change, string[] known) => office.Proposal(change, people: [.. known, Staff.Stranger], more: ("changeReason", "工作需要"));

    private Task<Answer> WithdrawAsync(int id) => office.As(Staff.Drafter).PostAsync($"/cases/{id}/withdraw", ("carriers", "仅有电子稿，已清除"), ("reason", "不办了"), ("version", $"{office.Version(id)}"));

    private async Task<int> SeesAsync(string who, int id) => (await office.As(who).GetAsync($"/cases/{id}")).Status;

    /// <summary>As the matter is: top secret, without a title, unknown to whoever is cleared for less.</summary>
    private async Task IsProtectedAsync(int change)
    {
        Assert.Equal((Level.TopSecret, null), (office.Case(change).Level, office.Case(change).Title));
        Assert.Equal(404, await SeesAsync(Staff.Colleague, change));
        foreach (var path in new[] { "/changes", "/cases?view=all", "/" })
        {
            Assert.DoesNotContain(office.Case(change).Reference, (await office.As(Staff.Colleague).GetAsync(path)).Read, StringComparison.Ordinal);
        }
    }
}

public sealed class ProtectionOnSqlite(SqliteOffice office) : ProtectionTests(office), IClassFixture<SqliteOffice>;

public sealed class ProtectionOnPostgres(PostgresOffice office) : ProtectionTests(office), IClassFixture<PostgresOffice>;
