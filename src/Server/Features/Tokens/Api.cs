using Microsoft.AspNetCore.OpenApi;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Tokens;

/// <summary>访问令牌: the own tokens, and the reference of what they open.</summary>
public static class Api
{
    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        app.MapGet("/tokens", (HttpContext http, Desk desk, Language l) => PageAsync(http, desk, l, FormState.Empty, 200, null)).RequiresAct(Act.ViewTokens);
        app.MapPost("/tokens", CreateAsync).RequiresAct(Act.CreateToken);
        app.MapPost("/tokens/{id:int}/revoke", async (HttpContext http, Desk desk, Language l, int id) => await Reply.AnswerAsync(
            http, await Procedure.Overtaken.OrToldAsync(desk, () => RevokeToken.HandleAsync(desk, id)), _ => "/tokens", l.T("已撤销，即刻失效", "Revoked; it opens nothing any more"), refused => Reply.RefusedAsync(http, refused, "/tokens"))).RequiresAct(Act.RevokeToken);
        app.MapGet("/api/reference", ReferenceAsync).RequiresAct(Act.ViewTokens);
    }

    private static async Task<IResult> PageAsync(HttpContext http, Desk desk, Language l, FormState state, int status, string? once)
    {
        desk.Store.ChangeTracker.Clear();
        var tokens = await desk.Store.Tokens.AsNoTracking().Where(t => t.PersonId == desk.Actor.PersonId).OrderByDescending(t => t.Id).ToListAsync(desk.Cancel);
        return await Reply.PageAsync<TokensPage>(http, new TokensModel(
            desk.Today,
            desk.Today.AddDays(CreateToken.LongestDays),
            [.. desk.Actor.Posts.Members.Select(p => ($"{p}", l.Say(p)))],
            [.. tokens.Select(t => new TokenRow(t.Id, t.Name, [.. t.Posts.Members.Select(l.Say)], Calendar.OnTheWall(t.CreatedAt), t.LastDay, At(t.RevokedAt), At(t.LastUsedAt), t.IsLiveOn(desk.Today)))],
            once,
            state), status);
    }

    private static DateTimeOffset? At(DateTimeOffset? at) => at is { } known ? Calendar.OnTheWall(known) : null;

    private static async Task<IResult> CreateAsync(HttpContext http, Desk desk, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var (name, lastDay, posts) = (form.Text("tokenName", 60, required: true), form.Date("lastDay", required: true), form.Many("posts", 20, 40));
        var held = desk.Actor.Posts.Members.Where(p => posts.Contains($"{p}")).ToList();
        if (posts.Count == 0)
        {
            form.Wrong("posts", l.T("至少选一个岗位", "Choose one post at least"));
        }
        else if (held.Count < posts.Count)
        {
            form.Unknown("posts");
        }

        if (lastDay < desk.Today || lastDay > desk.Today.AddDays(CreateToken.LongestDays))
        {
            form.Wrong("lastDay", l.T($"最迟 {CreateToken.LongestDays} 天以后，不早于今天", $"Within {CreateToken.LongestDays} days, not before today"));
        }

        if (name is not null && await CreateToken.HasManyAsync(desk))
        {
            form.Wrong("tokenName", l.T($"有效的令牌最多 {CreateToken.MostLive} 个，请先撤销不用的", $"At most {CreateToken.MostLive} that work; revoke one first"));
        }

        if (!form.IsValid)
        {
            return await PageAsync(http, desk, l, form.State(), 400, null);
        }

        var text = TokenText.New();
        var ruled = await CreateToken.HandleAsync(desk, new(name!, PostSet.Of([.. held]), lastDay!.Value), text);
        return ruled.Ruling.IsPermitted ? await PageAsync(http, desk, l, FormState.Empty, 200, text) : await Reply.RefusedAsync(http, ruled, "/tokens");
    }

    private static async Task<IResult> ReferenceAsync(HttpContext http, CancellationToken cancel)
    {
        var document = await http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(cancel);
        return await Reply.PageAsync<ReferencePage>(http, await ReferenceModel.OfAsync(document, cancel));
    }
}
