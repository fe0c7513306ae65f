using Shoumi.Rules;
using Xunit;

namespace Shoumi.Server.Tests.Docs;

/// <summary>The pages under docs/ that are made from the source are what the source says today, and no clause of the chapters that stand is forgotten.</summary>
public sealed class GeneratedDocsTests
{
    private static readonly bool Write = Environment.GetEnvironmentVariable("SHOUMI_WRITE_DOCS") == "1";

    [Fact(DisplayName = "条例对照表与源代码一致")]
    [Requirement("RN3.1")]
    public void The_regulation_page_is_what_the_source_says() => Same("regulation.md", RegulationDocument.Print());

    [Fact(DisplayName = "权限表文档与权限表一致")]
    [Requirement("RN1.4")]
    public void The_authority_page_is_what_the_table_says() => Same("authority.md", AuthorityDocument.Print());

    [Fact(DisplayName = "已成章的每一条都有规则")]
    [Requirement("RN3.1")]
    public void Every_clause_has_its_rule() => Assert.Empty(Demanded().Except(RegulationDocument.Rules.Select(n => n.Id)));

    [Fact(DisplayName = "已成章的每一条都有测试")]
    [Requirement("RN3.1")]
    public void Every_clause_has_its_test() => Assert.Empty(Demanded().Except(RegulationDocument.Tests.Select(n => n.Id)));

    [Fact(DisplayName = "引用的每一条都确有其条")]
    [Requirement("RN3.1")]
    public void No_clause_is_invented()
    {
        Assert.Empty(RegulationDocument.Rules.Concat(RegulationDocument.Tests).Select(n => n.Id).Except(RequirementIds.All));
        Assert.Empty(Authority.Grants.Select(g => g.Requirement).Except(RequirementIds.All));
        Assert.Empty(RequirementIds.NotCoded.Keys.Except(RequirementIds.All));
    }

    [Fact(DisplayName = "不写成代码的条款没有挂名的规则")]
    [Requirement("RN3.1")]
    public void What_is_not_coded_has_no_rule() =>
        Assert.Empty(RegulationDocument.Rules.Concat(RegulationDocument.Tests).Select(n => n.Id).Intersect(RequirementIds.NotCoded.Keys));

    private static IEnumerable<string> Demanded() => RequirementIds.All.Where(RequirementIds.Demanded);

    private static void Same(string name, string expected)
    {
        var file = Path.Combine(SourceScan.Root, "docs", name);
        if (Write)
        {
            File.WriteAllText(file, expected);
        }

        var kept = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(
            kept == expected.ReplaceLineEndings("\n"),
            $"docs/{name} 与源代码不一致，请运行 SHOUMI_WRITE_DOCS=1 ./test 重新生成并提交。 / docs/{name} differs from the source: run SHOUMI_WRITE_DOCS=1 ./test and commit what it writes.");
    }
}
