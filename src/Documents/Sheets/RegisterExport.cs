using Shoumi.Rules.Registers;

namespace Shoumi.Documents.Sheets;

/// <summary>What stands above the rows of an exported register.</summary>
/// <param name="Bureau">The bureau's name.</param>
/// <param name="Register">Its title, clause and columns.</param>
/// <param name="Mark">The mark of the export itself: highest level and longest term of what it holds; null where nothing in it is secret.</param>
/// <param name="By">Who exported.</param>
/// <param name="At">When, China Standard Time.</param>
/// <param name="AuditNumber">Number of the entry in the audit ledger.</param>
/// <param name="English">Whether headings are in English.</param>
public sealed record RegisterExport(
    string Bureau, RegisterDefinition Register, string? Mark, string By, DateTimeOffset At, long AuditNumber, bool English);

/// <summary>The value of one cell: a text, a whole number, a day or nothing.</summary>
public readonly record struct CellValue
{
    private CellValue(string? text, long? number, DateOnly? day) => (Text, Number, Day) = (text, number, day);

    /// <summary>The text, where it is one. Always a text in the workbook too, whatever it begins with.</summary>
    public string? Text { get; }

    /// <summary>The number, where it is one.</summary>
    public long? Number { get; }

    /// <summary>The day, where it is one.</summary>
    public DateOnly? Day { get; }

    /// <summary>A text; null is an empty cell.</summary>
    public static implicit operator CellValue(string? text) => new(text, null, null);

    /// <summary>A number; null is an empty cell.</summary>
    public static implicit operator CellValue(long? number) => new(null, number, null);

    /// <summary>A number; null is an empty cell.</summary>
    public static implicit operator CellValue(int? number) => new(null, number, null);

    /// <summary>A day; null is an empty cell.</summary>
    public static implicit operator CellValue(DateOnly? day) => new(null, null, day);
}
