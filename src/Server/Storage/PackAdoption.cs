using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Policy;

namespace Shoumi.Server.Storage;

/// <summary>
/// 启用条例包: whoever edits the regulation's file changes what the next decision is judged by. So the audit ledger says from when on
/// which text was in force: id, edition and SHA-256, whenever they differ from the last ones.
/// </summary>
public static class PackAdoption
{
    /// <summary>Records the pack where it is another one than last time. Before the bureau is set up there is no ledger to record it in: the set-up asks again.</summary>
    /// <param name="folder">Where the pack and its overlays were read from; a pack without a text, handed in by a host, is not recorded.</param>
    /// <returns>Whether it was recorded.</returns>
    public static async Task<bool> RecordAsync(Store store, AuditLedger ledger, PolicyPack pack, string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder) || !await store.Bureaus.AnyAsync(cancel))
        {
            return false;
        }

        var hash = await HashAsync(folder, cancel);
        var subject = $"pack {pack.Id} {pack.Version:yyyy-MM-dd} {hash[..12]}";
        var last = await store.AuditEntries.Where(e => e.Act == Act.AdoptPolicyPack).OrderByDescending(e => e.Seq).Select(e => e.Subject).FirstOrDefaultAsync(cancel);
        if (last == subject)
        {
            return false;
        }

        await ledger.CommitAsync(new AuditLine(Act.AdoptPolicyPack, Actor.System, () => subject, Ruling.Yes, () => new { pack.Id, pack.Version, Sha256 = hash }, Post.System), cancel);
        return true;
    }

    /// <summary>Over every file of the folder that is read, in a fixed order, each with its name: an overlay is part of the regulation too.</summary>
    private static async Task<string> HashAsync(string folder, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(SHA256.HashData(await File.ReadAllBytesAsync(file, cancel)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
