using System.IO.Compression;

namespace Shoumi.Documents.Pdf;

/// <summary>Where an object is: at an offset of the file, or with an index inside an object stream.</summary>
/// <param name="Stream">Number of the object stream; 0 where the object stands by itself.</param>
/// <param name="At">Offset, or index in the stream.</param>
/// <param name="Generation">Only of an object that stands by itself.</param>
internal readonly record struct PdfPlace(int Stream, int At, int Generation);

/// <summary>A stream: its dictionary and where its bytes stand.</summary>
internal sealed record PdfStream(PdfValue.Table Table, int Start);

/// <summary>
/// The objects of a PDF, found through its cross-reference as the file states it: table, stream or both, through all its revisions. What the
/// cross-reference does not say truly is refused: programs that repair such files each do it in their own way.
/// </summary>
internal sealed class PdfFile
{
    private readonly PdfXref _xref;
    private readonly Dictionary<int, PdfValue> _known = [];
    private readonly Dictionary<int, (byte[] Bytes, int[] Starts, int[] Numbers)> _streams = [];
    private readonly HashSet<int> _open = [];

    private PdfFile(byte[] bytes)
    {
        Bytes = bytes;
        _xref = PdfXref.Read(this);
        Root = Table(Trailer["Root"]) ?? throw PdfSyntax.Malformed("Root");
    }

    public byte[] Bytes { get; }

    /// <summary>The trailer of the latest revision.</summary>
    public PdfValue.Table Trailer => _xref.Trailer;

    /// <summary>The cross-reference of the latest revision.</summary>
    public PdfXref Xref => _xref;

    /// <summary>The catalogue.</summary>
    public PdfValue.Table Root { get; }

    /// <exception cref="DocumentRefusedException"><c>DOC.MALFORMED</c>, <c>DOC.TOO.LARGE</c></exception>
    public static PdfFile Open(byte[] bytes) => new(bytes);

    /// <summary>What a value stands for: of a reference its object.</summary>
    public PdfValue Resolve(PdfValue? value)
    {
        for (var steps = 0; value is PdfValue.Reference r; steps++)
        {
            value = steps < 20 ? Object(r) : throw PdfSyntax.Malformed("R");
        }

        return value ?? PdfValue.Null;
    }

    public PdfValue.Table? Table(PdfValue? value) => Resolve(value) as PdfValue.Table;

    public double? Number(PdfValue? value) => (Resolve(value) as PdfValue.Atom)?.Number;

    /// <summary>Whether a reference leads to a stream.</summary>
    public bool IsStream(PdfValue.Reference r) => Stream(r) is not null;

    /// <summary>The stream that a reference leads to; null where it leads to something else.</summary>
    public PdfStream? Stream(PdfValue.Reference r) => _xref.Find(r.Number) is { Stream: 0 } place ? At(place.At, r.Number).Stream : null;

    /// <summary>The object at an offset, a stream with the place of its bytes.</summary>
    public (PdfValue Value, PdfStream? Stream, int Number) At(int offset, int? expected)
    {
        var syntax = new PdfSyntax(Bytes, offset);
        var number = syntax.Whole();
        syntax.Whole();
        if (!syntax.Passes("obj") || (expected is { } n && n != number))
        {
            throw PdfSyntax.Malformed("xref");
        }

        var value = syntax.Value();
        return (value, value is PdfValue.Table table && syntax.Passes("stream") ? new(table, BytesOf(syntax.At)) : null, number);
    }

    /// <summary>The bytes of a stream, unpacked; only what a cross-reference or object stream may use.</summary>
    public byte[] Unpacked(PdfStream stream)
    {
        var length = Number(stream.Table["Length"]) is { } l and >= 0 && l <= Bytes.Length - stream.Start ? (int)l : throw PdfSyntax.Malformed("Length");
        var filters = Items(stream.Table["Filter"]);
        var raw = Bytes.AsSpan(stream.Start, length).ToArray();
        return filters switch
        {
            [] => raw,
            [PdfValue.Name { Text: "FlateDecode" or "Fl" }] => Predicted(Inflated(raw), Table(Items(stream.Table["DecodeParms"]).FirstOrDefault())),
            _ => throw PdfSyntax.Malformed("Filter"),
        };
    }

    /// <summary>The same of a drawing; null where it is packed in another way or damaged.</summary>
    public byte[]? Content(PdfStream stream)
    {
        try
        {
            return Unpacked(stream);
        }
        catch (DocumentRefusedException e) when (e.Refusal.Code == "DOC.MALFORMED")
        {
            return null;
        }
    }

    /// <summary>A list's items, or the one thing that stands in a list's place.</summary>
    public IReadOnlyList<PdfValue> Items(PdfValue? value) => Resolve(value) switch
    {
        PdfValue.List list => list.Items,
        PdfValue.Atom { Raw: "null" } => [],
        var one => [one],
    };

    private PdfValue Object(PdfValue.Reference r)
    {
        if (_known.TryGetValue(r.Number, out var known))
        {
            return known;
        }

        if (_xref.Find(r.Number) is not { } place || (place.Stream == 0 && place.Generation != r.Generation))
        {
            return PdfValue.Null;
        }

        if (!_open.Add(r.Number))
        {
            throw PdfSyntax.Malformed("R");
        }

        var value = place.Stream == 0 ? At(place.At, r.Number).Value : InStream(place, r.Number);
        _open.Remove(r.Number);
        return _known[r.Number] = value;
    }

    private PdfValue InStream(PdfPlace place, int number)
    {
        if (!_streams.TryGetValue(place.Stream, out var held))
        {
            var at = _xref.Find(place.Stream) is { Stream: 0 } p ? p : throw PdfSyntax.Malformed("ObjStm");
            var stream = At(at.At, place.Stream).Stream ?? throw PdfSyntax.Malformed("ObjStm");
            var bytes = Unpacked(stream);
            var count = Number(stream.Table["N"]) is { } n and >= 0 and <= Limits.Objects ? (int)n : throw PdfSyntax.Malformed("ObjStm");
            var first = Number(stream.Table["First"]) is { } f and >= 0 && f <= bytes.Length ? (int)f : throw PdfSyntax.Malformed("ObjStm");
            var syntax = new PdfSyntax(bytes, 0);
            var (numbers, starts) = (new int[count], new int[count]);
            for (var i = 0; i < count; i++)
            {
                (numbers[i], starts[i]) = (syntax.Whole(), first + syntax.Whole());
            }

            _streams[place.Stream] = held = (bytes, starts, numbers);
        }

        var index = place.At < held.Numbers.Length && held.Numbers[place.At] == number ? place.At : Array.IndexOf(held.Numbers, number);
        return index >= 0 && held.Starts[index] < held.Bytes.Length ? new PdfSyntax(held.Bytes, held.Starts[index]).Value() : throw PdfSyntax.Malformed("ObjStm");
    }

    private int BytesOf(int at) => at < Bytes.Length && Bytes[at] == '\r'
        ? at + 1 < Bytes.Length && Bytes[at + 1] == '\n' ? at + 2 : at + 1
        : at < Bytes.Length && Bytes[at] == '\n' ? at + 1 : at;

    private static byte[] Inflated(byte[] raw)
    {
        try
        {
            using var packed = new ZLibStream(new MemoryStream(raw), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = packed.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > Limits.Part)
                {
                    throw new DocumentRefusedException("DOC.TOO.LARGE", $"> {Limits.Part >> 20} MB");
                }
            }

            return bytes.ToArray();
        }
        catch (InvalidDataException)
        {
            throw PdfSyntax.Malformed("FlateDecode");
        }
    }

    private byte[] Predicted(byte[] bytes, PdfValue.Table? parameters)
    {
        var predictor = Number(parameters?["Predictor"]) ?? 1;
        var columns = Number(parameters?["Columns"]) is { } c and >= 1 and <= 1000 ? (int)c : 1;
        if (predictor < 10)
        {
            return predictor is 1 ? bytes : throw PdfSyntax.Malformed("Predictor");
        }

        var rows = bytes.Length / (columns + 1);
        var plain = new byte[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var filter = bytes[row * (columns + 1)];
            for (var i = 0; i < columns; i++)
            {
                int left = i > 0 ? plain[(row * columns) + i - 1] : 0, up = row > 0 ? plain[((row - 1) * columns) + i] : 0, corner = i > 0 && row > 0 ? plain[((row - 1) * columns) + i - 1] : 0;
                plain[(row * columns) + i] = (byte)(bytes[(row * (columns + 1)) + 1 + i] + filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, corner),
                    _ => throw PdfSyntax.Malformed("Predictor"),
                });
            }
        }

        return plain;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (byLeft, byUp, byCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - corner - corner));
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }
}
