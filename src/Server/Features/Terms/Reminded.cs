using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Terms;

/// <summary>
/// Who is reminded of what runs out: the drafter's unit, its head and everybody else of what they may know; the keepers of the ledger of
/// every item, by number and mark alone where they may not know it.
/// </summary>
[Requirement("R6.6.3", "R7.1.6")]
public static class Reminded
{
    /// <summary>The entries that speak for their matter and of which this person hears.</summary>
    public static IQueryable<LedgerEntry> Of(Desk desk) =>
        (Store.IsKeeper(desk.Actor) ? desk.Store.Kept(desk.Actor) : desk.Store.VisibleEntries(desk.Actor)).Where(e => e.ReplacedById == null && e.ReversedOn == null);

    /// <summary>Which of these cases the person may know: the others are shown without title and link.</summary>
    public static async Task<HashSet<int>> KnownAsync(Desk desk, IEnumerable<LedgerEntry> entries) =>
        [.. await desk.Store.Known(desk.Actor, entries.Select(e => e.CaseId).Distinct().ToList()).ToListAsync(desk.Cancel)];
}
