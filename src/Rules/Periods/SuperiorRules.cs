using System.Collections.Immutable;
using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Periods;

/// <summary>Article 6 item 3: a special rule of the superior line authority prevails over caps, foreseen terms and defaults, once it is provable.</summary>
public static class SuperiorRules
{
    /// <summary>
    /// Whether a rule may be registered: it names its document, a row of the catalogue and a term in years, months or 长期, and does not
    /// end before it begins.
    /// </summary>
    [Requirement("R6.3.1")]
    public static Ruling Judge(PolicyPack pack, SuperiorTermRule rule) => Ruling.All(
        string.IsNullOrWhiteSpace(rule.DocumentNumber) ? Missing("没有文号", "it has no document number") : Ruling.Yes,
        pack.Row(rule.RowId) is null ? Missing("没有写明针对目录中的哪一项", "it names no row of the catalogue") : Ruling.Yes,
        rule.ValidTo < rule.ValidFrom ? Missing("失效日早于生效日", "it ends before it begins") : Ruling.Yes,
        rule.Term.Form == TermForm.LongTerm || (rule.Term.Form == TermForm.Duration && Terms.IsCounted(rule.Term, pack.Terms))
            ? Ruling.Yes
            : Ruling.Forbid("MZ.6.5", "R6.3.1"));

    /// <summary>Whether a registered rule carries a decision of that day about these rows.</summary>
    [Requirement("R6.3.1")]
    public static Ruling JudgeUse(SuperiorTermRule rule, ImmutableArray<string> rowIds, DateOnly day) => Ruling.All(
        rowIds.Contains(rule.RowId) ? Ruling.Yes : Missing("它针对的不是所选事项", "it is not made for the chosen row"),
        rule.InForceOn(day) ? Ruling.Yes : Missing("定密之日它不在有效期内", "it is not in force on the day of classification"));

    /// <summary>The rules that prevail for these rows on that day.</summary>
    [Requirement("R6.3.1")]
    public static IEnumerable<SuperiorTermRule> Applicable(IEnumerable<SuperiorTermRule> rules, ImmutableArray<string> rowIds, DateOnly day) =>
        rules.Where(rule => JudgeUse(rule, rowIds, day).IsPermitted);

    internal static Ruling Missing(string why, string whyEn) => Ruling.Forbid("MZ.6.3", "R6.3.1", ("why", why), ("why_en", whyEn));
}
