using System.Globalization;
using QRCoder;
using Shoumi.Rules;
using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>
/// 发文拟稿签 (form F01) on A4: the sheet on which the five steps of article 7 stand, with the mark at its upper left.
/// An official form, therefore in Chinese whatever language the reader works in.
/// </summary>
[Requirement("R7.1.3")]
public static class DraftingSheet
{
    private const float PageWidth = 595.28f;
    private const float PageHeight = 841.89f;
    private const float Left = (PageWidth - FormSetter.FullWidth) / 2;
    private const float Right = Left + FormSetter.FullWidth;
    private const float FirstTop = 119f;
    private const float NextTop = 92f;
    private const float Bottom = 748f;
    private const float QrTop = 764f;
    private const float QrSize = 46f;

    private static readonly float[] BoxHeights = [71f, 60f, 50f];
    private static readonly Look MarkLook = new(Face.Hei, 16f);
    private static readonly Look Heading = new(Face.Hei, 20f);
    private static readonly Look Aside = new(Face.Song, 9.2f, 40);
    private static readonly Look AsideStrong = new(Face.Hei, 9.2f);

    /// <summary>
    /// Writes the sheet as one PDF. The same content gives the same bytes. Neither the metadata nor anything outside the pages
    /// bears the document's title; the file is named after <see cref="DraftingSheetContent.Number"/>.
    /// </summary>
    public static PrintedSheet Write(DraftingSheetContent content, Stream output)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(output);
        using var lettering = new Lettering();
        var pages = Lay(content, new FormSetter(lettering));
        using var document = SKDocument.CreatePdf(output, Metadata(content.Print.At));
        for (var i = 0; i < pages.Count; i++)
        {
            var canvas = document.BeginPage(PageWidth, PageHeight);
            using var drawing = new FormDrawing(canvas, lettering);
            if (content.Demonstration)
            {
                Watermark(canvas, lettering);
            }

            Head(canvas, lettering, content, i);
            drawing.Draw(pages[i], Left, i == 0 ? FirstTop : NextTop);
            Foot(canvas, lettering, content, i + 1, pages.Count);
            document.EndPage();
        }

        document.Close();
        return new(pages.Count, [.. lettering.Missing]);
    }

    /// <summary>With the most room for signatures that does not cost a page.</summary>
    private static List<List<PlacedBand>> Lay(DraftingSheetContent content, FormSetter setter) =>
        BoxHeights.Select(height => new DraftingSheetForm(content, setter, height).Bands())
            .Select(bands => Pagination.Pages(bands, Bottom - FirstTop, Bottom - NextTop))
            .MinBy(pages => pages.Count)!;

    private static SKDocumentPdfMetadata Metadata(DateTimeOffset at) => new()
    {
        Title = "",
        Creator = "Shoumi",
        Producer = "Shoumi",
        Creation = at.UtcDateTime,
        Modified = at.UtcDateTime,
        RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
        EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
    };

    private static void Head(SKCanvas canvas, Lettering lettering, DraftingSheetContent content, int page)
    {
        if (content.Mark is { } mark)
        {
            lettering.Write(canvas, new(mark, MarkLook), Left, 67f);
        }

        AtRight(canvas, lettering, new($"拟稿签编号 {content.Number}", Aside), 62f);
        if (content.Revision > 1)
        {
            AtRight(canvas, lettering, new(string.Create(CultureInfo.InvariantCulture, $"第 {content.Revision} 次拟办"), Aside), 75f);
        }

        var title = $"{content.Bureau}发文拟稿签";
        if (page == 0)
        {
            Title(canvas, lettering, title);
        }
        else
        {
            lettering.Write(canvas, new($"{title}（续）", AsideStrong), Left, 86f);
        }
    }

    /// <summary>The heading in the middle, loosely set; a long bureau name makes it closer and then smaller.</summary>
    private static void Title(SKCanvas canvas, Lettering lettering, string text)
    {
        var spacing = 2f;
        var look = Heading;
        while (Width() > FormSetter.FullWidth && look.Size > 8f)
        {
            spacing = 0f;
            look = look with { Size = look.Size - 0.5f };
        }

        var width = Width();
        lettering.Write(canvas, new Piece(text, look), Left + ((FormSetter.FullWidth - width + spacing) / 2), 103f, spacing);

        float Width() => lettering.Width(new(text, look)) + (spacing * text.Length);
    }

    private static void Foot(SKCanvas canvas, Lettering lettering, DraftingSheetContent content, int page, int pages)
    {
        QrCode(canvas, content.Number);
        var print = content.Print;
        var x = Left + QrSize + 10f;
        var at = print.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var number = print.AuditNumber.ToString("N0", CultureInfo.InvariantCulture);
        lettering.Write(canvas, new($"打印 {print.By} {at} · 第 {print.Nth} 次打印 · 审计第 {number} 号", Aside), x, 783f);
        if (content.Mark is null)
        {
            lettering.Write(canvas, new("本签随件归档", Aside), x, 797f);
        }
        else
        {
            x += lettering.Write(canvas, new("本签按 ", Aside), x, 797f);
            x += lettering.Write(canvas, new(content.Level, AsideStrong), x, 797f);
            lettering.Write(canvas, new(" 级管理，阅毕随件流转，不得复印", Aside), x, 797f);
        }

        AtRight(canvas, lettering, new($"第 {page} 页 共 {pages} 页", Aside), 807f);
    }

    private static void AtRight(SKCanvas canvas, Lettering lettering, Piece piece, float baseLine) =>
        lettering.Write(canvas, piece, Right - lettering.Width(piece), baseLine);

    /// <summary>The number and nothing else: a code that is scanned identifies, and tells a stranger nothing.</summary>
    private static void QrCode(SKCanvas canvas, string number)
    {
        using var code = QRCodeGenerator.GenerateQrCode(number, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        using var ink = new SKPaint { IsAntialias = false };
        var side = code.ModuleMatrix.Count - 8; // without the quiet zone, which the paper gives
        var module = QrSize / side;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                if (code.ModuleMatrix[row + 4][column + 4])
                {
                    canvas.DrawRect(Left + (column * module), QrTop + (row * module), module, module, ink);
                }
            }
        }
    }

    private static void Watermark(SKCanvas canvas, Lettering lettering)
    {
        var piece = new Piece("演示数据 DEMO", new Look(Face.Hei, 64f, 232));
        canvas.Save();
        canvas.Translate(PageWidth / 2, PageHeight / 2);
        canvas.RotateDegrees(-40);
        lettering.Write(canvas, piece, -lettering.Width(piece) / 2, 20f);
        canvas.Restore();
    }
}
