using Microsoft.EntityFrameworkCore;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Storage;

/// <summary>Saving that is no act of the regulation, use by use. Nothing else may be saved without a line in the audit ledger.</summary>
public enum Housekeeping
{
    /// <summary>Counting failed sign-ins, and when somebody last signed in.</summary>
    Accounts,

    /// <summary>Who runs the daily job.</summary>
    Leases,

    /// <summary>The clock last trusted.</summary>
    Clock,

    /// <summary>When a token was last used: <see cref="TokenUpkeep.UsedAsync"/>.</summary>
    Tokens,

    /// <summary>Letting go of answers under idempotency keys: <see cref="TokenUpkeep.DropAnswersAsync"/>.</summary>
    KeptAnswers,
}

/// <summary>The second, narrow door: it refuses every row that the regulation speaks of.</summary>
public static class HousekeepingDoor
{
    private static Type Row(Housekeeping use) => use switch
    {
        Housekeeping.Accounts => typeof(Account),
        Housekeeping.Leases => typeof(Lease),
        Housekeeping.Clock => typeof(ClockState),
        Housekeeping.Tokens => typeof(AccessToken),
        Housekeeping.KeptAnswers => typeof(KeptAnswer),
    };

    /// <summary>Saves rows of that one kind; anything else pending is a defect of the program.</summary>
    public static Task<int> SaveHousekeepingAsync(this Store store, Housekeeping use, WriteGate gate, CancellationToken cancel)
    {
        var strangers = store.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && e.Metadata.ClrType != Row(use));
        return strangers.Any()
            ? throw new InvalidOperationException($"Housekeeping {use} does not save {strangers.First().Metadata.ClrType.Name}")
            : gate.PassAsync(store, () => store.SaveChangesAsync(cancel), cancel);
    }

    /// <summary>
    /// Keeps what a drafter has typed, over whatever was kept before: of two autosaves at once the later one stands. Only as long as the
    /// case is with its drafter; the row of the case is locked for it, so that a proposal in the same moment comes before or after.
    /// </summary>
    /// <returns>False when the case is not with its drafter any more: nothing is kept.</returns>
    public static Task<bool> KeepDraftAsync(this Store store, int caseId, string form, DateTimeOffset at, WriteGate gate, CancellationToken cancel) => gate.PassAsync(
        store,
        async () =>
        {
            // SQLite gives the right to write to one transaction at a time, from its beginning.
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            var locked = store is PostgresStore
                ? store.Database.SqlQuery<int>($"select id as \"Value\" from classification_case where id = {caseId} and stage = {(int)Stage.Draft} for share")
                : store.Database.SqlQuery<int>($"select id as \"Value\" from classification_case where id = {caseId} and stage = {(int)Stage.Draft}");
            if ((await locked.ToListAsync(cancel)).Count == 0)
            {
                return false;
            }

            object savedAt = store is PostgresStore ? at.ToUniversalTime() : at.UtcTicks;
            await store.Database.ExecuteSqlAsync($"insert into draft_input (case_id, form, saved_at) values ({caseId}, {form}, {savedAt}) on conflict (case_id) do update set form = excluded.form, saved_at = excluded.saved_at", cancel);
            await transaction.CommitAsync(cancel);
            return true;
        },
        cancel);
}
