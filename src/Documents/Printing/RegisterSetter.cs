using System.Globalization;
using Shoumi.Documents.Sheets;
using Shoumi.Rules.Registers;

namespace Shoumi.Documents.Printing;

/// <summary>A row as lines, column by column.</summary>
internal sealed record SetRow(IReadOnlyList<List<Letter>>[] Columns)
{
    /// <summary>Lines of its longest cell.</summary>
    public int Lines => Columns.Max(c => c.Count);
}

/// <summary>Sets the rows of a register: the columns keep the proportions of their definition, and the letters are as large as these allow.</summary>
internal sealed class RegisterSetter
{
    private const float Smallest = 7.2f;
    private const float Largest = 10.5f;

    private readonly Lettering lettering;
    private readonly Look body;
    private readonly Look heading;

    /// <param name="width">Of the whole table, in points.</param>
    public RegisterSetter(Lettering lettering, RegisterDefinition register, float width)
    {
        this.lettering = lettering;
        var unit = width / register.Columns.Sum(c => c.Width);
        var size = Math.Clamp(2 * unit, Smallest, Largest);
        (body, heading, Leading, PadX, PadY) = (new(Face.Song, size), new(Face.Hei, size), size * 1.38f, size / 3, size * 0.36f);
        Widths = [.. register.Columns.Select(c => c.Width * unit)];
        Head = new([.. register.Columns.Select((c, i) => Lines(c.Title.Zh, heading, i))]);
    }

    /// <summary>Of each column, in points.</summary>
    public float[] Widths { get; }

    /// <summary>The columns' titles.</summary>
    public SetRow Head { get; }

    /// <summary>From one line to the next.</summary>
    public float Leading { get; }

    /// <summary>Left and right of the text of a cell.</summary>
    public float PadX { get; }

    /// <summary>Above and below it.</summary>
    public float PadY { get; }

    /// <summary>The row; columns beyond its cells are empty.</summary>
    public SetRow Set(IReadOnlyList<CellValue> row) => new([.. Widths.Select((_, i) => Lines(i < row.Count ? Text(row[i]) : "", body, i))]);

    /// <summary>What remains of a row from a line on, with its first cell saying that it goes on.</summary>
    public SetRow Continued(SetRow row, string first, int from) =>
        new([.. row.Columns.Select((lines, i) => i == 0 ? Lines($"{first}（续）", body, 0) : [.. lines.Skip(from)])]);

    /// <summary>Height of so many lines with their padding.</summary>
    public float Height(int lines) => (lines * Leading) + (2 * PadY);

    /// <summary>The value as it is printed.</summary>
    public static string Text(CellValue value) =>
        value.Text ?? value.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? value.Number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private List<List<Letter>> Lines(string text, Look look, int column)
    {
        var paragraphs = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\t', ' ').Split('\n');
        return [.. paragraphs.SelectMany(p => LineBreaking.Break([.. lettering.Measure(new(p, look))], Widths[column] - (2 * PadX)))];
    }
}
