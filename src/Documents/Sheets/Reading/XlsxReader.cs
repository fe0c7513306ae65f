using System.Globalization;
using System.Xml;
using static Shoumi.Documents.Sheets.Reading.XlsxXml;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>
/// Reads the worksheets of an .xlsx part by part, each once and forward: what cells hold and what formulas came to when the file was
/// saved. Formulas, links, macros and pictures are not looked at.
/// </summary>
internal sealed class XlsxReader
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
}
