using System.Text;

namespace Shoumi.Cli.Verify;

/// <summary>A proof as a file (docs/ledger-format.md, “A proof”): that a line stands in a tree, or that one tree is the beginning of another.</summary>
/// <param name="Line">The line that is proved; null where the proof is about two trees.</param>
/// <param name="First">The older head; null where the proof is about a line.</param>
/// <param name="Head">The head everything is held against, of two the newer.</param>
internal sealed record Proof(string? Line, Head? First, IReadOnlyList<byte[]> Path, Head Head)
{
    private const int Longest = 512 * 1024;

    /// <exception cref="UnfitException">It is no proof.</exception>
    public static Proof Load(string path)
    {
        try
        {
            return Read(Files.Small(path, Longest));
        }
        catch (UnfitException e)
        {
            throw e.About($"证明 {Scan.Cut(path)}", $"proof {Scan.Cut(path)}");
        }
    }

    /// <exception cref="UnfitException">It is no proof.</exception>
    public static Proof Read(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimEnd("\r\n"u8);
        var scan = new Scan(text);
        var proof = text.StartsWith("{\"format\":\"shoumi-consistency\""u8) ? Consistency(ref scan, text) : Inclusion(ref scan, text);
        scan.Close();
        scan.End();
        return proof;
    }

    /// <summary>Everything that speaks against it.</summary>
    /// <param name="keys">Public keys got elsewhere; where there are none, a head kept has to vouch for it.</param>
    /// <param name="kept">Heads kept elsewhere: one of those the proof speaks of has to be among them, where any are given.</param>
    public IReadOnlyList<Said> Check(IReadOnlyList<byte[]> keys, IReadOnlyList<Head> kept)
    {
        var wrong = new List<Said>();
        Head[] own = First is null ? [Head] : [First, Head];
        if (keys.Count > 0)
        {
            wrong.AddRange(own.Select(h => h.Unsigned(keys)).OfType<Said>());
        }

        if (kept.Count > 0 && !own.Any(h => kept.Any(h.SaysTheSameAs)))
        {
            wrong.Add(own.Any(h => kept.Any(h.Contradicts))
                ? new("所给封签与证明中的封签行数相同而根不同：出示过两套历史，或证明是伪造的", "the head given and that of the proof have the same size and different roots: two histories were shown, or the proof is forged")
                : new("所给封签不是证明中的那一份：单位或行数不同", "the head given is not the one of the proof: bureau or size differ"));
        }

        if ((First is null ? NotIncluded() : NotExtended(First)) is { } why)
        {
            wrong.Add(why);
        }

        return wrong;
    }

    private Said? NotIncluded()
    {
        var line = Encoding.UTF8.GetBytes(Line!);
        var read = LedgerLine.Read(line, Head.Profile, Encoding.UTF8.GetBytes(Head.Instance), new byte[Profile.HashSize]);
        return read.Fault is { } fault ? new($"证明中的行：{fault.Zh}", $"the line of the proof: {fault.En}")
            : read.Seq < 1 || read.Seq > Head.Size ? new($"第 {read.Seq} 行不在只有 {Head.Size} 行的台账中", $"line {read.Seq} cannot be in a ledger of {Head.Size} lines")
            : Paths.Includes(Head.Profile, Tree.Leaf(Head.Profile, line), (read.Seq - 1, Head.Size), Path, Head.Root) ? null
            : new($"第 {read.Seq} 行不在封签所签的台账中：行或路径被改动，或证明属于另一棵树", $"line {read.Seq} is not in the ledger that the head is of: line or path were changed, or the proof belongs to another tree");
    }

    private Said? NotExtended(Head first) =>
        first.Instance != Head.Instance || first.Profile != Head.Profile ? new("两份封签属于不同单位的台账", "the two heads belong to the ledgers of different bureaus")
        : first.Size > Head.Size ? new($"先一份封签有 {first.Size} 行，多于后一份的 {Head.Size} 行", $"the first head has {first.Size} lines, more than the {Head.Size} of the second")
        : Paths.Extends(Head.Profile, (first.Size, first.Root), (Head.Size, Head.Root), Path) ? null
        : new($"后一份封签的台账不是由先一份续写而成：前 {first.Size} 行被改写，或证明属于另一棵树", $"the ledger of the second head does not continue that of the first: something in its first {first.Size} lines was rewritten, or the proof belongs to another tree");

    private static Proof Inclusion(ref Scan scan, ReadOnlySpan<byte> text)
    {
        scan.Format("shoumi-proof");
        return new Proof(scan.Text("line"u8), null, scan.HexList("path"u8), Head.Inside(ref scan, text, "head"u8));
    }

    private static Proof Consistency(ref Scan scan, ReadOnlySpan<byte> text)
    {
        scan.Format("shoumi-consistency");
        var first = Head.Inside(ref scan, text, "first"u8);
        return new Proof(null, first, scan.HexList("path"u8), Head.Inside(ref scan, text, "second"u8));
    }
}
