using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Jobs;

/// <summary>One database, two servers, one night.</summary>
public abstract class LeaseTests(InterruptedOffice office)
{
    [Fact(DisplayName = "两台服务器同时过夜，届满的每一件只记一次自行解密")]
    [Requirement("R6.6.2")]
    public async Task Two_runners_at_once_record_each_item_once()
    {
        await using var second = (await office.HostAsync()).App;
        for (var round = 0; round < 4; round++)
        {
            var due = await DueAsync(12);

            var turns = await Task.WhenAll(new[] { office.Services, second.Services, office.Services }.Select(s => Task.Run(() => Midnight(s).RunAsync(default))));

            Assert.Contains(turns, t => t is not null);
            // A runner that loses the lease on the way tells nothing of what it has recorded: the ledger does.
            Assert.Equal(0, turns.Sum(t => t?.Failed ?? 0));
            office.RecordedOnce(due);
        }

        office.Verify();
    }

    [Fact(DisplayName = "过夜中途租约到期，另一台服务器接着记完，先前的一台不再重记")]
    [Requirement("R6.6.2")]
    public async Task A_runner_whose_lease_ran_out_records_nothing_twice()
    {
        await using var second = (await office.HostAsync()).App;
        var due = await DueAsync(12);
        Turn? other = null;
        // The second batch has been read and is about to be written when the process stands still for longer than its lease.
        office.Between.Before(2, async () =>
        {
            office.Clock.Pass(TimeSpan.FromMinutes(11));
            other = await Midnight(second.Services).RunAsync(default);
        });

        var turn = await Midnight(office.Services).RunAsync(default);

        Assert.Equal((4, 0, 8, 0), (turn!.Recorded, turn.Failed, other!.Recorded, other.Failed));
        office.RecordedOnce(due);
        office.Verify();
    }

    [Fact(DisplayName = "服务器在过夜中途断电，租约未到期的不抢，到期后由另一台记完")]
    [Requirement("R6.6.2")]
    public async Task A_runner_that_died_is_followed_when_its_lease_has_run_out()
    {
        await using var second = (await office.HostAsync()).App;
        var due = await DueAsync(12);
        office.Between.Before(2, () => throw new OperationCanceledException("The power is gone"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Midnight(office.Services).RunAsync(default));

        Assert.Null(await Midnight(second.Services).RunAsync(default));
        Assert.Equal(4, office.Entered(due).Count(e => e.DeclassificationRecordedOn is not null));
        office.Clock.Pass(TimeSpan.FromMinutes(11));
        var turn = await Midnight(second.Services).RunAsync(default);

        Assert.Equal((8, 0), (turn!.Recorded, turn.Failed));
        office.RecordedOnce(due);
        office.Verify();
    }

    [Fact(DisplayName = "一件记不成的，报告出来，其余照记；修复后补记")]
    [Requirement("R6.6.2")]
    public async Task A_failing_item_is_reported_and_does_not_stop_the_rest()
    {
        var due = await DueAsync(6);
        var sick = due[2];
        await ExecuteAsync(Sick(sick));
        var before = office.LastLine();

        var turn = await Midnight(office.Services).RunAsync(default);

        Assert.Equal((5, 1), (turn!.Recorded, turn.Failed));
        Assert.Equal(before + 5, office.LastLine());
        Assert.Null(office.Entered([sick]).Single().DeclassificationRecordedOn);
        Assert.Contains($"Ledger entry {sick} could not be recorded", office.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(office.Entered([sick]).Single().Title!, office.Log.Text, StringComparison.Ordinal);
        office.RecordedOnce([.. due.Where(id => id != sick)]);
        await ExecuteAsync(Well);
        Assert.Equal(1, (await Midnight(office.Services).RunAsync(default))!.Recorded);
        office.RecordedOnce(due);
        office.Verify();
    }

    /// <summary>Makes that entry impossible to change.</summary>
    protected abstract string Sick(int id);

    protected abstract string Well { get; }

    // In batches of four, so that something can happen between two of them.
    private static Midnight Midnight(IServiceProvider services) => ActivatorUtilities.CreateInstance<Midnight>(services, 4);

    // Cleared of whatever an earlier test left to be recorded.
    private async Task<int[]> DueAsync(int count)
    {
        office.Clock.Pass(TimeSpan.FromMinutes(11));
        Assert.NotNull(await Midnight(office.Services).RunAsync(default));
        return await office.RunningOutAsync([.. Enumerable.Range(0, count).Select(i => office.Today.AddDays(-i))]);
    }

    private Task ExecuteAsync(string statement) => office.DoAsync(async scope => await scope.GetRequiredService<Store>().Database.ExecuteSqlRawAsync(statement));
}

public sealed class LeasesOnSqlite(InterruptedSqliteOffice office) : LeaseTests(office), IClassFixture<InterruptedSqliteOffice>
{
    protected override string Well => "drop trigger sick";

    protected override string Sick(int id) => $"create trigger sick before update on ledger_entry when old.id = {id} begin select raise(abort, 'sick'); end";
}

public sealed class LeasesOnPostgres(InterruptedPostgresOffice office) : LeaseTests(office), IClassFixture<InterruptedPostgresOffice>
{
    protected override string Well => "drop function sick() cascade";

    protected override string Sick(int id) => $"""
        create function sick() returns trigger language plpgsql as $$ begin raise exception 'sick'; end $$;
        create trigger sick before update on ledger_entry for each row when (old.id = {id}) execute function sick()
        """;
}
