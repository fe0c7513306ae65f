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
    }

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

    [GeneratedRegex("\"((?:MZ|SYS)\\.[A-Z0-9][A-Z0-9.]*)\"")]
    private static partial Regex Code();
}
