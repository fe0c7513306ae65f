using System.Collections.Immutable;
using System.Globalization;

namespace Shoumi.Documents.Pdf;

/// <summary>A box on a page as it is seen, in the page's own units: from its left and from its top.</summary>
internal readonly record struct Area(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public bool Overlaps(Area other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public Area Wider(double by) => new(Left - by, Top - by, Right + by, Bottom + by);
}

/// <summary>The first page of a PDF: its dictionary, what it inherits, and how it is turned and cropped.</summary>
internal sealed class PdfFirstPage
{
    private const int MostSteps = 1000;

    private readonly PdfFile _file;
    private readonly double[] _box;
    private readonly int _turn;

    private PdfFirstPage(PdfFile file, PdfValue.Reference reference, PdfValue.Table table, Dictionary<string, PdfValue> inherited)
    {
        (_file, Reference, Table) = (file, reference, table);
        Resources = file.Table(inherited.GetValueOrDefault("Resources")) ?? PdfValue.Table.Empty;
        var media = Box(inherited.GetValueOrDefault("MediaBox")) ?? throw PdfSyntax.Malformed("MediaBox");
        var crop = Box(inherited.GetValueOrDefault("CropBox")) ?? media;
        _box = [Math.Max(media[0], crop[0]), Math.Max(media[1], crop[1]), Math.Min(media[2], crop[2]), Math.Min(media[3], crop[3])];
        _box = _box[0] < _box[2] && _box[1] < _box[3] ? _box : media;
        var turn = file.Number(inherited.GetValueOrDefault("Rotate")) ?? 0;
        _turn = turn % 90 == 0 && Math.Abs(turn) <= 3600 ? (((int)turn % 360) + 360) % 360 : throw PdfSyntax.Malformed("Rotate");
        Unit = file.Number(table["UserUnit"]) is { } unit and > 0 and < 100_000 ? unit : 1;
        Contents = [.. FindContents()];
    }

    public PdfValue.Reference Reference { get; }

    public PdfValue.Table Table { get; }

    /// <summary>Its own or inherited resources.</summary>
    public PdfValue.Table Resources { get; }

    /// <summary>References to its content streams.</summary>
    public ImmutableArray<PdfValue> Contents { get; }

    /// <summary>How many points its unit is.</summary>
    public double Unit { get; }

    /// <summary>Width as seen.</summary>
    public double Width => _turn % 180 == 0 ? _box[2] - _box[0] : _box[3] - _box[1];

    /// <summary>Height as seen.</summary>
    public double Height => _turn % 180 == 0 ? _box[3] - _box[1] : _box[2] - _box[0];

    /// <summary>Where annotations and form fields are shown; links show nothing.</summary>
    public IEnumerable<Area> Annotations => _file.Items(Table["Annots"]).Take(MostSteps).Select(_file.Table)
        .Where(a => a is not null && _file.Resolve(a["Subtype"]) is not PdfValue.Name { Text: "Link" or "Popup" } && ((int)(_file.Number(a["F"]) ?? 0) & 2) == 0)
        .Select(a => Box(a!["Rect"])).OfType<double[]>().Select(Seen);

    /// <exception cref="DocumentRefusedException"><c>DOC.MALFORMED</c>: there is no page, or the tree of pages goes round in circles.</exception>
    public static PdfFirstPage Find(PdfFile file)
    {
        // Where the number of pages makes no sense, some programs show none at all.
        var counted = file.Number(file.Table(file.Root["Pages"])?["Count"]) is >= 1 and < 10_000_000;
        return (counted ? Walk(file).Select(p => new PdfFirstPage(file, p.Reference, p.Table, p.Inherited)).FirstOrDefault() : null) ?? throw PdfSyntax.Malformed("Pages");
    }

    /// <summary>The resources of the first pages, with the number of pages that are looked through.</summary>
    public static IEnumerable<PdfValue> ResourcesOfPages(PdfFile file) => Walk(file).Take(Limits.Pages).Select(p => p.Inherited.GetValueOrDefault("Resources")).OfType<PdfValue>();

    /// <summary>The matrix that sets text at a place of the page as it is seen, upright.</summary>
    public string TextMatrix(double left, double baseLine)
    {
        var (x, y) = ToUser(left, baseLine);
        var turn = _turn switch { 0 => "1 0 0 1", 90 => "0 1 -1 0", 180 => "-1 0 0 -1", _ => "0 -1 1 0" };
        return string.Create(CultureInfo.InvariantCulture, $"{turn} {x:0.###} {y:0.###}");
    }

    /// <summary>The place in the page's own coordinates.</summary>
    public (double X, double Y) ToUser(double left, double top) => _turn switch
    {
        0 => (_box[0] + left, _box[3] - top),
        90 => (_box[0] + top, _box[1] + left),
        180 => (_box[2] - left, _box[1] + top),
        _ => (_box[2] - top, _box[3] - left),
    };

    private Area Seen(double[] b)
    {
        var (left, top, right, bottom) = (b[0] - _box[0], _box[3] - b[3], b[2] - _box[0], _box[3] - b[1]);
        var (width, height) = (_box[2] - _box[0], _box[3] - _box[1]);
        return _turn switch
        {
            0 => new(left, top, right, bottom),
            90 => new(height - bottom, left, height - top, right),
            180 => new(width - right, height - bottom, width - left, height - top),
            _ => new(top, width - right, bottom, width - left),
        };
    }

    private static IEnumerable<(PdfValue.Reference Reference, PdfValue.Table Table, Dictionary<string, PdfValue> Inherited)> Walk(PdfFile file)
    {
        var seen = new HashSet<PdfValue.Reference>();
        var open = new Stack<(PdfValue Node, Dictionary<string, PdfValue> Inherited)>([(file.Root["Pages"] ?? PdfValue.Null, [])]);
        while (open.TryPop(out var next))
        {
            if (next.Node is not PdfValue.Reference reference || file.Table(reference) is not { } table)
            {
                continue;
            }

            if (!seen.Add(reference) && table["Kids"] is not null)
            {
                throw PdfSyntax.Malformed("Pages");
            }

            var below = new Dictionary<string, PdfValue>(next.Inherited);
            foreach (var key in (string[])["Resources", "MediaBox", "CropBox", "Rotate"])
            {
                if (table[key] is { } value && file.Resolve(value) is not PdfValue.Atom { Raw: "null" })
                {
                    below[key] = value;
                }
            }

            if (table["Kids"] is not { } kids)
            {
                yield return (reference, table, below);
                continue;
            }

            foreach (var kid in file.Items(kids).Reverse())
            {
                open.Push((kid, below));
            }
        }
    }

    private IEnumerable<PdfValue> FindContents()
    {
        foreach (var item in Table["Contents"] is PdfValue.Reference single && _file.IsStream(single) ? [single] : _file.Items(Table["Contents"]))
        {
            if (item is PdfValue.Reference r && _file.IsStream(r))
            {
                yield return r;
            }
            else if (_file.Resolve(item) is not PdfValue.Atom { Raw: "null" })
            {
                throw PdfSyntax.Malformed("Contents");
            }
        }
    }

    private double[]? Box(PdfValue? value)
    {
        var n = _file.Resolve(value) is PdfValue.List { Items.Length: 4 } list ? list.Items.Select(i => _file.Number(i) ?? double.NaN).ToArray() : null;
        return n is null || n.Any(x => !(Math.Abs(x) < 1e6)) ? null : [Math.Min(n[0], n[2]), Math.Min(n[1], n[3]), Math.Max(n[0], n[2]), Math.Max(n[1], n[3])];
    }
}
