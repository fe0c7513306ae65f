
namespace Shoumi.Documents.Pdf;

/// <summary>The cross-reference of a PDF, read from its latest section back to the first; what a later one says of an object counts.</summary>
internal sealed class PdfXref
{
    private readonly PdfFile _file;
    private readonly Dictionary<int, PdfPlace?> _places = [];
    private readonly HashSet<int> _sections = [];
    private readonly List<int> _free = [];
    private PdfValue.Table? _trailer;
    private int _shift;

    private PdfXref(PdfFile file) => _file = file;

    /// <summary>The trailer of the latest section.</summary>
    public PdfValue.Table Trailer => _trailer!;

    /// <summary>Offset of the latest section, as the file counts offsets.</summary>
    public int Latest { get; private set; }

    /// <summary>What must be added to an offset: some files have bytes before their head that it does not count.</summary>
    public int Shift => _shift;

    /// <summary>Whether the latest section is a stream.</summary>
    public bool IsStream { get; private set; }

    /// <summary>Whether any section says that the file is encrypted.</summary>
    public bool Encrypted { get; private set; }

    /// <summary>A number that no object has, nor any above it: some files state a size that is too small.</summary>
    public int NextNumber { get; private set; }

    /// <summary>Where an object is; null for none.</summary>
    public PdfPlace? Find(int number) => _places.GetValueOrDefault(number);

    public static PdfXref Read(PdfFile file)
    {
        var xref = new PdfXref(file);
        var last = file.Bytes.AsSpan().LastIndexOf("startxref"u8);
        xref.Latest = last < 0 ? throw PdfSyntax.Malformed("startxref") : new PdfSyntax(file.Bytes, last + 9).Whole();
        xref._shift = xref.IsSection(xref.Latest) ? 0 : file.Bytes.AsSpan().IndexOf("%PDF-"u8);
        xref.Section(xref.Latest);
        xref.NextNumber = Math.Max(xref._places.Keys.Append(0).Max() + 1, (int)Math.Clamp((xref.Trailer["Size"] as PdfValue.Atom)?.Number ?? throw PdfSyntax.Malformed("Size"), 0, 8_000_000));
        return xref;
    }

    private bool IsSection(int at) => at < _file.Bytes.Length && (new PdfSyntax(_file.Bytes, at).Passes("xref") || new PdfSyntax(_file.Bytes, at).TryWhole() is not null);

    private void Section(int start)
    {
        for (int? next = start; next is { } at;)
        {
            if (!_sections.Add(at) || at + _shift >= _file.Bytes.Length)
            {
                throw PdfSyntax.Malformed("xref");
            }

            var syntax = new PdfSyntax(_file.Bytes, at + _shift);
            var classic = syntax.Passes("xref");
            var trailer = classic ? ReadTable(syntax) : ReadStream(at + _shift);
            (_trailer, IsStream) = _trailer is null ? (trailer, !classic) : (_trailer, IsStream);
            Encrypted |= trailer["Encrypt"] is not null and not PdfValue.Atom { Raw: "null" };
            if (classic && Offset(trailer["XRefStm"]) is { } beside && _sections.Add(beside))
            {
                ReadStream(beside + _shift);
            }

            // In a file with both, the table calls free what only the stream beside it knows.
            _free.ForEach(n => Keep(n, null));
            _free.Clear();

            next = Offset(trailer["Prev"]);
        }
    }

    // A number with a fraction or a reference is no offset, though both are seen.
    private static int? Offset(PdfValue? value) => value switch
    {
        null => null,
        PdfValue.Atom { Number: { } n and >= 0 and < int.MaxValue } => (int)n,
        _ => throw PdfSyntax.Malformed("Prev"),
    };

    private PdfValue.Table ReadTable(PdfSyntax syntax)
    {
        while (syntax.TryWhole() is { } first)
        {
            var count = syntax.Whole();
            for (var i = 0; i < count; i++)
            {
                var (offset, generation, kind) = (Tall(syntax.Word()), syntax.Whole(), syntax.Word());
                if (kind is "n" && offset > 0)
                {
                    Keep(first + i, new PdfPlace(0, offset + _shift, generation));
                }
                else
                {
                    _free.Add(kind is "n" or "f" ? first + i : throw PdfSyntax.Malformed("xref"));
                }
            }
        }

        return syntax.Passes("trailer") && syntax.Value() is PdfValue.Table trailer ? trailer : throw PdfSyntax.Malformed("trailer");
    }

    private static int Tall(string digits) => long.TryParse(digits, out var n) && n is >= 0 and <= int.MaxValue ? (int)n : throw PdfSyntax.Malformed("xref");

    private PdfValue.Table ReadStream(int at)
    {
        var (_, stream, _) = _file.At(at, null);
        if (stream?.Table["Type"] is not PdfValue.Name { Text: "XRef" } || stream.Table["Length"] is PdfValue.Reference)
        {
            throw PdfSyntax.Malformed("xref");
        }

        var table = stream.Table;
        var bytes = _file.Unpacked(stream);
        int[] widths = [.. Numbers(table["W"])];
        int[] index = table["Index"] is null ? [0, .. Numbers(table["Size"])] : [.. Numbers(table["Index"])];
        var entry = widths.Sum();
        if (widths is not [>= 0 and <= 1, >= 1 and <= 8, >= 0 and <= 8] || index.Length % 2 != 0)
        {
            throw PdfSyntax.Malformed("W");
        }

        var from = 0;
        for (var i = 0; i < index.Length; i += 2)
        {
            for (var n = 0; n < index[i + 1] && from + entry <= bytes.Length; n++, from += entry)
            {
                var type = widths[0] == 0 ? 1 : bytes[from];
                var (second, third) = (Big(bytes, from + widths[0], widths[1]), Big(bytes, from + widths[0] + widths[1], widths[2]));
                Keep(index[i] + n, type switch
                {
                    1 => new PdfPlace(0, second + _shift, third),
                    2 => new PdfPlace(second, third, 0),
                    _ => null,
                });
            }
        }

        return table;
    }

    private static IEnumerable<int> Numbers(PdfValue? value) => (value is PdfValue.List list ? list.Items : value is null ? [] : [value])
        .Select(i => i is PdfValue.Atom { Number: { } n and >= 0 and < int.MaxValue } ? (int)n : throw PdfSyntax.Malformed("xref"));

    private static int Big(byte[] bytes, int at, int width)
    {
        long n = 0;
        for (var i = 0; i < width; i++)
        {
            n = (n << 8) | bytes[at + i];
        }

        return n is >= 0 and < int.MaxValue ? (int)n : throw PdfSyntax.Malformed("xref");
    }

    private void Keep(int number, PdfPlace? place)
    {
        _places.TryAdd(number, place);
        if (_places.Count > Limits.Objects + 1)
        {
            throw new DocumentRefusedException("DOC.TOO.LARGE", $"> {Limits.Objects} 个对象 objects");
        }
    }
}
