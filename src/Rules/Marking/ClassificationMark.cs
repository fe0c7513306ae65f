using System.Collections.Immutable;

namespace Shoumi.Rules.Marking;

/// <summary>国家秘密标志: the level before the star, the term behind it, such as 机密★20年 (article 8 item 3). The same for written items and charts.</summary>
/// <param name="Level">密级.</param>
/// <param name="Term">保密期限; <see cref="Term.Bare"/> only as received from outside.</param>
[Requirement("R8.3.1")]
public sealed record ClassificationMark(Level Level, Term Term)
{
    /// <summary>The one star a mark is printed with, U+2605.</summary>
    public const char Star = '★';

    /// <summary>The canonical mark: no spaces, Arabic digits. Strict, whatever the parser forgives.</summary>
    public override string ToString() => $"{Level.Word()}{Star}{Term}";

    /// <summary>Reads a mark as people, scanners and old offices have written it. Never throws; what is no mark has no level.</summary>
    [Requirement("R8.3.1")]
    public static MarkReading Parse(string? text) => MarkParser.Read(text ?? "");

    /// <summary>Reads a mark that must be canonical, as it is typed into the product. Null for everything else.</summary>
    [Requirement("R8.3.1")]
    public static ClassificationMark? ParseStrict(string? text) =>
        Parse(text) is { Mark: { } mark } && mark.ToString() == text ? mark : null;
}

/// <summary>How sure it is that a text bears a mark.</summary>
public enum MarkConfidence
{
    /// <summary>No mark.</summary>
    None = 0,

    /// <summary>For a person to look at: another star, no star, a quotation, an unfilled form.</summary>
    Low = 1,

    /// <summary>A state secret mark, if perhaps with an invalid term.</summary>
    High = 2,
}

/// <summary>In what a mark departs from the form of article 8 item 3, or what makes it doubtful.</summary>
public enum MarkDefect
{
    /// <summary>Another star than ★.</summary>
    OtherStar = 1,

    /// <summary>No star at all.</summary>
    NoStar = 2,

    /// <summary>级 behind the level.</summary>
    LevelSuffix = 3,

    /// <summary>Spaces, invisible characters or line ends inside the mark.</summary>
    Spaced = 4,

    /// <summary>Full-width or Chinese digits, or 半年 for 6个月.</summary>
    OtherDigits = 5,

    /// <summary>Another unit word than 年 and 个月.</summary>
    OtherUnit = 6,

    /// <summary>Traditional or look-alike glyphs, such as 機密 or the radicals a PDF may yield.</summary>
    OtherGlyphs = 7,

    /// <summary>A date written otherwise than 2027年6月30日.</summary>
    OtherDate = 8,

    /// <summary>What stands behind the star is no term: 2周, 1-3年, 终身.</summary>
    UnreadableTerm = 9,

    /// <summary>An unfilled form: X年.</summary>
    Placeholder = 10,

    /// <summary>The formula of examination papers, 启用前, without copy number or red head.</summary>
    ExamFormula = 11,

    /// <summary>Quoted in a text about marks.</summary>
    Quoted = 12,

    /// <summary>解密 beside the mark: declassified.</summary>
    DeclassifiedBeside = 13,
}

/// <summary>What was read from a text.</summary>
/// <param name="Level">The level before the star; null when the text bears no mark.</param>
/// <param name="Term">The term; null when it cannot be read.</param>
/// <param name="TermText">What stands behind the star, cleaned of spaces and odd glyphs.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Defects">In what it departs from the canonical form, each once, in the order of their numbers.</param>
/// <param name="Alone">Whether the text is nothing but the mark and what may stand on its line: copy number, urgency, 密级：, brackets.</param>
public sealed record MarkReading(
    Level? Level,
    Term? Term,
    string TermText,
    MarkConfidence Confidence,
    ImmutableArray<MarkDefect> Defects,
    bool Alone)
{
    /// <summary>No mark in the text.</summary>
    public static readonly MarkReading Nothing = new(null, null, "", MarkConfidence.None, [], false);

    /// <summary>The mark, where level and term could both be read.</summary>
    public ClassificationMark? Mark => Level is { } level && Term is { } term ? new(level, term) : null;

    /// <summary>The mark in words, also when its term cannot be read.</summary>
    public string Words => Level is { } level ? Mark?.ToString() ?? $"{level.Word()}{ClassificationMark.Star}{TermText}" : "";
}
