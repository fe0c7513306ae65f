using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Storage.Proofs;

namespace Shoumi.Server.Jobs;

/// <summary>What one turn of the day did.</summary>
public sealed record Turn(DateOnly Day, int Recorded, int Failed);

/// <summary>
/// The list of things done daily. State is a function of the day, so this only records what already holds: it may run late, twice or
/// after a month off and records each declassification once. Today is fixed once; one runner at a time, by a lease that is renewed with
/// every batch. A batch is one transaction with a line for each item; where one fails each is tried alone, so that a failure is reported and
/// never stops the rest.
/// </summary>
[Requirement("R6.6.2")]
public sealed partial class Midnight(IServiceScopeFactory scopes, Calendar calendar, TimeProvider clock, WriteGate gate, ILogger<Midnight> log, int batch = Midnight.Together)
{
    /// <summary>How many entries are recorded together: others who write wait no longer than that takes.</summary>
    public const int Together = 500;

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);
    private readonly string holder = Guid.NewGuid().ToString("N");

    /// <summary>
    /// Records everything that has become free by today. Null when another runner holds the lease or the clock is suspended, also where
    /// that happens on the way: what is left is recorded by the next turn.
    /// </summary>
    public async Task<Turn?> RunAsync(CancellationToken cancel)
    {
        await ForgetAsync(cancel);
        var (today, recorded, failed, after) = (calendar.Today, 0, 0, new RunningTerm(0, DateOnly.MinValue, false));
        while (!calendar.Suspended && await TakeLeaseAsync(cancel))
        {
            var next = await NextAsync(today, after, cancel);
            if (next.Count == 0)
            {
                await DropAnswersAsync(cancel);
                await SignHeadAsync(cancel);
                await FinishAsync(cancel);
                return new Turn(today, recorded, failed);
            }

            after = next[^1];
            var done = await RecordAsync([.. next.Where(item => DayTurn.IsDue(item, today)).Select(item => (int)item.Id)], today, cancel);
            (recorded, failed) = (recorded + done.Recorded, failed + done.Failed);
        }

        return null;
    }

    /// <summary>What acts have taken away and something held up goes now, whatever the clock says. Nothing else waits for it.</summary>
    private async Task ForgetAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!await scope.ServiceProvider.GetRequiredService<Store>().ForgetAsync(gate, cancel))
            {
                LogHeldUp(log);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotForgotten(log, e.GetType().Name);
        }
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
            .OrderBy(e => e.FreeFrom).ThenBy(e => e.Id).Take(batch).Select(e => new RunningTerm(e.Id, e.FreeFrom, e.DeclassificationRecordedOn != null)).ToListAsync(cancel);
    }

    /// <summary>These entries in one transaction, a line for each; one at a time where that failed.</summary>
    private async Task<(int Recorded, int Failed)> RecordAsync(int[] ids, DateOnly today, CancellationToken cancel)
    {
        try
        {
            return (await RecordTogetherAsync(ids, today, cancel), 0);
        }
        catch (Exception e) when (ids.Length > 1 && e is not OperationCanceledException)
        {
            var (recorded, failed) = (0, 0);
            foreach (var id in ids)
            {
                var alone = await RecordAsync([id], today, cancel);
                (recorded, failed) = (recorded + alone.Recorded, failed + alone.Failed);
            }

            return (recorded, failed);
        }
        catch (OvertakenException)
        {
            // Recorded or corrected by somebody else in the same moment.
            return (0, 0);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(log, ids[0], e.GetType().Name);
            return (0, 1);
        }
    }

    private async Task<int> RecordTogetherAsync(int[] ids, DateOnly today, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        var entries = await store.EntriesForTheClock().Where(e => ids.Contains(e.Id)).OrderBy(e => e.FreeFrom).ThenBy(e => e.Id).ToListAsync(cancel);
        entries.RemoveAll(e => e.ReplacedById is not null || e.ReversedOn is not null || !DayTurn.IsDue(new(e.Id, e.FreeFrom, e.DeclassificationRecordedOn is not null), today));
        if (entries.Count == 0)
        {
            return 0;
        }

        entries.ForEach(e => e.RecordDeclassification(today));
        await scope.ServiceProvider.GetRequiredService<AuditLedger>().CommitAsync(
            [.. entries.Select(e => new AuditLine(Act.DeclassifyAutomatically, Actor.System, () => e.Reference, Ruling.Yes, () => new { e.FreeFrom }, Post.System))], cancel);
        return entries.Count;
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

    /// <summary>What the audit ledger is on this day, signed.</summary>
    private async Task SignHeadAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            await Heads.SignDailyAsync(services.GetRequiredService<Store>(), services.GetRequiredService<AuditLedger>(), services.GetRequiredService<HeadSigner>(), calendar, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotSigned(log, e.GetType().Name);
        }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "A title that was erased is not yet confirmed to be gone from the disk: somebody still reads an earlier state of the database. The next turn tries again")]
    private static partial void LogHeldUp(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "A title that was erased is not yet confirmed to be gone from the disk: {Kind}. The next turn tries again")]
    private static partial void LogNotForgotten(ILogger log, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The day's head of the audit ledger could not be signed: {Kind}. The next turn tries again")]
    private static partial void LogNotSigned(ILogger log, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "Ledger entry {Id} could not be recorded as declassified: {Kind}")]
    private static partial void LogFailure(ILogger log, int id, string kind);
}
