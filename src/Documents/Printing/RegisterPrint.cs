using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>
/// A register on A4 across: its mark at the upper left of every page, its columns' titles repeated, cells wrapped, who printed it and under
/// which number of the audit ledger at the foot.
/// </summary>
[Requirement("R7.5.1", "R8.4.1")]
public static class RegisterPrint
{
    private const float Margin = 32f;
    private const float FirstTop = 92f;
    private const float NextTop = 66f;
    private const float Bottom = 550f;

    private static readonly Furniture Page = new(Furniture.A4Long, Furniture.A4Short, Margin, Furniture.A4Long - Margin);

    /// <summary>Writes the register as one PDF. The same content gives the same bytes, and the file's properties tell nothing of it.</summary>
    /// <param name="rows">One list of cells per row; they are read twice.</param>
    public static PrintedSheet Write(RegisterSheet sheet, IReadOnlyList<IReadOnlyList<CellValue>> rows, Stream output)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(output);
        using var lettering = new Lettering();
        var setter = new RegisterSetter(lettering, sheet.Register, Page.Right - Page.Left);
        var head = setter.Height(setter.Head.Lines);
        // Only where each page begins is kept: the letters of a long register would be its weight many times over.
        var pages = RegisterPages.Deal(setter, rows, Bottom - FirstTop - head, Bottom - NextTop - head);
        using var document = SKDocument.CreatePdf(output, Furniture.Metadata(sheet.At));
        for (var i = 0; i < pages.Count; i++)
        {
            var canvas = document.BeginPage(Page.Width, Page.Height);
            if (sheet.Demonstration)
            {
                Page.Demonstration(canvas, lettering);
            }

            Head(canvas, lettering, sheet, rows.Count, i);
            using var table = new RegisterTable(canvas, lettering, setter, sheet.Register);
            table.Draw(rows, pages[i], Page.Left, i == 0 ? FirstTop : NextTop);
            Foot(canvas, lettering, sheet, i + 1, pages.Count);
            document.EndPage();
        }

        document.Close();
        return new(pages.Count, [.. lettering.Missing]);
    }

    private static void Head(SKCanvas canvas, Lettering lettering, RegisterSheet sheet, int rows, int page)
    {
        if (sheet.Mark is { } mark)
        {
            lettering.Write(canvas, new(mark, Furniture.MarkLook), Page.Left, 46f);
        }

        var title = $"{sheet.Bureau}{sheet.Title}";
        if (page == 0)
        {
            Page.Title(canvas, lettering, title, 62f);
            lettering.Write(canvas, new($"范围：{sheet.Filter}", Furniture.Aside), Page.Left, 84f);
            Page.AtRight(canvas, lettering, new(sheet.Counted ?? $"共 {Furniture.Count(rows)} 条", Furniture.Aside), 84f);
        }
        else
        {
            Page.AtRight(canvas, lettering, new($"{title}（续）", Furniture.AsideStrong), 58f);
        }
    }

    private static void Foot(SKCanvas canvas, Lettering lettering, RegisterSheet sheet, int page, int pages)
    {
        lettering.Write(canvas, new($"打印 {sheet.By} {Furniture.When(sheet.At)} · 审计第 {Furniture.Count(sheet.AuditNumber)} 号", Furniture.Aside), Page.Left, 567f);
        Furniture.Handling(canvas, lettering, ("本册", sheet.Mark?.Split('★')[0], ""), Page.Left + 380f, 567f);
        Page.AtRight(canvas, lettering, new($"第 {page} 页 共 {pages} 页", Furniture.Aside), 567f);
    }
}
