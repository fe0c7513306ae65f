using Shoumi.Documents.Inspecting;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>Reads a spreadsheet – .xlsx, .xls, .csv, .txt – by its content, never by its name: what its cells say, and nothing of it that could do anything.</summary>
internal static class SheetReader
{
    /// <summary>The sheets, as <see cref="SheetTable"/> writes them.</summary>
    /// <exception cref="DocumentRefusedException">It is no spreadsheet, too large, encrypted or damaged.</exception>
    public static byte[] Read(byte[] file)
    {
        if (file.Length > SheetLimits.File)
        {
            throw new DocumentRefusedException("DOC.SHEET.TOO.LARGE", $"{file.Length >> 20} MB > {SheetLimits.File >> 20} MB");
        }

        var inspection = DocumentInspector.Inspect(file);
        if (inspection.Encrypted)
        {
            throw new DocumentRefusedException("DOC.SHEET.ENCRYPTED");
        }

        if (inspection.Defect is { } defect)
        {
            throw new DocumentRefusedException(defect.ForSheet());
        }

        var sheets = new SheetBuilder();
        Action<byte[], SheetBuilder> read = inspection.Kind == FileKind.Xlsx ? XlsxReader.Read
            : inspection.Kind == FileKind.Xls ? XlsReader.Read
            : inspection.Kind is FileKind.Text or FileKind.Unknown ? TextTableReader.Read
            : throw new DocumentRefusedException("DOC.SHEET.FORMAT", inspection.Kind.ToString());
        read(file, sheets);
        return sheets.Sheets.Any(s => s.Rows.Count > 0) ? SheetTable.Write(sheets) : throw new DocumentRefusedException("DOC.SHEET.EMPTY");
    }
}
