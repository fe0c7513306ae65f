using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Shoumi.Rules.Tests;

/// <summary>The shape of the house, read from the source: order of the chapters, arrows between projects, names, sizes.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>A chapter may use the nouns and earlier chapters.</summary>
    private static readonly string[] Order =
    [
        "Policy", "Matters", "Periods", "Procedure", "Marking", "Copying", "Dispatch", "Custody", "Clearance",
        "Organisation", "Education", "Computers", "Incidents", "Inspection", "Registers",
    ];

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Rules"] = [],
        ["Documents"] = ["Rules"],
        ["Cli"] = ["Documents", "Rules"],
        ["Server"] = ["Documents", "Rules"],
    };

    /// <summary>Longer than a method may be: the one table with a line for each act.</summary>
    private static readonly string[] Explained = ["Acts.cs Say"];

    private static readonly string[] ForbiddenSuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Impl"];

    [Fact(DisplayName = "规则各章依条例的次序，后章可用前章，前章不得用后章")]
    [Requirement("RN3.1")]
    public void Chapters_use_earlier_ones_only()
    {
        var folders = Directory.GetDirectories(Src("Rules")).Select(f => Path.GetFileName(f)!).Where(f => f is not ("bin" or "obj")).ToArray();
        Assert.Empty(folders.Except(Order));
        var wrong = from file in Sources("Rules")
                    let chapter = Array.IndexOf(Order, Path.GetFileName(Path.GetDirectoryName(file)!))
                    where chapter >= 0
                    from Match use in ChapterUsed().Matches(File.ReadAllText(file))
                    where Array.IndexOf(Order, use.Groups[1].Value) > chapter
                    select $"{Path.GetFileName(file)} uses {use.Groups[1].Value}";
        Assert.Empty(wrong);
    }

    [Fact(DisplayName = "四个工程的引用只朝一个方向")]
    [Requirement("RN3.1")]
    public void Projects_point_one_way() => Assert.All(Arrows, arrow =>
    {
        var references = XDocument.Load(Path.Combine(Src(arrow.Key), $"{arrow.Key}.csproj")).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(arrow.Value));
    });

    [Fact(DisplayName = "没有空泛的类名和工程名")]
    [Requirement("RN3.1")]
    public void Names_say_what_a_thing_is()
    {
        var types = Arrows.Keys.SelectMany(Sources).Where(f => !f.Contains("Migrations", StringComparison.Ordinal))
            .SelectMany(f => TypeDeclared().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToArray();
        Assert.Contains("FiveSteps", types);
        Assert.DoesNotContain(types, name => ForbiddenSuffixes.Any(s => name.EndsWith(s, StringComparison.Ordinal)));
        Assert.Equal(Arrows.Keys.Order(), Directory.GetDirectories(Path.Combine(ShippedPack.Root, "src")).Select(f => Path.GetFileName(f)!).Order());
    }

    [Fact(DisplayName = "一个源文件不超过三百行")]
    [Requirement("RN3.1")]
    public void Files_stay_short() => Assert.DoesNotContain(
        Arrows.Keys.SelectMany(Sources).Where(f => !f.Contains("Migrations", StringComparison.Ordinal)),
        file => File.ReadLines(file).Count() > 300);

    [Fact(DisplayName = "一个方法不超过四十行")]
    [Requirement("RN3.1")]
    public void Methods_stay_short() => Assert.Empty(
        from file in Arrows.Keys.SelectMany(Sources)
        where !file.Contains("Migrations", StringComparison.Ordinal)
        from method in Methods(File.ReadAllLines(file))
        where method.Lines > 40 && !Explained.Contains($"{Path.GetFileName(file)} {method.Name}")
        select $"{Path.GetFileName(file)} {method.Name}: {method.Lines}");

    [Fact(DisplayName = "对裁决分情形处理时，不用“其余”一项：忘了一种情形不能算作准许")]
    [Requirement("R3.1")]
    public void No_arm_takes_whatever_ruling_is_left() => Assert.Empty(
        from file in Arrows.Keys.SelectMany(Sources)
        where Path.GetFileName(file) != "Ruling.cs"
        from body in Switches(File.ReadAllText(file))
        where OverRuling().IsMatch(body) && Leftover().IsMatch(body)
        select $"{Path.GetFileName(file)}: {body}");

    /// <summary>Members with a body: from the line that names them to the brace, or the semicolon, that ends them.</summary>
    private static IEnumerable<(string Name, int Lines)> Methods(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (!MethodDeclared().IsMatch(lines[i]))
            {
                continue;
            }

            var indent = new string(' ', lines[i].TakeWhile(c => c == ' ').Count());
            var opened = Array.FindIndex(lines, i, l => l.EndsWith(';') || l == $"{indent}{{");
            var end = lines[opened].EndsWith('{')
                ? Array.FindIndex(lines, opened, l => l == $"{indent}}}" || l == $"{indent}}};")
                : Enumerable.Range(opened, lines.Length - opened - 1).First(n => lines[n].EndsWith(';') && lines[n + 1].TrimStart() is "" or "}");
            yield return (MethodDeclared().Match(lines[i]).Groups[1].Value, end - i + 1);
        }
    }

    /// <summary>The braces after each <c>switch</c>.</summary>
    private static IEnumerable<string> Switches(string source)
    {
        foreach (Match start in Switch().Matches(source))
        {
            var (depth, at) = (1, start.Index + start.Length);
            for (; depth > 0; at++)
            {
                depth += source[at] switch { '{' => 1, '}' => -1, _ => 0 };
            }

            yield return source[start.Index..at];
        }
    }

    private static string Src(string project) => Path.Combine(ShippedPack.Root, "src", project);

    private static IEnumerable<string> Sources(string project) => Directory.EnumerateFiles(Src(project), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    [GeneratedRegex(@"^ {4,8}(?:(?:public|internal|private|protected|static|async|override|virtual|partial|sealed)\s+)+[\w<>\[\]?,.() ]+?\s(\w+)(?:<\w+>)?\(")]
    private static partial Regex MethodDeclared();

    [GeneratedRegex(@"\bswitch\s*\{")]
    private static partial Regex Switch();

    [GeneratedRegex(@"(?:Ruling:\s*|^\s*|case )Ruling\.(?:Forbidden|Permitted|NeedsApproval)\b[^;]*?=>", RegexOptions.Multiline)]
    private static partial Regex OverRuling();

    [GeneratedRegex(@"^\s*(?:_|var \w+|not null|default)\s*(?:=>|:)", RegexOptions.Multiline)]
    private static partial Regex Leftover();

    [GeneratedRegex(@"(?:using (?:static )?Shoumi\.Rules\.|(?<![\w.])Rules\.)([A-Z]\w+)")]
    private static partial Regex ChapterUsed();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly)\s+)*(?:class|record struct|record|struct|enum|interface)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclared();
}
