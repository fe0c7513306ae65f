using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Jobs;

/// <summary>What one turn of the day did.</summary>
public sealed record Turn(DateOnly Day, int Recorded, int Failed);

/// <summary>
/// The list of things done daily. State is a function of the day, so this only records what already holds: it may run late, twice or
/// after a month off and records each declassification once. Today is fixed once; one runner at a time by a lease; works in batches,
/// one item after the other where a batch fails; one failure is reported and never stops the rest.
/// </summary>
[Requirement("R6.6.2")]
public sealed partial class Midnight(IServiceScopeFactory scopes, Calendar calendar, TimeProvider clock, WriteGate gate, ILogger<Midnight> log)
{
    private const int Batch = 200;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);
    private readonly string holder = Guid.NewGuid().ToString("N");

    /// <summary>Records everything that has become free by today. Null when another runner holds the lease or the clock is suspended.</summary>
    public async Task<Turn?> RunAsync(CancellationToken cancel)
    {
        if (calendar.Suspended || !await TakeLeaseAsync(cancel))
        {
            return null;
        }

        var (today, recorded, failed, after) = (calendar.Today, 0, 0, 0);
        while (true)
        {
            var ids = await DueAsync(today, after, cancel);
            if (ids.Count == 0)
            {
                break;
            }

            after = ids[^1];
            foreach (var id in ids)
            {
                var done = await RecordAsync(id, today, cancel);
                (recorded, failed) = (recorded + (done ? 1 : 0), failed + (done ? 0 : 1));
            }
        }

        await FinishAsync(today, cancel);
        return new Turn(today, recorded, failed);
    }

    private async Task<List<int>> DueAsync(DateOnly today, int after, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        return await store.EntriesForTheClock()
            .Where(e => e.FreeFrom <= today && e.DeclassificationRecordedOn == null && e.CorrectedById == null && e.Id > after)
            .OrderBy(e => e.Id).Select(e => e.Id).Take(Batch).ToListAsync(cancel);
    }

    /// <summary>One entry, one transaction, one line.</summary>
    private async Task<bool> RecordAsync(int id, DateOnly today, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var store = scope.ServiceProvider.GetRequiredService<Store>();
            var ledger = scope.ServiceProvider.GetRequiredService<AuditLedger>();
            var entry = await store.EntriesForTheClock().SingleAsync(e => e.Id == id, cancel);
            if (entry.DeclassificationRecordedOn is not null || entry.InForceOn(today))
            {
                return true;
            }

            entry.RecordDeclassification(today);
            await ledger.CommitAsync(new AuditLine(Act.DeclassifyAutomatically, Actor.System, () => entry.Reference, Ruling.Yes, () => new { entry.FreeFrom }, Post.System), cancel);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(log, id, e.GetType().Name);
            return false;
        }
    }

    private async Task<bool> TakeLeaseAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        var now = clock.GetUtcNow();
        var lease = await store.Leases.SingleOrDefaultAsync(l => l.Name == "midnight", cancel);
        if (lease is not null && lease.Holder != holder && lease.Until > now)
        {
            return false;
        }

        try
        {
            if (lease is null)
            {
                store.Add(new Lease { Name = "midnight", Holder = holder, Until = now + LeaseTime });
            }
            else
            {
                (lease.Holder, lease.Until) = (holder, now + LeaseTime);
            }

            await store.SaveHousekeepingAsync(Housekeeping.Leases, gate, cancel);
            return true;
        }
        catch (DbUpdateException)
        {
            // Another runner took it in the same moment.
            return false;
        }
    }

    private async Task FinishAsync(DateOnly today, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        var lease = await store.Leases.SingleAsync(l => l.Name == "midnight", cancel);
        lease.Until = clock.GetUtcNow();
        await store.SaveHousekeepingAsync(Housekeeping.Leases, gate, cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Ledger entry {Id} could not be recorded as declassified: {Kind}")]
    private static partial void LogFailure(ILogger log, int id, string kind);
}
