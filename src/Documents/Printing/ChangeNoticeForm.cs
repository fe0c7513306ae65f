using Shoumi.Rules;
using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>
/// 国家秘密变更/解密通知书 (form F07) on A4: tells whoever holds carriers what is changed and from when, with the receipt of the
/// re-marking below, to be torn off and sent back. The receipt names numbers alone, so that by itself it is no secret.
/// </summary>
[Requirement("R8.6")]
public static class ChangeNoticeForm
{
    private const string Blank = "＿＿＿＿＿＿＿＿";
    private const string BlankDate = "＿＿年＿＿月＿＿日";
    private const float ReceiptHeight = 204f;

    private static readonly Furniture Page = Furniture.Upright;

    /// <summary>Writes the notice as one PDF; it is one page unless its texts are longer than a page. The file's properties tell nothing of it.</summary>
    public static PrintedSheet Write(ChangeNoticeContent content, Stream output)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(output);
        using var lettering = new Lettering();
        var setter = new FormSetter(lettering);
        var pages = Pagination.Pages(Bands(content, setter), FormPages.Bottom - FormPages.FirstTop - ReceiptHeight, FormPages.Bottom - FormPages.NextTop - ReceiptHeight);
        var kind = content.Declassifies ? "解密" : "变更";
        return new FormPages($"{content.Bureau}国家秘密{kind}通知书", $"编号 {content.Number}", content.Mark, "本通知书", content.Print, content.Demonstration)
            .Write(lettering, pages, output, (canvas, end) => Receipt(canvas, lettering, content, kind, end));
    }

    private static IEnumerable<Band> Bands(ChangeNoticeContent content, FormSetter setter)
    {
        var after = content.Declassifies ? null : content.After;
        yield return setter.Row("发往", [Strong(content.To)]);
        yield return setter.Row("事项名称", [ChangeApprovalForm.Named(content.Matter)]);
        yield return setter.Row("文号", [Body(content.DocumentNumber ?? "")], "台帐号", [Body(content.LedgerNumber)]);
        yield return setter.Row("原密级", [Strong(content.Before.Level)], "现密级", [Strong(after?.Level ?? "解密")]);
        yield return setter.Row("原保密期限", [Strong(content.Before.Term)], "现保密期限", [Strong(after?.Term ?? "—")]);
        yield return setter.Row("原知悉范围", [Body(content.Before.Scope)], "现知悉范围", [Body(after?.Scope ?? "—")]);
        yield return setter.Row("生效日", [Strong(Furniture.Day(content.EffectiveOn))], "决定机关", [Body(content.Authority)]);
        yield return setter.Row("办理要求", [Body(content.Declassifies
            ? "自生效日起解除该事项的密级。请在所存载体原标志处划去并注明解密，未经审查不得公开；改标情况填入下方回执交回。"
            : "自生效日起按变更后的密级、期限和知悉范围管理。请在所存载体原标志近旁改标，使原标志明显失效；改标情况填入下方回执交回。")]);
        yield return new(["签收"], [setter.Box([[Body($"{content.Authority}（印章）　　{Furniture.Day(content.IssuedOn)}")]], [[Body($"签收人 {Blank}　　{BlankDate}")]], 84f)]);
    }

    private static void Receipt(SKCanvas canvas, Lettering lettering, ChangeNoticeContent content, string kind, float end)
    {
        var top = Math.Max(end + 18f, FormPages.Bottom - ReceiptHeight + 12f);
        using var dashes = SKPathEffect.CreateDash([4f, 3f], 0);
        using var cut = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = 0.7f, IsAntialias = true, PathEffect = dashes };
        var here = new Piece("沿此线撕下交回", FormSetter.Small);
        var middle = lettering.Width(here);
        var left = (Page.Left + Page.Right - middle) / 2;
        canvas.DrawLine(Page.Left, top, left - 8f, top, cut);
        canvas.DrawLine(left + middle + 8f, top, Page.Right, top, cut);
        lettering.Write(canvas, here, left, top + 3f);
        var title = new Piece("载 体 改 标 回 执", FormSetter.Strong with { Size = 14f });
        lettering.Write(canvas, title, (Page.Left + Page.Right - lettering.Width(title)) / 2, top + 32f);
        string[] lines =
        [
            $"{content.Bureau}：",
            $"　　你单位 {content.Number} 号{kind}通知书（台帐号 {content.LedgerNumber}）已于{BlankDate}收到。",
            "　　所存载体共 ＿＿＿＿ 份：已改标 ＿＿＿＿ 份，已清退或销毁 ＿＿＿＿ 份，其余 ＿＿＿＿ 份。",
            $"　　其余载体的去向：{Blank}{Blank}",
            $"　　改标人 {Blank}　　单位（印章） {Blank}　　{BlankDate}",
        ];
        for (var i = 0; i < lines.Length; i++)
        {
            lettering.Write(canvas, new(lines[i], FormSetter.Body), Page.Left, top + 58f + (i * 26f));
        }
    }

    private static Piece Body(string text) => new(text, FormSetter.Body);

    private static Piece Strong(string text) => new(text, FormSetter.Strong);
}
