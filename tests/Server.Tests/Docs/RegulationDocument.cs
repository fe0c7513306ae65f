using System.Text;
using Shoumi.Rules;

namespace Shoumi.Server.Tests.Docs;

/// <summary><c>docs/regulation.md</c>: clause → rule → test → page.</summary>
internal static class RegulationDocument
{
    /// <summary>By article: its subject in both languages, and the page where it is met when no endpoint rests on the clause itself.</summary>
    private static readonly (int Article, string Zh, string En, string Page)[] Chapters =
    [
        (0, "通知", "The notice", "/cases/{id:int}"),
        (1, "依据", "Basis", "/cases/{id:int}"),
        (2, "何为国家秘密", "What a state secret is", "/ledger/{id:int}"),
        (3, "方针", "Policy: a refusal says what would be allowed", "/cases/{id:int}"),
        (4, "事项范围", "Matters", "/cases/{id:int}"),
        (5, "密级", "Levels", "/cases/{id:int}"),
        (6, "期限", "Terms", "/terms"),
        (7, "五个环节", "The five steps", "/cases/{id:int}"),
        (8, "标志", "Marks", "/cases/{id:int}/marked-document"),
    ];

    public static readonly IReadOnlyList<Named> Rules = SourceScan.Requirements("src");
    public static readonly IReadOnlyList<Named> Tests = SourceScan.Requirements("tests");

    private static readonly IReadOnlyList<Endpoint> Endpoints = SourceScan.Endpoints();

    public static string Print()
    {
        var page = new StringBuilder();
        page.AppendLine("# 条例与代码对照 / The regulation and its code");
        page.AppendLine();
        page.AppendLine("由源代码中的 `[Requirement]` 生成，请勿手改；与源代码不一致时测试不通过。重新生成：`SHOUMI_WRITE_DOCS=1 ./test`。");
        page.AppendLine();
        page.AppendLine("Generated from `[Requirement]` in the source; do not edit. A test fails when it differs from the source. To regenerate: `SHOUMI_WRITE_DOCS=1 ./test`.");
        foreach (var (article, zh, en, fallback) in Chapters)
        {
            page.AppendLine().AppendLine($"## {(article == 0 ? "" : new Clause(article) + " ")}{zh} / {(article == 0 ? "" : $"Article {article}: ")}{en}");
            foreach (var id in RequirementIds.All.Where(i => RequirementIds.Article(i) == article && RequirementIds.Demanded(i)))
            {
                page.AppendLine().AppendLine($"### {id} · {RequirementIds.Place(id)}").AppendLine();
                page.AppendLine($"- 规则 Rule: {List(Rules, id)}");
                page.AppendLine($"- 测试 Test: {List(Tests, id)}");
                page.AppendLine($"- 页面 Page: {Pages(id, fallback)}");
            }
        }

        page.AppendLine().AppendLine("## 尚未成章 / Chapters to come").AppendLine();
        page.AppendLine("以下各条尚无完整的规则和测试；已经用到的列在其后。 / These clauses are not coded yet; what already rests on them follows.").AppendLine();
        foreach (var id in RequirementIds.All.Where(i => !RequirementIds.Demanded(i) && !RequirementIds.NotCoded.ContainsKey(i)))
        {
            var there = Rules.Concat(Tests).Any(n => n.Id == id) ? $": {List([.. Rules, .. Tests], id)}" : "";
            page.AppendLine($"- **{id}** {RequirementIds.Place(id)}{there}");
        }

        page.AppendLine().AppendLine("## 不写成代码 / Not coded").AppendLine();
        foreach (var (id, reason) in RequirementIds.NotCoded)
        {
            page.AppendLine($"- **{id}** {reason}");
        }

        return page.ToString();
    }

    private static string List(IReadOnlyList<Named> named, string id) => string.Join("; ", named.Where(n => n.Id == id).GroupBy(n => n.File)
        .Select(g => $"[`{g.Key.Split('/', 2)[1]}`](../{g.Key}) {string.Join(", ", g.Select(n => Brief(g.Key, n.Member)).Distinct())}").DefaultIfEmpty("–"));

    /// <summary>The member alone where the file is named after its type.</summary>
    private static string Brief(string file, string member)
    {
        var type = Path.GetFileNameWithoutExtension(file) + ".";
        return member.StartsWith(type, StringComparison.Ordinal) ? member[type.Length..] : member;
    }

    private static string Pages(string id, string fallback)
    {
        var acts = Authority.Grants.Where(g => g.Requirement == id).Select(g => $"{g.Act}").ToHashSet();
        var own = Endpoints.Where(e => e.Act is { } act && acts.Contains(act)).Select(e => $"`{e.Method} {e.Path}`").ToList();
        var chapter = Endpoints.First(e => e.Path == fallback);
        return string.Join(", ", own.DefaultIfEmpty($"`{chapter.Method} {chapter.Path}`"));
    }
}
