using System.IO.Compression;

namespace Shoumi.Documents.Tests;

/// <summary>The corpus of real documents that nobody of this project wrote.</summary>
public static class Corpus
{
    public static readonly string Root = Path.Combine(
        Environment.GetEnvironmentVariable("SHOUMI_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared"), "corpus");

    /// <summary>The files of some folders. Where the corpus is absent: none, or a failure where CI is set.</summary>
    public static IReadOnlyList<string> Files(string pattern, params string[] folders)
    {
        if (!Directory.Exists(Root))
        {
            return string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) ? [] : throw new DirectoryNotFoundException(Root);
        }

        return [.. folders.SelectMany(f => Directory.GetFiles(Path.Combine(Root, f), pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
    }

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
