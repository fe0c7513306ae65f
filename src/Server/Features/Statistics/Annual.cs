using Microsoft.EntityFrameworkCore;
using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Statistics;

/// <summary>One line of form F33.</summary>
/// <param name="Level">Null in the lines of the total.</param>
/// <param name="Derivative">Null in the lines that hold both.</param>
/// <param name="Classified">Determined and entered in the year.</param>
/// <param name="Changed">Changed in the year: level, term or scope of knowledge.</param>
/// <param name="Declassified">Ended in the year up to today, by themselves or by a decision.</param>
public sealed record AnnualLine(Level? Level, bool? Derivative, int Classified, int Changed, int Declassified);

/// <summary>
/// 年度国家秘密事项统计 (form F33) for one year, of what the person may know: whether a matter is original or derivative stands on no
/// masked row, so a keeper too counts by it only what is known.
/// </summary>
[Requirement("R7.5.1", "R7.1.6")]
public static class Annual
{
    /// <summary>The entries that any of its figures counts.</summary>
    public static IQueryable<LedgerEntry> Entries(Store store, Desk desk, int year)
    {
        var (first, last) = Days(desk, year);
        return store.VisibleEntries(desk.Actor).Where(e => e.Year == year || (e.ReplacedById == null && e.ReversedOn == null && e.FreeFrom >= first && e.FreeFrom <= last));
    }

    /// <summary>Its lines: of each level and of all, original, derivative and both.</summary>
    public static async Task<List<AnnualLine>> CountAsync(Store store, Desk desk, int year)
    {
        var (first, last) = Days(desk, year);
        var visible = store.VisibleEntries(desk.Actor);
        // A correction is neither: the matter it speaks for was counted when it was determined.
        var entered = await visible.Where(e => e.Year == year && (e.Kind == EntryKind.Determined || e.Kind == EntryKind.Changed))
            .GroupBy(e => new { e.Level, e.Derivative, Changes = e.Kind == EntryKind.Changed })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(desk.Cancel);
        var free = await visible.Where(e => e.ReplacedById == null && e.ReversedOn == null && e.FreeFrom >= first && e.FreeFrom <= last)
            .GroupBy(e => new { e.Level, e.Derivative })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(desk.Cancel);
        return
        [
            .. from level in Levels.All.Select(v => (Level?)v).Append(null)
               from derivative in new bool?[] { false, true, null }
               let mine = entered.Where(g => (level ?? g.Key.Level) == g.Key.Level && (derivative ?? g.Key.Derivative) == g.Key.Derivative).ToList()
               let over = free.Where(g => (level ?? g.Key.Level) == g.Key.Level && (derivative ?? g.Key.Derivative) == g.Key.Derivative)
               select new AnnualLine(level, derivative, mine.Where(g => !g.Key.Changes).Sum(g => g.Count), mine.Where(g => g.Key.Changes).Sum(g => g.Count), over.Sum(g => g.Count)),
        ];
    }

    /// <summary>The line as it is printed.</summary>
    public static IReadOnlyList<CellValue> Row(Language l, AnnualLine line) =>
        [Name(l, line.Level), Name(l, line.Derivative), (int?)line.Classified, (int?)line.Changed, (int?)line.Declassified];

    /// <summary>The level, or that all are counted.</summary>
    public static string Name(Language l, Level? level) => level is { } one ? l.Say(one) : l.T("合计", "All");

    /// <summary>原始, 派生, or both.</summary>
    public static string Name(Language l, bool? derivative) => derivative switch
    {
        false => l.T("原始", "Original"),
        true => l.T("派生", "Derivative"),
        null => l.T("小计", "Both"),
    };

    private static (DateOnly First, DateOnly Last) Days(Desk desk, int year)
    {
        var last = new DateOnly(year, 12, 31);
        return (new DateOnly(year, 1, 1), last < desk.Today ? last : desk.Today);
    }
}
