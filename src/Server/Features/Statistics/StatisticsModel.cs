using Shoumi.Rules;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Statistics;

/// <summary>Figures of the classification ledger, each with its drawing and its table.</summary>
/// <param name="Highest">Highest level in force among what is counted.</param>
/// <param name="Keeper">Whether some tables count more than the viewer may know: what a masked row shows too.</param>
/// <param name="Year">The year of form F33.</param>
/// <param name="Years">Years to choose from, newest first.</param>
/// <param name="MayPrint">Whether the viewer may export and print.</param>
public sealed record StatisticsModel(Level? Highest, bool Keeper, int Year, IReadOnlyList<int> Years, IReadOnlyList<Breakdown> Breakdowns, IReadOnlyList<AnnualLine> Annual, bool MayPrint, FormState Form);

/// <summary>One way to break the ledger down.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Everything">Whether a keeper counts all entries here; false: only what is known.</param>
/// <param name="Solid">What the solid bars are.</param>
/// <param name="Hatched">What the hatched bars are; null where there is one series.</param>
public sealed record Breakdown(string Id, string Title, bool Everything, string Solid, string? Hatched, IReadOnlyList<ChartBar> Bars, IReadOnlyList<BreakdownRow> Rows);

/// <summary>One line of the table: how many of each level.</summary>
/// <param name="State">State of the list that holds the same; null where no list does.</param>
public sealed record BreakdownRow(string Label, IReadOnlyList<int> ByLevel, string? State = null)
{
    /// <summary>All levels.</summary>
    public int Total => ByLevel.Sum();
}
