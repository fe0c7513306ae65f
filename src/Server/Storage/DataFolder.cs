using Shoumi.Rules;

namespace Shoumi.Server.Storage;

/// <summary>
/// The data folder and the database in it belong to the account that runs the server and to nobody else on the host. They are made so,
/// not changed afterwards: SQLite gives its journal files the rights of the database.
/// </summary>
[Requirement("RN3.9")]
public static class DataFolder
{
    private const string Database = "shoumi.db";
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The database's file in that folder.</summary>
    public static string DatabaseIn(string folder) => Path.Combine(folder, Database);

    /// <summary>The folder of the keys that sign-in cookies and forms are sealed with: whoever reads them can sign in as anybody.</summary>
    public static string KeysIn(string folder) => Path.Combine(folder, "keys");

    /// <summary>The key that heads of the audit ledger are signed with.</summary>
    public static string HeadKeyIn(string folder) => Path.Combine(KeysIn(folder), "ledger-head.pem");

    /// <summary>Writes a key for this account alone, whole or not at all; one that stands there already stays.</summary>
    public static void WriteKey(string path, string pem)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Own;
        }

        using (var writer = new StreamWriter(fresh, options))
        {
            writer.Write(pem);
            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process of this installation was first: its key is ours too.
            File.Delete(fresh);
        }
    }

    /// <summary>Makes the folder, or closes one that is empty. One with files in it may be anybody's, and keeps its rights; the files that are ours never depend on them.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // There the folder has the rights of the one it is made in, as administrators expect.
            Directory.CreateDirectory(folder);
            Directory.CreateDirectory(KeysIn(folder));
            return;
        }

        var ours = !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();
        foreach (var made in ours ? [folder, KeysIn(folder)] : new[] { KeysIn(folder) })
        {
            Directory.CreateDirectory(made, Own | UnixFileMode.UserExecute);
            Close(made, Own | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes the database's file, empty, before SQLite would make it for everybody to read; closes older files.</summary>
    public static void MakeDatabase(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (new FileStream(DatabaseIn(folder), new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = Own }))
        {
        }

        foreach (var file in Directory.EnumerateFiles(folder, $"{Database}*"))
        {
            Close(file, Own);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Close(string path, UnixFileMode mode)
    {
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (UnauthorizedAccessException)
        {
            // Somebody else made it for us; its rights are theirs to set.
        }
    }
}
