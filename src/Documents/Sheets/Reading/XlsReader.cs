using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>
/// Reads the binary workbooks of Excel 97–2003. The one place that knows the package that does it: an old one without a keeper, so it runs
/// in the child process only and whatever it throws means that the file is damaged.
/// </summary>
internal static class XlsReader
{
    public static void Read(byte[] file, SheetBuilder sheets)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            using var reader = ExcelReaderFactory.CreateBinaryReader(new MemoryStream(file, writable: false));
            do
            {
                sheets.Begin(reader.Name ?? "", !string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase));
                Sheet(reader, sheets);
            }
            while (reader.NextResult());
        }
        catch (Exception e) when (e is not (DocumentRefusedException or OutOfMemoryException))
        {
            throw new DocumentRefusedException("DOC.SHEET.MALFORMED", e is ExcelDataReader.Exceptions.ExcelReaderException ? "xls" : $"xls {e.GetType().Name}");
        }
    }

    private static void Sheet(IExcelDataReader reader, SheetBuilder sheets)
    {
        var cells = new List<string>();
        for (var row = 1; reader.Read(); row++)
        {
            cells.Clear();
            for (var c = 0; c < reader.FieldCount; c++)
            {
                cells.Add(SheetBuilder.Cell(Text(reader, c)));
            }

            sheets.Row(row, cells);
        }

        sheets.Fill((reader.MergeCells ?? []).Select(m => new SheetBuilder.Merged(m.FromRow, m.FromColumn, m.ToRow, m.ToColumn)));
    }

    private static string Text(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => "",
        string text => text,
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "TRUE" : "FALSE",
        double number => (reader.GetNumberFormatString(column) is { } code ? NumberLook.Of(code) : NumberLook.Plain) is { IsDay: false } look ? look.Text(number, false) : NumberLook.Plain.Text(number, false),
        int number => NumberLook.Plain.Text(number, false),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}
