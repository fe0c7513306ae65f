using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;

namespace Shoumi.Server.Features.Policy;

/// <summary>条例与目录: the regulation as this system applies it, for everybody to read (notice, 3). It holds nothing that anybody has classified.</summary>
[Requirement("R1.1", "RP.2", "R4.1")]
public static class Api
{
    public static void MapPolicy(this IEndpointRouteBuilder app) =>
        app.MapGet("/regulation", (HttpContext http, PolicyPack pack) => Reply.PageAsync<RegulationPage>(http, new RegulationModel(pack, FiveSteps.Table))).RequiresAct(Act.ViewRegulation);
}

/// <summary>The pack in force and the procedure that it cannot change.</summary>
public sealed record RegulationModel(PolicyPack Pack, IReadOnlyList<Step> Steps)
{
    /// <summary>The catch-all rows: offered under every group, listed once.</summary>
    public IEnumerable<MatterRow> CatchAll => Pack.Rows.Where(r => r.CatchAll).OrderByDescending(r => r.Level);

    /// <summary>Reasons in the order of the articles; those that rest on no article come last.</summary>
    public IEnumerable<Reason> Reasons => Pack.Reasons.Values.OrderBy(r => r.Clause?.Article ?? int.MaxValue).ThenBy(r => r.Clause?.Item ?? 0).ThenBy(r => r.Code, StringComparer.Ordinal);

    /// <summary>Whether the law that the hint quotes outranks the regulation.</summary>
    public bool Outranked(LawHint hint) => hint.Precedence > Pack.Precedence;
}
