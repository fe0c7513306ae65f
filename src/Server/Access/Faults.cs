using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Shoumi.Rules;
using Shoumi.Server.Features.Access;
using Shoumi.Server.Rest;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Access;

/// <summary>
/// The outermost ring. Bad input gets a clear answer; being overtaken says so; a fault gets an incident number, and the log gets kind and
/// place of it, never a message that could hold what somebody typed.
/// </summary>
public sealed partial class Faults(RequestDelegate next, ILogger<Faults> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, e);
        }
    }

    private async Task AnswerAsync(HttpContext http, Exception e)
    {
        http.Response.Clear();
        Headers.Set(http);
        var l = http.RequestServices.GetRequiredService<Language>();
        var answer = http.IsRest() && !http.RequestAborted.IsCancellationRequested
            ? Problems.Of(http, l, e) ?? Problems.Fault(l, Incident(http, e))
            : await PageAsync(http, l, e);
        await answer.ExecuteAsync(http);
    }

    private async Task<IResult> PageAsync(HttpContext http, Language l, Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => await TooLargeAsync(http, l),
        UnreadableFormException => await Reply.BadInputAsync(http, "request", l.T("表单无法读取：不完整，或超过 1000 项，或有一项超过 64 KB", "The form cannot be read: broken off, of more than 1000 fields, or with a field of more than 64 KB")),
        BadHttpRequestException => await Reply.BadInputAsync(http, "request", l.T("请求不完整，或不是表单，或格式不对", "The request is incomplete, no form, or malformed")),
        OvertakenException => await OvertakenAsync(http),
        TooManyRefusalsException => await SlowDownAsync(http, l),
        OperationCanceledException when http.RequestAborted.IsCancellationRequested => Results.StatusCode(499),
        _ => new RazorComponentResult<FaultPage>(new { Incident = Incident(http, e), Retry = "/" }) { StatusCode = StatusCodes.Status500InternalServerError },
    };

    private static async Task<IResult> TooLargeAsync(HttpContext http, Language l)
    {
        int? file = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize switch
        {
            FormBody.LargestWithDocument => Settings.LargestDocument >> 20,
            FormBody.LargestWithSheet => Documents.Sheets.Reading.SheetLimits.File >> 20,
            _ => null,
        };
        var (field, error) = file is { } most
            ? ("file", l.T($"文件过大，最大 {most} MB", $"The file is too large: at most {most} MB"))
            : ("request", l.T($"提交的内容过大，本页最大 {FormBody.Largest >> 10} KB", $"Too much was sent: at most {FormBody.Largest >> 10} KB from this page"));
        await http.RequestServices.GetRequiredService<Surroundings>().FillAsync();
        var errors = new Dictionary<string, string> { [field] = error };
        return new RazorComponentResult<BadInputPage>(new { Errors = (IReadOnlyDictionary<string, string>)errors, Back = "/" }) { StatusCode = StatusCodes.Status413PayloadTooLarge };
    }

    private static async Task<IResult> OvertakenAsync(HttpContext http)
    {
        var refusal = Ruling.Forbid("SYS.CONFLICT", "R7.1.1");
        return await Reply.RefusedAsync(http, new Ruled(refusal, 0), Reply.LocalPath(http.Request.Path));
    }

    private static async Task<IResult> SlowDownAsync(HttpContext http, Language l)
    {
        http.Response.Headers.RetryAfter = "60";
        await http.RequestServices.GetRequiredService<Surroundings>().FillAsync();
        var errors = new Dictionary<string, string> { ["request"] = l.T("一分钟内不予办理的次数过多，请一分钟后再办", "Too many refusals within a minute; wait a minute and try again") };
        return new RazorComponentResult<BadInputPage>(new { Errors = (IReadOnlyDictionary<string, string>)errors, Back = "/" }) { StatusCode = StatusCodes.Status429TooManyRequests };
    }

    /// <summary>Logs kind and place of a fault under a number, which is all that anybody is told.</summary>
    private string Incident(HttpContext http, Exception e)
    {
        var incident = $"E-{DateTimeOffset.FromUnixTimeMilliseconds(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds()).ToOffset(TimeSpan.FromHours(8)):yyyyMMdd}-{Convert.ToHexString(RandomNumberGenerator.GetBytes(3))}";
        LogFault(log, incident, Kinds(e), (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", e.StackTrace ?? "");
        return incident;
    }

    // Messages of the database and of the file system speak of tables and disks; others may repeat what was typed.
    private static string Kinds(Exception? e) => e is null
        ? ""
        : $"{e.GetType().Name}{(e is DbException or IOException ? $" ({e.Message})" : "")} {Kinds(e.InnerException)}".TrimEnd();

    [LoggerMessage(Level = LogLevel.Error, Message = "{Incident} {Kinds} at {Route}\n{Stack}")]
    private static partial void LogFault(ILogger log, string incident, string kinds, string route, string stack);
}

/// <summary>What every answer carries: no script or style but ours, nothing kept by browser or proxy, nothing framed.</summary>
public static class Headers
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        // Both words: without "no-cache" the framework warns in the log on every page that holds a form.
        headers.CacheControl = "no-cache, no-store";
        if (http.Request.IsHttps)
        {
            // Once reached by TLS, never without it; over the bare protocol a browser would not believe it.
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }
    }

    /// <summary>Files of the product: kept for an hour, and their text is UTF-8 wherever somebody asks.</summary>
    public static void SetOfFile(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=3600";
        if (response.ContentType is { } type && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal)))
        {
            response.ContentType = $"{type}; charset=utf-8";
        }
    }
}
