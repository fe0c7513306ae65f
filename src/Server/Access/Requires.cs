using Microsoft.AspNetCore.Antiforgery;
using Shoumi.Rules;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Access;

/// <summary>The act an endpoint does. Every endpoint names one, or says why it is open; a test fails on one that does neither.</summary>
public sealed record RequiresAct(Act Act);

/// <summary>An endpoint that asks for no post, with the reason.</summary>
public sealed record OpenEndpoint(string Because);

/// <summary>Authority is checked here on every endpoint, before the endpoint reads anything, and again by the act on the day's facts.</summary>
public static class Requires
{
    /// <summary>Only for posts to which <see cref="Authority"/> grants the act; everybody else gets that act's refusal, which is recorded.</summary>
    public static RouteHandlerBuilder RequiresAct(this RouteHandlerBuilder endpoint, Act act) => endpoint.WithMetadata(new RequiresAct(act)).WithForgeryCheck();

    /// <summary>
    /// Whoever should sign in first is told so before a byte of the body is read, and before the endpoint asks for what only somebody
    /// signed in has.
    /// </summary>
    public static Task SignedInAsync(HttpContext http, RequestDelegate next)
    {
        var required = http.GetEndpoint()?.Metadata.GetMetadata<RequiresAct>() is not null;
        return !required || http.RequestServices.GetRequiredService<Presence>().IsSignedIn ? next(http)
            : (http.IsRest() ? Problems.SignIn(http, http.RequestServices.GetRequiredService<Language>()) : Reply.ToSignIn(http)).ExecuteAsync(http);
    }

    /// <summary>For everybody, with the reason: sign-in, set-up, the language.</summary>
    public static RouteHandlerBuilder Open(this RouteHandlerBuilder endpoint, string because) => endpoint.WithMetadata(new OpenEndpoint(because)).WithForgeryCheck();

    /// <summary>Stands before all endpoints: what they take is looked up only for somebody who may come in.</summary>
    public static async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        var act = http.GetEndpoint()?.Metadata.GetMetadata<RequiresAct>()?.Act;
        if (await AnswerAsync(http, act) is { } answer)
        {
            await answer.ExecuteAsync(http);
        }
        else
        {
            await next(http);
        }
    }

    private static async Task<IResult?> AnswerAsync(HttpContext http, Act? required)
    {
        if (required is not { } act)
        {
            return await Reply.ForgedAsync(http);
        }

        var presence = http.RequestServices.GetRequiredService<Presence>();
        if (presence.Account!.MustChangePassword && act is not (Act.ChangeOwnPassword or Act.SignOut))
        {
            return Results.Redirect("/password");
        }

        if (await Reply.ForgedAsync(http) is { } forged)
        {
            return forged;
        }

        if (Authority.Judge(act, presence.Actor.Posts) is not Ruling.Forbidden refusal)
        {
            return null;
        }

        var refused = await Reply.Desk(http).RefuseAsync(new(act, presence.Actor, () => "", refusal));
        return http.IsRest() ? Problems.Refused(http, refused, StatusCodes.Status403Forbidden) : await Reply.RefusedAsync(http, refused);
    }

    // The middleware only looks at endpoints that say so; reads carry no token, and neither does what no browser is let into by its cookie.
    private static RouteHandlerBuilder WithForgeryCheck(this RouteHandlerBuilder endpoint)
    {
        endpoint.Add(e =>
        {
            if (e is RouteEndpointBuilder route && !$"/{route.RoutePattern.RawText?.TrimStart('/')}".StartsWith(RestPath.Root, StringComparison.Ordinal) && e.Metadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods.Contains("POST")))
            {
                e.Metadata.Add(new RequireAntiforgeryTokenAttribute(true));
            }
        });
        return endpoint;
    }
}
