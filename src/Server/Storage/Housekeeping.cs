using Microsoft.EntityFrameworkCore;

namespace Shoumi.Server.Storage;

/// <summary>Saving that is no act of the regulation, use by use. Nothing else may be saved without a line in the audit ledger.</summary>
public enum Housekeeping
{
    /// <summary>What a drafter has typed so far.</summary>
    DraftAutosave,

    /// <summary>Counting failed sign-ins, and when somebody last signed in.</summary>
    Accounts,

    /// <summary>Who runs the daily job.</summary>
    Leases,

    /// <summary>The clock last trusted.</summary>
    Clock,
}

/// <summary>The second, narrow door: it refuses every row that the regulation speaks of.</summary>
public static class HousekeepingDoor
{
    private static Type Row(Housekeeping use) => use switch
    {
        Housekeeping.DraftAutosave => typeof(DraftInput),
        Housekeeping.Accounts => typeof(Account),
        Housekeeping.Leases => typeof(Lease),
        Housekeeping.Clock => typeof(ClockState),
    };

    /// <summary>Saves rows of that one kind; anything else pending is a defect of the program.</summary>
    public static Task<int> SaveHousekeepingAsync(this Store store, Housekeeping use, WriteGate gate, CancellationToken cancel)
    {
        var strangers = store.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && e.Metadata.ClrType != Row(use));
        return strangers.Any()
            ? throw new InvalidOperationException($"Housekeeping {use} does not save {strangers.First().Metadata.ClrType.Name}")
            : gate.PassAsync(() => store.SaveChangesAsync(cancel), cancel);
    }
}
