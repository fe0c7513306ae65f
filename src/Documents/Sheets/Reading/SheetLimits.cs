namespace Shoumi.Documents.Sheets.Reading;

/// <summary>How much of a spreadsheet is read before it is refused. An old ledger is far smaller than any of these.</summary>
public static class SheetLimits
{
    /// <summary>Largest file in bytes. <c>DOC.SHEET.TOO.LARGE</c></summary>
    public const int File = 20 << 20;

    /// <summary>Most rows with content, over all sheets. <c>DOC.SHEET.ROWS</c></summary>
    public const int Rows = 200_000;

    /// <summary>Most columns of a sheet. <c>DOC.SHEET.COLUMNS</c></summary>
    public const int Columns = 60;

    /// <summary>Most sheets. <c>DOC.SHEET.TOO.LARGE</c></summary>
    public const int Sheets = 60;

    /// <summary>Largest part of a package once unpacked, in bytes: what a sheet of so many rows comes to. <c>DOC.SHEET.TOO.LARGE</c></summary>
    public const int Part = 256 << 20;

    /// <summary>Unpacked, a part may be so many times its packed size, once it is larger than <see cref="SmallPart"/>. <c>DOC.SHEET.TOO.LARGE</c></summary>
    public const int Ratio = 200;

    /// <summary>Unpacked size in bytes below which the ratio says nothing.</summary>
    public const int SmallPart = 16 << 20;

    /// <summary>Most text in bytes, over all cells. <c>DOC.SHEET.TOO.LARGE</c></summary>
    public const int Text = 64 << 20;

    /// <summary>Longest text of one cell in characters; what stands behind it is not looked at.</summary>
    public const int Cell = 1_000;

    /// <summary>Most cells that merged ones are filled into. <c>DOC.SHEET.MALFORMED</c></summary>
    public const int Filled = 4_000_000;
}
