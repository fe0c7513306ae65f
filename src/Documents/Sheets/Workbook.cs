using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Shoumi.Rules;

namespace Shoumi.Documents.Sheets;

/// <summary>
/// A register as an Excel workbook: heading, mark, who exported it and when, then the rows. Rows are written as they come and
/// leave for the output in between, so that a ledger of any length needs little memory and no temporary file.
/// </summary>
[Requirement("R7.5.1")]
public static class Workbook
{
    private const int RowsInFormat = 1_048_576;
    private const int DrainAt = 64 * 1024;
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string CoreProperties = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>Media type of the file.</summary>
    public const string MediaType = $"{Types}.sheet";

    /// <summary>Writes the workbook. The same rows give the same bytes.</summary>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="InvalidOperationException">More rows than a worksheet can hold, or a row with more cells than the register has columns.</exception>
    public static async Task<int> WriteAsync(
        RegisterExport export, IAsyncEnumerable<IReadOnlyList<CellValue>> rows, Stream output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(output);
        await using var pending = new DrainingStream();
        int count;
        await using (var zip = new ZipArchive(pending, ZipArchiveMode.Create, leaveOpen: true))
        {
            Text(zip, export, "[Content_Types].xml", ContentTypes);
            Text(zip, export, "_rels/.rels", Relation(("officeDocument", "xl/workbook.xml"), (CoreProperties, "docProps/core.xml")));
            Text(zip, export, "docProps/core.xml", Properties(export.At));
            Text(zip, export, "xl/_rels/workbook.xml.rels", Relation(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")));
            Element(zip, export, "xl/styles.xml", SheetStyles.Stylesheet());
            count = await SheetAsync(zip, pending, export, rows, output, cancellation).ConfigureAwait(false);
            Element(zip, export, "xl/workbook.xml", Book(export, count));
        }

        await pending.DrainAsync(output, cancellation).ConfigureAwait(false);
        return count;
    }

    /// <summary>Writes the workbook from rows that are at hand.</summary>
    /// <inheritdoc cref="WriteAsync(RegisterExport, IAsyncEnumerable{IReadOnlyList{CellValue}}, Stream, CancellationToken)"/>
    public static Task<int> WriteAsync(
        RegisterExport export, IEnumerable<IReadOnlyList<CellValue>> rows, Stream output, CancellationToken cancellation = default) =>
        WriteAsync(export, rows.ToAsyncEnumerable(), output, cancellation);

    private static async Task<int> SheetAsync(
        ZipArchive zip, DrainingStream pending, RegisterExport export, IAsyncEnumerable<IReadOnlyList<CellValue>> rows, Stream output, CancellationToken cancellation)
    {
        var count = 0;
        await using var part = Part(zip, export, "xl/worksheets/sheet1.xml").Open();
        using var writer = OpenXmlWriter.Create(part, Encoding.UTF8);
        var sheet = new SheetWriter(writer, export);
        sheet.Begin();
        await foreach (var row in rows.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (++count + SheetWriter.HeaderRow > RowsInFormat)
            {
                throw new InvalidOperationException($"A worksheet holds {RowsInFormat} rows; narrow the selection");
            }

            sheet.Row(row);
            if (pending.Waiting >= DrainAt)
            {
                await pending.DrainAsync(output, cancellation).ConfigureAwait(false);
            }
        }

        sheet.End();
        return count;
    }

    private static DocumentFormat.OpenXml.Spreadsheet.Workbook Book(RegisterExport export, int rows)
    {
        var name = SheetName(export.Register.Title.In(export.English));
        var last = SheetWriter.ColumnName(export.Register.Columns.Length - 1);
        var end = SheetWriter.HeaderRow + rows;
        return new(
            new DocumentFormat.OpenXml.Spreadsheet.Sheets(new Sheet { Name = name, SheetId = 1, Id = "rId1" }),
            new DefinedNames(
                new DefinedName($"'{name}'!$A${SheetWriter.HeaderRow}:${last}${end}") { Name = "_xlnm._FilterDatabase", LocalSheetId = 0, Hidden = true },
                new DefinedName($"'{name}'!$A$1:${last}${end}") { Name = "_xlnm.Print_Area", LocalSheetId = 0 },
                new DefinedName($"'{name}'!${SheetWriter.HeaderRow}:${SheetWriter.HeaderRow}") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 }));
    }

    /// <summary>At most 31 characters, without those that the format keeps for references.</summary>
    private static string SheetName(string title)
    {
        var name = string.Concat(title.Where(c => !"[]:*?/\\'".Contains(c)));
        return name.Length > 31 ? name[..31] : name;
    }

    private static ZipArchiveEntry Part(ZipArchive zip, RegisterExport export, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = export.At;
        return entry;
    }

    private static void Element(ZipArchive zip, RegisterExport export, string name, OpenXmlElement root)
    {
        using var part = Part(zip, export, name).Open();
        using var writer = OpenXmlWriter.Create(part, Encoding.UTF8);
        writer.WriteStartDocument(standalone: true);
        writer.WriteElement(root);
    }

    private static void Text(ZipArchive zip, RegisterExport export, string name, string text)
    {
        using var part = Part(zip, export, name).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The product and the time: no person, no title.</summary>
    private static string Properties(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Shoumi</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}</dcterms:created></cp:coreProperties>
        """);

    private static string Relation(params ReadOnlySpan<(string Kind, string Target)> targets)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">""");
        for (var i = 0; i < targets.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""<Relationship Id="rId{i + 1}" Type="{(targets[i].Kind.Contains('/', StringComparison.Ordinal) ? targets[i].Kind : $"{Relations}/{targets[i].Kind}")}" Target="{targets[i].Target}"/>""");
        }

        return text.Append("</Relationships>").ToString();
    }

    private static readonly string ContentTypes =
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Types}.worksheet+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/></Types>
        """;
}
