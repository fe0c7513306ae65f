using System.Text.RegularExpressions;
using Shoumi.Rules.Policy;
using Xunit;

namespace Shoumi.Rules.Tests.Policy;

public sealed partial class ReasonCodeTests
{
    [Fact(DisplayName = "程序里用到的每个理由码都登记在册，条例包里都有文字")]
    [Requirement("RP.2", "R3.1")]
    public void Every_code_in_the_source_is_registered()
    {
        var source = Path.Combine(ShippedPack.Root, "src");
        var used = Directory.EnumerateFiles(source, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.EndsWith("ReasonCodes.cs", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .ToHashSet();
        Assert.Contains("MZ.6.1", used);
        Assert.Empty(used.Except(ReasonCodes.All));
        // And nothing is registered that nobody raises; what later articles will raise is on a list of its own.
        Assert.Empty(ReasonCodes.All.Except(used));
        Assert.Empty(ReasonCodes.Later.Select(l => l.Code).Except(ShippedPack.Pack.Reasons.Keys));
        Assert.All(ReasonCodes.Later, l => Assert.Contains(l.Article, Enumerable.Range(4, 9)));
    }

    [Fact(DisplayName = "理由文字里的每个空格都有办理的一处填入，填入的每个数值也都有地方显示")]
    [Requirement("RP.2", "R3.1")]
    public void Every_value_has_its_place_and_every_place_its_value()
    {
        var passed = Passed().ToLookup(p => p.Code, p => p.Argument);
        Assert.Contains("given", passed["MZ.6.1"]);
        foreach (var reason in ReasonCodes.All.Select(ShippedPack.Pack.Reason))
        {
            Wording[] sentences = [reason.Text, reason.Remedy, reason.Rule, reason.Who];
            var (zh, en) = (Places(sentences.Select(s => s.Zh)), Places(sentences.Select(s => s.En)));
            Assert.True(zh.SetEquals(passed[reason.Code]), $"{reason.Code}: says {string.Join(' ', zh)}, is given {string.Join(' ', passed[reason.Code].Distinct())}");
            Assert.True(zh.SetEquals(en), $"{reason.Code}: zh {string.Join(' ', zh)}, en {string.Join(' ', en)}");
        }
    }

    /// <summary>What the callers of a code give along with it, the English forms aside.</summary>
    private static IEnumerable<(string Code, string Argument)> Passed() =>
        from file in Directory.EnumerateFiles(Path.Combine(ShippedPack.Root, "src"), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        let source = File.ReadAllText(file)
        from Match call in Forbidding().Matches(source)
        from Match argument in Named().Matches(Inside(source, call.Index + call.Length))
        where !argument.Groups[1].Value.EndsWith("_en", StringComparison.Ordinal)
        select (call.Groups[1].Value, argument.Groups[1].Value);

    /// <summary>The rest of a call whose first parenthesis is open already.</summary>
    private static string Inside(string source, int from)
    {
        var (depth, at) = (1, from);
        for (; depth > 0; at++)
        {
            depth += source[at] switch { '(' => 1, ')' => -1, _ => 0 };
        }

        return source[from..at];
    }

    private static HashSet<string> Places(IEnumerable<string> sentences) => [.. sentences.SelectMany(s => Place().Matches(s)).Select(m => m.Groups[1].Value)];

    [Fact(DisplayName = "登记的理由码不重复，条例包里一个不缺")]
    [Requirement("RP.2")]
    public void Every_registered_code_has_its_text()
    {
        Assert.Equal(ReasonCodes.All.Distinct(), ReasonCodes.All);
        Assert.Empty(ReasonCodes.All.Except(ShippedPack.Pack.Reasons.Keys));
    }

    [Fact(DisplayName = "没有文字的理由码是缺陷，不会悄悄放过")]
    [Requirement("RP.2")]
    public void An_unknown_code_is_a_defect() => Assert.Throws<KeyNotFoundException>(() => ShippedPack.Pack.Reason("MZ.99"));

    [GeneratedRegex("Forbid\\(\\s*\"((?:MZ|SYS)\\.[A-Z0-9][A-Z0-9.]*)\"")]
    private static partial Regex Forbidding();

    [GeneratedRegex("\\(\"([a-z_]+)\",")]
    private static partial Regex Named();

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex Place();

    [GeneratedRegex("\"((?:MZ|SYS)\\.[A-Z0-9][A-Z0-9.]*)\"")]
    private static partial Regex Code();
}
