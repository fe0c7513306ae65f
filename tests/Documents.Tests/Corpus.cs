using System.IO.Compression;

namespace Shoumi.Documents.Tests;

/// <summary>The corpus of real documents that nobody of this project wrote.</summary>
public static class Corpus
{
    public static readonly string Root = Path.Combine(
        Environment.GetEnvironmentVariable("SHOUMI_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared"), "corpus");

    /// <summary>The files of some folders; without the corpus, or with an empty folder, a failure: a test on no documents would pass for nothing.</summary>
    public static IReadOnlyList<string> Files(string pattern, params string[] folders) => Under(Root, pattern, folders);

    /// <summary>Of a large folder every fifth file, evenly spread; all of them with <c>./test --long</c>.</summary>
    public static IReadOnlyList<string> Some(string pattern, string folder)
    {
        var all = Files(pattern, folder);
        return all.Count < Large || Environment.GetEnvironmentVariable("SHOUMI_LONG") == "1" ? all : [.. all.Where((_, i) => i % 5 == 0)];
    }

    private const int Large = 60;

    /// <summary>The same under another root.</summary>
    public static IReadOnlyList<string> Under(string root, string pattern, params string[] folders) =>
    [
        .. folders.SelectMany(f => Directory.GetFiles(Path.Combine(root, f), pattern, SearchOption.AllDirectories) is { Length: > 0 } files
            ? files
            : throw new DirectoryNotFoundException(Path.Combine(root, f))).Order(StringComparer.Ordinal),
    ];

    /// <summary>All parts of a package, unpacked.</summary>
    public static Dictionary<string, byte[]> Parts(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var stream = e.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    public static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Shoumi.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new DirectoryNotFoundException("Shoumi.slnx");
        }

        return folder;
    }
}
