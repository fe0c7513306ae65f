using System.ComponentModel;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Statistics;

/// <summary>So many of one level.</summary>
public sealed record LevelCount(LevelSaid Level, int Count);

/// <summary>One line of a table.</summary>
public sealed record TableLine(
    string Label,
    [property: Description("State of the ledger's list that holds the same entries; absent where no list does.")] string? State,
    IReadOnlyList<LevelCount> ByLevel,
    int Total);

/// <summary>One way to break the ledger down.</summary>
public sealed record StatisticsTable(
    [property: Description("state, kind, year, unit or origin.")] string Id,
    string Title,
    [property: Description("Whether a keeper's figures count every entry here, by what a masked row shows; otherwise only what the person may know.")] bool Everything,
    IReadOnlyList<TableLine> Lines);

/// <summary>One line of 年度国家秘密事项统计.</summary>
public sealed record AnnualSaid(
    [property: Description("Absent in the lines of the total.")] LevelSaid? Level,
    [property: Description("派生; absent in the lines that hold both.")] bool? Derivative,
    int Classified,
    int Changed,
    int Declassified);

/// <summary>Figures of the classification ledger, the same as on the page.</summary>
public sealed record StatisticsSaid(
    [property: Description("Whether some tables count more than the person may know.")] bool Keeper,
    IReadOnlyList<StatisticsTable> Tables,
    int Year,
    [property: Description("年度国家秘密事项统计 of that year, of what the person may know.")] IReadOnlyList<AnnualSaid> Annual)
{
    public static StatisticsSaid Of(StatisticsModel model) => new(
        model.Keeper,
        [.. model.Breakdowns.Select(b => new StatisticsTable(b.Id, b.Title, b.Everything, [.. b.Rows.Select(r => new TableLine(r.Label, r.State, [.. Levels.All.Zip(r.ByLevel, (level, count) => new LevelCount(LevelSaid.Of(level), count))], r.Total))]))],
        model.Year,
        [.. model.Annual.Select(a => new AnnualSaid(LevelSaid.Of(a.Level), a.Derivative, a.Classified, a.Changed, a.Declassified))]);
}

/// <summary>The statistics for programs.</summary>
public static class StatisticsRest
{
    private static readonly QueryField Year = new("year", "Year of the yearly form; this one unless said otherwise. 年度。") { Number = (1949, 2999) };

    public static void MapStatisticsRest(this RouteGroupBuilder v1) => v1.MapGet("/statistics", ShowAsync).RequiresAct(Act.ViewStatistics).Says<StatisticsSaid>(new(
        "getStatistics", "Statistics 定密统计", "The classification ledger by level, state, year, unit and origin, and the yearly form; counted as the page counts.") { Query = [Year] });

    private static async Task<IResult> ShowAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Paging.Query(http, l, Year);
        _ = Api.Year(query);
        return query.IsValid ? Results.Json(StatisticsSaid.Of(await Api.MakeAsync(http, desk, l, query))) : Problems.BadInput(l, query.Errors);
    }
}
