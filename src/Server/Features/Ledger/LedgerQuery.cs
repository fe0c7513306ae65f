using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>Where an entry stands in each of the orders: from here a list goes on, also when the entry itself is no longer in it.</summary>
public readonly record struct LedgerPlace(int Year, int Number, Level Level, DateOnly? FreeFrom, int Id)
{
    public static LedgerPlace? Of(LedgerEntry? entry) => entry is null ? null : new(entry.Year, entry.Number, entry.Level, entry.FreeFrom, entry.Id);
}

/// <summary>
/// The classification ledger as a query. Whatever narrows by something that a masked row hides – words of a title, a document number, the
/// basis, the unit – is asked of visible entries only, so that no filter tells what the mask hides. The orders go by what a masked row
/// shows: number, level, day of declassification.
/// </summary>
public static class LedgerQuery
{
    public const int PageSize = 50;

    // More of what may be meant each time, so that somebody who may know little of it does not wait for many small questions.
    private const int FirstLook = 120, MostAtOnce = 20_000;

    /// <summary>Reads the filter from the query string; what cannot be is noted under its field.</summary>
    public static LedgerFilter Read(Form form, Language l)
    {
        var text = form.Text("q", 100) ?? "";
        if (text.Length == 1)
        {
            form.Wrong("q", l.T("检索词至少两个字", "Search for two characters at least"));
        }

        var ticked = form.Many("level", 3, 20);
        var levels = Levels.All.Where(v => ticked.Contains(v.ToString())).ToHashSet();
        if (levels.Count < ticked.Count)
        {
            form.Wrong("level", l.T("密级只有绝密、机密、秘密", "There are three levels only"));
        }

        return new LedgerFilter(
            text.Length == 1 ? "" : text,
            levels.Count == 3 ? new HashSet<Level>() : levels,
            form.Among("state", ["in-force", "declassified", "corrected", "reversed"]) ?? "",
            $"{form.Number("unit", 1, int.MaxValue)}",
            // A row of an earlier edition of the pack is asked for by whoever reads old entries.
            form.Text("matter", 20) ?? "",
            $"{form.Number("year", 1949, 2999)}",
            form.Among("sort", ["number", "free", "level"]) ?? "number",
            $"{form.Number("batch", 1, int.MaxValue)}");
    }

    /// <summary>The entries asked for, unsorted.</summary>
    /// <param name="store">Where they are read from: the desk's own store, or one that sees a single state.</param>
    public static IQueryable<LedgerEntry> Entries(Store store, Desk desk, LedgerFilter filter)
    {
        var entries = Asked(store, desk, filter);
        if (filter.Levels.Count > 0)
        {
            var levels = filter.Levels.ToList();
            entries = entries.Where(e => levels.Contains(e.Level));
        }

        return Narrow(entries, filter, desk.Today);
    }

    private static IQueryable<LedgerEntry> Asked(Store store, Desk desk, LedgerFilter filter)
    {
        var entries = AsKeeper(desk, filter) ? store.Kept(desk.Actor) : store.VisibleEntries(desk.Actor);
        if (filter.Query.Length == 0)
        {
            return entries;
        }

        switch (TypedNumber.Read(filter.Query))
        {
            case TypedNumber.Entry { Year: var y, Number: var n }:
                // Old ledgers number alike; an imported entry is known by the number it had.
                return entries.Where(e => (e.Year == y && e.Number == n) || e.OldNumber == filter.Query);
            case TypedNumber.Case { Year: var y, Number: var n }:
                // The number of a case is not on a masked row: asked of visible cases alone.
                var cases = store.Visible(desk.Actor).Where(c => c.Year == y && c.Number == n).Select(c => c.Id);
                return entries.Where(e => cases.Contains(e.CaseId));
            case TypedNumber.OfAnyYear { Number: var n }:
                // A number stands on a masked row too; the words that may be meant as well are looked for where they may be read.
                var worded = store.VisibleEntries(desk.Actor).Containing(store, filter.Query, e => e.Title, e => e.DocumentNumber);
                return entries.Where(e => e.Number == n || worded.Any(w => w.Id == e.Id));
            default:
                return entries.Containing(store, filter.Query, e => e.Title, e => e.DocumentNumber);
        }
    }

    /// <summary>Whether all entries are asked of: a keeper's list, by nothing that a masked row hides.</summary>
    public static bool AsKeeper(Desk desk, LedgerFilter filter) =>
        Storage.Store.IsKeeper(desk.Actor) && filter.Matter.Length == 0 && filter.Unit.Length == 0 && (filter.Query.Length == 0 || TypedNumber.Read(filter.Query) is TypedNumber.Entry or TypedNumber.OfAnyYear);

    private static IQueryable<LedgerEntry> Narrow(IQueryable<LedgerEntry> entries, LedgerFilter filter, DateOnly today)
    {
        entries = filter.State switch
        {
            "in-force" => entries.Where(e => e.ReplacedById == null && e.ReversedOn == null && (e.FreeFrom == null || e.FreeFrom > today)),
            "declassified" => entries.Where(e => e.ReplacedById == null && e.ReversedOn == null && e.FreeFrom <= today),
            "reversed" => entries.Where(e => e.ReversedOn != null),
            "corrected" => entries.Where(e => e.ReplacedById != null),
            _ => entries,
        };
        if (filter.Unit.Length > 0)
        {
            var unit = int.Parse(filter.Unit);
            entries = entries.Where(e => e.UnitId == unit);
        }

        if (filter.Batch.Length > 0)
        {
            var batch = int.Parse(filter.Batch);
            entries = entries.Where(e => e.ImportBatchId == batch);
        }

        if (filter.Year.Length > 0)
        {
            var year = int.Parse(filter.Year);
            entries = entries.Where(e => e.Year == year);
        }

        return filter.Matter.Length > 0 ? entries.Where(e => e.RowId == filter.Matter) : entries;
    }

    /// <summary>One page by position: after or before an entry in the order chosen. No page numbers: the position stays right while entries are added.</summary>
    public static async Task<(List<LedgerEntry> Rows, bool More)> PageAsync(IQueryable<LedgerEntry> entries, string sort, LedgerPlace? after, LedgerPlace? before, int size, CancellationToken cancel)
    {
        var from = after ?? before;
        var forward = before is null;
        var ordered = sort switch
        {
            "free" => ByFree(entries, from, forward),
            "level" => ByLevel(entries, from, forward),
            _ => ByNumber(entries, from, forward),
        };
        var rows = await ordered.Take(size + 1).AsNoTracking().ToListAsync(cancel);
        return Page(rows, forward, size);
    }

    /// <summary>
    /// One page of a list by words. Whoever sees few items has them looked through; for the others the index of words names what may be
    /// meant, newest first and a handful at a time, and each handful is asked like any list: what it contains and who may know it.
    /// </summary>
    public static async Task<(List<LedgerEntry> Rows, bool More)> FoundAsync(Desk desk, IQueryable<LedgerEntry> entries, LedgerFilter filter, LedgerPlace? after, LedgerPlace? before, int size = PageSize)
    {
        var (store, cancel) = (desk.Store, desk.Cancel);
        var (anchor, forward) = (after ?? before, before is null);
        var typed = TypedNumber.Read(filter.Query);
        if (filter.Query.Length == 0 || typed is TypedNumber.Entry or TypedNumber.Case || store.SeesFew(desk.Actor))
        {
            return await PageAsync(entries, filter.Sort, after, before, size, cancel);
        }

        var numbered = typed is TypedNumber.OfAnyYear { Number: var n } ? await NumberedAsync(store, desk, n) : [];
        if (filter.Sort != "number")
        {
            var all = await store.FoundAsync(filter.Query, null, true, int.MaxValue, cancel);
            return await PageAsync(Among(entries, all?.Concat(numbered)), filter.Sort, after, before, size, cancel);
        }

        return await ByHandfulsAsync(desk, entries, filter, anchor, forward, numbered, size) ?? await PageAsync(entries, filter.Sort, after, before, size, cancel);
    }

    /// <summary>Newest first, a handful of what may be meant at a time; null where the words have no two neighbours to look up.</summary>
    private static async Task<(List<LedgerEntry> Rows, bool More)?> ByHandfulsAsync(Desk desk, IQueryable<LedgerEntry> entries, LedgerFilter filter, LedgerPlace? anchor, bool forward, List<TextSearch.Found> numbered, int size)
    {
        var rows = new List<LedgerEntry>();
        var (from, look) = (anchor is { } place ? TextSearch.PlaceOf(place.Year, place.Number) : (long?)null, FirstLook);
        while (true)
        {
            var found = await desk.Store.FoundAsync(filter.Query, from, forward, look, desk.Cancel);
            if (found is null)
            {
                return null;
            }

            var until = found.Count < look ? (long?)null : found[^1].Place;
            List<TextSearch.Found> meant = [.. found, .. numbered.Where(f => Between(f.Place, from, until, forward))];
            // Of the first handful also where it is empty: else the time an answer takes would tell whether titles that the person may not know
            // hold these words.
            rows.AddRange(meant.Count == 0 && look > FirstLook ? [] : await ByNumber(Among(entries, meant), null, forward).Take(size + 1 - rows.Count).AsNoTracking().ToListAsync(desk.Cancel));
            if (until is null || rows.Count > size)
            {
                return Page(rows, forward, size);
            }

            (from, look) = (until, Math.Min(look * 4, MostAtOnce));
        }
    }

    /// <summary>The entries of that number, one in each year at most.</summary>
    private static async Task<List<TextSearch.Found>> NumberedAsync(Store store, Desk desk, int number)
    {
        // Year by year, which the index of numbers answers at once.
        var years = Enumerable.Range(1949, desk.Today.Year - 1949 + 2).ToList();
        var kept = Store.IsKeeper(desk.Actor) ? store.Kept(desk.Actor) : store.VisibleEntries(desk.Actor);
        var found = await kept.Where(e => years.Contains(e.Year) && e.Number == number).Select(e => new { e.Id, e.Year, e.Number }).ToListAsync(desk.Cancel);
        return [.. found.Select(e => new TextSearch.Found(e.Id, TextSearch.PlaceOf(e.Year, e.Number)))];
    }

    // Behind where the last handful ended, and not behind where this one ends.
    private static bool Between(long place, long? from, long? until, bool forward) => forward
        ? (from is null || place < from) && (until is null || place >= until)
        : (from is null || place > from) && (until is null || place <= until);

    private static IQueryable<LedgerEntry> Among(IQueryable<LedgerEntry> entries, IEnumerable<TextSearch.Found>? found)
    {
        if (found is null)
        {
            return entries;
        }

        var ids = found.Select(f => f.Id).ToList();
        return entries.Where(e => ids.Contains(e.Id));
    }

    private static (List<LedgerEntry> Rows, bool More) Page(List<LedgerEntry> rows, bool forward, int size)
    {
        var page = rows.Take(size).ToList();
        if (!forward)
        {
            page.Reverse();
        }

        return (page, rows.Count > size);
    }

    private static IQueryable<LedgerEntry> ByNumber(IQueryable<LedgerEntry> entries, LedgerPlace? from, bool forward)
    {
        var (y, n) = (from?.Year ?? 0, from?.Number ?? 0);
        return forward
            ? (from is null ? entries : entries.Where(e => e.Year < y || (e.Year == y && e.Number < n))).OrderByDescending(e => e.Year).ThenByDescending(e => e.Number)
            : (from is null ? entries : entries.Where(e => e.Year > y || (e.Year == y && e.Number > n))).OrderBy(e => e.Year).ThenBy(e => e.Number);
    }

    // What never ends by itself has no place in an order by its end.
    private static IQueryable<LedgerEntry> ByFree(IQueryable<LedgerEntry> entries, LedgerPlace? from, bool forward)
    {
        var (d, id) = (from?.FreeFrom, from?.Id ?? 0);
        entries = entries.Where(e => e.FreeFrom != null);
        return forward
            ? (from is null ? entries : entries.Where(e => e.FreeFrom > d || (e.FreeFrom == d && e.Id > id))).OrderBy(e => e.FreeFrom).ThenBy(e => e.Id)
            : entries.Where(e => e.FreeFrom < d || (e.FreeFrom == d && e.Id < id)).OrderByDescending(e => e.FreeFrom).ThenByDescending(e => e.Id);
    }

    private static IQueryable<LedgerEntry> ByLevel(IQueryable<LedgerEntry> entries, LedgerPlace? from, bool forward)
    {
        var (v, y, n) = (from?.Level ?? Level.TopSecret, from?.Year ?? 0, from?.Number ?? 0);
        return forward
            ? (from is null ? entries : entries.Where(e => e.Level < v || (e.Level == v && (e.Year < y || (e.Year == y && e.Number < n))))).OrderByDescending(e => e.Level).ThenByDescending(e => e.Year).ThenByDescending(e => e.Number)
            : entries.Where(e => e.Level > v || (e.Level == v && (e.Year > y || (e.Year == y && e.Number > n)))).OrderBy(e => e.Level).ThenBy(e => e.Year).ThenBy(e => e.Number);
    }
}
