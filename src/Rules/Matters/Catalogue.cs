using System.Collections.Immutable;
using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Matters;

/// <summary>Articles 4 and 5: which matters are state secrets, and which level each has. The level follows from the row and is never chosen.</summary>
public static class Catalogue
{
    /// <summary>
    /// The rows offered under a group of article 4: its own, then the catch-all rows, because several groups name matters for which
    /// article 5 gives no level. Nothing is offered under received-only groups: there the originator has decided.
    /// </summary>
    [Requirement("R4.2", "R5.4", "R5.5")]
    public static ImmutableArray<MatterRow> RowsUnder(PolicyPack pack, ScopeRow scope) => scope.ReceivedOnly
        ? []
        : [.. pack.Rows.Where(r => scope.Rows.Contains(r.Id)), .. pack.Rows.Where(r => r.CatchAll && !scope.Rows.Contains(r.Id))];

    /// <summary>The level of these rows: a mixed record has the highest among them. Null when none of them is a row of the pack.</summary>
    [Requirement("R5.2", "R5.3")]
    public static Level? LevelOf(PolicyPack pack, ImmutableArray<string> rowIds)
    {
        Level? highest = null;
        foreach (var id in rowIds)
        {
            if (pack.Row(id) is { } row && (highest is null || row.Level > highest))
            {
                highest = row.Level;
            }
        }

        return highest;
    }

    /// <summary>
    /// Whether a case may rest on this answer. Refused with everything that is wrong with it; a permitted catch-all carries the duty to
    /// have the leading group's opinion on record before approval.
    /// </summary>
    [Requirement("R4.1", "R4.2", "R4.3", "R5.1", "R5.2", "R5.3", "R5.4", "R5.5", "R5.6", "RN3.6", "R7.1.4")]
    public static Ruling Judge(PolicyPack pack, MatterAnswer answer)
    {
        var scope = answer.ScopeId is { } id ? pack.Scope(id) : null;
        if (scope is { ReceivedOnly: true })
        {
            return Ruling.Forbid("MZ.4.10", "R4.3");
        }

        MatterRow[] chosen = [.. answer.RowIds.Distinct().Select(pack.Row).OfType<MatterRow>()];
        List<Ruling> rulings = [Basis(scope, answer, chosen.Length), ClaimedLevel(answer.ClaimedLevel, chosen)];
        rulings.AddRange(chosen.Select(row => Conditions(pack, row, answer)));
        rulings.AddRange(chosen.Where(row => row.CatchAll).Select(row => CatchAll(pack, row, answer.Justification)));
        if (scope is not null)
        {
            rulings.AddRange(chosen.Where(row => !RowsUnder(pack, scope).Contains(row)).Select(row => Unmapped(row, scope)));
            rulings.AddRange(Understated(pack, scope, chosen, answer));
        }

        return Ruling.All(rulings[0], [.. rulings[1..]]);
    }

    /// <summary>The same for a line of a bulk import, where a catch-all row is refused: it needs a person who says why.</summary>
    [Requirement("R5.4")]
    public static Ruling JudgeImported(PolicyPack pack, MatterAnswer answer) => Ruling.All(
        Judge(pack, answer),
        [.. answer.RowIds.Select(pack.Row).OfType<MatterRow>().Where(row => row.CatchAll).Select(OtherRefused)]);

    private static Ruling Basis(ScopeRow? scope, MatterAnswer answer, int known)
    {
        if (scope is null)
        {
            return Ruling.Forbid("MZ.7.1.BASIS", "R4.2", ("why", "没有选保密范围"), ("why_en", "no group of article 4 was chosen"));
        }

        if (answer.RowIds.IsDefaultOrEmpty)
        {
            return Ruling.Forbid("MZ.7.1.BASIS", "RN3.6", ("why", "没有选目录中的事项"), ("why_en", "no row of the catalogue was chosen"));
        }

        return known == answer.RowIds.Distinct().Count()
            ? Ruling.Yes
            : Ruling.Forbid("MZ.7.1.BASIS", "R7.1.4", ("why", "目录中没有所选的条目"), ("why_en", "the catalogue has no such row"));
    }

    private static Ruling ClaimedLevel(string? claimed, MatterRow[] chosen)
    {
        if (claimed is null)
        {
            return Ruling.Yes;
        }

        return Levels.Read(claimed) is { } level
            ? chosen.MaxBy(r => r.Level) is { } highest && highest.Level != level ? WrongLevel(highest, level, "R5.2") : Ruling.Yes
            : Levels.Judge(claimed);
    }

    private static Ruling Conditions(PolicyPack pack, MatterRow row, MatterAnswer answer)
    {
        Ruling[] unmet =
        [
            .. row.Conditions.Select(id => pack.Conditions[id]).Where(c => !answer.Meets(c)).Select(c => Ruling.Forbid(
                "MZ.5.PRED", "R5.3",
                ("row", row.Citation), ("row_en", row.CitationEn), ("condition", c.Name.Zh), ("condition_en", c.Name.En))),
        ];
        return Ruling.All(Ruling.Yes, unmet);
    }

    private static Ruling CatchAll(PolicyPack pack, MatterRow row, string? justification)
    {
        if (string.IsNullOrWhiteSpace(justification))
        {
            return OtherRefused(row);
        }

        return pack.Procedure.CatchAllNeedsGroupOpinion ? new Ruling.Permitted([new Duty("MZ.5.OTHER", "R5.4")]) : Ruling.Yes;
    }

    private static Ruling OtherRefused(MatterRow row) =>
        Ruling.Forbid("MZ.5.OTHER", "R5.4", ("row", row.Citation), ("row_en", row.CitationEn));

    private static Ruling Unmapped(MatterRow row, ScopeRow scope) => Ruling.Forbid(
        "MZ.5.MAP", "R5.6",
        ("row", row.Citation), ("row_en", row.CitationEn), ("scope", $"{scope.Clause}"), ("scope_en", $"article {scope.Clause.Article}({scope.Clause.Item})"));

    // The answers may show more than the chosen rows say: catering for training and for combat in one record is 机密, not 秘密.
    private static IEnumerable<Ruling> Understated(PolicyPack pack, ScopeRow scope, MatterRow[] chosen, MatterAnswer answer)
    {
        if (chosen.Length == 0)
        {
            return [];
        }

        var level = chosen.Max(r => r.Level);
        return RowsUnder(pack, scope)
            .Where(row => row.Level > level && row.Conditions.Length > 0 && row.Conditions.All(id => answer.Meets(pack.Conditions[id])))
            .Select(row => WrongLevel(row, level, "R5.3"));
    }

    private static Ruling WrongLevel(MatterRow row, Level given, string requirement) => Ruling.Forbid(
        "MZ.5.ROW", requirement,
        ("row", row.Citation), ("row_en", row.CitationEn), ("given", given.Word()), ("level", row.Level.Word()));
}
