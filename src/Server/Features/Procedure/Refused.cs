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
        return [.. Reply.Shown(http, ruled).Zip(ruled.Ruling.Reasons).Select(pair => pair.First with { Ways = Ways(pair.Second, l), Arguments = Said(pair.Second, l) })];
    }

    // Only where a button does it: the other remedies are sentences of the pack.
    private static IReadOnlyList<Way> Ways(Refusal refusal, Language l)
    {
        var allowed = refusal.Arguments.FirstOrDefault(a => a.Name == "allowedAmount").Value;
        return refusal.Code == "MZ.6.1" && allowed is not null
            ? [new Way(l.T($"改为 {allowed} 年并提交", $"Make it {allowed} years and submit"), Field: "amount", Value: allowed)]
            : [];
    }

    /// <summary>Arguments as people read them: parts of a form and acts by their names.</summary>
    private static IReadOnlyList<(string, string)> Said(Refusal refusal, Language l) => [.. refusal.Arguments.Select(a => (a.Name, a.Name switch
    {
        "missing" => string.Join(l.T("、", ", "), a.Value.Split(' ').Select(m => Part(m, l))),
        "what" when int.TryParse(a.Value, out var act) => l.Say((Act)act),
        "step" or "waiting" or "done" when int.TryParse(a.Value, out var n) && n is >= 1 and <= 5 => l.Step(n),
        "waiting" => l.T("已办结", "closed"),
        _ => a.Value,
    }))];

    private static string Part(string part, Language l) => part switch
    {
        "determination" => l.T("定性", "determination"),
        "level" => l.T("密级", "level"),
        "term" => l.T("保密期限", "term"),
        "scope" => l.T("知悉范围", "scope of knowledge"),
        "basis" => l.T("定密依据", "basis"),
        "decision" => l.T("审批决定", "decision"),
        _ => part,
    };
}
