using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Shoumi.Rules.Registers;

namespace Shoumi.Documents.Tests.Sheets;

/// <summary>A formula with the result it had when the file was saved.</summary>
public sealed record Formula(string Text, object Result);

/// <summary>A number with the format it is shown in.</summary>
public sealed record Shown(double Number, string Format);

/// <summary>A workbook written cell by cell, as the programs of offices write them; every liberty the format leaves is a switch.</summary>
public sealed class MadeBook
{
    private readonly List<(string Name, bool Hidden, object?[][] Rows, string[] Merged)> sheets = [];
    private readonly List<string> formats = ["yyyy-mm-dd"];
    private readonly List<string> shared = [];

    /// <summary>Texts in a table of their own, as Excel writes them.</summary>
    public bool Shared { get; init; }

    /// <summary>Days counted from 1904, as old Macs do.</summary>
    public bool From1904 { get; init; }

    /// <summary>Cells without their references.</summary>
    public bool NoReferences { get; init; }

    /// <summary>A prefix before every element.</summary>
    public string Prefix { get; init; } = "";

    public MadeBook Sheet(string name, object?[][] rows, string[]? merged = null, bool hidden = false)
    {
        sheets.Add((name, hidden, rows, merged ?? []));
        return this;
    }

    public byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string Main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
            const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            const string Package = "http://schemas.openxmlformats.org/package/2006";
            for (var i = 0; i < sheets.Count; i++)
            {
                Part(zip, $"xl/worksheets/sheet{i + 1}.xml", SheetXml(sheets[i].Rows, sheets[i].Merged));
            }

            Part(zip, "[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"{Main}.worksheet+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Main}.sheet.main+xml\"/></Types>");
            Part(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id=\"st\" Type=\"{Office}/styles\" Target=\"styles.xml\"/><Relationship Id=\"ss\" Type=\"{Office}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>");
            Part(zip, "xl/workbook.xml", $"{Open("workbook", $" xmlns:r=\"{Office}\"")}{Tag("workbookPr", From1904 ? " date1904=\"1\"" : "", "")}{Tag("sheets", "", string.Concat(sheets.Select((s, i) => Tag("sheet", $" name=\"{SecurityElement.Escape(s.Name)}\" sheetId=\"{i + 1}\" r:id=\"r{i}\"{(s.Hidden ? " state=\"hidden\"" : "")}", ""))))}</{Prefix}workbook>");
            Part(zip, "xl/styles.xml", $"{Open("styleSheet", "")}{Tag("numFmts", "", string.Concat(formats.Select((f, i) => Tag("numFmt", $" numFmtId=\"{200 + i}\" formatCode=\"{SecurityElement.Escape(f)}\"", ""))))}{Tag("cellXfs", "", Tag("xf", " numFmtId=\"0\"", "") + string.Concat(formats.Select((_, i) => Tag("xf", $" numFmtId=\"{200 + i}\"", ""))))}</{Prefix}styleSheet>");
            Part(zip, "xl/sharedStrings.xml", $"{Open("sst", "")}{string.Concat(shared.Select(s => Tag("si", "", Tag("t", " xml:space=\"preserve\"", SecurityElement.Escape(s)) + Tag("rPh", " sb=\"0\" eb=\"1\"", Tag("t", "", "注音")))))}</{Prefix}sst>");
        }

        return bytes.ToArray();
    }

    private string SheetXml(object?[][] rows, string[] merged)
    {
        var xml = new StringBuilder(Open("worksheet", ""));
        xml.Append(CultureInfo.InvariantCulture, $"<{Prefix}sheetData>");
        for (var r = 0; r < rows.Length; r++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<{Prefix}row{(NoReferences ? "" : $" r=\"{r + 1}\"")}>");
            for (var c = 0; c < rows[r].Length; c++)
            {
                xml.Append(Cell(rows[r][c], NoReferences ? "" : $" r=\"{SheetGrid.CellName(c, r + 1)}\""));
            }

            xml.Append(CultureInfo.InvariantCulture, $"</{Prefix}row>");
        }

        xml.Append(CultureInfo.InvariantCulture, $"</{Prefix}sheetData>");
        return xml.Append(merged.Length == 0 ? "" : Tag("mergeCells", "", string.Concat(merged.Select(m => Tag("mergeCell", $" ref=\"{m}\"", ""))))).Append(CultureInfo.InvariantCulture, $"</{Prefix}worksheet>").ToString();
    }

    private string Cell(object? value, string at) => value switch
    {
        null => NoReferences ? Tag("c", "", "") : "",
        Formula f => f.Result is string text ? Tag("c", $"{at} t=\"str\"", Tag("f", "", SecurityElement.Escape(f.Text)) + Tag("v", "", SecurityElement.Escape(text))) : Cell(f.Result, at).Replace($"<{Prefix}v>", Tag("f", "", SecurityElement.Escape(f.Text)) + $"<{Prefix}v>", StringComparison.Ordinal),
        Shown s => Tag("c", $"{at} s=\"{Style(s.Format)}\"", Tag("v", "", s.Number.ToString(CultureInfo.InvariantCulture))),
        DateOnly day => Tag("c", $"{at} s=\"1\"", Tag("v", "", $"{day.DayNumber - (From1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 30)).DayNumber}")),
        int or double => Tag("c", at, Tag("v", "", Convert.ToString(value, CultureInfo.InvariantCulture)!)),
        string text when Shared => Tag("c", $"{at} t=\"s\"", Tag("v", "", $"{Index(text)}")),
        _ => Tag("c", $"{at} t=\"inlineStr\"", Tag("is", "", Tag("t", "", SecurityElement.Escape((string)value)))),
    };

    private int Index(string text) => shared.IndexOf(text) is >= 0 and var at ? at : Added(shared, text);

    private int Style(string format) => 1 + (formats.IndexOf(format) is >= 0 and var at ? at : Added(formats, format));

    private static int Added(List<string> list, string text)
    {
        list.Add(text);
        return list.Count - 1;
    }

    private string Open(string name, string attributes) => $"<{Prefix}{name} xmlns{(Prefix.Length > 0 ? ":" + Prefix.TrimEnd(':') : "")}=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"{attributes}>";

    private string Tag(string name, string attributes, string inside) => inside.Length == 0 ? $"<{Prefix}{name}{attributes}/>" : $"<{Prefix}{name}{attributes}>{inside}</{Prefix}{name}>";

    private static void Part(ZipArchive zip, string name, string text)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
