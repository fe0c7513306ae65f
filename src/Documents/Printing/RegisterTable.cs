using Shoumi.Documents.Sheets;
using Shoumi.Rules.Registers;
using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>Draws the table of one page of a register: shaded titles, thin rules, a firm frame.</summary>
internal sealed class RegisterTable(SKCanvas canvas, Lettering lettering, RegisterSetter setter, RegisterDefinition register) : IDisposable
{
    private const float BaseLine = 0.76f;
    private const float EmptyHeight = 26f;

    private readonly float width = setter.Widths.Sum();
    private readonly SKPaint thin = new() { Style = SKPaintStyle.Stroke, StrokeWidth = 0.5f, IsAntialias = true };
    private readonly SKPaint firm = new() { Style = SKPaintStyle.Stroke, StrokeWidth = 1.2f, IsAntialias = true };
    private readonly SKPaint shade = new() { Color = new SKColor(236, 236, 236) };

    /// <summary>Draws the titles and these parts of the rows below them.</summary>
    public void Draw(IReadOnlyList<IReadOnlyList<CellValue>> rows, IReadOnlyList<RowPart> parts, float x, float top)
    {
        var y = top + setter.Height(setter.Head.Lines);
        canvas.DrawRect(x, top, width, y - top, shade);
        Row(setter.Head, setter.Head.Lines, x, top, _ => Side.Middle);
        foreach (var part in parts)
        {
            canvas.DrawLine(x, y, x + width, y, thin);
            var row = setter.Set(rows[part.Row]);
            row = part.From == 0 ? row : setter.Continued(row, RegisterSetter.Text(rows[part.Row][0]), part.From);
            Row(row, part.Lines, x, y, i => register.Columns[i].Kind == ColumnKind.Number ? Side.Right : Side.Left);
            y += setter.Height(part.Lines);
        }

        Rules(x, top, y);
        if (parts.Count == 0)
        {
            lettering.Write(canvas, new("没有记录", FormSetter.Body), x + (3 * setter.PadX), y + (EmptyHeight * 0.66f));
            y += EmptyHeight;
        }

        canvas.DrawRect(x, top, width, y - top, firm);
    }

    public void Dispose()
    {
        thin.Dispose();
        firm.Dispose();
        shade.Dispose();
    }

    private void Rules(float x, float top, float bottom)
    {
        foreach (var column in setter.Widths[..^1])
        {
            x += column;
            canvas.DrawLine(x, top, x, bottom, thin);
        }

        canvas.DrawLine(x - setter.Widths[..^1].Sum(), bottom, x + setter.Widths[^1], bottom, thin);
    }

    /// <summary>Each cell in the middle of the height.</summary>
    private void Row(SetRow row, int lines, float x, float y, Func<int, Side> side)
    {
        for (var i = 0; i < row.Columns.Length; i++)
        {
            var cell = row.Columns[i];
            var line = y + setter.PadY + (Math.Max(0, lines - cell.Count) * setter.Leading / 2);
            foreach (var letters in cell.Take(lines))
            {
                Line(letters, x, setter.Widths[i], line, side(i));
                line += setter.Leading;
            }

            x += setter.Widths[i];
        }
    }

    private void Line(List<Letter> letters, float x, float column, float y, Side side)
    {
        var free = column - (2 * setter.PadX) - letters.Sum(l => l.Width);
        var indent = side switch { Side.Left => 0, Side.Middle => free / 2, Side.Right => free };
        lettering.Draw(canvas, letters, x + setter.PadX + indent, y + (setter.Leading * BaseLine));
    }
}
