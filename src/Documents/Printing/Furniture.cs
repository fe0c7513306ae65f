using System.Globalization;
using QRCoder;
using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>What every print has around its content, on whatever size of page: mark, heading, foot and metadata.</summary>
/// <param name="Width">Of the page, in points.</param>
/// <param name="Height">Of the page, in points.</param>
/// <param name="Left">Where the type area begins.</param>
/// <param name="Right">Where it ends.</param>
internal sealed record Furniture(float Width, float Height, float Left, float Right)
{
    public const float A4Short = 595.28f;
    public const float A4Long = 841.89f;

    public static readonly Look MarkLook = new(Face.Hei, 16f);
    public static readonly Look Aside = new(Face.Song, 9.2f, 40);
    public static readonly Look AsideStrong = new(Face.Hei, 9.2f);

    private static readonly Look Heading = new(Face.Hei, 20f);

    /// <summary>A4 upright, with the form in its middle.</summary>
    public static readonly Furniture Upright = new(A4Short, A4Long, (A4Short - FormSetter.FullWidth) / 2, (A4Short + FormSetter.FullWidth) / 2);

    /// <summary>Nothing in them tells of the content: no title, no person; the time is that of the print.</summary>
    public static SKDocumentPdfMetadata Metadata(DateTimeOffset at) => new()
    {
        Title = "",
        Creator = "Shoumi",
        Producer = "Shoumi",
        Creation = at.UtcDateTime,
        Modified = at.UtcDateTime,
        RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
        EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
    };

    /// <summary>When it was printed, to the second, China Standard Time.</summary>
    public static string When(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A number with its thousands parted.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>2026年9月9日</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>The heading in the middle, loosely set; a long bureau name makes it closer and then smaller.</summary>
    public void Title(SKCanvas canvas, Lettering lettering, string text, float baseLine)
    {
        var spacing = 2f;
        var look = Heading;
        while (Set() > Right - Left && look.Size > 8f)
        {
            spacing = 0f;
            look = look with { Size = look.Size - 0.5f };
        }

        lettering.Write(canvas, new Piece(text, look), Left + ((Right - Left - Set() + spacing) / 2), baseLine, spacing);

        float Set() => lettering.Width(new(text, look)) + (spacing * text.Length);
    }

    /// <summary>A piece that ends at the right edge of the type area.</summary>
    public void AtRight(SKCanvas canvas, Lettering lettering, Piece piece, float baseLine) =>
        lettering.Write(canvas, piece, Right - lettering.Width(piece), baseLine);

    /// <summary>How the sheet itself is to be handled, by the highest level on it; where nothing on it is secret, that it is filed.</summary>
    public static void Handling(SKCanvas canvas, Lettering lettering, (string Sheet, string? Level, string Then) words, float x, float baseLine)
    {
        if (words.Level is not { Length: > 0 } level)
        {
            return;
        }

        x += lettering.Write(canvas, new($"{words.Sheet}按 ", Aside), x, baseLine);
        x += lettering.Write(canvas, new(level, AsideStrong), x, baseLine);
        lettering.Write(canvas, new($" 级管理{words.Then}", Aside), x, baseLine);
    }

    /// <summary>Across the page, faint: the data are invented.</summary>
    public void Demonstration(SKCanvas canvas, Lettering lettering)
    {
        var piece = new Piece("演示数据 DEMO", new Look(Face.Hei, 64f, 232));
        canvas.Save();
        canvas.Translate(Width / 2, Height / 2);
        canvas.RotateDegrees(-40);
        lettering.Write(canvas, piece, -lettering.Width(piece) / 2, 20f);
        canvas.Restore();
    }

    /// <summary>A code to be scanned, without the quiet zone, which the paper gives.</summary>
    public static void QrCode(SKCanvas canvas, string text, float x, float y, float size)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        using var ink = new SKPaint { IsAntialias = false };
        var side = code.ModuleMatrix.Count - 8;
        var module = size / side;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                if (code.ModuleMatrix[row + 4][column + 4])
                {
                    canvas.DrawRect(x + (column * module), y + (row * module), module, module, ink);
                }
            }
        }
    }
}
