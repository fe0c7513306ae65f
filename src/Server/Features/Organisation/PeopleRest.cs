using System.ComponentModel;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Organisation;

/// <summary>Persons and units found, at most a dozen.</summary>
public sealed record PeopleSaid([property: Description("Persons first, then units; in service today.")] IReadOnlyList<ScopeSaid> Items);

/// <summary>Finding persons and units for a scope of knowledge.</summary>
public static class PeopleRest
{
    private static readonly QueryField Words = new("q", "Name, staff number or pinyin initials. 查找。") { Most = 40 };

    public static void MapPeopleRest(this RouteGroupBuilder v1) => v1.MapGet("/organisation/people", FindAsync).RequiresAct(Act.FindPeople).Says<PeopleSaid>(new(
        "findPeople", "Find persons and units 查找人员", "The keys found are those that a scope of knowledge is made of.") { Query = [Words] });

    private static async Task<IResult> FindAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Paging.Query(http, l, Words);
        var words = query.Text("q", 40, required: true);
        return !query.IsValid ? Problems.BadInput(l, query.Errors) : Results.Json(new PeopleSaid([.. ProposalView.Found(await Roster.LoadAsync(desk), l, words!, [], []).Select(ScopeSaid.Of)]));
    }
}
