namespace Shoumi.Server.Storage.Proofs;

/// <summary>
/// The right edge of the tree: hashes of the complete subtrees, largest first, as the binary digits of the number of lines say. A new line
/// needs nothing else, and the root follows from it.
/// </summary>
public sealed class Frontier
{
    private readonly List<byte[]> peaks = [];

    public Frontier()
    {
    }

    /// <param name="stored">As <see cref="Store"/> gave it.</param>
    /// <exception cref="InvalidDataException">It does not fit the number of lines.</exception>
    public Frontier(long size, ReadOnlySpan<byte> stored)
    {
        Size = size;
        if (size < 0 || stored.Length != System.Numerics.BitOperations.PopCount((ulong)size) * Merkle.HashSize)
        {
            throw new InvalidDataException("The edge of the tree does not fit the number of lines");
        }

        for (; stored.Length > 0; stored = stored[Merkle.HashSize..])
        {
            peaks.Add(stored[..Merkle.HashSize].ToArray());
        }
    }

    /// <summary>Number of lines.</summary>
    public long Size { get; private set; }

    /// <param name="leaf">Of the next line.</param>
    /// <param name="complete">Told each subtree that the line completes: its height, its place among those of that height, its hash.</param>
    public void Add(byte[] leaf, Action<int, long, byte[]>? complete = null)
    {
        var height = 0;
        for (var full = Size++; (full & 1) == 1; full >>= 1)
        {
            leaf = Merkle.Node(peaks[^1], leaf);
            peaks.RemoveAt(peaks.Count - 1);
            complete?.Invoke(++height, full >> 1, leaf);
        }

        peaks.Add(leaf);
    }

    public byte[] Root()
    {
        if (peaks.Count == 0)
        {
            return Merkle.Empty;
        }

        var root = peaks[^1];
        for (var i = peaks.Count - 2; i >= 0; i--)
        {
            root = Merkle.Node(peaks[i], root);
        }

        return root;
    }

    public byte[] Store() => [.. peaks.SelectMany(p => p)];
}
