using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;

namespace Shoumi.Server.Tests.Jobs;

/// <summary>Lets something happen, once, in the moment before the n-th transaction begins: what is to be changed has been read, nothing is locked yet.</summary>
public sealed class Between : DbTransactionInterceptor
{
    private int left;
    private Func<Task> happens = () => Task.CompletedTask;

    public void Before(int nth, Func<Task> what) => (happens, left) = (what, nth);

    public void Nothing() => left = 0;

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref left) > 0 && Interlocked.Decrement(ref left) == 0)
        {
            await happens();
        }

        return result;
    }
}

public abstract class InterruptedOffice(DatabaseKind kind) : Office(kind)
{
    public Between Between { get; } = new();

    protected override void Furnish(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteStore>(o => o.AddInterceptors(Between));
        services.ConfigureDbContext<PostgresStore>(o => o.AddInterceptors(Between));
    }
}

public sealed class InterruptedSqliteOffice() : InterruptedOffice(DatabaseKind.Sqlite);

public sealed class InterruptedPostgresOffice() : InterruptedOffice(DatabaseKind.Postgres);
