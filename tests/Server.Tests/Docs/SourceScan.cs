using System.Text.RegularExpressions;

namespace Shoumi.Server.Tests.Docs;

/// <summary>A clause named in the source: by a rule or by a test.</summary>
/// <param name="File">Path from the repository's root, with forward slashes.</param>
/// <param name="Member">Type, or type and member.</param>
internal sealed record Named(string Id, string File, string Member);

/// <summary>An endpoint, as the source maps it.</summary>
internal sealed record Endpoint(string Method, string Path, string? Act);

/// <summary>
/// Reads <c>[Requirement]</c> and the endpoints from the source text: one way for all projects, also for test projects that cannot be
/// loaded here. No line numbers, so that the pages made from it change only when a name does.
/// </summary>
internal static partial class SourceScan
{
    /// <summary>The repository's root: the folder of the solution.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>Every clause named in these folders, in the order of files.</summary>
    public static IReadOnlyList<Named> Requirements(params string[] folders) =>
        [.. Files("*.cs", folders).SelectMany(f => Read(Path.GetRelativePath(Root, f).Replace('\\', '/'), File.ReadAllLines(f)))];

    /// <summary>Every endpoint of the server.</summary>
    public static IReadOnlyList<Endpoint> Endpoints() =>
        [.. from file in Files("Api.cs", "src/Server/Features")
            from Match m in Mapped().Matches(File.ReadAllText(file))
            select new Endpoint(m.Groups["method"].Value.ToUpperInvariant(), m.Groups["path"].Value, m.Groups["act"] is { Success: true } act ? act.Value : null)];

    /// <summary>The files of these folders that belong to the source, as absolute paths.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) => folders
        .Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
        .SelectMany(f => Directory.EnumerateFiles(f, pattern, SearchOption.AllDirectories))
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<Named> Read(string file, string[] lines)
    {
        var types = new Stack<(int Indent, string Name)>();
        var waiting = new List<string>();
        foreach (var line in lines)
        {
            var indent = line.Length - line.TrimStart().Length;
            var text = line.Trim();
            if (Attribute().Match(text) is { Success: true } attribute)
            {
                waiting.AddRange(Quoted().Matches(attribute.Groups["ids"].Value).Select(m => m.Groups[1].Value));
            }

            var declaration = LeadingAttributes().Replace(text, "");
            if (declaration.Length == 0 || declaration.StartsWith("//", StringComparison.Ordinal) || declaration.StartsWith('['))
            {
                continue;
            }

            if (Type().Match(declaration) is { Success: true } type)
            {
                while (types.TryPeek(out var outer) && outer.Indent >= indent)
                {
                    types.Pop();
                }

                types.Push((indent, type.Groups["name"].Value));
                foreach (var id in waiting)
                {
                    yield return new Named(id, file, string.Join('.', types.Reverse().Select(t => t.Name)));
                }
            }
            else if (waiting.Count > 0)
            {
                var name = Method().Match(declaration) is { Success: true } method ? method : Value().Match(declaration);
                foreach (var id in waiting)
                {
                    yield return new Named(id, file, string.Join('.', [.. types.Reverse().Select(t => t.Name), name.Groups["name"].Value]));
                }
            }

            waiting.Clear();
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Shoumi.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\[.*?\bRequirement\((?<ids>[^)]*)\)")]
    private static partial Regex Attribute();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(\[[^\]]*\]\s*)+(?=$|//|[a-z])")]
    private static partial Regex LeadingAttributes();

    [GeneratedRegex(@"^(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref)\s+)*(?:class|record struct|record class|record|struct|enum|interface)\s+(?<name>\w+)")]
    private static partial Regex Type();

    [GeneratedRegex(@"(?<name>\w+)(?:<[^>]+>)?\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"(?<name>\w+)\s*(?:\{|=|;|,|$)")]
    private static partial Regex Value();

    [GeneratedRegex(@"\.Map(?<method>Get|Post)\(""(?<path>[^""]+)"".*?\.(?:RequiresAct\(Act\.(?<act>\w+)\)|Open\()", RegexOptions.Singleline)]
    private static partial Regex Mapped();
}
