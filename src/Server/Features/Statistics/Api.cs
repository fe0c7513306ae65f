using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Statistics;

/// <summary>统计: the classification ledger by level, state, year, unit and origin, and the yearly form.</summary>
public static class Api
{
    public static void MapStatistics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/statistics", PageAsync).RequiresAct(Act.ViewStatistics);
        app.MapPost("/statistics/export", StatisticsExport.PostAsync).RequiresAct(Act.PrintStatistics);
        app.MapPost("/statistics/annual", AnnualPrint.PostAsync).RequiresAct(Act.PrintStatistics);
        app.MapPost("/statistics/matters", MatterListPrint.PostAsync).RequiresAct(Act.PrintStatistics);
    }

    private static async Task<IResult> PageAsync(HttpContext http, Desk desk, Language l)
    {
        var form = Form.OfQuery(http, l);
        return await Reply.PageAsync<StatisticsPage>(http, await MakeAsync(http, desk, l, form), form.IsValid ? 200 : 400);
    }

    /// <summary>The figures, for the page and for programs.</summary>
    internal static async Task<StatisticsModel> MakeAsync(HttpContext http, Desk desk, Language l, Form form)
    {
        var year = Year(form) ?? desk.Today.Year;
        var tallies = await Tallies.OfAsync(http, desk);
        var roster = await Roster.LoadAsync(desk);
        var first = Math.Min(Calendar.DayOf(desk.Bureau.SetUpAt).Year, tallies.Years.Select(y => y.Year).DefaultIfEmpty(desk.Today.Year).Min());
        return new StatisticsModel(
            tallies.States.Where(s => s.Standing == Standing.InForce && s.Count > 0).Select(s => (Level?)s.Level).Max(),
            Store.IsKeeper(desk.Actor),
            year,
            [.. Enumerable.Range(first, desk.Today.Year - first + 1).Append(year).Distinct().OrderDescending()],
            Breakdowns.Of(tallies, roster, l),
            await Annual.CountAsync(desk.Store, desk, year),
            Authority.Judge(Act.PrintStatistics, desk.Actor.Posts).IsPermitted,
            form.State());
    }

    /// <summary>The year of form F33, as it stands in an address.</summary>
    internal static int? Year(Form form) => form.Number("year", 1949, 2999);
}
