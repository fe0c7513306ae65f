using Shoumi.Rules;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Statistics;

/// <summary>The counts as tables and bars. Only the first table holds replaced entries; elsewhere a matter is counted by the entry that speaks for it.</summary>
public static class Breakdowns
{
    public static IReadOnlyList<Breakdown> Of(Tallies tallies, Roster roster, Language l) =>
        [States(tallies, l), Kinds(tallies, l), Years(tallies, l), Units(tallies, roster, l), Origins(tallies, l)];

    private static Breakdown States(Tallies tallies, Language l)
    {
        int Count(Level level, Standing standing) => tallies.States.Where(s => s.Level == level && s.Standing == standing).Sum(s => s.Count);
        return new(
            "state", l.T("密级与状态", "Level and state"), true, Name(l, Standing.InForce), Name(l, Standing.Ended),
            [.. Levels.All.Select(v => new ChartBar(v.Word(), Count(v, Standing.InForce), Count(v, Standing.Ended)))],
            [
                .. new[] { (Standing.InForce, "in-force"), (Standing.Ended, "declassified"), (Standing.Replaced, "corrected") }
                    .Select(s => new BreakdownRow(Name(l, s.Item1), [.. Levels.All.Select(v => Count(v, s.Item1))], s.Item2)),
            ]);
    }

    private static Breakdown Kinds(Tallies tallies, Language l)
    {
        int Count(Level level, bool derivative) => Speaking(tallies).Where(t => t.Level == level && t.Derivative == derivative).Sum(t => t.Count);
        return new(
            "kind", l.T("原始与派生", "Original and derivative"), false, Annual.Name(l, false), Annual.Name(l, true),
            [.. Levels.All.Select(v => new ChartBar(v.Word(), Count(v, false), Count(v, true)))],
            [.. new[] { false, true }.Select(d => new BreakdownRow(Annual.Name(l, d), [.. Levels.All.Select(v => Count(v, d))]))]);
    }

    private static Breakdown Years(Tallies tallies, Language l) => Single(
        "year", l.T("登记年度", "Year of the number"), true, l,
        tallies.Years.GroupBy(y => y.Year).OrderByDescending(g => g.Key).Select(g => ($"{g.Key}", g.Select(y => (y.Level, y.Count)))));

    private static Breakdown Units(Tallies tallies, Roster roster, Language l) => Single(
        "unit", l.T("承办处室", "Unit"), false, l,
        Speaking(tallies).GroupBy(t => t.UnitId).OrderByDescending(g => g.Sum(t => t.Count)).ThenBy(g => g.Key).Select(g => (roster.UnitName(g.Key), g.Select(t => (t.Level, t.Count)))));

    private static Breakdown Origins(Tallies tallies, Language l) => Single(
        "origin", l.T("期限来源", "Origin of the term"), false, l,
        Enum.GetValues<TermOrigin>().Select(o => (l.Say(o), Speaking(tallies).Where(t => t.Origin == o).Select(t => (t.Level, t.Count)))));

    private static Breakdown Single(string id, string title, bool everything, Language l, IEnumerable<(string Label, IEnumerable<(Level Level, int Count)> Counts)> groups)
    {
        List<BreakdownRow> rows = [.. groups.Select(g => new BreakdownRow(g.Label, [.. Levels.All.Select(v => g.Counts.Where(c => c.Level == v).Sum(c => c.Count))]))];
        return new(id, title, everything, l.T("件数", "Items"), null, [.. rows.Select(r => new ChartBar(r.Label, r.Total))], rows);
    }

    private static string Name(Language l, Standing standing) => standing switch
    {
        Standing.InForce => l.T("在保", "In force"),
        Standing.Ended => l.T("已解密", "Declassified"),
        Standing.Replaced => l.T("已更正、变更", "Corrected, changed"),
    };

    private static IEnumerable<Tally> Speaking(Tallies tallies) => tallies.Known.Where(t => t.Standing != Standing.Replaced);
}
