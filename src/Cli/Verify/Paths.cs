namespace Shoumi.Cli.Verify;

/// <summary>Checks the two proofs of RFC 6962 (sections 2.1.1 and 2.1.2) as RFC 9162 (2.1.3.2 and 2.1.4.2) says it is done.</summary>
internal static class Paths
{
    /// <summary>Whether a leaf stands at that place, counted from 0, in the tree of that size and root.</summary>
    public static bool Includes(Profile profile, ReadOnlySpan<byte> leaf, (long Index, long Size) place, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        var (node, last) = (place.Index, place.Size - 1);
        if (node < 0 || node > last)
        {
            return false;
        }

        var hash = leaf.ToArray();
        foreach (var sibling in path)
        {
            if (last == 0 || sibling.Length != Profile.HashSize)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                Tree.Node(profile, sibling, hash, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                Tree.Node(profile, hash, sibling, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether the tree of the first size and root is the beginning of the tree of the second.</summary>
    public static bool Extends(Profile profile, (long Size, byte[] Root) first, (long Size, byte[] Root) second, IReadOnlyList<byte[]> path)
    {
        if (first.Size == second.Size)
        {
            return path.Count == 0 && first.Root.AsSpan().SequenceEqual(second.Root);
        }

        if (first.Size == 0)
        {
            return path.Count == 0 && first.Root.AsSpan().SequenceEqual(profile.Hash([]));
        }

        if (first.Size > second.Size || path.Count == 0 || path.Any(p => p.Length != Profile.HashSize))
        {
            return false;
        }

        // Where the first tree is complete it is itself a node of the second, and the path leaves it out.
        return long.IsPow2(first.Size) ? Climb(profile, first, second, [first.Root, .. path]) : Climb(profile, first, second, path);
    }

    private static bool Climb(Profile profile, (long Size, byte[] Root) first, (long Size, byte[] Root) second, IReadOnlyList<byte[]> path)
    {
        var (node, last) = (first.Size - 1, second.Size - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (older, newer) = (path[0].ToArray(), path[0].ToArray());
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                Tree.Node(profile, sibling, older, older);
                Tree.Node(profile, sibling, newer, newer);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                Tree.Node(profile, newer, sibling, newer);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && first.Root.AsSpan().SequenceEqual(older) && second.Root.AsSpan().SequenceEqual(newer);
    }
}
