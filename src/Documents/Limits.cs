namespace Shoumi.Documents;

/// <summary>How much of a hostile document is looked at before it is refused. Bytes unless said otherwise.</summary>
public static class Limits
{
    /// <summary>Largest file taken in. <c>DOC.TOO.LARGE</c></summary>
    public const int File = 50 << 20;

    /// <summary>Largest part of a package once unpacked. <c>DOC.TOO.LARGE</c></summary>
    public const int Part = 64 << 20;

    /// <summary>Largest sum of what the package says its parts unpack to: beyond it, a bomb. <c>DOC.TOO.LARGE</c></summary>
    public const long Unpacked = 1L << 30;

    /// <summary>Most parts in a package. <c>DOC.TOO.LARGE</c></summary>
    public const int Parts = 10_000;

    /// <summary>Most levels of elements inside elements. <c>DOC.MALFORMED</c></summary>
    public const int Depth = 2_000;

    /// <summary>Most objects in a PDF. <c>DOC.TOO.LARGE</c></summary>
    public const int Objects = 100_000;

    /// <summary>Most pages of a PDF that are looked through for marks.</summary>
    public const int Pages = 200;

    /// <summary>Memory of the child process that opens a document. <c>DOC.MEMORY</c></summary>
    public const long Memory = 500L << 20;

    /// <summary>Time a document may take. <c>DOC.TIME</c></summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(30);
}
