using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Features.Access;
using Shoumi.Server.Frame;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Access;

/// <summary>The answers an endpoint gives: a page, a refusal, bad input, nothing there, sign in first.</summary>
public static class Reply
{
    /// <summary>The desk of this request.</summary>
    public static Desk Desk(HttpContext http) => http.RequestServices.GetRequiredService<Desk>();

    /// <summary>A page with its frame filled in.</summary>
    public static async Task<IResult> PageAsync<TPage>(HttpContext http, object model, int status = 200)
        where TPage : IComponent
    {
        await http.RequestServices.GetRequiredService<Surroundings>().FillAsync();
        return new RazorComponentResult<TPage>(new { Model = model }) { StatusCode = status };
    }

    /// <summary>A refusal as a page of its own: 409, with code, article, reason and remedy.</summary>
    public static async Task<IResult> RefusedAsync(HttpContext http, Ruled ruled, string? back = null)
    {
        await http.RequestServices.GetRequiredService<Surroundings>().FillAsync();
        return new RazorComponentResult<RefusedPage>(new { Refusals = Shown(http, ruled), Back = back ?? "/" }) { StatusCode = StatusCodes.Status409Conflict };
    }

    /// <summary>What a refusal shows, from the policy pack.</summary>
    public static IReadOnlyList<RefusalShown> Shown(HttpContext http, Ruled ruled)
    {
        var pack = http.RequestServices.GetRequiredService<PolicyPack>();
        var now = http.RequestServices.GetRequiredService<Calendar>().Now;
        var l = http.RequestServices.GetRequiredService<Language>();
        return [.. ruled.Ruling.Reasons.Select(r => RefusalShown.Of(r, pack, ruled.Line > 0 ? ruled.Line : null, now) with { Who = l.WhoCan(r) })];
    }

    /// <summary>No such page, or not within the person's knowledge: one answer for both.</summary>
    public static async Task<IResult> NothingAsync(HttpContext http)
    {
        await http.RequestServices.GetRequiredService<Surroundings>().FillAsync();
        return new RazorComponentResult<NotFoundPage>() { StatusCode = StatusCodes.Status404NotFound };
    }

    /// <summary>Bad input as a page of its own, for forms that have no page to go back into.</summary>
    public static async Task<IResult> BadInputAsync(HttpContext http, IReadOnlyDictionary<string, string> errors, string back)
    {
        await http.RequestServices.GetRequiredService<Surroundings>().FillAsync();
        return new RazorComponentResult<BadInputPage>(new { Errors = errors, Back = back }) { StatusCode = StatusCodes.Status400BadRequest };
    }

    /// <summary>A query of the address that cannot be.</summary>
    public static Task<IResult> BadInputAsync(HttpContext http, Form form, string back) => BadInputAsync(http, form.Errors, back);

    /// <summary>Bad input that has no field, such as a broken request.</summary>
    public static Task<IResult> BadInputAsync(HttpContext http, string field, string error, string back = "/") =>
        BadInputAsync(http, new Dictionary<string, string> { [field] = error }, back);

    /// <summary>
    /// What an act's answer becomes: on to the page that shows what was done or what now waits for approval, or the refusal. Null is
    /// what does not exist for this person.
    /// </summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, Ruled? ruled, Func<Ruled, string> path, string done, Func<Ruled, Task<IResult>> refused)
    {
        if (ruled is not { } answer)
        {
            return await NothingAsync(http);
        }

        var l = http.RequestServices.GetRequiredService<Language>();
        return await answer.Ruling.Match(
            _ => Task.FromResult(Done(http, path(answer), done)),
            waits => Task.FromResult(Done(http, path(answer), l.T($"已报请批准，由{l.Say(waits.By)}批准后办理", $"Sent for approval; done once the {l.Say(waits.By)} has approved"))),
            _ => refused(answer));
    }

    /// <summary>After an act: to the page that shows it, with one line that says so.</summary>
    public static IResult Done(HttpContext http, string path, string flash)
    {
        Flash.Set(http, flash);
        return Results.Redirect(path);
    }

    /// <summary>To the sign-in page and back here afterwards; a part asked for by script sends the whole page there.</summary>
    public static IResult ToSignIn(HttpContext http)
    {
        var read = HttpMethods.IsGet(http.Request.Method) && !http.Request.Headers.ContainsKey("HX-Request");
        var from = Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == http.Request.Host.Value ? LocalPath(page.PathAndQuery) : "/";
        var back = read ? http.Request.Path + http.Request.QueryString : from;
        if (HttpMethods.IsPost(http.Request.Method))
        {
            var l = http.RequestServices.GetRequiredService<Language>();
            Flash.Set(http, l.T("登录已过期：刚才提交的没有办理，也没有写入，请重新填写", "You had been signed out: what you sent was not done and not kept; please fill it in again"));
        }

        var to = $"/sign-in?back={Uri.EscapeDataString(back)}";
        if (http.Request.Headers.ContainsKey("HX-Request"))
        {
            http.Response.Headers["HX-Redirect"] = to;
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        return Results.Redirect(to);
    }

    /// <summary>A form that does not come from one of our pages, or whose page is too old.</summary>
    public static async Task<IResult?> ForgedAsync(HttpContext http)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return null;
        }

        var l = http.RequestServices.GetRequiredService<Language>();
        return await BadInputAsync(http, "request", l.T("表单已过期或不是从本系统打开的，请返回刷新后再办", "This form is out of date or was not opened from here; go back, reload and try again"));
    }

    /// <summary>A path on this server to go back to; anything else leads home.</summary>
    public static string LocalPath(string? path) =>
        path is { Length: > 0 and < 500 } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl) ? path : "/";
}

/// <summary>One line about the act just done, carried to the next page in a cookie that lives until it is shown. Never a title.</summary>
public static class Flash
{
    private const string Cookie = "shoumi.flash";

    public static void Set(HttpContext http, string line) => http.Response.Cookies.Append(Cookie, Uri.EscapeDataString(line), new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, IsEssential = true, MaxAge = TimeSpan.FromMinutes(1) });

    public static string? Take(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Cookie, out var line))
        {
            return null;
        }

        http.Response.Cookies.Delete(Cookie);
        return Uri.UnescapeDataString(line);
    }
}
