using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>What waits for a person is what the person may do.</summary>
public abstract class WaitingTests(Office office)
{
    [Fact(DisplayName = "办过一步的人，后面各步不列入其待办，件数也不计")]
    [Requirement("R7.6")]
    public async Task Nobody_is_shown_a_step_that_would_be_refused()
    {
        await office.AppointAsync(Staff.OtherHead, Post.OfficeSecretary, null);
        await office.AppointAsync(Staff.OtherHead, Post.DeputyDirectorInCharge, Staff.Other);
        var (reviewed, proposed) = (await ReviewedAsync(), await ProposedAsync());

        var page = await office.As(Staff.OtherHead).GetAsync("/cases");

        Assert.DoesNotContain($"href=\"/cases/{reviewed}\"", page.Body, StringComparison.Ordinal);
        Assert.Contains($"href=\"/cases/{proposed}\"", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"/cases/{reviewed}\"", (await office.As(Staff.OtherHead).GetAsync("/")).Body, StringComparison.Ordinal);
        Assert.Contains($"href=\"/cases/{reviewed}\"", (await office.As(Staff.Secretary).GetAsync("/cases")).Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "补记签批的人不列入登记待办")]
    [Requirement("R7.6", "R7.5.1")]
    public async Task Whoever_recorded_the_paper_is_not_asked_to_enter()
    {
        var id = await office.WaitingAtAsync(Stage.Approval);
        Assert.Equal(302, (await office.RecordAsync(id, Staff.SecondClerk, Staff.Leader, office.Today)).Status);

        Assert.DoesNotContain($"href=\"/cases/{id}\"", (await office.As(Staff.SecondClerk).GetAsync("/cases")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"/cases/{id}/ledger-entry\"", (await office.As(Staff.SecondClerk).GetAsync($"/cases/{id}")).Body, StringComparison.Ordinal);
        Assert.Contains($"href=\"/cases/{id}\"", (await office.As(Staff.Clerk).GetAsync("/cases")).Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "领导小组须就现在所依的事项发表意见；改依另一项的，重新列入其待办")]
    [Requirement("R5.4")]
    public async Task The_group_is_asked_again_when_the_rows_change()
    {
        (string, string)[] Other(int id, string row) => [.. office.Proposal(id, row: row, group: "SC-4-05"), ("justification", "市级处理意见，没有对应事项")];
        var id = await office.OpenCaseAsync();
        Assert.Equal(302, (await office.ProposeAsync(id, proposal: Other(id, "CL-5.3.7"))).Status);
        Assert.Contains($"/cases/{id}\"", (await office.As(Staff.OfficeHead).GetAsync("/")).Body, StringComparison.Ordinal);
        Assert.Equal(302, (await office.As(Staff.OfficeHead).PostAsync($"/cases/{id}/group-opinion", ("agrees", "true"), ("groupOpinion", "同意按秘密。"), ("version", $"{office.Version(id)}"))).Status);
        Assert.DoesNotContain($"/cases/{id}\"", (await office.As(Staff.OfficeHead).GetAsync("/")).Body, StringComparison.Ordinal);

        var amended = await office.DecideAsync(id, Staff.Head, "section-review", Decision.Amend, "应为机密。", [.. Other(id, "CL-5.2.3").Where(f => f.Item1 != "version")]);

        Assert.True(amended.Status == 302, Cases.Told(amended));
        Assert.Contains($"/cases/{id}\"", (await office.As(Staff.OfficeHead).GetAsync("/")).Body, StringComparison.Ordinal);
    }

    private async Task<int> ProposedAsync()
    {
        var id = await office.OpenCaseAsync(Staff.Stranger);
        Assert.Equal(302, (await office.ProposeAsync(id, Staff.Stranger, office.Proposal(id, people: [Staff.Stranger, Staff.OtherHead]))).Status);
        return id;
    }

    private async Task<int> ReviewedAsync()
    {
        var id = await ProposedAsync();
        Assert.Equal(302, (await office.DecideAsync(id, Staff.OtherHead, "section-review")).Status);
        return id;
    }
}

public sealed class WaitingOnSqlite(SqliteOffice office) : WaitingTests(office), IClassFixture<SqliteOffice>;

public sealed class WaitingOnPostgres(PostgresOffice office) : WaitingTests(office), IClassFixture<PostgresOffice>;

/// <summary>The switch for small units: allowed, and its use is reported.</summary>
public abstract class SmallUnitTests(Office office)
{
    [Fact(DisplayName = "小单位开关打开时，负责人拟稿后第二步列入其待办；一人办两步的，写入审计台账和办理经过")]
    [Requirement("R7.6")]
    public async Task Two_steps_by_one_person_are_reported()
    {
        var id = await office.OpenCaseAsync(Staff.Head);
        Assert.Equal(302, (await office.ProposeAsync(id, Staff.Head, office.Proposal(id, people: [Staff.Head, Staff.Clerk]))).Status);
        Assert.Contains($"href=\"/cases/{id}\"", (await office.As(Staff.Head).GetAsync("/cases")).Body, StringComparison.Ordinal);

        Assert.Equal(302, (await office.DecideAsync(id, Staff.Head, "section-review")).Status);

        Assert.Contains("SYS.SOD", office.LastSaid((int)Act.ReviewAsSectionHead), StringComparison.Ordinal);
        Assert.Contains("一人办理两步", (await office.As(Staff.Secretary).GetAsync($"/cases/{id}")).Read, StringComparison.Ordinal);
        Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review")).Status);
        Assert.DoesNotContain("SYS.SOD", office.LastSaid((int)Act.ReviewAsOfficeSecretary), StringComparison.Ordinal);
    }
}

public sealed class SmallSqliteOffice : Office
{
    public SmallSqliteOffice()
        : base(DatabaseKind.Sqlite) => Edition = Pack with { Procedure = Pack.Procedure with { AllowSamePersonSteps = true } };
}

public sealed class SmallPostgresOffice : Office
{
    public SmallPostgresOffice()
        : base(DatabaseKind.Postgres) => Edition = Pack with { Procedure = Pack.Procedure with { AllowSamePersonSteps = true } };
}

public sealed class SmallUnitOnSqlite(SmallSqliteOffice office) : SmallUnitTests(office), IClassFixture<SmallSqliteOffice>;

public sealed class SmallUnitOnPostgres(SmallPostgresOffice office) : SmallUnitTests(office), IClassFixture<SmallPostgresOffice>;
