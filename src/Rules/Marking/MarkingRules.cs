using System.Collections.Immutable;

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

    /// <summary>Upper right of the first page; only where the places that the regulation names have no room.</summary>
    UpperRight = 4,

    /// <summary>At the foot of the first page; likewise.</summary>
    Foot = 5,
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

    /// <summary>Whether the regulation names that place for that kind of item: written items at the upper left, charts after or below the title.</summary>
    [Requirement("R8.1.1", "R8.2.1")]
    public static bool IsNamed(DocumentKind kind, Placement placement) => (kind, placement) switch
    {
        (DocumentKind.Written, Placement.UpperLeft) => true,
        (DocumentKind.Written, Placement.AfterTitle or Placement.BelowTitle or Placement.UpperRight or Placement.Foot) => false,
        (DocumentKind.Chart, Placement.AfterTitle or Placement.BelowTitle) => true,
        (DocumentKind.Chart, Placement.UpperLeft or Placement.UpperRight or Placement.Foot) => false,
    };

    /// <summary>
    /// Items 1 and 2: the mark stands where they say. <c>MZ.8.1</c>, <c>MZ.8.2</c>. Where no such place has room it stands in free room that
    /// somebody chose: a mark never covers text, and level and term are shown all the same.
    /// </summary>
    /// <param name="room">The other places that have room, looked for because the usual one has none; null while that was not so.</param>
    [Requirement("R8.1.1", "R8.2.1")]
    public static Ruling JudgePlacement(DocumentKind kind, Placement placement, ImmutableArray<Placement>? room = null) =>
        IsNamed(kind, placement) || (room is { } free && !free.Any(p => IsNamed(kind, p))) ? Ruling.Yes : kind switch
        {
            DocumentKind.Written => Ruling.Forbid("MZ.8.1", "R8.1.1", ("given", Word(placement)), ("given_en", English(placement)), ("allowed", Word(Placement.UpperLeft)), ("allowed_en", English(Placement.UpperLeft))),
            DocumentKind.Chart => Ruling.Forbid("MZ.8.2", "R8.2.1", ("given", Word(placement)), ("given_en", English(placement))),
        };

    /// <summary>Item 3: on the bureau's own documents level and term are both there. <c>MZ.8.3</c>. A bare 机密★ comes only from outside.</summary>
    [Requirement("R8.3.2")]
    public static Ruling JudgeOwnMark(ClassificationMark mark) => mark.Term.Form switch
    {
        TermForm.None or TermForm.Bare => Ruling.Forbid("MZ.8.3", "R8.3.2", ("given", mark.ToString())),
        TermForm.Duration or TermForm.Date or TermForm.Condition or TermForm.LongTerm => Ruling.Yes,
    };

    /// <summary>Item 3 and article 2: the star is for state secrets; internal and unclassified material never bears it. <c>MZ.8.3.NOT</c>.</summary>
    [Requirement("R8.3.3", "R2.3")]
    public static Ruling JudgeBearer(Determination determination, ClassificationMark? mark) => JudgeBearer(determination, mark?.ToString() ?? "");

    /// <summary>Article 6, item 6: what is declassified bears no mark any more and is given none. <c>MZ.8.3.FREE</c>.</summary>
    /// <param name="freeFrom">First free day; null when it never ends by itself.</param>
    [Requirement("R8.3.3", "R6.6.1")]
    public static Ruling JudgeInForce(DateOnly? freeFrom, DateOnly day) =>
        freeFrom is { } free && day >= free ? Ruling.Forbid("MZ.8.3.FREE", "R8.3.3", ("free", $"{free:yyyy-MM-dd}")) : Ruling.Yes;

    /// <summary>
    /// Items 1 to 3: a state secret is issued only with its mark on it, in its place – <c>MZ.8.1</c>, for charts <c>MZ.8.2</c> – and with the mark
    /// that the ledger holds – <c>MZ.8.3</c>. What is no state secret is issued without one. <c>MZ.8.3.NOT</c>.
    /// </summary>
    /// <param name="kind">Written or chart: it decides where the place is.</param>
    /// <param name="determination">What the draft was determined to be.</param>
    /// <param name="decided">The mark that follows from the decision; null when there is none.</param>
    /// <param name="borne">What was read from the document; without level when it bears none.</param>
    /// <param name="inPlace">Whether it was read in its place.</param>
    [Requirement("R8.1.1", "R8.2.1", "R8.3.2", "R8.3.3")]
    public static Ruling JudgeIssue(DocumentKind kind, Determination determination, ClassificationMark? decided, MarkReading borne, bool inPlace) => determination switch
    {
        Determination.StateSecret when decided is null => Ruling.Forbid("MZ.8.3", "R8.3.2"),
        Determination.StateSecret => Ruling.All(JudgeOwnMark(decided), JudgeBorne(kind, decided, borne, inPlace)),
        Determination.Internal or Determination.Unclassified => JudgeBearer(determination, borne.Words),
    };

    private static Ruling JudgeBorne(DocumentKind kind, ClassificationMark decided, MarkReading borne, bool inPlace)
    {
        var (code, requirement) = kind switch
        {
            DocumentKind.Written => ("MZ.8.1", "R8.1.1"),
            DocumentKind.Chart => ("MZ.8.2", "R8.2.1"),
        };
        return borne.Level is null ? Ruling.Forbid(code, requirement)
            : borne.Mark != decided ? Ruling.Forbid("MZ.8.3", "R8.3.2", ("given", borne.Words), ("allowed", decided.ToString()))
            : !inPlace ? Ruling.Forbid(code, requirement, ("why", $"“{decided}”写在别处"), ("why_en", $"“{decided}” stands elsewhere"))
            : Ruling.Yes;
    }

    private static Ruling JudgeBearer(Determination determination, string borne) => determination switch
    {
        Determination.StateSecret => Ruling.Yes,
        Determination.Internal or Determination.Unclassified => borne.Length == 0 ? Ruling.Yes : Ruling.Forbid("MZ.8.3.NOT", "R8.3.3", ("given", borne)),
    };

    /// <summary>The place in words, as it is printed in a reason.</summary>
    public static string Word(Placement placement) => placement switch
    {
        Placement.UpperLeft => "左上角",
        Placement.AfterTitle => "标题之后",
        Placement.BelowTitle => "标题下方",
        Placement.UpperRight => "右上角",
        Placement.Foot => "首页下方",
    };

    /// <inheritdoc cref="Word"/>
    public static string English(Placement placement) => placement switch
    {
        Placement.UpperLeft => "the upper left",
        Placement.AfterTitle => "after the title",
        Placement.BelowTitle => "below the title",
        Placement.UpperRight => "the upper right",
        Placement.Foot => "the foot of the first page",
    };
}
