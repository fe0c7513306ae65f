namespace Shoumi.Cli.Verify;

/// <summary>
/// Some lines of an export. All that a line can be asked by itself – its hashes and what it says – is worked out for a block at a time, on
/// any processor; only putting the answers together has to follow the order.
/// </summary>
internal sealed class Block
{
    private const int Bytes = 128 * 1024;
    private LedgerLine[] lines = [];
    private byte[] hashes = [], leaves = [], previous = [];

    /// <summary>The lines with their ends, from the second byte on: the byte before a line is needed for its leaf.</summary>
    public byte[] Buffer { get; } = new byte[1 + Bytes];

    /// <summary>Behind the end of the last line.</summary>
    public int End { get; set; } = 1;

    public int Count { get; private set; }

    public LedgerLine this[int i] => lines[i];

    /// <summary>H of the line.</summary>
    public ReadOnlySpan<byte> Hash(int i) => At(hashes, i);

    public ReadOnlySpan<byte> Leaf(int i) => At(leaves, i);

    /// <summary>H of the line before, as the line says.</summary>
    public ReadOnlySpan<byte> Previous(int i) => At(previous, i);

    public void Work(Profile profile, byte[] instance)
    {
        Count = Buffer.AsSpan(1, End - 1).Count((byte)'\n');
        if (lines.Length < Count)
        {
            (lines, hashes, leaves, previous) = (new LedgerLine[Count], new byte[Count * Profile.HashSize], new byte[Count * Profile.HashSize], new byte[Count * Profile.HashSize]);
        }

        var start = 1;
        for (var i = 0; i < Count; i++)
        {
            var line = Buffer.AsSpan(start, Buffer.AsSpan(start).IndexOf((byte)'\n'));
            lines[i] = LedgerLine.Read(line, profile, instance, At(previous, i));
            profile.Hash(line, At(hashes, i));
            Buffer[start - 1] = 0; // the end of the line before, which nobody needs any more
            profile.Hash(Buffer.AsSpan(start - 1, line.Length + 1), At(leaves, i));
            start += line.Length + 1;
        }
    }

    private static Span<byte> At(byte[] of, int i) => of.AsSpan(i * Profile.HashSize, Profile.HashSize);
}
