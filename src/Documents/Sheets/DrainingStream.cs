using System.Buffers;

namespace Shoumi.Documents.Sheets;

/// <summary>
/// Takes what the synchronous zip and XML writers give, in memory, until it is drained asynchronously: a web server forbids
/// synchronous writes to its answer, and temporary files would leave titles on the disk.
/// </summary>
internal sealed class DrainingStream : Stream
{
    private readonly ArrayBufferWriter<byte> waiting = new();

    /// <summary>Bytes not yet drained.</summary>
    public int Waiting => waiting.WrittenCount;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Passes everything on and starts anew.</summary>
    public async Task DrainAsync(Stream output, CancellationToken cancellation)
    {
        await output.WriteAsync(waiting.WrittenMemory, cancellation).ConfigureAwait(false);
        waiting.ResetWrittenCount();
    }

    public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
