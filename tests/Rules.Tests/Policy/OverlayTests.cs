using Shoumi.Rules.Policy;
using Xunit;

namespace Shoumi.Rules.Tests.Policy;

public sealed class OverlayTests
{
    private const string Extra = """
        id: organ
        extends: minzheng
        version: 2026-04-01
        title: {zh: 本单位补充目录, en: The organ's own additions}
        precedence: 15
        basis:
          ORGAN:
            title: {zh: 本单位国家秘密事项一览表, en: The organ's classification guide}
            issuer: XX市民政局
        rows:
          - id: CL-X.1
            article: 5
            item: 3
            number: 8
            level: Confidential
            name: {zh: 过往部队的住宿安排, en: Lodging of troops passing through}
            short: {zh: 过往部队住宿, en: Lodging of troops}
            line_rule: ORGAN
            under: [SC-4-03]
        """;

    [Fact(DisplayName = "本单位可以在叠加包里带着依据补充事项，条例原有的不变")]
    [Requirement("R4.1")]
    public void An_organ_adds_rows_with_a_basis()
    {
        var pack = Read(Extra).Pack!;
        Assert.Equal(ShippedPack.Pack.Rows.Length + 1, pack.Rows.Length);
        Assert.Contains("CL-X.1", pack.Scope("SC-4-03")!.Rows);
        Assert.DoesNotContain("CL-X.1", pack.Scope("SC-4-04")!.Rows);
        Assert.Equal("ORGAN", pack.Row("CL-X.1")!.LineRule);
        Assert.Equal(ShippedPack.Pack.Rows.Select(r => r.Name), pack.Rows.Take(14).Select(r => r.Name));
    }

    [Theory(DisplayName = "叠加包改不了条例：事项不得重号，范围、理由、期限不得另写")]
    [Requirement("R4.1", "R1.1")]
    [InlineData("- id: CL-X.1", "- id: CL-5.3.2", "rows[1].id")]
    [InlineData("precedence: 15", "precedence: 15\nscopes: []", "scopes")]
    [InlineData("precedence: 15", "precedence: 15\nlevels: {}", "levels")]
    [InlineData("precedence: 15", "precedence: 10", "precedence")]
    [InlineData("line_rule: ORGAN", "line_rule: NOBODY", "rows[1].line_rule")]
    [InlineData("under: [SC-4-03]", "under: [SC-4-11]", "rows[1].under[1]")]
    [InlineData("extends: minzheng", "extends: jiaoyu", "extends")]
    [InlineData("  ORGAN:", "  LAW:", "basis.LAW")]
    public void It_cannot_change_the_regulation(string old, string with, string path)
    {
        var reading = Read(Extra.Replace(old, with, StringComparison.Ordinal));
        Assert.Null(reading.Pack);
        Assert.Contains(reading.Errors, e => e.File == "organ.yaml" && e.Path == path);
        Assert.All(reading.Errors, e => Assert.Equal("organ.yaml", e.File));
    }

    [Fact(DisplayName = "叠加包不能单独使用")]
    [Requirement("R1.1")]
    public void It_does_not_stand_alone()
    {
        var error = Assert.Single(PolicyReader.Read(ShippedPack.OverlayYaml, ShippedPack.OverlayName, []).Errors);
        Assert.Equal("extends", error.Path);
    }

    [Fact(DisplayName = "位阶高的提示排在前面")]
    [Requirement("R1.1")]
    public void Higher_rank_comes_first()
    {
        const string hint = "\nhints:\n  - {when: forms, basis: ORGAN, text: {zh: 提示, en: Hint}, governs: {zh: 以此为准, en: This governs}}\n";
        var pack = PolicyReader.Read(
            ShippedPack.BaseYaml, ShippedPack.BaseName, [("organ.yaml", Extra + hint), (ShippedPack.OverlayName, ShippedPack.OverlayYaml)]).Pack!;
        Assert.Equal("organ", pack.Hints[^1].Pack);
        Assert.Equal(pack.Hints.Select(h => h.Precedence).OrderDescending(), pack.Hints.Select(h => h.Precedence));
    }

    private static PolicyReading Read(string overlay) => PolicyReader.Read(ShippedPack.BaseYaml, ShippedPack.BaseName, [("organ.yaml", overlay)]);
}
