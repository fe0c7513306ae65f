using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>A disk that is full in truth, as the database itself says it: whatever was acknowledged stands, whatever was not did not happen.</summary>
public abstract class FullDiskTests(Office office)
{
    private const string Typed = "满盘时填写的字句";

    [Fact(DisplayName = "磁盘写满时，此事即未办，页面给出故障号，已办的都在；腾出空间后照常办理，审计台账首尾相接")]
    [Requirement("R7.5.1")]
    public async Task On_a_full_disk_nothing_is_half_done()
    {
        var id = await office.WaitingAtAsync(Stage.LedgerEntry);
        var failed = 0;
        await using (await FullAsync())
        {
            // What free room there is within the file is used up first, by acts that are acknowledged and stand.
            for (var tried = 0; failed < 3 && tried < 200; tried++)
            {
                failed += await HappenedAsync(() => office.As(Staff.Drafter).PostAsync("/cases", ("kind", nameof(DocumentKind.Written)), ("paper", "on")), s => s.Cases) ? 0 : 1;
            }

            Assert.Equal(3, failed);
            Assert.False(await HappenedAsync(() => office.EnterAsync(id, Staff.Clerk, ("remark", Typed)), s => s.Entries));
            Assert.Equal(Stage.LedgerEntry, office.Case(id).Stage);
            // Reading needs no room.
            Assert.Equal(200, (await office.As(Staff.Clerk).GetAsync($"/cases/{id}")).Status);
        }

        Assert.True(await HappenedAsync(() => office.EnterAsync(id, Staff.Clerk, ("remark", Typed)), s => s.Entries));
        Assert.Equal(Stage.Registered, office.Case(id).Stage);
        Assert.Equal([1], office.Read(s => s.EntriesForTheClock().Select(e => e.Number).ToList()));
        Assert.DoesNotContain(Typed, office.Log.Text, StringComparison.Ordinal);
        office.Verify();
    }

    /// <summary>No room on the disk until disposed of.</summary>
    protected abstract Task<IAsyncDisposable> FullAsync();

    /// <summary>Whether the act happened: wholly, with one line, or not at all, with a page that says so.</summary>
    private async Task<bool> HappenedAsync(Func<Task<Answer>> act, Func<World, int> counted)
    {
        var before = Now();
        var answer = await act();
        var after = Now();
        if (answer.Status == 302)
        {
            Assert.Equal((before.Lines + 1, counted(before) + 1), (after.Lines, counted(after)));
            return true;
        }

        Assert.True(answer.Status == 500, Cases.Told(answer));
        var incident = System.Text.RegularExpressions.Regex.Match(answer.Body, "E-[0-9]{8}-[0-9A-F]{6}");
        Assert.True(incident.Success, Cases.Told(answer));
        Assert.Contains(incident.Value, office.Log.Text, StringComparison.Ordinal);
        Assert.Equal(before, after);
        return false;
    }

    private World Now() => office.Read(s => new World(
        s.AuditEntries.Count(),
        s.Set<AuditPayload>().Count(),
        s.Set<AuditHead>().AsNoTracking().Single().Seq,
        s.Set<ClassificationCase>().Count(),
        s.Set<Opinion>().Count(),
        s.Set<AccessGrant>().Count(),
        s.EntriesForTheClock().Count(),
        s.Set<NumberSeries>().Sum(n => n.Last),
        s.LedgerCounts.Sum(c => c.Total)));

    private sealed record World(int Lines, int Payloads, long Head, int Cases, int Opinions, int Grants, int Entries, int Numbers, int Counted);

    protected sealed class Room(Func<Task> made) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await made();
    }
}

/// <summary>SQLite's own limit of a file: the page after the last one is refused as on a full disk. The limit belongs to each connection.</summary>
public sealed class SmallDisk : DbTransactionInterceptor
{
    private volatile bool full;

    public bool Full
    {
        get => full;
        set => full = value;
    }

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        using var command = connection.CreateCommand();
        // Less than there is means: not one page more.
        command.CommandText = $"PRAGMA max_page_count={(Full ? 1 : int.MaxValue)}";
        command.ExecuteNonQuery();
        return new(result);
    }
}

public sealed class SmallDiskOffice() : Office(DatabaseKind.Sqlite)
{
    public SmallDisk Disk { get; } = new();

    protected override void Furnish(IServiceCollection services) => services.ConfigureDbContext<SqliteStore>(o => o.AddInterceptors(Disk));
}

public sealed class FullDiskOnSqlite(SmallDiskOffice office) : FullDiskTests(office), IClassFixture<SmallDiskOffice>
{
    protected override Task<IAsyncDisposable> FullAsync()
    {
        office.Disk.Full = true;
        return Task.FromResult<IAsyncDisposable>(new Room(() =>
        {
            office.Disk.Full = false;
            return Task.CompletedTask;
        }));
    }
}

/// <summary>Nobody but root can make a small disk for PostgreSQL, so it says what it says on a full one, at the last write of an act.</summary>
public sealed class FullDiskOnPostgres(PostgresOffice office) : FullDiskTests(office), IClassFixture<PostgresOffice>
{
    protected override async Task<IAsyncDisposable> FullAsync()
    {
        await ExecuteAsync("create function no_room() returns trigger language plpgsql as $$ begin raise exception using errcode = 'disk_full', message = 'could not extend file \"base/5/16384\": No space left on device'; end $$");
        await ExecuteAsync("create trigger no_room before update on audit_head for each row when (new.hash is distinct from old.hash) execute function no_room()");
        return new Room(() => ExecuteAsync("drop function no_room() cascade"));
    }

    private Task ExecuteAsync(string statement) => office.DoAsync(async scope => await scope.GetRequiredService<Store>().Database.ExecuteSqlRawAsync(statement));
}
