using System.Collections.Immutable;
using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>Draws the bands of one page: a firm frame, thin rules between bands, text in its cells.</summary>
internal sealed class FormDrawing(SKCanvas canvas, Lettering lettering) : IDisposable
{
    private const float BaseLine = 0.72f;

    private readonly SKPaint thin = new() { Style = SKPaintStyle.Stroke, StrokeWidth = 0.6f, IsAntialias = true };
    private readonly SKPaint firm = new() { Style = SKPaintStyle.Stroke, StrokeWidth = 1.5f, IsAntialias = true };

    /// <summary>Draws the table with its upper left corner at that point and answers where it ends.</summary>
    public float Draw(IReadOnlyList<PlacedBand> bands, float x, float y)
    {
        var top = y;
        foreach (var band in bands)
        {
            if (y > top)
            {
                canvas.DrawLine(x, y, x + FormSetter.FullWidth, y, thin);
            }

            Label(band, x, y);
            canvas.DrawLine(x + FormSetter.LabelWidth, y, x + FormSetter.LabelWidth, y + band.Height, thin);
            foreach (var slice in band.Slices)
            {
                Cells(slice, x + FormSetter.LabelWidth, y);
                y += slice.Height;
            }
        }

        canvas.DrawRect(x, top, FormSetter.FullWidth, y - top, firm);
        return y;
    }

    public void Dispose()
    {
        thin.Dispose();
        firm.Dispose();
    }

    private void Label(PlacedBand band, float x, float y)
    {
        ImmutableArray<string> words = band.Continued ? [.. band.Label, "（续）"] : band.Label;
        var line = y + ((band.Height - (words.Length * FormSetter.LabelLeading)) / 2);
        foreach (var word in words)
        {
            var piece = new Piece(word, FormSetter.Label);
            var left = x + ((FormSetter.LabelWidth - lettering.Width(piece)) / 2);
            lettering.Write(canvas, piece, left, line + (FormSetter.LabelLeading * BaseLine));
            line += FormSetter.LabelLeading;
        }
    }

    private void Cells(Slice slice, float x, float y)
    {
        var first = true;
        foreach (var cell in slice.Cells)
        {
            if (!first)
            {
                canvas.DrawLine(x, y, x, y + slice.Height, thin);
            }

            first = false;
            Text(cell, slice.Height, x, y);
            x += cell.Width;
        }
    }

    private void Text(Cell cell, float height, float x, float y)
    {
        var line = cell.Centred ? y + ((height - cell.Height) / 2) + Cell.PadY : y + Cell.PadY;
        foreach (var set in cell.Lines)
        {
            Line(set, cell, x, line);
            line += set.Height;
        }

        line = y + height - Cell.PadY - cell.Foot.Sum(set => set.Height);
        foreach (var set in cell.Foot)
        {
            Line(set, cell, x, line);
            line += set.Height;
        }
    }

    private void Line(SetLine line, Cell cell, float x, float y)
    {
        var left = line.Side switch
        {
            Side.Left => x + Cell.PadX,
            Side.Middle => x + ((cell.Width - line.Width) / 2),
            Side.Right => x + cell.Width - Cell.PadX - line.Width,
        };
        lettering.Draw(canvas, line.Letters, left, y + (line.Height * BaseLine));
    }
}
