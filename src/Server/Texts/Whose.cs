using Shoumi.Rules;

namespace Shoumi.Server.Texts;

/// <summary>
/// A post that does not do an act is told what the act is and whose it is. The table answers without allocating and so without words;
/// they are added where the refusal is recorded and shown.
/// </summary>
public static class Whose
{
    /// <summary>The refusal with act and posts named, in both languages; whoever has said it already is left alone.</summary>
    [Requirement("R3.1")]
    public static Ruling Named(this Ruling ruling, Act act) => ruling.Reasons.Any(IsBare)
        ? new Ruling.Forbidden([.. ruling.Reasons.SelectMany(r => IsBare(r) ? Say(r, act).Reasons : [r])])
        : ruling;

    /// <summary>Who can do it, where the refusal says so; null leaves it to the policy pack.</summary>
    public static string? WhoCan(this Language l, Refusal refusal) => refusal.Code != "SYS.POST" ? null
        : refusal.Arguments.FirstOrDefault(a => a.Name == (l.English ? "post_en" : "post")).Value is { Length: > 0 } post ? post : null;

    private static bool IsBare(Refusal refusal) => refusal is { Code: "SYS.POST", Arguments.IsEmpty: true };

    private static Ruling Say(Refusal refusal, Act act) => Ruling.Forbid(
        "SYS.POST",
        refusal.Requirement,
        ("what", Words.Chinese.Say(act)),
        ("what_en", Words.Foreign.Say(act)),
        ("post", Posts(Words.Chinese, act, "、")),
        ("post_en", Posts(Words.Foreign, act, ", ")));

    // What everybody in the business may do is refused to administrators only.
    private static string Posts(Language l, Act act, string between)
    {
        var posts = Authority.PostsFor(act);
        return posts.Contains(Post.ActionOfficer) && posts.Count > 1 ? l.T("业务人员", "Business staff") : string.Join(between, posts.Members.Select(l.Say));
    }
}
