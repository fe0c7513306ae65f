using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Registers;

namespace Shoumi.Server.Features.Ledger;

/// <summary>
/// 撤销导入: an import that was wrong is reversed as a whole. One person asks, another confirms; its entries stay visible to the keepers as
/// reversed, no longer speak, do not count and are known to nobody by it.
/// </summary>
[Requirement("R7.5.1")]
public static class AskReversal
{
    /// <returns>Null when there is no such import for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, string reason)
    {
        if (await desk.Store.Imports(desk.Actor).SingleOrDefaultAsync(b => b.Id == id, desk.Cancel) is not { } batch)
        {
            return null;
        }

        var ruling = batch.ReversalAskedById is null ? await DecideReversal.UntouchedAsync(desk, batch) : await DecideReversal.DecidedAsync(desk, batch);
        return await desk.EndAsync(Act.AskReversal, ruling, () => batch.Reference, () => batch.AskReversal(desk.Actor.PersonId, desk.Now, reason), () => new { batch.FileHash, batch.Imported });
    }
}

/// <summary>The second person's answer to a reversal; whoever asked for it may take it back while it waits.</summary>
[Requirement("R7.5.1")]
public static class DecideReversal
{
    /// <returns>Null when there is no such import for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, int version, bool confirm)
    {
        if (await desk.Store.Imports(desk.Actor).SingleOrDefaultAsync(b => b.Id == id, desk.Cancel) is not { } batch)
        {
            return null;
        }

        var ruling = Ruling.All(
            batch.ReversalWaits && batch.Version == version ? Ruling.Yes : await DecidedAsync(desk, batch),
            confirm ? desk.Calendar.Judge() : Ruling.Yes,
            confirm && batch.ReversalWaits ? await UntouchedAsync(desk, batch) : Ruling.Yes,
            confirm && batch.ReversalWaits ? ImportBatch.MayConfirm(batch.ReversalAskedById!.Value, desk.Actor.PersonId) : Ruling.Yes);
        return confirm
            ? await desk.EndAsync(Act.ConfirmReversal, ruling, () => batch.Reference, () => batch.Reverse(desk.Actor.PersonId, desk.Now, desk.Today), () => new { batch.FileHash, batch.Imported })
            : await desk.EndAsync(Act.RejectReversal, ruling, () => batch.Reference, batch.RejectReversal, () => new { batch.FileHash });
    }

    /// <summary>What was decided on single entries since is not undone with the import: only what is as it was imported is reversed as a whole.</summary>
    internal static async Task<Ruling> UntouchedAsync(Desk desk, ImportBatch batch) =>
        await desk.Store.DecidedSince(batch).CountAsync(desk.Cancel) is var count and > 0 ? Ruling.Forbid("MZ.7.5.REVERSAL", "R7.5.1", ("count", $"{count}")) : Ruling.Yes;

    /// <summary>It is no longer as the page showed it: who was first is named.</summary>
    internal static async Task<Ruling> DecidedAsync(Desk desk, ImportBatch batch)
    {
        var by = batch.ReversedById ?? batch.ReversalAskedById;
        var who = await desk.Store.People.Where(p => p.Id == by).Select(p => p.Name).SingleOrDefaultAsync(desk.Cancel) ?? "";
        var (what, whatEn) = batch.ReversedById is not null ? ("已撤销", "reversed it") : batch.ReversalWaits ? ("已申请撤销，待第二人确认", "asked for the reversal, which waits for a second person") : ("没有待确认的撤销", "no reversal waits");
        return Ruling.Forbid("SYS.CONFLICT", "R7.5.1", ("who", who), ("what", what), ("what_en", whatEn));
    }
}
