using System.Buffers.Binary;
using System.Text.Json;

namespace Shoumi.Documents.Isolation;

/// <summary>How a request and its answer travel between parent and child: a JSON header and a file, each behind its length in four bytes.</summary>
internal static class Wire
{
    private const int LongestHeader = 16 << 20;

    public static async Task SendAsync<T>(Stream to, T header, ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        await to.WriteAsync(Length(json.Length), cancel);
        await to.WriteAsync(json, cancel);
        await to.WriteAsync(Length(file.Length), cancel);
        await to.WriteAsync(file, cancel);
        await to.FlushAsync(cancel);
    }

    /// <exception cref="InvalidDataException">The other side did not keep to the form.</exception>
    public static async Task<(T Header, byte[] File)> ReceiveAsync<T>(Stream from, CancellationToken cancel)
    {
        var json = await FrameAsync(from, LongestHeader, cancel);
        var header = JsonSerializer.Deserialize<T>(json) ?? throw new InvalidDataException();
        return (header, await FrameAsync(from, Limits.File * 2, cancel));
    }

    private static async Task<byte[]> FrameAsync(Stream from, int most, CancellationToken cancel)
    {
        var prefix = new byte[4];
        await from.ReadExactlyAsync(prefix, cancel);
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length < 0 || length > most)
        {
            throw new InvalidDataException();
        }

        var frame = new byte[length];
        await from.ReadExactlyAsync(frame, cancel);
        return frame;
    }

    private static byte[] Length(int length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return bytes;
    }
}
