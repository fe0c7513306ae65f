using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>Real official documents that nobody of this project wrote.</summary>
public static class Gongwen
{
    private static readonly string Folder = Path.Combine(
        Environment.GetEnvironmentVariable("SHOUMI_SHARED") ?? Path.Combine(Office.RepositoryRoot(), "..", "shared"), "corpus", "gongwen");

    /// <summary>Two of the corpus' documents, all of them with <c>./test --long</c>, each with a language to walk in. Where the corpus is absent: none, or a failure where CI is set.</summary>
    public static TheoryData<string, bool> Both()
    {
        var data = new TheoryData<string, bool>();
        var most = Environment.GetEnvironmentVariable("SHOUMI_LONG") == "1" ? int.MaxValue : 2;
        foreach (var (file, i) in Files().Take(most).Select((f, i) => (f, i)))
        {
            data.Add(Path.GetFileName(file), i % 2 == 1);
        }

        return data;
    }

    public static string First => Files()[0];

    public static string PathOf(string name) => Path.Combine(Folder, name);

    private static string[] Files() => Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*.docx").Order(StringComparer.Ordinal)]
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) ? [] : throw new DirectoryNotFoundException(Folder);
}
