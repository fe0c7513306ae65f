using System.Collections.Immutable;
using System.Globalization;

namespace Shoumi.Documents.Printing;

/// <summary>The rows of the 发文拟稿签 in the order of the form, filled with the values of one case.</summary>
/// <param name="boxHeight">Least height of the box of each step 1–4, so that there is room to sign by hand.</param>
internal sealed class DraftingSheetForm(DraftingSheetContent content, FormSetter setter, float boxHeight)
{
    private const float EntryHeight = 42f;
    private const string Blank = "＿＿＿＿＿＿";
    private const string BlankDate = "＿＿年＿＿月＿＿日";
    private const int GroupStep = 0;
    private const int ApprovalStep = 4;
    private const int EntryStep = 5;

    private static readonly ImmutableArray<ImmutableArray<string>> StepLabels =
    [
        ["一、承办人员", "拟办意见"], ["二、处室负责人", "审核"], ["三、局办公室", "文秘审核"], ["四、分管局领导", "审批签发"], ["五、机要室", "记入定密台帐"],
    ];

    /// <summary>All rows of the form.</summary>
    public IEnumerable<Band> Bands()
    {
        yield return setter.Row("标题", [content.Title is { } title
            ? new Piece(title, FormSetter.Strong with { Size = 12.5f })
            : new Piece("题名见纸质台账", FormSetter.Body)]);
        yield return setter.Row("主送", [Body(content.SendTo)]);
        yield return setter.Row("拟稿处室", [Body(content.Unit)], "承办人", [Body(content.Drafter)]);
        yield return setter.Row("拟定密级", [Strong(content.Level)], "保密期限", Term());
        yield return setter.Row("知悉范围", [Body(Scope())]);
        yield return setter.Row("定密依据", [.. content.Basis.Select(basis => ImmutableArray.Create(Body(basis))),
            [new Piece($"条例包 {content.Pack} 版", FormSetter.Small)]]);
        yield return setter.Row("印制份数", [Body(content.Copies is { } n ? $"{n} 份" : "")], "份号", [Body(content.CopyNumbers ?? "")]);
        for (var step = 1; step <= StepLabels.Length; step++)
        {
            // The group is heard before the leader decides; where it was not asked, the form has no box for it.
            if (step == ApprovalStep && content.Opinions.Any(opinion => opinion.Step == GroupStep))
            {
                yield return new(["保密工作", "领导小组意见"], [.. Step(GroupStep)]);
            }

            yield return new(StepLabels[step - 1], [.. Step(step)]);
        }

        yield return setter.Row("备注", [Body(content.Remark)]);
    }

    private static Piece Body(string text) => new(text, FormSetter.Body);

    private static Piece Strong(string text) => new(text, FormSetter.Strong);

    private ImmutableArray<Piece> Term() =>
        content.TermOrigin.Length == 0 ? [Strong(content.Term)] : [Strong(content.Term), Body($"（{content.TermOrigin}）")];

    private string Scope() => content.Scope.IsEmpty
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join("、", content.Scope)}。共\u00A0{content.ScopeCount}\u00A0人");

    /// <summary>A step's box: what was said on earlier proposals in small print, then the opinions on this one, each above its signature.</summary>
    private IEnumerable<Slice> Step(int step)
    {
        var used = 0f;
        var opinions = content.Opinions.Where(opinion => opinion.Step == step).ToList();
        foreach (var earlier in opinions.Where(opinion => opinion.Revision < content.Revision))
        {
            var slice = setter.Box([[new Piece(Earlier(earlier), FormSetter.Small)]], []);
            used += slice.Height;
            yield return slice;
        }

        var least = step is EntryStep or GroupStep ? EntryHeight : boxHeight;
        var current = opinions.Where(opinion => opinion.Revision >= content.Revision).ToList();
        foreach (var opinion in current)
        {
            yield return setter.Box(Said(opinion), Signed(opinion), current.Count == 1 ? least - used : 0);
        }

        if (current.Count == 0)
        {
            yield return setter.Box([], [[Body(Unsigned(step))]], least - used);
        }
    }

    private string Earlier(DraftingOpinion opinion)
    {
        var deputy = opinion.DeputyFor is { } principal ? $"（代{principal}）" : "";
        var text = opinion.Text.Length == 0 ? "" : $"“{opinion.Text}”";
        var paper = opinion.PaperNote is { } note ? $"（{note}）" : "";
        return $"第 {opinion.Revision} 次拟办：{When(opinion)} {opinion.Signer}{deputy} {opinion.Outcome}{text}{paper}";
    }

    private static ImmutableArray<ImmutableArray<Piece>> Said(DraftingOpinion opinion)
    {
        var text = (opinion.Outcome.Length, opinion.Text.Length) switch
        {
            (0, _) => opinion.Text,
            (_, 0) => $"{opinion.Outcome}。",
            _ => $"{opinion.Outcome}。{opinion.Text}",
        };
        return opinion.PaperNote is { } note ? [[Body(text)], [new Piece($"纸质签批：{note}", FormSetter.Small)]] : [[Body(text)]];
    }

    private ImmutableArray<ImmutableArray<Piece>> Signed(DraftingOpinion opinion)
    {
        var deputy = opinion.DeputyFor is { } principal ? $"（代 {principal}）" : "";
        var line = opinion.Step == EntryStep
            ? $"台帐号 {content.LedgerNumber ?? Blank}　　经办 {opinion.Signer}{deputy}　　{When(opinion)}"
            : $"签名 {opinion.Signer}{deputy}　　{When(opinion)}";
        return [[Body(line)]];
    }

    private string Unsigned(int step) => step == EntryStep
        ? $"台帐号 {content.LedgerNumber ?? Blank}　　经办 {Blank}　　{BlankDate}"
        : $"签名 {Blank}　　{BlankDate}";

    private static string When(DraftingOpinion opinion)
    {
        var day = string.Create(CultureInfo.InvariantCulture, $"{opinion.On.Year}年{opinion.On.Month}月{opinion.On.Day}日");
        return opinion.At is { } time ? $"{day} {time.ToString("HH:mm", CultureInfo.InvariantCulture)}" : day;
    }
}
