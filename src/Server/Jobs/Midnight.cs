using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Jobs;

/// <summary>What one turn of the day did.</summary>
public sealed record Turn(DateOnly Day, int Recorded, int Failed);

/// <summary>
/// The list of things done daily. State is a function of the day, so this only records what already holds: it may run late, twice or
/// after a month off and records each declassification once. Today is fixed once; one runner at a time, by a lease that is renewed with
/// every batch; each item is a transaction of its own, so that one failure is reported and never stops the rest.
/// </summary>
[Requirement("R6.6.2")]
public sealed partial class Midnight(IServiceScopeFactory scopes, Calendar calendar, TimeProvider clock, WriteGate gate, ILogger<Midnight> log)
{
    private const int Batch = 200;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);
    private readonly string holder = Guid.NewGuid().ToString("N");

    /// <summary>
    /// Records everything that has become free by today. Null when another runner holds the lease or the clock is suspended, also where
    /// that happens on the way: what is left is recorded by the next turn.
    /// </summary>
    public async Task<Turn?> RunAsync(CancellationToken cancel)
    {
        var (today, recorded, failed, after) = (calendar.Today, 0, 0, new RunningTerm(0, DateOnly.MinValue, false));
        while (!calendar.Suspended && await TakeLeaseAsync(cancel))
        {
            var batch = await NextAsync(today, after, cancel);
            if (batch.Count == 0)
            {
                await DropAnswersAsync(cancel);
                await FinishAsync(cancel);
                return new Turn(today, recorded, failed);
            }

            after = batch[^1];
            foreach (var item in batch.Where(item => DayTurn.IsDue(item, today)))
            {
                var done = await RecordAsync((int)item.Id, today, cancel);
                (recorded, failed) = (recorded + (done is true ? 1 : 0), failed + (done is false ? 1 : 0));
            }
        }

        return null;
    }

    /// <summary>What may be due. The database only narrows; whether an item is due is the rule's to say.</summary>
    private async Task<List<RunningTerm>> NextAsync(DateOnly today, RunningTerm after, CancellationToken cancel)
    {
        // In the order of their days, which an index of what is not yet recorded has: the usual answer, nothing, costs nothing.
        var (day, id) = (after.FreeFrom, after.Id);
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        return await store.EntriesForTheClock()
            .Where(e => e.FreeFrom <= today && e.DeclassificationRecordedOn == null && e.ReplacedById == null && e.ReversedOn == null && (e.FreeFrom > day || (e.FreeFrom == day && e.Id > id)))
            .OrderBy(e => e.FreeFrom).ThenBy(e => e.Id).Take(Batch).Select(e => new RunningTerm(e.Id, e.FreeFrom, e.DeclassificationRecordedOn != null)).ToListAsync(cancel);
    }

    /// <summary>One entry, one transaction, one line. Null when there was nothing left to record, false when it failed.</summary>
    private async Task<bool?> RecordAsync(int id, DateOnly today, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var store = scope.ServiceProvider.GetRequiredService<Store>();
            var ledger = scope.ServiceProvider.GetRequiredService<AuditLedger>();
            var entry = await store.EntriesForTheClock().SingleAsync(e => e.Id == id, cancel);
            if (entry.ReplacedById is not null || entry.ReversedOn is not null || !DayTurn.IsDue(new(entry.Id, entry.FreeFrom, entry.DeclassificationRecordedOn is not null), today))
            {
                return null;
            }

            entry.RecordDeclassification(today);
            await ledger.CommitAsync(new AuditLine(Act.DeclassifyAutomatically, Actor.System, () => entry.Reference, Ruling.Yes, () => new { entry.FreeFrom }, Post.System), cancel);
            return true;
        }
        catch (OvertakenException)
        {
            // Recorded or corrected by somebody else in the same moment.
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(log, id, e.GetType().Name);
            return false;
        }
    }

    /// <summary>Takes the lease, or renews it. False when another runner holds it.</summary>
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

    /// <summary>Answers under idempotency keys are kept for a day and no longer.</summary>
    private async Task DropAnswersAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Store>().DropAnswersAsync(clock.GetUtcNow(), gate, cancel);
    }

    /// <summary>Gives the lease back, if it is still ours.</summary>
    private async Task FinishAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        if (await store.Leases.SingleOrDefaultAsync(l => l.Name == "midnight" && l.Holder == holder, cancel) is not { } lease)
        {
            return;
        }

        try
        {
            lease.Until = clock.GetUtcNow();
            await store.SaveHousekeepingAsync(Housekeeping.Leases, gate, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It ran out and another runner took it in the same moment.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Ledger entry {Id} could not be recorded as declassified: {Kind}")]
    private static partial void LogFailure(ILogger log, int id, string kind);
}
