namespace Shoumi.Cli.Verify;

/// <summary>What the ledger was at a moment, signed (docs/ledger-format.md, “A head”).</summary>
/// <param name="Name">What to call it in a message: its file, or the moment it was signed.</param>
/// <param name="Signed">The bytes the signature is over.</param>
internal sealed record Head(string Name, string Instance, long Size, byte[] Root, string At, byte[] Key, Profile Profile, byte[] Signature, byte[] Signed)
{
    /// <summary>Longer than any head or key is.</summary>
    private const int Longest = 64 * 1024;

    /// <summary>From a file, or from the text itself, as the QR code on the slip gives it: they are the same thing.</summary>
    /// <exception cref="UnfitException">It is no head.</exception>
    public static Head Load(string given)
    {
        try
        {
            return given.StartsWith('{') ? Read(null, System.Text.Encoding.UTF8.GetBytes(given)) : Read(Path.GetFileName(given), Files.Small(given, Longest));
        }
        catch (UnfitException e)
        {
            throw given.StartsWith('{') ? e.About("所给封签", "the head given") : e.About($"封签 {Scan.Cut(given)}", $"head {Scan.Cut(given)}");
        }
    }

    /// <exception cref="UnfitException">It is no head.</exception>
    public static Head Read(string? name, ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimEnd("\r\n"u8);
        var scan = new Scan(text);
        var head = Members(ref scan, text, 0, name);
        scan.End();
        return head;
    }

    /// <summary>One that stands inside a proof.</summary>
    public static Head Inside(ref Scan scan, ReadOnlySpan<byte> text, ReadOnlySpan<byte> member)
    {
        scan.Name(member);
        var start = scan.At;
        scan.Open();
        return Members(ref scan, text, start, null);
    }

    /// <summary>Whether it was signed with one of these keys, as far as it says itself.</summary>
    public bool IsOf(IReadOnlyList<byte[]> keys) => KeyAmong(keys) is not null;

    /// <summary>Why the signature does not hold for any of the keys; null where it holds.</summary>
    public Said? Unsigned(IReadOnlyList<byte[]> keys)
    {
        var print = Convert.ToHexStringLower(Key);
        return KeyAmong(keys) is not { } key
            ? new($"封签 {Name} 由另一把密钥（{print}）签署，所给公钥中没有：密钥被更换，或封签不是这里的", $"head {Name} was signed with another key ({print}), which is not among those given: the key was replaced, or the head is not from here")
            : Profile.IsSigned(Signed, Signature, key) ? null
            : new($"封签 {Name} 的签名不符：封签是伪造的，或被改动", $"the signature of head {Name} does not hold: it is forged or was changed");
    }

    public bool SaysTheSameAs(Head other) => Instance == other.Instance && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);

    public bool Contradicts(Head other) => Instance == other.Instance && Size == other.Size && !Root.AsSpan().SequenceEqual(other.Root);

    private byte[]? KeyAmong(IReadOnlyList<byte[]> keys) => keys.FirstOrDefault(k => Profile.Hash(k).AsSpan(0, Key.Length).SequenceEqual(Key));

    private static Head Members(ref Scan scan, ReadOnlySpan<byte> text, int start, string? name)
    {
        scan.Format("shoumi-head");
        var (instance, size, root, at, key) = (scan.Text("instance"u8), scan.Number("size"u8), new byte[Profile.HashSize], "", new byte[16]);
        scan.Hex("root"u8, root);
        at = scan.Text("at"u8);
        if (!LedgerLine.IsMoment(System.Text.Encoding.UTF8.GetBytes(at), out _))
        {
            throw new UnfitException($"at 不是时刻：“{Scan.Cut(at)}”", $"at is no moment: “{Scan.Cut(at)}”");
        }

        scan.Hex("key"u8, key);
        var algorithm = scan.Text("alg"u8);
        var profile = Profile.OfSignature(algorithm) ?? throw new UnfitException($"不认识的签名算法“{Scan.Cut(algorithm)}”", $"unknown signature algorithm “{Scan.Cut(algorithm)}”");
        var end = scan.At;
        var signature = scan.Hex("signature"u8);
        scan.Close();
        return new Head(name ?? at, instance, size, root, at, key, profile, signature, [.. text[start..end], (byte)'}']);
    }
}
