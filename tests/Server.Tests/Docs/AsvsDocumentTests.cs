using System.Text.RegularExpressions;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Server.Tests.Docs;

/// <summary>docs/asvs.md answers for every item of the standard that it has to, and points to nothing that is not there.</summary>
public sealed partial class AsvsDocumentTests
{
    private static readonly string Standard = Path.Combine(
        Environment.GetEnvironmentVariable("SHOUMI_SHARED") ?? Path.Combine(SourceScan.Root, "..", "shared"), "spec", "asvs-5.0.0.csv");

    private static readonly string[] States = ["test", "control", "n/a", "open"];

    private static readonly string Page = File.ReadAllText(Path.Combine(SourceScan.Root, "docs", "asvs.md"));

    private static readonly IReadOnlyList<Row> Rows =
        [.. Line().Matches(Page).Select(m => new Row(m.Groups["id"].Value, m.Groups["level"].Value, m.Groups["what"].Value, m.Groups["state"].Value, m.Groups["where"].Value))];

    private sealed record Row(string Id, string Level, string What, string State, string Where);

    [Fact(DisplayName = "安全验证标准第一、二级的每一项都有说明，一项不漏，一项不重")]
    [Requirement("RN3.9")]
    public void Every_item_has_one_row()
    {
        Assert.Equal(Rows.Count, Rows.Select(r => r.Id).Distinct().Count());
        if (File.Exists(Standard))
        {
            // OAuth and WebRTC, chapters 10 and 17, are not in this product.
            var demanded = File.ReadLines(Standard).Select(l => Item().Match(l)).Where(m => m.Success && m.Groups["chapter"].Value is not ("10" or "17"))
                .Select(m => (m.Groups["id"].Value, m.Groups["level"].Value)).ToList();
            Assert.True(demanded.Count > 200, $"{demanded.Count}");
            Assert.Equal(demanded.Order(), Rows.Select(r => (r.Id, r.Level)).Order());
        }
        else
        {
            Assert.True(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")), $"{Standard} is absent");
        }
    }

    [Fact(DisplayName = "说明里写的测试和文件都确有其物，各项写明状态和所在，开头的件数与各行相符")]
    [Requirement("RN3.9")]
    public void What_it_points_to_exists()
    {
        var tests = SourceScan.Files("*.cs", "tests").Select(File.ReadAllText).ToList();
        bool IsTest(string name) => name.Split('.') is [var type, var method] && tests.Any(t => Regex.IsMatch(t, $@"\bclass {type}\b") && Regex.IsMatch(t, $@"\bpublic (?:static )?(?:async )?(?:Task|void) {method}\("));
        bool IsFile(string name) => File.Exists(Path.Combine(SourceScan.Root, name));
        var wrong = from row in Rows
                    let named = Quoted().Matches(row.Where).Select(m => m.Groups[1].Value).ToList()
                    where !States.Contains(row.State) || row.Where.Trim().Length == 0
                        || named.Any(n => n.Contains('/') || n.EndsWith(".md", StringComparison.Ordinal) || n.EndsWith(".props", StringComparison.Ordinal) ? !IsFile(n) : n.Contains('.') && !IsTest(n))
                        || row.State == "test" && !named.Any(IsTest) || row.State == "control" && !named.Any(IsFile)
                    select $"{row.Id} {row.State}: {row.Where}";
        Assert.Empty(wrong);
        Assert.All(States, state => Assert.Contains($"| {state} | {Rows.Count(r => r.State == state)} |", Page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| (?<id>V\d+\.\d+\.\d+) \| (?<level>[12]) \| (?<what>[^|]+) \| (?<state>[^|]+?) \| (?<where>[^|]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"^V(?<chapter>\d+),.*?,V\d+\.\d+,.*?,(?<id>V\d+\.\d+\.\d+),.*,(?<level>[12])\r?$")]
    private static partial Regex Item();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
