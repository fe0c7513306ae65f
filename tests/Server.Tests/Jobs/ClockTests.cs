using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Jobs;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Jobs;

/// <summary>A clock that cannot be right, on the running server.</summary>
public abstract class ClockTests(Office office)
{
    [Theory(DisplayName = "运行中时间倒退或跳快一天以上，即停自行解密，日期和编号一概不定；校准并由安全保密管理员确认后恢复、补记，未到期的不解")]
    [Requirement("R6.6.4", "R6.6.2")]
    [InlineData(-120)]
    [InlineData(25 * 60)]
    public async Task A_jump_suspends_until_it_is_confirmed(int minutes)
    {
        var due = await RunningOutAsync(office.Today.AddDays(-1), office.Today.AddDays(1));
        var (approval, entry) = (await office.WaitingAtAsync(Stage.Approval), await office.WaitingAtAsync(Stage.LedgerEntry));
        office.Clock.Jump(TimeSpan.FromMinutes(minutes));

        await SuspendedAsync(approval, entry);

        // The turn that was due meanwhile, and the minute's watch again and again.
        await Guard.CheckAsync(default);
        await Guard.CheckAsync(default);
        Assert.Null(await Midnight.RunAsync(default));
        Assert.All(office.Entered(due), e => Assert.Null(e.DeclassificationRecordedOn));

        office.Clock.Jump(TimeSpan.FromMinutes(-minutes));
        await ConfirmedAsync();
        var turn = await Midnight.RunAsync(default);
        Assert.Equal((office.Today, 1), (turn!.Day, turn.Recorded));
        Assert.Equal([office.Today, null], office.Entered(due).Select(e => e.DeclassificationRecordedOn));
        Assert.Equal(302, (await office.DecideAsync(approval, Staff.Leader, "approval")).Status);
        Assert.Equal(302, (await office.EnterAsync(entry)).Status);
        Assert.Equal(office.Today, office.Case(approval).ClassifiedOn);
        office.Verify();
    }

    [Theory(DisplayName = "校时的微小调整和一天以内的快进不算，照常办理")]
    [Requirement("R6.6.4")]
    [InlineData(-30)]
    [InlineData(23 * 3600)]
    public async Task A_small_correction_suspends_nothing(int seconds)
    {
        var before = Suspensions();
        office.Clock.Jump(TimeSpan.FromSeconds(seconds));
        await Guard.CheckAsync(default);

        Assert.NotNull(await Midnight.RunAsync(default));
        await office.OpenCaseAsync();
        Assert.Equal(before, Suspensions());
        Assert.Contains("时钟正常", (await office.As(Staff.SecurityAdministrator).GetAsync("/clock")).Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "开机时间早于审计台账最后一条的，即停自行解密；再开机仍停，直至安全保密管理员确认")]
    [Requirement("R6.6.4")]
    public async Task Starting_before_the_last_line_suspends_also_over_the_next_start()
    {
        var due = await RunningOutAsync(office.Today.AddDays(-3));
        var (approval, entry) = (await office.WaitingAtAsync(Stage.Approval), await office.WaitingAtAsync(Stage.LedgerEntry));
        await office.CloseAsync();
        office.Clock.Jump(TimeSpan.FromDays(-2));
        await office.OpenAsync();

        await SuspendedAsync(approval, entry);
        await office.CloseAsync();
        office.Clock.Jump(TimeSpan.FromDays(2));
        await office.OpenAsync();
        Assert.Null(await Midnight.RunAsync(default));
        Assert.Null(office.Entered(due).Single().DeclassificationRecordedOn);

        await ConfirmedAsync();
        Assert.Equal(1, (await Midnight.RunAsync(default))!.Recorded);
        Assert.Equal(302, (await office.EnterAsync(entry)).Status);
        office.Verify();
    }

    [Fact(DisplayName = "停机一个月或三年再开机属正常，不停自行解密，当即补记")]
    [Requirement("R6.6.4", "R6.6.2")]
    public async Task However_long_it_was_off_it_is_not_suspended()
    {
        foreach (var days in new[] { 31, 1100 })
        {
            var due = await RunningOutAsync(office.Today.AddDays(20));
            var before = Suspensions();
            await office.CloseAsync();
            office.Clock.Jump(TimeSpan.FromDays(days));
            await office.OpenAsync();

            Assert.NotNull(await Midnight.RunAsync(default));
            office.RecordedOnce(due);
            Assert.Equal(before, Suspensions());
        }
    }

    private Midnight Midnight => office.Services.GetRequiredService<Midnight>();

    private ClockGuard Guard => office.Services.GetRequiredService<ClockGuard>();

    // Whatever an earlier test left running out is recorded first.
    private async Task<int[]> RunningOutAsync(params DateOnly[] free)
    {
        Assert.NotNull(await Midnight.RunAsync(default));
        return await office.RunningOutAsync(free);
    }

    private int Suspensions() => office.Read(s => s.AuditEntries.Count(e => e.Act == Act.SuspendByClock));

    /// <summary>Suspended at once, before any watch has come by: nothing declassified, nothing dated or numbered, what dates nothing goes on; said to the security administrator and recorded once.</summary>
    private async Task SuspendedAsync(int approval, int entry)
    {
        var suspensions = office.Services.GetRequiredService<Calendar>().Unrecorded is null ? Suspensions() - 1 : Suspensions();
        Assert.Null(await Midnight.RunAsync(default));
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Drafter).PostAsync("/cases", ("kind", nameof(DocumentKind.Written)), ("paper", "on")), "SYS.CLOCK", before);
        office.Refused(await office.DecideAsync(approval, Staff.Leader, "approval"), "SYS.CLOCK", before + 1);
        office.Refused(await office.EnterAsync(entry), "SYS.CLOCK", before + 2);
        Assert.Equal((Stage.Approval, Stage.LedgerEntry), (office.Case(approval).Stage, office.Case(entry).Stage));
        Assert.Equal(302, (await office.DecideAsync(approval, Staff.Leader, "approval", Decision.Return, "退回补正")).Status);
        Assert.Equal(302, (await office.ProposeAsync(approval)).Status);
        Assert.Equal(302, (await office.DecideAsync(approval, Staff.Head, "section-review")).Status);
        Assert.Equal(302, (await office.DecideAsync(approval, Staff.Secretary, "office-review")).Status);

        Assert.Contains("自行解密已暂停", (await office.As(Staff.SecurityAdministrator).GetAsync("/clock")).Read, StringComparison.Ordinal);
        Assert.Equal(suspensions + 1, Suspensions());
        var line = office.Read(s => s.AuditEntries.Where(e => e.Act == Act.SuspendByClock).OrderBy(e => e.Seq).Last());
        Assert.Equal((0, 3, "SYS.CLOCK"), (line.ActorId, line.Outcome, line.Codes));
    }

    /// <summary>By the security administrator alone, once.</summary>
    private async Task ConfirmedAsync()
    {
        var suspensions = Suspensions();
        foreach (var other in new[] { Staff.SystemAdministrator, Staff.Auditor, Staff.Leader })
        {
            Assert.Equal(409, (await office.As(other).PostAsync("/clock")).Status);
        }

        Assert.Null(await Midnight.RunAsync(default));
        Assert.Equal(302, (await office.As(Staff.SecurityAdministrator).PostAsync("/clock")).Status);
        var line = office.Line(office.LastLine());
        Assert.Equal((Act.ConfirmClock, office.Id(Staff.SecurityAdministrator), Post.SecurityAdministrator, 1), (line.Act, line.ActorId, line.Post, line.Outcome));
        Assert.Equal(400, (await office.As(Staff.SecurityAdministrator).PostAsync("/clock")).Status);
        Assert.Equal(suspensions, Suspensions());
    }
}

public sealed class ClockOnSqlite(SqliteOffice office) : ClockTests(office), IClassFixture<SqliteOffice>;

public sealed class ClockOnPostgres(PostgresOffice office) : ClockTests(office), IClassFixture<PostgresOffice>;
