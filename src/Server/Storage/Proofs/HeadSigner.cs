using System.Security.Cryptography;

namespace Shoumi.Server.Storage.Proofs;

/// <summary>
/// The key that heads of the audit ledger are signed with (ECDSA, P-256), a file in the data folder for the server's account alone; made the
/// first time it is needed. Whoever has it can sign a rewritten history: only heads kept elsewhere show that.
/// </summary>
public sealed class HeadSigner(string path) : IDisposable
{
    private readonly Lazy<ECDsa> key = new(() => Load(path));

    /// <summary>What this installation writes into heads about how they are signed.</summary>
    public const string Algorithm = "es256";

    /// <summary>DER, SubjectPublicKeyInfo.</summary>
    public byte[] Public => key.Value.ExportSubjectPublicKeyInfo();

    /// <summary>First 16 bytes of the SHA-256 of <see cref="Public"/>, hexadecimal.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Public).AsSpan(0, 16));

    /// <summary>r and s of 32 bytes each.</summary>
    public byte[] Sign(byte[] text) => key.Value.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose()
    {
        if (key.IsValueCreated)
        {
            key.Value.Dispose();
        }
    }

    private static ECDsa Load(string path)
    {
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            DataFolder.WriteKey(path, made.ExportPkcs8PrivateKeyPem());
        }

        var loaded = ECDsa.Create();
        loaded.ImportFromPem(File.ReadAllText(path));
        return loaded;
    }
}
