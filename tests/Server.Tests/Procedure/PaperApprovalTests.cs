using System.Globalization;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>Approvals signed on paper: recorded by another person than the signer, and judged on the day of the signature.</summary>
public abstract class PaperApprovalTests(Office office)
{
    [Fact(DisplayName = "签发人不得自己补记自己的纸质签批")]
    [Requirement("R7.6", "R7.4.1")]
    public async Task Nobody_records_their_own_signature()
    {
        await office.AppointAsync(Staff.Leader, Post.RegistryClerk, null, until: office.Today);
        var id = await office.WaitingAtAsync(Stage.Approval);
        office.EverybodyLeaves();
        var before = office.LastLine();

        office.Refused(await office.RecordAsync(id, Staff.Leader, Staff.Leader, office.Today), "SYS.SOD", before);

        Assert.DoesNotContain($"<option value=\"{office.Id(Staff.Leader)}\"", (await office.As(Staff.Leader).GetAsync($"/cases/{id}")).Body, StringComparison.Ordinal);
        Assert.Contains($"<option value=\"{office.Id(Staff.Leader)}\"", (await office.As(Staff.SecondClerk).GetAsync($"/cases/{id}")).Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "签字当天在任的领导，事后卸任、离职仍可补记；离职之后的日期不予补记")]
    [Requirement("R7.4.1")]
    public async Task Whoever_held_the_post_on_that_day_may_have_signed()
    {
        string[] knowing = [Staff.Stranger, Staff.OtherHead, Staff.Secretary];
        var (replaced, left) = (await UpToApprovalAsync(), await UpToApprovalAsync());
        var reviewed = office.Today;
        await office.EndPostAsync(Staff.OtherLeader, Post.DeputyDirectorInCharge, Staff.Other, reviewed.AddDays(1));
        await office.AppointAsync(Staff.SecrecyOfficer, Post.DeputyDirectorInCharge, Staff.Other, from: reviewed.AddDays(2));
        office.DaysLater(4);

        Assert.Contains($"<option value=\"{office.Id(Staff.OtherLeader)}\"", (await office.As(Staff.SecondClerk).GetAsync($"/cases/{replaced}")).Body, StringComparison.Ordinal);
        var recorded = await office.RecordAsync(replaced, Staff.SecondClerk, Staff.OtherLeader, reviewed.AddDays(1));
        Assert.True(recorded.Status == 302, Cases.Told(recorded));

        await office.LeaveAsync(Staff.SecrecyOfficer, reviewed.AddDays(2));
        office.EverybodyLeaves();
        var before = office.LastLine();
        office.Refused(await office.RecordAsync(left, Staff.SecondClerk, Staff.SecrecyOfficer, reviewed.AddDays(3)), "MZ.7.4", before);
        Assert.Equal(302, (await office.RecordAsync(left, Staff.SecondClerk, Staff.SecrecyOfficer, reviewed.AddDays(2))).Status);

        async Task<int> UpToApprovalAsync()
        {
            var id = await office.OpenCaseAsync(Staff.Stranger);
            Assert.Equal(302, (await office.ProposeAsync(id, Staff.Stranger, office.Proposal(id, people: knowing))).Status);
            Assert.Equal(302, (await office.DecideAsync(id, Staff.OtherHead, "section-review")).Status);
            Assert.Equal(302, (await office.DecideAsync(id, Staff.Secretary, "office-review")).Status);
            return id;
        }
    }
}

/// <summary>Recording a paper, as the form does.</summary>
public static class Papered
{
    public static Task<Answer> RecordAsync(this Office office, int id, string recorder, string signer, DateOnly day) => office.As(recorder).PostAsync(
        $"/cases/{id}/paper-approval", ("approver", $"{office.Id(signer)}"), ("approvedOn", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("paperOpinion", "同意"), ("version", $"{office.Version(id)}"));
}

public sealed class PaperApprovalOnSqlite(SqliteOffice office) : PaperApprovalTests(office), IClassFixture<SqliteOffice>;

public sealed class PaperApprovalOnPostgres(PostgresOffice office) : PaperApprovalTests(office), IClassFixture<PostgresOffice>;
