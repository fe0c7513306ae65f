namespace Shoumi.Rules.Matters;

/// <summary>Article 2: what makes a state secret complete.</summary>
public static class Completeness
{
    /// <summary>不定密 is a determination too, and says why: what is internal or unclassified needs a reason in writing.</summary>
    [Requirement("R7.1.5")]
    public static Ruling JudgeReason(Determination determination, string? reason) =>
        determination == Determination.StateSecret || !string.IsNullOrWhiteSpace(reason)
            ? Ruling.Yes
            : Ruling.Forbid("MZ.7.1.OPINION", "R7.1.5", ("missing", "不定密的理由"), ("missing_en", "the reason why it is not classified"));

    /// <summary>
    /// A state secret has a level, a basis, a decision by procedure, a term and a scope of knowledge. Refused (<c>MZ.2</c>) with the
    /// names of everything that is missing.
    /// </summary>
    /// <param name="level">密级.</param>
    /// <param name="basis">The catalogue row or superior rule it rests on.</param>
    /// <param name="decided">Whether the decision of article 7 is on record.</param>
    /// <param name="term">保密期限; a bare one is not yet a term.</param>
    /// <param name="scopeCount">How many persons and units are in the scope of knowledge.</param>
    [Requirement("R2.1")]
    public static Ruling Judge(Level? level, string? basis, bool decided, Term term, int scopeCount)
    {
        (bool Missing, string Zh, string En)[] parts =
        [
            (level is null, "密级", "level"),
            (string.IsNullOrWhiteSpace(basis), "定密依据", "basis"),
            (!decided, "审批决定", "decision"),
            (term.Form is TermForm.None or TermForm.Bare, "保密期限", "term"),
            (scopeCount <= 0, "知悉范围", "scope of knowledge"),
        ];
        var missing = parts.Where(p => p.Missing).ToArray();
        return missing.Length == 0
            ? Ruling.Yes
            : Ruling.Forbid(
                "MZ.2", "R2.1",
                ("missing", string.Join('、', missing.Select(p => p.Zh))), ("missing_en", string.Join(", ", missing.Select(p => p.En))));
    }
}
