using System.Security.Cryptography;

namespace Shoumi.Server.Storage.Proofs;

/// <summary>
/// The hash tree over the lines of the audit ledger (RFC 6962, section 2.1): a leaf is SHA-256 over 00 and the line's canonical bytes, an
/// inner node SHA-256 over 01 and its two halves; the left half holds the largest power of two that is smaller than the whole.
/// </summary>
public static class Merkle
{
    public const int HashSize = SHA256.HashSizeInBytes;

    /// <summary>What no line at all hashes to.</summary>
    public static byte[] Empty { get; } = SHA256.HashData([]);

    public static byte[] Leaf(ReadOnlySpan<byte> line) => SHA256.HashData([0, .. line]);

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + HashSize + HashSize];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + HashSize)..]);
        return SHA256.HashData(both);
    }

    /// <summary>Hash of the lines from one up to, without, another.</summary>
    /// <param name="nodes">Gives the hash of a complete subtree by its first line and its size, a power of two.</param>
    public static byte[] Root(long from, long until, Func<long, long, byte[]> nodes)
    {
        var size = until - from;
        if (size == 0)
        {
            return Empty;
        }

        var left = Left(size);
        return left == size ? nodes(from, size) : Node(Root(from, from + left, nodes), Root(from + left, until, nodes));
    }

    /// <summary>What proves that a line stands in the tree of that size at that place.</summary>
    public static List<byte[]> Inclusion(long index, long size, Func<long, long, byte[]> nodes)
    {
        var path = new List<byte[]>();
        var (from, until) = (0L, size);
        while (until - from > 1)
        {
            var middle = from + Smaller(until - from);
            if (index < middle)
            {
                path.Add(Root(middle, until, nodes));
                until = middle;
            }
            else
            {
                path.Add(Root(from, middle, nodes));
                from = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>What proves that the tree of the first size is the beginning of the tree of the second.</summary>
    public static List<byte[]> Consistency(long first, long second, Func<long, long, byte[]> nodes)
    {
        var path = new List<byte[]>();
        if (first == 0 || first == second)
        {
            return path;
        }

        var (from, until, whole) = (0L, second, true);
        while (first != until)
        {
            var middle = from + Smaller(until - from);
            if (first <= middle)
            {
                path.Add(Root(middle, until, nodes));
                until = middle;
            }
            else
            {
                path.Add(Root(from, middle, nodes));
                (from, whole) = (middle, false);
            }
        }

        if (!whole)
        {
            path.Add(Root(from, until, nodes));
        }

        path.Reverse();
        return path;
    }

    /// <summary>The largest power of two that is not larger.</summary>
    private static long Left(long size) => 1L << (63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size));

    /// <summary>The largest power of two that is smaller.</summary>
    private static long Smaller(long size) => Left(size - 1);
}
