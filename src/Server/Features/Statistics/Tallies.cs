using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Statistics;

/// <summary>How an entry stands, as the list can be narrowed to it.</summary>
public enum Standing
{
    /// <summary>在保</summary>
    InForce = 1,

    /// <summary>已解密: by itself or by a decision.</summary>
    Ended = 2,

    /// <summary>已更正、已变更: another entry speaks for the matter.</summary>
    Replaced = 3,
}

/// <summary>So many entries that have this in common.</summary>
public sealed record Tally(Level Level, int Year, int UnitId, TermOrigin Origin, bool Derivative, Standing Standing, int Count);

/// <summary>How many entries of a level stand in a state.</summary>
public sealed record StateCount(Level Level, Standing Standing, int Count);

/// <summary>How many entries of a level that still speak for their matter stand in a year's numbers.</summary>
public sealed record YearCount(Level Level, int Year, int Count);

/// <summary>
/// What the statistics count, by the same door as the list. A keeper counts every entry by what a masked row shows – level, state, the year
/// of its number – and by what it hides (unit, original or derivative, where the term comes from) only those that are known, as
/// <see cref="LedgerQuery.AsKeeper"/> has it: no count tells what the mask hides.
/// </summary>
/// <param name="Known">Entries within the person's knowledge, by everything.</param>
/// <param name="States">By level and state: all entries for a keeper, those known for everybody else.</param>
/// <param name="Years">By level and year of number, replaced ones left out, of the same entries.</param>
[Requirement("R7.5.1", "R7.1.6")]
public sealed record Tallies(IReadOnlyList<Tally> Known, IReadOnlyList<StateCount> States, IReadOnlyList<YearCount> Years)
{
    /// <summary>Counted anew when an entry, a grant, the day or what the person is has changed since.</summary>
    public static async Task<Tallies> OfAsync(HttpContext http, Desk desk)
    {
        var memory = http.RequestServices.GetRequiredService<CountMemory<Tallies>>();
        var changes = await desk.Store.ChangesAsync(ChangeKind.Ledger, desk.Cancel);
        if (memory.Known(desk, changes) is { } known)
        {
            return known;
        }

        await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        var counted = await CountAsync(desk.Store, desk);
        memory.Keep(desk, changes, counted);
        return counted;
    }

    /// <summary>Counts in a store, such as one that sees a single state.</summary>
    public static async Task<Tallies> CountAsync(Store store, Desk desk)
    {
        var known = await KnownAsync(store, desk);
        if (Store.IsKeeper(desk.Actor))
        {
            var replaced = await ReplacedAsync(store, desk);
            return new(known, [.. await StatesAsync(store, desk), .. replaced.GroupBy(c => c.Level).Select(g => new StateCount(g.Key, Standing.Replaced, g.Sum(c => c.Count)))], await YearsAsync(store, desk, replaced));
        }

        return new(
            known,
            [.. known.GroupBy(t => (t.Level, t.Standing)).Select(g => new StateCount(g.Key.Level, g.Key.Standing, g.Sum(t => t.Count)))],
            [.. known.Where(t => t.Standing != Standing.Replaced).GroupBy(t => (t.Level, t.Year)).Select(g => new YearCount(g.Key.Level, g.Key.Year, g.Sum(t => t.Count)))]);
    }

    private static async Task<List<Tally>> KnownAsync(Store store, Desk desk)
    {
        var today = desk.Today;
        var groups = await store.VisibleEntries(desk.Actor)
            .GroupBy(e => new { e.Level, e.Year, e.UnitId, e.Origin, e.Derivative, Replaced = e.ReplacedById != null || e.ReversedOn != null, Free = e.FreeFrom != null && e.FreeFrom <= today })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(desk.Cancel);
        return [.. groups.Select(g => new Tally(g.Key.Level, g.Key.Year, g.Key.UnitId, g.Key.Origin, g.Key.Derivative, Stands(g.Key.Replaced, g.Key.Free), g.Count))];
    }

    // By the index that holds day, replacement and the matter's level – that of the line which speaks for it – so that no row has to be read:
    // some groups for each day, and few days.
    private static async Task<List<StateCount>> StatesAsync(Store store, Desk desk)
    {
        var today = desk.Today;
        var days = await store.Kept(desk.Actor).Where(e => e.ReplacedById == null).GroupBy(e => new { e.FreeFrom, e.AccessLevel }).Select(g => new { g.Key.FreeFrom, Level = g.Key.AccessLevel, Count = g.Count() }).ToListAsync(desk.Cancel);
        // Imports that were taken back are few, and have an index of their own.
        var reversed = await Reversed(store, desk).Where(e => e.ReplacedById == null).GroupBy(e => new { e.FreeFrom, e.AccessLevel }).Select(g => new { g.Key.FreeFrom, Level = g.Key.AccessLevel, Count = -g.Count() }).ToListAsync(desk.Cancel);
        return [.. days.Concat(reversed).GroupBy(d => (d.Level, Standing: Stands(false, d.FreeFrom <= today))).Select(g => new StateCount(g.Key.Level, g.Key.Standing, g.Sum(d => d.Count)))];
    }

    // Few among very many, by their own index; in the order it has, so that it is taken.
    private static async Task<List<YearCount>> ReplacedAsync(Store store, Desk desk)
    {
        var replaced = await store.Kept(desk.Actor).Where(e => e.ReplacedById != null).OrderBy(e => e.Year).ThenBy(e => e.Number).Select(e => new { e.Level, e.Year }).ToListAsync(desk.Cancel);
        replaced.AddRange(await Reversed(store, desk).Where(e => e.ReplacedById == null).Select(e => new { e.Level, e.Year }).ToListAsync(desk.Cancel));
        return [.. replaced.GroupBy(c => (c.Level, c.Year)).Select(g => new YearCount(g.Key.Level, g.Key.Year, g.Count()))];
    }

    // All by one index, less the replaced ones: both in one would have to read every row.
    private static async Task<List<YearCount>> YearsAsync(Store store, Desk desk, List<YearCount> replaced)
    {
        var all = await store.Kept(desk.Actor).GroupBy(e => new { e.Level, e.Year }).Select(g => new { g.Key.Level, g.Key.Year, Count = g.Count() }).ToListAsync(desk.Cancel);
        var less = replaced.ToDictionary(c => (c.Level, c.Year), c => c.Count);
        return [.. all.Select(g => new YearCount(g.Level, g.Year, g.Count - less.GetValueOrDefault((g.Level, g.Year))))];
    }

    private static IQueryable<LedgerEntry> Reversed(Store store, Desk desk) => store.Kept(desk.Actor).Where(e => e.ImportBatchId != null && e.ReversedOn != null);

    private static Standing Stands(bool replaced, bool ended) => replaced ? Standing.Replaced : ended ? Standing.Ended : Standing.InForce;
}
