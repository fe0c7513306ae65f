namespace Shoumi.Cli;

/// <summary>Where files are: telling one from another through links, and putting one in its place whole or not at all.</summary>
internal static class FilePlace
{
    /// <summary>Whether two paths lead to one directory entry, or one is a link to the other.</summary>
    public static bool IsSame(string a, string b) =>
        string.Equals(Real(a), Real(b), OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>Writes beside the target and moves into place, so that nobody ever sees half a file.</summary>
    public static async Task WriteWholeAsync(string path, byte[] bytes, CancellationToken cancel)
    {
        var partial = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Environment.ProcessId}.partial");
        try
        {
            await File.WriteAllBytesAsync(partial, bytes, cancel);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            real = entry.LinkTarget is null ? real : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }
}
