using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>Fails the n-th writing statement, once.</summary>
public sealed class FailingWrites : DbCommandInterceptor
{
    private int left = -1;

    public bool Failed { get; private set; }

    public void FailOn(int nth) => (left, Failed) = (nth, false);

    public void Stop() => left = -1;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count(command);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count(command);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    private void Count(DbCommand command)
    {
        var text = command.CommandText.TrimStart();
        var writes = new[] { "insert", "update", "delete" }.Any(w => text.StartsWith(w, StringComparison.OrdinalIgnoreCase));
        if (writes && left > 0 && --left == 0)
        {
            Failed = true;
            throw new IOException("No space left on device");
        }
    }
}

/// <summary>A full disk or a lost database in the middle of an act.</summary>
public abstract class FaultTests(Office office)
{
    private const string Typed = "夹带在表单里的字句";

    [Fact(DisplayName = "办理中任何一次写入失败，此事即未办，页面给出故障号，再办即成，日志不含所填内容")]
    [Requirement("R7.5.1")]
    public async Task Whichever_write_fails_the_act_did_not_happen()
    {
        var failing = office.Services.GetRequiredService<FailingWrites>();
        var id = await office.WaitingAtAsync(Stage.LedgerEntry);
        var faults = 0;
        for (var nth = 1; nth < 40; nth++)
        {
            var (stage, lines, entries) = (office.Case(id).Stage, office.LastLine(), office.Read(s => s.EntriesForTheClock().Count()));
            failing.FailOn(nth);
            var answer = await office.EnterAsync(id, Staff.Clerk, ("remark", Typed));
            failing.Stop();
            if (!failing.Failed)
            {
                Assert.Equal(302, answer.Status);
                break;
            }

            faults++;
            Assert.Equal(500, answer.Status);
            Assert.Matches("E-20260302-[0-9A-F]{6}", answer.Body);
            Assert.Equal((stage, lines, entries), (office.Case(id).Stage, office.LastLine(), office.Read(s => s.EntriesForTheClock().Count())));
        }

        Assert.InRange(faults, 4, 38);
        Assert.Equal(Stage.Registered, office.Case(id).Stage);
        Assert.DoesNotContain(Typed, office.Log.Text, StringComparison.Ordinal);
        Assert.Matches("E-20260302-[0-9A-F]{6}", office.Log.Text);
        office.Verify();
    }

    [Fact(DisplayName = "数据库失去联系：答复故障号而不崩溃；恢复后照常办理")]
    [Requirement("R7.5.1")]
    public async Task A_lost_database_is_said_and_survived()
    {
        var id = await office.OpenCaseAsync();
        var fields = office.Proposal(id);
        await office.As(Staff.Drafter).TokenAsync();
        await using (await LostAsync())
        {
            var answer = await office.As(Staff.Drafter).PostAsync($"/cases/{id}/propose", fields);
            Assert.Equal(500, answer.Status);
            Assert.Matches("E-20260302-[0-9A-F]{6}", answer.Body);
        }

        Assert.Equal(302, (await office.As(Staff.Drafter).PostAsync($"/cases/{id}/propose", fields)).Status);
        office.Verify();
    }

    /// <summary>No database until disposed of.</summary>
    protected abstract Task<IAsyncDisposable> LostAsync();

    protected sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}

public sealed class FailingSqliteOffice() : Office(DatabaseKind.Sqlite)
{
    protected override void Furnish(IServiceCollection services)
    {
        var failing = new FailingWrites();
        services.AddSingleton(failing);
        services.ConfigureDbContext<SqliteStore>(o => o.AddInterceptors(failing));
    }
}

public sealed class FailingPostgresOffice() : Office(DatabaseKind.Postgres)
{
    protected override void Furnish(IServiceCollection services)
    {
        var failing = new FailingWrites();
        services.AddSingleton(failing);
        services.ConfigureDbContext<PostgresStore>(o => o.AddInterceptors(failing));
    }
}

public sealed class FaultsOnSqlite(FailingSqliteOffice office) : FaultTests(office), IClassFixture<FailingSqliteOffice>
{
    protected override Task<IAsyncDisposable> LostAsync()
    {
        // What is open already would go on in the file that was moved.
        office.Services.GetRequiredService<KeptConnections>().Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var (file, away) = (Path.Combine(office.Folder, "shoumi.db"), Path.Combine(office.Folder, "away.db"));
        File.Move(file, away);
        Directory.CreateDirectory(file);
        return Task.FromResult<IAsyncDisposable>(new Undo(() =>
        {
            Directory.Delete(file);
            File.Move(away, file);
            return Task.CompletedTask;
        }));
    }
}

public sealed class FaultsOnPostgres(FailingPostgresOffice office) : FaultTests(office), IClassFixture<FailingPostgresOffice>
{
    protected override async Task<IAsyncDisposable> LostAsync()
    {
        var name = new NpgsqlConnectionStringBuilder(office.Connection).Database;
        await AtServerAsync($"alter database {name} with allow_connections false", $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        return new Undo(() => AtServerAsync($"alter database {name} with allow_connections true"));
    }

    private static async Task AtServerAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Server()) { Pooling = false }.ToString());
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
