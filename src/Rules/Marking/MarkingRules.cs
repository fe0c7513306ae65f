namespace Shoumi.Rules.Marking;

/// <summary>Where a mark stands.</summary>
public enum Placement
{
    /// <summary>Upper left of the cover or of the first page.</summary>
    UpperLeft = 1,

    /// <summary>On the line of the title, behind it.</summary>
    AfterTitle = 2,

    /// <summary>On the line below the title.</summary>
    BelowTitle = 3,
}

/// <summary>Article 8 items 1–3: which mark a single item bears, and where.</summary>
public static class MarkingRules
{
    /// <summary>Where the mark of that kind of item goes unless told otherwise.</summary>
    [Requirement("R8.1.1", "R8.2.1")]
    public static Placement UsualPlacement(DocumentKind kind) => kind switch
    {
        DocumentKind.Written => Placement.UpperLeft,
        DocumentKind.Chart => Placement.BelowTitle,
    };

    /// <summary>Items 1 and 2: written items at the upper left, charts after or below the title. <c>MZ.8.1</c>, <c>MZ.8.2</c>.</summary>
    [Requirement("R8.1.1", "R8.2.1")]
    public static Ruling JudgePlacement(DocumentKind kind, Placement placement) => (kind, placement) switch
    {
        (DocumentKind.Written, Placement.UpperLeft) => Ruling.Yes,
        (DocumentKind.Written, Placement.AfterTitle or Placement.BelowTitle) => Ruling.Forbid("MZ.8.1", "R8.1.1", ("given", Word(placement)), ("given_en", English(placement)), ("allowed", Word(Placement.UpperLeft)), ("allowed_en", English(Placement.UpperLeft))),
        (DocumentKind.Chart, Placement.AfterTitle or Placement.BelowTitle) => Ruling.Yes,
        (DocumentKind.Chart, Placement.UpperLeft) =>
            Ruling.Forbid("MZ.8.2", "R8.2.1", ("given", Word(placement)), ("given_en", English(placement))),
    };

    /// <summary>Item 3: on the bureau's own documents level and term are both there. <c>MZ.8.1</c>. A bare 机密★ comes only from outside.</summary>
    [Requirement("R8.3.2")]
    public static Ruling JudgeOwnMark(ClassificationMark mark) => mark.Term.Form switch
    {
        TermForm.None or TermForm.Bare => Ruling.Forbid("MZ.8.1", "R8.3.2", ("given", mark.ToString())),
        TermForm.Duration or TermForm.Date or TermForm.Condition or TermForm.LongTerm => Ruling.Yes,
    };

    /// <summary>Item 3 and article 2: the star is for state secrets; internal and unclassified material never bears it. <c>MZ.8.3.NOT</c>.</summary>
    [Requirement("R8.3.3", "R2.3")]
    public static Ruling JudgeBearer(Determination determination, ClassificationMark? mark) => determination switch
    {
        Determination.StateSecret => Ruling.Yes,
        Determination.Internal or Determination.Unclassified => mark is null ? Ruling.Yes : Ruling.Forbid("MZ.8.3.NOT", "R8.3.3", ("given", mark.ToString())),
    };

    /// <summary>
    /// Item 1: a state secret is issued only with its mark on it, and with the mark that the ledger holds. <c>MZ.8.1</c>.
    /// What is no state secret is issued without one. <c>MZ.8.3.NOT</c>.
    /// </summary>
    /// <param name="determination">What the draft was determined to be.</param>
    /// <param name="decided">The mark that follows from the decision; null when there is none.</param>
    /// <param name="borne">The mark read from the document; null when it bears none.</param>
    [Requirement("R8.1.1", "R8.3.2", "R8.3.3")]
    public static Ruling JudgeIssue(Determination determination, ClassificationMark? decided, ClassificationMark? borne) => determination switch
    {
        Determination.StateSecret => decided is null
            ? Ruling.Forbid("MZ.8.1", "R8.3.2", ("given", ""))
            : Ruling.All(
                JudgeOwnMark(decided),
                borne == decided ? Ruling.Yes : Ruling.Forbid("MZ.8.1", "R8.1.1", ("given", borne?.ToString() ?? ""), ("allowed", decided.ToString()))),
        Determination.Internal or Determination.Unclassified => JudgeBearer(determination, borne),
    };

    /// <summary>The place in words, as it is printed in a reason.</summary>
    public static string Word(Placement placement) => placement switch
    {
        Placement.UpperLeft => "左上角",
        Placement.AfterTitle => "标题之后",
        Placement.BelowTitle => "标题下方",
    };

    private static string English(Placement placement) => placement switch
    {
        Placement.UpperLeft => "the upper left",
        Placement.AfterTitle => "after the title",
        Placement.BelowTitle => "below the title",
    };
}
