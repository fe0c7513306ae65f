using System.Collections.Immutable;
using Shoumi.Rules;

namespace Shoumi.Documents.Printing;

/// <summary>
/// 国家秘密变更/解密审批表 (form F06) on A4: what was decided about a secret, what is proposed instead and why, and the opinion of each
/// step. An official form, therefore in Chinese.
/// </summary>
[Requirement("R8.6")]
public static class ChangeApprovalForm
{
    private const string Blank = "＿＿＿＿＿＿";

    // The most room to sign by hand that does not cost a page.
    private static readonly float[] BoxHeights = [84f, 66f, 52f, 40f];

    /// <summary>Writes the form as one PDF; it is one page unless its texts are longer than a page. The file's properties tell nothing of it.</summary>
    public static PrintedSheet Write(ChangeApprovalContent content, Stream output)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(output);
        using var lettering = new Lettering();
        var setter = new FormSetter(lettering);
        var pages = BoxHeights.Select(height => Pagination.Pages(Bands(content, setter, height), FormPages.Bottom - FormPages.FirstTop, FormPages.Bottom - FormPages.NextTop)).MinBy(p => p.Count)!;
        return new FormPages($"{content.Bureau}国家秘密变更/解密审批表", $"编号 {content.Number}", content.Mark, "本表", content.Print, content.Demonstration).Write(lettering, pages, output);
    }

    private static IEnumerable<Band> Bands(ChangeApprovalContent content, FormSetter setter, float boxHeight)
    {
        var after = content.Declassifies ? null : content.After;
        yield return setter.Row("部门", [Body(content.Unit)], "填报日期", [Body(Furniture.Day(content.FilledOn))]);
        yield return setter.Row("承办人", [Body(content.Officer)], "电话", [Body(content.Phone)]);
        yield return setter.Row("事项名称", [Named(content.Matter)]);
        yield return setter.Row("文号", [Body(content.DocumentNumber ?? "")], "台帐号", [Body(content.LedgerNumber)]);
        yield return setter.Row("目的", [Body(content.Declassifies ? "（　）变更　　　（√）解密" : "（√）变更　　　（　）解密")]);
        yield return setter.Row("原密级", [Strong(content.Before.Level)], "拟定密级", [Strong(after?.Level ?? "")]);
        yield return setter.Row("原保密期限", [Strong(content.Before.Term)], "拟定期限", [Strong(after?.Term ?? "")]);
        yield return setter.Row("原知悉范围", [Body(content.Before.Scope)], "拟定知悉范围", [Body(after?.Scope ?? "")]);
        yield return setter.Row("理由", [Body(content.Reason)]);
        foreach (var opinion in content.Opinions)
        {
            yield return new([opinion.Step], [setter.Box([[Body(opinion.Text)]], [[Body(Signed(opinion))]], boxHeight)]);
        }
    }

    /// <summary>事项名称 as every form of a change prints it.</summary>
    internal static Piece Named(string? matter) => matter is { } title ? new(title, FormSetter.Strong) : new("题名见纸质台账", FormSetter.Body);

    private static string Signed(StepOpinion opinion) => opinion.Signer is { } signer
        ? $"{opinion.Post}　签名 {signer}　　{(opinion.On is { } day ? Furniture.Day(day) : "＿＿年＿＿月＿＿日")}"
        : $"签名 {Blank}　　＿＿年＿＿月＿＿日";

    private static Piece Body(string text) => new(text, FormSetter.Body);

    private static Piece Strong(string text) => new(text, FormSetter.Strong);
}
