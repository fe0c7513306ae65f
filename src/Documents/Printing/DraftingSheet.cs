using System.Globalization;
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
    private const float FirstTop = 119f;
    private const float NextTop = 92f;
    private const float Bottom = 748f;
    private const float QrTop = 764f;
    private const float QrSize = 46f;

    private static readonly float[] BoxHeights = [71f, 60f, 50f];
    private static readonly Furniture Page = Furniture.Upright;

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
        using var document = SKDocument.CreatePdf(output, Furniture.Metadata(content.Print.At));
        for (var i = 0; i < pages.Count; i++)
        {
            var canvas = document.BeginPage(Page.Width, Page.Height);
            using var drawing = new FormDrawing(canvas, lettering);
            if (content.Demonstration)
            {
                Page.Demonstration(canvas, lettering);
            }

            Head(canvas, lettering, content, i);
            drawing.Draw(pages[i], Page.Left, i == 0 ? FirstTop : NextTop);
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

    private static void Head(SKCanvas canvas, Lettering lettering, DraftingSheetContent content, int page)
    {
        if (content.Mark is { } mark)
        {
            lettering.Write(canvas, new(mark, Furniture.MarkLook), Page.Left, 67f);
        }

        Page.AtRight(canvas, lettering, new($"拟稿签编号 {content.Number}", Furniture.Aside), 62f);
        if (content.Revision > 1)
        {
            Page.AtRight(canvas, lettering, new(string.Create(CultureInfo.InvariantCulture, $"第 {content.Revision} 次拟办"), Furniture.Aside), 75f);
        }

        var title = $"{content.Bureau}发文拟稿签";
        if (page == 0)
        {
            Page.Title(canvas, lettering, title, 103f);
        }
        else
        {
            lettering.Write(canvas, new($"{title}（续）", Furniture.AsideStrong), Page.Left, 86f);
        }
    }

    private static void Foot(SKCanvas canvas, Lettering lettering, DraftingSheetContent content, int page, int pages)
    {
        // The number and nothing else: a code that is scanned identifies, and tells a stranger nothing.
        Furniture.QrCode(canvas, content.Number, Page.Left, QrTop, QrSize);
        var print = content.Print;
        var x = Page.Left + QrSize + 10f;
        lettering.Write(canvas, new($"打印 {print.By} {Furniture.When(print.At)} · 第 {print.Nth} 次打印 · 审计第 {Furniture.Count(print.AuditNumber)} 号", Furniture.Aside), x, 783f);
        if (content.Mark is null)
        {
            lettering.Write(canvas, new("本签随件归档", Furniture.Aside), x, 797f);
        }
        else
        {
            Furniture.Handling(canvas, lettering, ("本签", content.Level, "，阅毕随件流转，不得复印"), x, 797f);
        }

        Page.AtRight(canvas, lettering, new($"第 {page} 页 共 {pages} 页", Furniture.Aside), 807f);
    }
}
