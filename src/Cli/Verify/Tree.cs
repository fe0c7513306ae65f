using System.Numerics;

namespace Shoumi.Cli.Verify;

/// <summary>The tree over the lines seen so far (docs/ledger-format.md, “The tree”): of each complete subtree at the right edge only its hash is kept.</summary>
internal sealed class Tree(Profile profile)
{
    private readonly byte[][] edge = [.. Enumerable.Range(0, 64).Select(_ => new byte[Profile.HashSize])];
    private int depth;

    /// <summary>Number of lines.</summary>
    public long Size { get; private set; }

    /// <param name="leaf">Hash of the next line's leaf.</param>
    public void Add(ReadOnlySpan<byte> leaf)
    {
        leaf.CopyTo(edge[depth++]);
        // As many subtrees close with this line as the number of lines before it ends in ones.
        for (var closing = BitOperations.TrailingZeroCount(~Size); closing > 0; closing--)
        {
            depth--;
            Node(profile, edge[depth - 1], edge[depth], edge[depth - 1]);
        }

        Size++;
    }

    public byte[] Root()
    {
        if (depth == 0)
        {
            return profile.Hash([]);
        }

        var root = edge[depth - 1].ToArray();
        for (var left = depth - 2; left >= 0; left--)
        {
            Node(profile, edge[left], root, root);
        }

        return root;
    }

    /// <summary>Hash of a leaf.</summary>
    public static byte[] Leaf(Profile profile, ReadOnlySpan<byte> line) => profile.Hash([0, .. line]);

    /// <summary>Hash of an inner node; the result may take the place of a half.</summary>
    public static void Node(Profile profile, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        Span<byte> both = stackalloc byte[1 + (2 * Profile.HashSize)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Profile.HashSize)..]);
        profile.Hash(both, into);
    }
}
