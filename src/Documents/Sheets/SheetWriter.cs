using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Shoumi.Rules.Registers;

namespace Shoumi.Documents.Sheets;

/// <summary>Writes the one worksheet of a register in the order the format demands: settings, heading, rows, print set-up.</summary>
internal sealed class SheetWriter(OpenXmlWriter writer, RegisterExport export)
{
    /// <summary>The row with the columns' titles; mark, title and note stand above it.</summary>
    public const int HeaderRow = 4;

    private const uint A4 = 9;

    private static readonly int DayZero = new DateOnly(1899, 12, 30).DayNumber;

    /// <summary>First day that every program counts alike: before it, the format holds a leap day that never was.</summary>
    private static readonly DateOnly FirstDay = new(1900, 3, 1);

    private static readonly OpenXmlAttribute InlineText = new("t", "", "inlineStr");
    private static readonly OpenXmlAttribute[] Preserved = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];

    private readonly Cell cellStart = new();
    private readonly InlineString inlineStart = new();
    private readonly Text textStart = new();
    private readonly RegisterColumn[] columns = [.. export.Register.Columns];
    private int row;

    private string Last => ColumnName(columns.Length - 1);

    /// <summary>Everything before the first row.</summary>
    public void Begin()
    {
        writer.WriteStartDocument(standalone: true);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        var below = $"A{HeaderRow + 1}";
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = HeaderRow, TopLeftCell = below, ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen },
            new Selection { Pane = PaneValues.BottomLeft, ActiveCell = below, SequenceOfReferences = new() { InnerText = below } })
        { WorkbookViewId = 0, ShowGridLines = false }));
        writer.WriteElement(new SheetFormatProperties { DefaultRowHeight = 15 });
        writer.WriteElement(new Columns(columns.Select((column, i) => new Column
        {
            Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Width + 1, CustomWidth = true,
        })));
        writer.WriteStartElement(new SheetData());
        Line(24, 1, _ => (export.Mark, SheetStyles.Mark));
        Line(28, 1, _ => ($"{export.Bureau}{(export.English ? " " : "")}{export.Register.Title.In(export.English)}", SheetStyles.Title));
        Line(16, 1, _ => (Note(), SheetStyles.Note));
        Line(30, columns.Length, i => (columns[i].Title.In(export.English), SheetStyles.Header));
    }

    /// <summary>One row of the register.</summary>
    public void Row(IReadOnlyList<CellValue> values)
    {
        if (values.Count > columns.Length)
        {
            throw new InvalidOperationException($"A row of {values.Count} cells in a register of {columns.Length} columns");
        }

        row++;
        writer.WriteStartElement(new Row { RowIndex = (uint)row });
        for (var i = 0; i < columns.Length; i++)
        {
            Cell(i, i < values.Count ? values[i] : default);
        }

        writer.WriteEndElement();
    }

    /// <summary>Everything after the last row.</summary>
    public void End()
    {
        writer.WriteEndElement();
        writer.WriteElement(new AutoFilter { Reference = $"A{HeaderRow}:{Last}{row}" });
        writer.WriteElement(new MergeCells(Merged(1), Merged(2), Merged(3)) { Count = 3 });
        writer.WriteElement(new PrintOptions { HorizontalCentered = true });
        writer.WriteElement(new PageMargins { Left = 0.4, Right = 0.4, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
        writer.WriteElement(new PageSetup { PaperSize = A4, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        writer.WriteElement(new HeaderFooter(
            // A size is followed by the first character of the mark, which is never a digit.
            new OddHeader(export.Mark is null ? "" : $"&L&\"黑体\"&14{Printable(export.Mark)}"),
            new OddFooter($"&L&8{Spaced(Printable(Note()))}{(export.English ? "&CPage &P of &N" : "&C第 &P 页 共 &N 页")}")));
        // Numbers of entries are texts on purpose; no green corner has to say so.
        writer.WriteElement(new IgnoredErrors(new IgnoredError { SequenceOfReferences = new() { InnerText = $"A{HeaderRow + 1}:{Last}{Math.Max(row, HeaderRow + 1)}" }, NumberStoredAsText = true }));
        writer.WriteEndElement();
    }

    /// <summary>A, B … Z, AA …</summary>
    public static string ColumnName(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : ColumnName((index / 26) - 1) + (char)('A' + (index % 26));

    private MergeCell Merged(int line) => new() { Reference = $"A{line}:{Last}{line}" };

    private string Note()
    {
        var at = export.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var number = export.AuditNumber.ToString("N0", CultureInfo.InvariantCulture);
        return export.English
            ? $"Exported by {export.By}, {at}, audit ledger no. {number}"
            : $"导出 {export.By} {at} · 审计第 {number} 号";
    }

    /// <summary>In a page header an ampersand begins a command; doubled, it is itself.</summary>
    private static string Printable(string? text) => CellText.Encode(text ?? "").Replace("&", "&&", StringComparison.Ordinal);

    /// <summary>Behind a size, a text that begins with a digit would make it another size.</summary>
    private static string Spaced(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) ? $" {text}" : text;

    private void Line(double height, int cells, Func<int, (string? Text, uint Style)> cell)
    {
        row++;
        writer.WriteStartElement(new Row { RowIndex = (uint)row, Height = height, CustomHeight = true });
        for (var i = 0; i < cells; i++)
        {
            var (text, style) = cell(i);
            Write(i, text, style);
        }

        writer.WriteEndElement();
    }

    private void Cell(int column, CellValue value)
    {
        if (value.Number is { } number)
        {
            Write(column, number, SheetStyles.ForNumber(day: false));
        }
        else if (value.Day is { } day && day >= FirstDay)
        {
            Write(column, day.DayNumber - DayZero, SheetStyles.ForNumber(day: true));
        }
        else
        {
            var text = value.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? value.Text;
            Write(column, text, SheetStyles.ForText(text is not null && CellText.LooksLikeFormula(text)));
        }
    }

    private void Write(int column, long number, uint style)
    {
        Start(column, style);
        writer.WriteElement(new DocumentFormat.OpenXml.Spreadsheet.CellValue(number.ToString(CultureInfo.InvariantCulture)));
        writer.WriteEndElement();
    }

    private void Write(int column, string? text, uint style)
    {
        if (string.IsNullOrEmpty(text))
        {
            Start(column, style);
        }
        else
        {
            Start(column, style, InlineText);
            writer.WriteStartElement(inlineStart);
            writer.WriteStartElement(textStart, Preserved);
            writer.WriteString(CellText.Encode(text));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    /// <summary>Attributes go out as they are, without an element object per cell: a long ledger has millions of them.</summary>
    private void Start(int column, uint style, params ReadOnlySpan<OpenXmlAttribute> more) => writer.WriteStartElement(cellStart,
    [
        new("r", "", Reference(column)),
        new("s", "", style.ToString(CultureInfo.InvariantCulture)),
        .. more,
    ]);

    private string Reference(int column) => string.Create(CultureInfo.InvariantCulture, $"{ColumnName(column)}{row}");
}
