using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Shoumi.Cli.Verify;

/// <summary>Hash and signature of an installation (docs/ledger-format.md, “Profiles”).</summary>
internal abstract class Profile
{
    /// <summary>Both hashes are of this size.</summary>
    public const int HashSize = 32;

    private static readonly Profile[] All = [new International(), new Chinese()];

    private Profile(string hashName, string signatureName) => (HashName, SignatureName) = (hashName, signatureName);

    public static Profile A => All[0];

    public static Profile B => All[1];

    /// <summary><c>alg</c> of a line.</summary>
    public string HashName { get; }

    /// <summary><c>alg</c> of a head.</summary>
    public string SignatureName { get; }

    /// <summary>By the <c>alg</c> of a line; null where there is none such.</summary>
    public static Profile? OfHash(string name) => Array.Find(All, p => p.HashName == name);

    /// <summary>By the <c>alg</c> of a head; null where there is none such.</summary>
    public static Profile? OfSignature(string name) => Array.Find(All, p => p.SignatureName == name);

    public abstract void Hash(ReadOnlySpan<byte> of, Span<byte> into);

    public byte[] Hash(ReadOnlySpan<byte> of)
    {
        var hash = new byte[HashSize];
        Hash(of, hash);
        return hash;
    }

    /// <summary>Whether a signature over bytes is good for a key (DER); false where the key is none of this profile.</summary>
    public abstract bool IsSigned(byte[] bytes, byte[] signature, byte[] key);

    private sealed class International() : Profile("sha256", "es256")
    {
        private const string Curve = "1.2.840.10045.3.1.7";

        public override void Hash(ReadOnlySpan<byte> of, Span<byte> into) => SHA256.HashData(of, into);

        public override bool IsSigned(byte[] bytes, byte[] signature, byte[] key)
        {
            try
            {
                using var signer = ECDsa.Create();
                signer.ImportSubjectPublicKeyInfo(key, out var read);
                return read == key.Length && signer.ExportParameters(false).Curve.Oid.Value == Curve
                    && signer.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }
            catch (CryptographicException)
            {
                return false;
            }
        }
    }

    private sealed class Chinese() : Profile("sm3", "sm2sm3")
    {
        [ThreadStatic]
        private static SM3Digest? digest;

        public override void Hash(ReadOnlySpan<byte> of, Span<byte> into)
        {
            digest ??= new SM3Digest();
            digest.BlockUpdate(of);
            digest.DoFinal(into);
        }

        public override bool IsSigned(byte[] bytes, byte[] signature, byte[] key)
        {
            try
            {
                if (PublicKeyFactory.CreateKey(key) is not ECPublicKeyParameters { PublicKeyParamSet: { } set } parameters || !set.Equals(GMObjectIdentifiers.sm2p256v1))
                {
                    return false;
                }

                // Without an identity named, it is the 1234567812345678 that the standard gives.
                var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
                signer.Init(false, parameters);
                signer.BlockUpdate(bytes);
                return signature.Length == 64 && signer.VerifySignature(signature);
            }
            catch (Exception e) when (e is ArgumentException or IOException or InvalidOperationException or CryptoException or GeneralSecurityException)
            {
                return false;
            }
        }
    }
}
