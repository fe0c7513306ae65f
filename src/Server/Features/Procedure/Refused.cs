using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Frame;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>A refusal in the five steps, with the ways out that can be taken on the page itself.</summary>
public static class Refused
{
    public static IReadOnlyList<RefusalShown> Shown(HttpContext http, Desk desk, Ruled ruled)
    {
        var l = http.RequestServices.GetRequiredService<Language>();
        return [.. Reply.Shown(http, ruled).Zip(ruled.Ruling.Reasons).Select(pair => pair.First with { Ways = Ways(pair.Second, l) })];
    }

    // Only where a button does it: the other remedies are sentences of the pack.
    private static IReadOnlyList<Way> Ways(Refusal refusal, Language l)
    {
        var allowed = refusal.Arguments.FirstOrDefault(a => a.Name == "allowed").Value;
        return refusal.Code == "MZ.6.1" && allowed is not null && allowed.EndsWith('年')
            ? [new Way(l.T($"改为{allowed}并提交", $"Make it {allowed[..^1]} years and submit"), Field: "within", Value: allowed[..^1])]
            : [];
    }
}
