using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Shoumi.Documents.Sheets;

/// <summary>The looks of the cells; the numbers are places in the table of <see cref="Stylesheet"/>.</summary>
internal static class SheetStyles
{
    public const uint Mark = 1;
    public const uint Title = 2;
    public const uint Note = 3;
    public const uint Header = 4;

    private const uint Text = 5;
    private const uint QuotedText = 6;
    private const uint Number = 7;
    private const uint Day = 8;

    private const uint DayFormat = 164;
    private const uint WithThousands = 3;

    /// <summary>The look of a text cell: wrapped, so that nothing is cut off on paper.</summary>
    public static uint ForText(bool quoted) => quoted ? QuotedText : Text;

    /// <summary>The look of a number or, where <paramref name="day"/>, of a day.</summary>
    public static uint ForNumber(bool day) => day ? Day : Number;

    /// <summary>The part xl/styles.xml.</summary>
    public static Stylesheet Stylesheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy\\-mm\\-dd" }) { Count = 1 },
        new Fonts(Font("宋体", 10), Font("黑体", 16), Font("宋体", 9), Font("黑体", 10)) { Count = 4 },
        new Fills(Pattern(PatternValues.None), Pattern(PatternValues.Gray125), Solid("FFE8EEF2")) { Count = 3 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), Thin()) { Count = 2 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        new CellFormats(
            Format(font: 0),
            Format(font: 1),
            Format(font: 1, align: HorizontalAlignmentValues.Center),
            Format(font: 2),
            Format(font: 3, fill: 2, border: 1, align: HorizontalAlignmentValues.Center, wrap: true),
            Format(border: 1, wrap: true),
            Format(border: 1, wrap: true, quoted: true),
            Format(border: 1, align: HorizontalAlignmentValues.Right, number: WithThousands),
            Format(border: 1, align: HorizontalAlignmentValues.Center, number: DayFormat))
        { Count = 9 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    private static Font Font(string name, double size) => new(new FontSize { Val = size }, new FontName { Val = name });

    private static Fill Pattern(PatternValues pattern) => new(new PatternFill { PatternType = pattern });

    private static Fill Solid(string argb) =>
        new(new PatternFill(new ForegroundColor { Rgb = argb }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid });

    private static Border Thin() => new(
        new LeftBorder { Style = BorderStyleValues.Thin },
        new RightBorder { Style = BorderStyleValues.Thin },
        new TopBorder { Style = BorderStyleValues.Thin },
        new BottomBorder { Style = BorderStyleValues.Thin },
        new DiagonalBorder());

    private static CellFormat Format(
        uint font = 0, uint fill = 0, uint border = 0, HorizontalAlignmentValues? align = null, bool wrap = false, bool quoted = false, uint number = 0)
    {
        var alignment = new Alignment { Vertical = VerticalAlignmentValues.Center };
        if (align is { } horizontal)
        {
            alignment.Horizontal = horizontal;
        }

        if (wrap)
        {
            alignment.WrapText = true;
        }

        var format = new CellFormat(alignment)
        {
            NumberFormatId = number, FontId = font, FillId = fill, BorderId = border, FormatId = 0, ApplyAlignment = true, ApplyFont = true,
            ApplyFill = true, ApplyBorder = true, ApplyNumberFormat = true,
        };
        if (quoted)
        {
            format.QuotePrefix = BooleanValue.FromBoolean(true);
        }

        return format;
    }
}
