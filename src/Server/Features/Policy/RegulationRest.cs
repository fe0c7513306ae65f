using System.ComponentModel;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Access;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Policy;

/// <summary>A group of article 4.</summary>
public sealed record GroupSaid(string Id, string Clause, string Name, [property: Description("Rows offered under it; the catch-all rows are offered under every group that has rows.")] IReadOnlyList<string> Rows, bool ReceivedOnly);

/// <summary>A row of the catalogue of article 5.</summary>
public sealed record MatterSaid(string Id, string Clause, LevelSaid Level, string Name, bool CatchAll, IReadOnlyList<string> Conditions);

/// <summary>A condition of a row, with the answers that are offered.</summary>
public sealed record ConditionSaid(string Id, string Name, string Question, [property: Description("Whether every answer must be given.")] bool All, IReadOnlyList<AnswerSaid> Answers);

/// <summary>An answer to a condition.</summary>
public sealed record AnswerSaid([property: Description("As it is sent: condition:option.")] string Key, string Text, bool Holds);

/// <summary>Longest and usual term of a level (article 6).</summary>
public sealed record CapSaid(LevelSaid Level, int LongestYears, int DefaultYears);

/// <summary>The regulation as the system applies it.</summary>
public sealed record RegulationSaid(string Id, DateOnly Version, string Title, IReadOnlyList<CapSaid> Levels, IReadOnlyList<GroupSaid> Groups, IReadOnlyList<MatterSaid> Rows, IReadOnlyList<ConditionSaid> Conditions);

/// <summary>The catalogue for programs: the ids that a proposal is made with. It holds nothing that anybody has classified.</summary>
public static class RegulationRest
{
    public static void MapRegulationRest(this RouteGroupBuilder v1) => v1.MapGet("/regulation", Show).RequiresAct(Act.ViewRegulation).Says<RegulationSaid>(new(
        "getRegulation", "The catalogue 条例与目录", "Groups of article 4, rows and conditions of article 5, longest and usual terms of article 6, each by the id that stays."));

    private static IResult Show(HttpContext http, PolicyPack pack, Language l)
    {
        var query = Paging.Query(http, l);
        return !query.IsValid ? Problems.BadInput(l, query.Errors) : Results.Json(new RegulationSaid(
            pack.Id,
            pack.Version,
            pack.Title.In(l.English),
            [.. Levels.All.Select(v => new CapSaid(LevelSaid.Of(v), pack.Levels[v].CapYears, pack.Levels[v].DefaultYears))],
            [.. pack.Scopes.Select(s => new GroupSaid(s.Id, l.Say(s.Clause), s.Name.In(l.English), s.Rows, s.ReceivedOnly))],
            [.. pack.Rows.Select(r => new MatterSaid(r.Id, l.Cite(r.Citation), LevelSaid.Of(r.Level), r.Name.In(l.English), r.CatchAll, r.Conditions))],
            [.. pack.Conditions.Values.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => new ConditionSaid(c.Id, c.Name.In(l.English), c.Question.In(l.English), c.All, [.. c.Options.Select(o => new AnswerSaid($"{c.Id}:{o.Id}", o.Text.In(l.English), o.Holds))]))]));
    }
}
