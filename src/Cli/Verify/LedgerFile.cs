using System.Text;

namespace Shoumi.Cli.Verify;

/// <summary>An export of the audit ledger (docs/ledger-format.md, “An export”), read block by block: it may be larger than the memory.</summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly Stream stream;
    private byte[] carried = [];
    private Block? read;
    private bool ended;

    private LedgerFile(Stream stream) => this.stream = stream;

    public string Instance { get; private set; } = "";

    public long Size { get; private set; }

    public byte[] Root { get; private set; } = [];

    public IReadOnlyList<byte[]> Keys { get; private set; } = [];

    /// <summary>The hash of its first line; where there is no line, the one whose nothing is the root.</summary>
    public Profile Profile { get; private set; } = Profile.A;

    /// <summary>Why the lines end before the file does; null where they do not.</summary>
    public Said? Broken { get; private set; }

    /// <exception cref="UnfitException">It is no export, or cannot be read.</exception>
    public static LedgerFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
            return Open(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or UnfitException)
        {
            stream?.Dispose();
            throw e is UnfitException unfit ? unfit.About($"{Scan.Cut(path)} 不是台账导出文件", $"{Scan.Cut(path)} is no export of an audit ledger")
                : new UnfitException($"读不到文件：{e.Message}", $"the file cannot be read: {e.Message}");
        }
    }

    /// <exception cref="UnfitException">It is no export.</exception>
    public static LedgerFile Open(Stream stream)
    {
        var file = new LedgerFile(stream);
        var block = new Block();
        var end = file.Fill(block);
        var text = block.Buffer.AsSpan(1, end - 1);
        var line = text.IndexOf((byte)'\n') is >= 0 and var at ? text[..at] : throw new UnfitException(text.Length == 0 ? "文件是空的" : "没有完整的首行", text.Length == 0 ? "it is empty" : "its first line has no end");
        file.First(line);
        file.carried = text[(line.Length + 1)..].ToArray();
        // The block is used again: what is left of it is now carried.
        file.read = file.Take(block);
        file.Profile = file.read is null ? Empty(file.Root)
            : block.Buffer.AsSpan(1).StartsWith("{\"v\":1,\"alg\":\"sm3\""u8) ? Profile.B : Profile.A;
        return file;
    }

    /// <summary>The next lines; null behind the last.</summary>
    /// <param name="used">A block to use again.</param>
    public Block? Next(Block? used)
    {
        var next = read ?? (ended ? null : Take(used ?? new Block()));
        read = null;
        return next;
    }

    public void Dispose() => stream.Dispose();

    private static Profile Empty(byte[] root) => root.AsSpan().SequenceEqual(Profile.B.Hash([])) ? Profile.B : Profile.A;

    private void First(ReadOnlySpan<byte> line)
    {
        var scan = new Scan(line);
        scan.Format("shoumi-ledger");
        (Instance, Size, Root) = (scan.Text("instance"u8), scan.Number("size"u8), new byte[Profile.HashSize]);
        scan.Hex("root"u8, Root);
        Keys = scan.HexList("keys"u8);
        scan.Close();
        scan.End();
        if (Instance.Length == 0 || Encoding.UTF8.GetByteCount(Instance) > 100 || Instance.Any(c => c is '"' or '\\' || char.IsControl(c)))
        {
            throw new UnfitException("instance 不是单位代号", "instance names no installation");
        }
    }

    private Block? Take(Block block)
    {
        var end = Fill(block);
        var text = block.Buffer.AsSpan(1, end - 1);
        var lines = text.LastIndexOf((byte)'\n') + 1;
        carried = text[lines..].ToArray();
        block.End = 1 + lines;
        if (end < block.Buffer.Length && carried.Length > 0)
        {
            Broken = new("最后一行没有结束：文件被截断", "the last line has no end: the file was cut off");
        }
        else if (carried.Length > LedgerLine.Longest)
        {
            Broken = LedgerLine.TooLong.Why;
        }

        ended = end < block.Buffer.Length || Broken is not null;
        return lines > 0 ? block : null;
    }

    /// <summary>What was left over and as much as there is room for; tells where it ends.</summary>
    private int Fill(Block block)
    {
        carried.CopyTo(block.Buffer, 1);
        var from = 1 + carried.Length;
        return from + stream.ReadAtLeast(block.Buffer.AsSpan(from), block.Buffer.Length - from, throwOnEndOfStream: false);
    }
}
