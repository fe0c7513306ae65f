using System.ComponentModel;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Rest;

/// <summary>What a program is told when nothing was done (RFC 9457), in the language it asks for.</summary>
public sealed record Problem(
    [property: Description("Kind of problem, as a URN; the same for every problem of that kind.")] string Type,
    [property: Description("The kind in words.")] string Title,
    int Status,
    [property: Description("Reason code: of the regulation (MZ.…), of the system (SYS.…), of a document (DOC.…) or of this interface (API.…).")] string Code,
    [property: Description("Requirement that refuses, such as R6.1.1.")] string Requirement,
    [property: Description("What is refused and why.")] string Text,
    [property: Description("What would be allowed instead.")] string Remedy)
{
    [Description("Article of the regulation, in words; absent where the reason rests on none.")]
    public string? Article { get; init; }

    [Description("Who can do it.")]
    public string? Who { get; init; }

    [Description("All reasons of a refusal, the first of which stands above.")]
    public IReadOnlyList<RefusalSaid>? Refusals { get; init; }

    [Description("What is wrong with the request, by field; \"request\" where it is none of them.")]
    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    [Description("Number of the incident to report; nothing else is told of a fault.")]
    public string? Incident { get; init; }
}

/// <summary>One reason of a refusal.</summary>
public sealed record RefusalSaid(
    string Code,
    string Requirement,
    string? Article,
    string Text,
    string Remedy,
    string Who,
    [property: Description("Line of the audit ledger in which the refusal stands; absent where none was written.")] long? Line);

/// <summary>The problems of this interface. They never hold a title, nor anything of an item that the person may not know.</summary>
[Requirement("R3.1")]
public static class Problems
{
    public const string MediaType = "application/problem+json";

    /// <summary>Bad input: every field is named.</summary>
    public static IResult BadInput(Language l, IReadOnlyDictionary<string, string> errors, int status = StatusCodes.Status400BadRequest) => Answer(new Problem(
        Kind("input"), l.T("填写有误", "Bad input"), status, "API.INPUT", "R3.1",
        l.T($"有 {errors.Count} 处填写有误，什么也没有写入", $"{errors.Count} field(s) are wrong; nothing was written"),
        l.T("按 errors 逐项改正后再提交", "Mend what errors names and send it again")) { Errors = errors });

    /// <summary>Bad input that has no field.</summary>
    public static IResult BadInput(Language l, string error, int status = StatusCodes.Status400BadRequest) => BadInput(l, new Dictionary<string, string> { ["request"] = error }, status);

    /// <summary>No token, or one that opens nothing: one answer for all of them.</summary>
    public static IResult SignIn(HttpContext http, Language l)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Answer(new Problem(
            Kind("token"), l.T("须出示访问令牌", "A token is needed"), StatusCodes.Status401Unauthorized, "API.TOKEN", "RN3.9",
            l.T("没有出示访问令牌，或令牌不对、已过期、已撤销，或本人已离岗、账号已停用、口令已更换", "No token was shown, or it is wrong, has run out or was revoked, or its owner has left, has a closed account or another password"),
            l.T("由本人登录后在“访问令牌”页创建新的，写入 Authorization: Bearer", "Let its owner sign in, make a new one on the page of tokens and send it as Authorization: Bearer")));
    }

    /// <summary>A refusal by the regulation, with all its reasons.</summary>
    /// <param name="status">403 where the post does not do the act at all, 409 where the act was judged.</param>
    public static IResult Refused(HttpContext http, Ruled ruled, int status)
    {
        var l = http.RequestServices.GetRequiredService<Language>();
        var said = Reply.Shown(http, ruled).Zip(ruled.Ruling.Reasons, (shown, refusal) => new RefusalSaid(
            refusal.Code,
            refusal.Requirement,
            shown.Reason.Clause is { } clause ? l.Say(clause) : null,
            shown.Reason.Text.In(l.English, refusal.Arguments),
            shown.Reason.Remedy.In(l.English, refusal.Arguments),
            shown.Who ?? shown.Reason.Who.In(l.English, refusal.Arguments),
            shown.LedgerNumber)).ToList();
        var first = said[0];
        return Answer(new Problem(Kind("refused"), l.T("不予办理", "Not permitted"), status, first.Code, first.Requirement, first.Text, first.Remedy) { Article = first.Article, Who = first.Who, Refusals = said });
    }

    /// <summary>No such thing, or not within the person's knowledge: one answer for both, to the byte.</summary>
    [Requirement("R7.1.6", "R11.6")]
    public static IResult Nothing(Language l) => Answer(new Problem(
        Kind("nothing"), l.T("没有这一项", "No such thing"), StatusCodes.Status404NotFound, "API.NOTHING", "R7.1.6",
        l.T("没有这一项，或不在您的知悉范围内", "There is no such thing, or it is not within your knowledge"),
        l.T("核对地址和编号；应当知悉的，由定密单位列入知悉范围", "Check the address; who should know is named in the scope of knowledge by the unit that classified")));

    /// <summary>The key was used for another request.</summary>
    public static IResult KeyUsed(Language l) => Answer(new Problem(
        Kind("key-used"), l.T("幂等键已用于另一请求", "The key was used for another request"), StatusCodes.Status422UnprocessableEntity, "API.KEY", "R3.1",
        l.T("这个 Idempotency-Key 已用于内容不同的请求，本次什么也没有办理", "This Idempotency-Key was used with a request that differs; nothing was done"),
        l.T("每件事用一个新的键；重发同一件事，内容须一字不差", "Take a new key for each act; to send one again, send it unchanged")));

    public static IResult TooMany(HttpContext http, Language l)
    {
        http.Response.Headers.RetryAfter = "60";
        return Answer(new Problem(
            Kind("pace"), l.T("请稍后再办", "Wait a minute"), StatusCodes.Status429TooManyRequests, "API.PACE", "RN3.9",
            l.T("一分钟内不予办理的次数过多", "Too many refusals within a minute"),
            l.T("一分钟后再办", "Try again after a minute")));
    }

    /// <summary>A fault: its number and nothing else.</summary>
    public static IResult Fault(Language l, string incident) => Answer(new Problem(
        Kind("fault"), l.T("系统故障", "Fault"), StatusCodes.Status500InternalServerError, "API.FAULT", "R3.1",
        l.T("系统出了故障，什么也没有写入", "Something broke; nothing was written"),
        l.T("把故障编号告诉系统管理员", "Tell the system administrator the number of the incident")) { Incident = incident });

    /// <summary>What became of a request that ended in an exception; null where it is a fault.</summary>
    public static IResult? Of(HttpContext http, Language l, Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => BadInput(l, l.T("提交的内容过大", "Too much was sent"), StatusCodes.Status413PayloadTooLarge),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => BadInput(l, l.T("内容须为 UTF-8 的 application/json", "The body must be application/json in UTF-8"), StatusCodes.Status415UnsupportedMediaType),
        BadHttpRequestException or UnreadableFormException => BadInput(l, l.T("请求不完整，或不是完好的 JSON 对象", "The request is incomplete, or no sound JSON object")),
        OvertakenException => Refused(http, new Ruled(Ruling.Forbid("SYS.CONFLICT", "R7.1.1"), 0), StatusCodes.Status409Conflict),
        TooManyRefusalsException => TooMany(http, l),
        _ => null,
    };

    private static string Kind(string name) => $"urn:shoumi:problem:{name}";

    private static IResult Answer(Problem problem) => Results.Json(problem, contentType: $"{MediaType}; charset=utf-8", statusCode: problem.Status);
}
