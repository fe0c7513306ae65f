using System.Collections.Immutable;
using System.Globalization;

namespace Shoumi.Rules.Registers;

/// <summary>One row of a worksheet.</summary>
/// <param name="Number">As the program that made it numbers it, from 1.</param>
/// <param name="Cells">Words as they are seen; days as 2026-09-09; what a formula came to, never the formula.</param>
public sealed record SheetRow(int Number, ImmutableArray<string> Cells)
{
    /// <summary>The cell's words; empty beyond the last one.</summary>
    public string this[int column] => column < Cells.Length ? Cells[column] : "";

    /// <summary>Whether nothing stands in it.</summary>
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>One worksheet as it was read, merged cells filled from their first one.</summary>
/// <param name="Name">Name of the sheet; empty for a text file.</param>
/// <param name="Hidden">Whether the program that made it hides it.</param>
public sealed record SheetGrid(string Name, bool Hidden, ImmutableArray<SheetRow> Rows)
{
    /// <summary>How many columns hold anything.</summary>
    public int Width { get; } = Rows.IsEmpty ? 0 : Rows.Max(r => r.Cells.Length);

    /// <summary>A, B … Z, AA …</summary>
    public static string ColumnName(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : ColumnName((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>A cell by its name, such as C7.</summary>
    public static string CellName(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{ColumnName(column)}{row}");
}
