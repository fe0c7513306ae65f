using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>
/// Reads the worksheets of an .xlsx part by part, each once and forward: what cells hold and what formulas came to when the file was
/// saved. Formulas, links, macros and pictures are not looked at.
/// </summary>
internal sealed partial class XlsxReader
{
    private const int MostShared = 2_000_000, MostMerged = 200_000;
    private readonly XlsxPackage package;
    private readonly SheetBuilder sheets;
    private readonly List<string> shared = [];
    private readonly List<NumberLook> looks = [];
    private bool from1904;

    private XlsxReader(XlsxPackage package, SheetBuilder sheets) => (this.package, this.sheets) = (package, sheets);

    public static void Read(byte[] file, SheetBuilder sheets)
    {
        try
        {
            using var package = new XlsxPackage(file);
            new XlsxReader(package, sheets).All();
        }
        catch (InvalidDataException)
        {
            throw new DocumentRefusedException("DOC.SHEET.MALFORMED", "zip");
        }
    }

    private void All()
    {
        var related = package.Related();
        foreach (var (kind, _, path) in related)
        {
            if (kind == "sharedStrings")
            {
                package.Read(path, Shared);
            }
            else if (kind == "styles")
            {
                package.Read(path, Looks);
            }
        }

        foreach (var (name, hidden, id) in List())
        {
            var (_, _, path) = related.FirstOrDefault(r => r.Id == id);
            // Chart sheets, dialogues and macro sheets hold no rows.
            if (path is not null && related.Any(r => r.Id == id && r.Kind == "worksheet"))
            {
                sheets.Begin(name, hidden);
                package.Read(path, Sheet);
            }
        }
    }

    private List<(string Name, bool Hidden, string Id)> List()
    {
        var list = new List<(string, bool, string)>();
        package.Read(package.Main, x =>
        {
            while (x.Read())
            {
                if (x is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                {
                    from1904 = x.GetAttribute("date1904") is "1" or "true";
                }
                else if (x is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
                {
                    list.Add((x.GetAttribute("name") ?? "", x.GetAttribute("state") is "hidden" or "veryHidden", Attribute(x, "id") ?? ""));
                }
            }
        });
        return list;
    }

    private void Shared(XmlReader x)
    {
        while (x.Read())
        {
            if (x is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                shared.Add(SheetBuilder.Cell(Words(x)));
                if (shared.Count > MostShared)
                {
                    throw new DocumentRefusedException("DOC.SHEET.TOO.LARGE", "sharedStrings");
                }
            }
        }
    }

    private void Looks(XmlReader x)
    {
        var (codes, inCells) = (new Dictionary<int, NumberLook>(), false);
        while (x.Read())
        {
            if (x.LocalName == "cellXfs")
            {
                inCells = x is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            }
            else if (x is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && Whole(x.GetAttribute("numFmtId")) is { } id)
            {
                codes[id] = NumberLook.Of(x.GetAttribute("formatCode") ?? "");
            }
            else if (inCells && x is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var format = Whole(x.GetAttribute("numFmtId")) ?? 0;
                looks.Add(codes.GetValueOrDefault(format) ?? NumberLook.BuiltIn(format));
            }
        }
    }

    private void Sheet(XmlReader x)
    {
        var (cells, merged, row, open) = (new List<string>(), new List<SheetBuilder.Merged>(), 0, false);
        while (x.Read())
        {
            if (x.NodeType == XmlNodeType.EndElement && x.LocalName == "row")
            {
                End(row, cells, ref open);
            }
            else if (x.NodeType != XmlNodeType.Element)
            {
                continue;
            }
            else if (x.LocalName == "row")
            {
                row = Whole(x.GetAttribute("r")) is > 0 and <= 2_000_000 and var r ? r : row + 1;
                open = !x.IsEmptyElement;
            }
            else if (x.LocalName == "c" && open)
            {
                Cell(x, cells);
            }
            else if (x.LocalName == "mergeCell" && merged.Count < MostMerged && Range(x.GetAttribute("ref") ?? "") is { } range)
            {
                merged.Add(range);
            }
        }

        sheets.Fill(merged);
    }

    private void End(int row, List<string> cells, ref bool open)
    {
        if (open)
        {
            sheets.Row(row, cells);
        }

        cells.Clear();
        open = false;
    }

    /// <summary>One cell, to its end.</summary>
    private void Cell(XmlReader x, List<string> cells)
    {
        var (type, look, at) = (x.GetAttribute("t") ?? "n", Whole(x.GetAttribute("s")), Column(x.GetAttribute("r") ?? "") ?? cells.Count);
        if (at >= SheetLimits.Columns * 300)
        {
            throw new DocumentRefusedException("DOC.SHEET.COLUMNS", $"> {SheetLimits.Columns}");
        }

        var text = "";
        if (!x.IsEmptyElement)
        {
            var depth = x.Depth;
            while (x.Read() && x.Depth > depth)
            {
                text = x is { NodeType: XmlNodeType.Element, LocalName: "v" } ? Value(x, type, look)
                    : x is { NodeType: XmlNodeType.Element, LocalName: "is" } ? Words(x)
                    : text;
            }
        }

        text = SheetBuilder.Cell(text).Trim();
        while (cells.Count <= at && text.Length > 0)
        {
            cells.Add("");
        }

        if (text.Length > 0)
        {
            cells[at] = text;
        }
        else if (at >= cells.Count)
        {
            // An empty cell only keeps the place of those without a reference.
            cells.AddRange(Enumerable.Repeat("", Math.Min(at, SheetLimits.Columns * 2) + 1 - cells.Count > 0 ? Math.Min(at, SheetLimits.Columns * 2) + 1 - cells.Count : 0));
        }
    }

    private string Value(XmlReader x, string type, int? look)
    {
        var raw = Inside(x);
        return type switch
        {
            "s" => Whole(raw) is { } i && i < shared.Count ? shared[i] : "",
            "str" or "inlineStr" => Unescaped(raw),
            "b" => raw == "1" ? "TRUE" : "FALSE",
            "d" => raw.Length >= 10 ? raw[..10] : raw,
            "e" => raw,
            _ => double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (look is { } s && s < looks.Count ? looks[s] : NumberLook.Plain).Text(number, from1904) : raw,
        };
    }

    /// <summary>The words of a rich text, without the reading aids that stand above it.</summary>
    private static string Words(XmlReader x)
    {
        if (x.IsEmptyElement)
        {
            return "";
        }

        var (words, depth, aside) = (new StringBuilder(), x.Depth, int.MaxValue);
        while (x.Read() && x.Depth > depth)
        {
            aside = x.LocalName == "rPh" && x.NodeType == XmlNodeType.Element && !x.IsEmptyElement ? x.Depth : x.Depth <= aside && x.NodeType == XmlNodeType.EndElement ? int.MaxValue : aside;
            if (x is { NodeType: XmlNodeType.Element, LocalName: "t" } && aside == int.MaxValue && words.Length <= SheetLimits.Cell)
            {
                words.Append(Inside(x));
            }
        }

        return Unescaped(words.ToString());
    }

    /// <summary>The text inside an element, to its end.</summary>
    private static string Inside(XmlReader x)
    {
        if (x.IsEmptyElement)
        {
            return "";
        }

        var (text, depth) = (new StringBuilder(), x.Depth);
        while (x.Read() && x.Depth > depth)
        {
            if (x.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && text.Length < SheetLimits.Cell * 2)
            {
                text.Append(x.Value);
            }
        }

        return text.ToString();
    }

    private static SheetBuilder.Merged? Range(string reference)
    {
        var m = Reference().Match(reference);
        return m.Success && Column(m.Groups[1].Value) is { } c1 && Column(m.Groups[3].Value) is { } c2 && Whole(m.Groups[2].Value) is { } r1 && Whole(m.Groups[4].Value) is { } r2 && r1 > 0 && r2 >= r1 && c2 >= c1
            ? new(r1 - 1, c1, r2 - 1, c2)
            : null;
    }

    /// <summary>The column of a reference such as AB12, from 0.</summary>
    private static int? Column(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (c is not (>= 'A' and <= 'Z') || column > 100_000)
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static string? Attribute(XmlReader x, string local)
    {
        for (var i = 0; i < x.AttributeCount; i++)
        {
            x.MoveToAttribute(i);
            if (x.LocalName == local && x.NamespaceURI.Length > 0)
            {
                var value = x.Value;
                x.MoveToElement();
                return value;
            }
        }

        x.MoveToElement();
        return null;
    }

    private static string Unescaped(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : Escaped().Replace(text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("^([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})$")]
    private static partial Regex Reference();

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();
}
