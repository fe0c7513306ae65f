using System.Collections.Immutable;
using Shoumi.Rules.Matters;
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

    /// <summary>
    /// Whether a registered rule carries a decision of that day about these rows. A mixed record has the level of its highest row, and
    /// only a rule made for such a row says how long that level lasts.
    /// </summary>
    [Requirement("R6.3.1", "R5.3")]
    public static Ruling JudgeUse(PolicyPack pack, SuperiorTermRule rule, ImmutableArray<string> rowIds, DateOnly day) => Ruling.All(
        !rowIds.Contains(rule.RowId) ? Missing("它针对的不是所选事项", "it is not made for the chosen row")
            : pack.Row(rule.RowId)?.Level < Catalogue.LevelOf(pack, rowIds) ? Missing("所选事项中另有密级更高的，它针对的不是那一项", "another chosen row has a higher level, and it is not made for that one")
            : Ruling.Yes,
        rule.InForceOn(day) ? Ruling.Yes : Missing("定密之日它不在有效期内", "it is not in force on the day of classification"));

    /// <summary>The rules that prevail for these rows on that day, the longest term first.</summary>
    [Requirement("R6.3.1")]
    public static IEnumerable<SuperiorTermRule> Applicable(PolicyPack pack, IEnumerable<SuperiorTermRule> rules, ImmutableArray<string> rowIds, DateOnly day) =>
        rules.Where(rule => JudgeUse(pack, rule, rowIds, day).IsPermitted).OrderByDescending(rule => Length(rule.Term)).ThenBy(rule => rule.Id);

    /// <summary>
    /// Where the superior authority has ruled, no other term is chosen; where it has ruled several times for the highest level, the longest
    /// term holds.
    /// </summary>
    /// <param name="rules">The rules registered for these rows.</param>
    /// <param name="chosen">The rule relied on; null for another term.</param>
    [Requirement("R6.3.1")]
    public static Ruling JudgeChoice(PolicyPack pack, IEnumerable<SuperiorTermRule> rules, SuperiorTermRule? chosen, ImmutableArray<string> rowIds, DateOnly day) =>
        Applicable(pack, rules, rowIds, day).FirstOrDefault() is { } longest && (chosen is null || Length(chosen.Term) < Length(longest.Term))
            ? Missing($"{longest.DocumentNumber}已规定为{longest.Term}，应选用该规定", $"{longest.DocumentNumber} sets {TermWords.InEnglish(longest.Term)}; choose that rule")
            : Ruling.Yes;

    // 长期 is longer than any number of years.
    private static long Length(Term term) => term.Form == TermForm.LongTerm ? long.MaxValue : Terms.InMonths(term);

    internal static Ruling Missing(string why, string whyEn) => Ruling.Forbid("MZ.6.3", "R6.3.1", ("why", why), ("why_en", whyEn));
}
