using System.Text;
using Shoumi.Rules;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Tests.Docs;

/// <summary><c>docs/authority.md</c>: which post may do which act.</summary>
internal static class AuthorityDocument
{
    private static readonly Language Chinese = new(english: false);
    private static readonly Language English = new(english: true);
    private static readonly Post[] Posts = Enum.GetValues<Post>();

    public static string Print()
    {
        var page = new StringBuilder();
        page.AppendLine("# 权限表 / Who may do what").AppendLine();
        page.AppendLine("由 `src/Rules/Authority.cs` 生成，请勿手改。重新生成：`SHOUMI_WRITE_DOCS=1 ./test`。岗位是否属于本单位、是否轮到、是否与前几步同一人，由各章另行判断。").AppendLine();
        page.AppendLine("Printed from `src/Rules/Authority.cs`; do not edit. To regenerate: `SHOUMI_WRITE_DOCS=1 ./test`. Whether the post is held for the right unit, in the right order and by a person who has not done another step is judged by the chapters.").AppendLine();
        foreach (var (post, n) in Posts.Select((p, n) => (p, n + 1)))
        {
            page.AppendLine($"{n}. {Chinese.Say(post)} / {English.Say(post)}");
        }

        page.AppendLine().AppendLine($"| 编号 No. | 行为 Act | 依据 Rests on | {string.Join(" | ", Enumerable.Range(1, Posts.Length))} | 他人 Others |");
        page.AppendLine($"|---|---|---|{string.Concat(Posts.Select(_ => ":-:|"))}---|");
        foreach (var grant in Authority.Grants)
        {
            var cells = string.Join(" | ", Posts.Select(p => grant.Posts.Contains(p) ? "●" : " "));
            page.AppendLine($"| {(int)grant.Act} | {Chinese.Say(grant.Act)} / {English.Say(grant.Act)} | {grant.Requirement} | {cells} | `{grant.Refusal}` |");
        }

        return page.ToString();
    }
}
