using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Shoumi.Documents.Tests.Verify;

/// <summary>Hash and key of a made installation, in the profile asked for.</summary>
public sealed class MadeKey
{
    private readonly ECDsa? international;
    private readonly AsymmetricCipherKeyPair? chinese;

    public MadeKey(bool profileB = false)
    {
        ProfileB = profileB;
        if (profileB)
        {
            var generator = new ECKeyPairGenerator();
            generator.Init(new ECKeyGenerationParameters(GMObjectIdentifiers.sm2p256v1, new SecureRandom()));
            chinese = generator.GenerateKeyPair();
            Public = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(chinese.Public).GetDerEncoded();
        }
        else
        {
            international = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            Public = international.ExportSubjectPublicKeyInfo();
        }
    }

    public bool ProfileB { get; }

    public byte[] Public { get; }

    public byte[] Hash(ReadOnlySpan<byte> of)
    {
        if (!ProfileB)
        {
            return SHA256.HashData(of);
        }

        var (digest, hash) = (new SM3Digest(), new byte[32]);
        digest.BlockUpdate(of);
        digest.DoFinal(hash);
        return hash;
    }

    public byte[] Sign(byte[] bytes)
    {
        if (international is not null)
        {
            return international.SignData(bytes, HashAlgorithmName.SHA256);
        }

        var signer = new SM2Signer(PlainDsaEncoding.Instance, new SM3Digest());
        signer.Init(true, new ParametersWithRandom(chinese!.Private, new SecureRandom()));
        signer.BlockUpdate(bytes);
        return signer.GenerateSignature();
    }
}

/// <summary>What a line says, before it is one.</summary>
public sealed record MadeAct(long Seq, DateTime At, int Act, long Actor, string Subject, string Payload);

/// <summary>An audit ledger written from docs/ledger-format.md alone; nothing of the server and nothing of the verifier is used.</summary>
public sealed class MadeLedger(MadeKey key, string instance)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public MadeKey Key => key;

    public string Instance => instance;

    public List<MadeAct> Acts { get; init; } = [];

    public List<byte[]> Lines { get; init; } = [];

    public static MadeLedger Of(int size, Random random, MadeKey key)
    {
        var ledger = new MadeLedger(key, Guid.NewGuid().ToString());
        var at = new DateTime(2026, 11, 28, 1, 2, 3, 4, DateTimeKind.Utc);
        for (var seq = 1; seq <= size; seq++)
        {
            at = at.AddMilliseconds(random.Next(100_000));
            ledger.Append(new(seq, at, random.Next(1, 60), random.Next(0, 40), $"{random.Next(1, 9999)}", random.Next(4) == 0 ? "" : Hex(RandomBytes(random))));
        }

        return ledger;
    }

    public static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public MadeLedger Copy() => new(key, instance) { Acts = [.. Acts], Lines = [.. Lines] };

    public void Append(MadeAct act)
    {
        Acts.Add(act);
        Lines.Add(Line(act, Lines.Count == 0 ? new byte[32] : key.Hash(Lines[^1])));
    }

    /// <summary>Written again from one line on, each with the hash of the one before it, as whoever has the database could.</summary>
    public void Rechain(int from)
    {
        for (var i = from; i < Acts.Count; i++)
        {
            Acts[i] = Acts[i] with { Seq = i + 1 };
            Lines[i] = Line(Acts[i], i == 0 ? new byte[32] : key.Hash(Lines[i - 1]));
        }
    }

    public byte[] Line(MadeAct act, byte[] previous) => Encoding.UTF8.GetBytes(
        $$"""{"v":1,"alg":"{{(key.ProfileB ? "sm3" : "sha256")}}","instance":"{{instance}}","seq":{{act.Seq}},"at":"{{Moment(act.At)}}","act":{{act.Act}},"actor":{{act.Actor}},"post":3,"deputy":false,"subject":{{JsonSerializer.Serialize(act.Subject, Relaxed)}},"outcome":1,"codes":"","payload":"{{act.Payload}}","previous":"{{Hex(previous)}}"}""");

    public static string Moment(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>MTH of RFC 6962, word for word.</summary>
    public byte[] Root(int from, int until) => (until - from) switch
    {
        0 => key.Hash([]),
        1 => key.Hash([0, .. Lines[from]]),
        var size => key.Hash([1, .. Root(from, from + Half(size)), .. Root(from + Half(size), until)]),
    };

    /// <summary>PATH of RFC 6962.</summary>
    public List<byte[]> Path(int m, int from, int until)
    {
        var (size, half) = (until - from, until - from < 2 ? 0 : Half(until - from));
        return size < 2 ? [] : m < half
            ? [.. Path(m, from, from + half), Root(from + half, until)]
            : [.. Path(m - half, from + half, until), Root(from, from + half)];
    }

    /// <summary>SUBPROOF of RFC 6962.</summary>
    public List<byte[]> Consistency(int m, int from, int until, bool whole = true)
    {
        if (m == until - from)
        {
            return whole ? [] : [Root(from, until)];
        }

        var half = Half(until - from);
        return m <= half
            ? [.. Consistency(m, from, from + half, whole), Root(from + half, until)]
            : [.. Consistency(m - half, from + half, until, false), Root(from, from + half)];
    }

    public string Head(int size, MadeKey? signer = null) => HeadOf(size, Root(0, size), signer ?? key);

    public string HeadOf(long size, byte[] root, MadeKey signer)
    {
        var unsigned = $$"""{"format":"shoumi-head","v":1,"instance":"{{instance}}","size":{{size}},"root":"{{Hex(root)}}","at":"{{Moment(DateTime.UtcNow)}}","key":"{{Hex(key.Hash(signer.Public)[..16])}}","alg":"{{(key.ProfileB ? "sm2sm3" : "es256")}}"}""";
        return $"{unsigned[..^1]},\"signature\":\"{Hex(signer.Sign(Encoding.UTF8.GetBytes(unsigned)))}\"}}";
    }

    public string Proof(int line, int size) => ProofOf(Lines[line - 1], Path(line - 1, 0, size), Head(size));

    public static string ProofOf(byte[] line, IEnumerable<byte[]> path, string head) =>
        $$"""{"format":"shoumi-proof","v":1,"line":{{JsonSerializer.Serialize(Encoding.UTF8.GetString(line), Relaxed)}},"path":{{List(path)}},"head":{{head}}}""";

    public string ConsistencyProof(int first, int second) =>
        $$"""{"format":"shoumi-consistency","v":1,"first":{{Head(first)}},"path":{{List(first == 0 ? [] : Consistency(first, 0, second))}},"second":{{Head(second)}}}""";

    public string First(long? size = null, byte[]? root = null, params MadeKey[] keys) =>
        $$"""{"format":"shoumi-ledger","v":1,"instance":"{{instance}}","size":{{size ?? Lines.Count}},"root":"{{Hex(root ?? Root(0, Lines.Count))}}","keys":{{List((keys.Length > 0 ? keys : [key]).Select(k => k.Public))}}}""";

    /// <param name="first">The first line, where it is not to be made anew.</param>
    public byte[] Export(string? first = null) => [.. Encoding.UTF8.GetBytes((first ?? First()) + "\n"), .. Lines.SelectMany(l => l.Append((byte)'\n'))];

    private static string List(IEnumerable<byte[]> hashes) => $"[{string.Join(',', hashes.Select(h => $"\"{Hex(h)}\""))}]";

    private static int Half(int size) => (int)(BitOperations.RoundUpToPowerOf2((uint)size) / 2);
}
