using System.ComponentModel;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Tokens;

/// <summary>Whom the token speaks for today.</summary>
/// <param name="Posts">Posts that are both the token's and the person's today. Whoever may draft has no appointment for it.</param>
public sealed record Me(
    int PersonId,
    string Name,
    int UnitId,
    string Unit,
    [property: Description("Highest level the person is cleared for; absent where none.")] LevelSaid? Cleared,
    [property: Description("Posts that count: the token's, as far as the person holds them today.")] IReadOnlyList<Named> Posts,
    [property: Description("How and for which unit each of them is held by appointment.")] IReadOnlyList<PostSaid> Holdings,
    [property: Description("Name of the token, as its owner calls it.")] string Token,
    [property: Description("Last day on which the token opens anything.")] DateOnly TokenLastDay,
    [property: Description("The server's day, in China.")] DateOnly Today);

/// <summary>The person behind a token, for the program to make sure of.</summary>
public static class MeRest
{
    public static void MapMe(this RouteGroupBuilder v1) => v1.MapGet("/me", Show).RequiresAct(Act.ViewTokens)
        .Says<Me>(new("getMe", "Whom the token speaks for 本人", "Person, unit, clearance and the posts that count today: those of the token that the person still holds."));

    private static IResult Show(HttpContext http, Desk desk, Language l, Presence presence)
    {
        var query = Paging.Query(http, l);
        var (actor, token) = (desk.Actor, presence.Token!);
        return !query.IsValid ? Problems.BadInput(l, query.Errors) : Results.Json(new Me(
            actor.PersonId, actor.Name, actor.UnitId, presence.Unit!.Name, LevelSaid.Of(actor.Cleared),
            [.. actor.Posts.Members.Select(p => Named.Of(p, l.Say(p)))],
            [.. actor.Holdings.Select(h => PostSaid.Of(l, h))],
            token.Name, token.LastDay, desk.Today));
    }
}
