using System.Text.RegularExpressions;

namespace Shoumi.Server.Tests.Docs;

/// <summary>The ids of the requirements: every clause of the notice and the regulation.</summary>
internal static partial class RequirementIds
{
    private static readonly string Contract = Path.Combine(
        Environment.GetEnvironmentVariable("SHOUMI_SHARED") ?? Path.Combine(SourceScan.Root, "..", "shared"), "spec", "requirements.md");

    /// <summary>All ids in the order of the contract. Where the contract is absent: those of the page as it is kept, or a failure where CI is set.</summary>
    public static IReadOnlyList<string> All { get; } = Read();

    /// <summary>Ids that no code can carry, each with its reason: <c>docs/not-coded.yaml</c>.</summary>
    public static IReadOnlyDictionary<string, string> NotCoded { get; } = File.ReadLines(Path.Combine(SourceScan.Root, "docs", "not-coded.yaml"))
        .Where(l => l.StartsWith('R')).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1].Trim('"'));

    /// <summary>Whether the id must be shown by a rule and a test today: articles 1 to 7, the marks of article 8, and what the notice says of determining levels.</summary>
    public static bool Demanded(string id) => Standing().IsMatch(id) && !NotCoded.ContainsKey(id);

    /// <summary>Number of the article; 0 for the preamble and the notice.</summary>
    public static int Article(string id) => ArticleNumber().Match(id) is { Success: true } m ? int.Parse(m.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>The place in the regulation in words: 第六条（一）项; ids without an item are the article's own or a system rule.</summary>
    public static string Place(string id)
    {
        var numbers = id.TrimStart('R', 'P', 'N').Split('.', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        return id[1] switch
        {
            'P' => "通知引言 Notice, preamble",
            'N' => $"通知第{Rules.ChineseNumber.Write(numbers[0])}部分 Notice, part {numbers[0]}",
            _ when numbers.Length == 3 => $"{new Rules.Clause(numbers[0], numbers[1])} Art. {numbers[0]}({numbers[1]})",
            _ => $"{new Rules.Clause(numbers[0])} Art. {numbers[0]}",
        };
    }

    private static IReadOnlyList<string> Read()
    {
        if (File.Exists(Contract))
        {
            return [.. File.ReadLines(Contract).Select(l => Entry().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value)];
        }

        return string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
            ? [.. File.ReadLines(Path.Combine(SourceScan.Root, "docs", "regulation.md")).Select(l => Printed().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value)]
            : throw new FileNotFoundException("The contract is absent", Contract);
    }

    [GeneratedRegex(@"^(R[1-7]\..+|R8\.[1-5]\..+|RN3\.6|RP\.2)$")]
    private static partial Regex Standing();

    [GeneratedRegex(@"^R(\d+)\.")]
    private static partial Regex ArticleNumber();

    [GeneratedRegex(@"^\*\*(R[PN]?[0-9.]+)\*\*")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^(?:### |- \*\*)(R[PN]?[0-9.]+)")]
    private static partial Regex Printed();
}
