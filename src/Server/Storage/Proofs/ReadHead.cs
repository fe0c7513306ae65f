using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Shoumi.Server.Storage.Proofs;

/// <summary>A head as somebody brings it back: from a file, or read off a slip.</summary>
/// <param name="Name">How the findings call it.</param>
/// <param name="Signed">The bytes its signature is over.</param>
/// <param name="Fault">Why it is no head, in both languages; null where it reads well.</param>
public sealed record ReadHead(string Name, string Instance, long Size, byte[] Root, string Key, byte[] Signature, byte[] Signed, (string Zh, string En)? Fault = null)
{
    /// <summary>Reads one; what cannot be read is one with a fault.</summary>
    public static ReadHead Read(string name, ReadOnlySpan<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text.ToArray());
            var head = json.RootElement;
            var signature = head.GetProperty("signature").GetString()!;
            var end = Encoding.UTF8.GetBytes($",\"signature\":\"{signature}\"}}");
            if (head.GetProperty("format").GetString() != "shoumi-head" || head.GetProperty("v").GetInt32() != 1 || head.GetProperty("alg").GetString() != HeadSigner.Algorithm || !text.EndsWith(end))
            {
                return Not(name);
            }

            return new ReadHead(
                name, head.GetProperty("instance").GetString()!, head.GetProperty("size").GetInt64(), Convert.FromHexString(head.GetProperty("root").GetString()!), head.GetProperty("key").GetString()!,
                Convert.FromHexString(signature), [.. text[..^end.Length], (byte)'}']);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Not(name);
        }
    }

    /// <summary>Whether that key signed it.</summary>
    /// <param name="key">DER, SubjectPublicKeyInfo.</param>
    public bool IsSignedBy(byte[] key)
    {
        try
        {
            using var signer = ECDsa.Create();
            signer.ImportSubjectPublicKeyInfo(key, out _);
            return signer.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static ReadHead Not(string name) => new(name, "", 0, [], "", [], [], ("不是审计台账的封签，或抄录有误", "is no head of an audit ledger, or was copied wrongly"));
}
