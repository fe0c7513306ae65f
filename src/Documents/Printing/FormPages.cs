using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>A form of bands on A4 upright: mark, number, title, table, foot on each page.</summary>
/// <param name="Title">The whole title, bureau first.</param>
/// <param name="Numbered">What stands at the upper right, such as 编号 2026-变-0007.</param>
/// <param name="Sheet">What the form calls itself, such as 本表.</param>
internal sealed record FormPages(string Title, string Numbered, string? Mark, string Sheet, PrintRecord Print, bool Demonstration)
{
    public const float FirstTop = 119f;
    public const float NextTop = 92f;
    public const float Bottom = 772f;

    private static readonly Furniture Page = Furniture.Upright;

    /// <summary>Writes the pages and answers how many; the same content gives the same bytes.</summary>
    /// <param name="below">Draws what stands below the table of the last page, from where it ends.</param>
    public PrintedSheet Write(Lettering lettering, IReadOnlyList<List<PlacedBand>> pages, Stream output, Action<SKCanvas, float>? below = null)
    {
        using var document = SKDocument.CreatePdf(output, Furniture.Metadata(Print.At));
        for (var i = 0; i < pages.Count; i++)
        {
            var canvas = document.BeginPage(Page.Width, Page.Height);
            using var drawing = new FormDrawing(canvas, lettering);
            if (Demonstration)
            {
                Page.Demonstration(canvas, lettering);
            }

            Head(canvas, lettering, i);
            var end = drawing.Draw(pages[i], Page.Left, i == 0 ? FirstTop : NextTop);
            if (i == pages.Count - 1)
            {
                below?.Invoke(canvas, end);
            }

            Foot(canvas, lettering, i + 1, pages.Count);
            document.EndPage();
        }

        document.Close();
        return new(pages.Count, [.. lettering.Missing]);
    }

    private void Head(SKCanvas canvas, Lettering lettering, int page)
    {
        if (Mark is { } mark)
        {
            lettering.Write(canvas, new(mark, Furniture.MarkLook), Page.Left, 67f);
        }

        Page.AtRight(canvas, lettering, new(Numbered, Furniture.Aside), 62f);
        if (page == 0)
        {
            Page.Title(canvas, lettering, Title, 103f);
        }
        else
        {
            lettering.Write(canvas, new($"{Title}（续）", Furniture.AsideStrong), Page.Left, 86f);
        }
    }

    private void Foot(SKCanvas canvas, Lettering lettering, int page, int pages)
    {
        lettering.Write(canvas, new($"打印 {Print.By} {Furniture.When(Print.At)} · 第 {Print.Nth} 次打印 · 审计第 {Furniture.Count(Print.AuditNumber)} 号", Furniture.Aside), Page.Left, 791f);
        Furniture.Handling(canvas, lettering, (Sheet, Mark?.Split('★')[0], "，随件归档"), Page.Left, 805f);
        Page.AtRight(canvas, lettering, new($"第 {page} 页 共 {pages} 页", Furniture.Aside), 805f);
    }
}
