using System.Xml.Linq;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents.Docx;

/// <summary>The first page of a document: its size and margins in twips, and how its text runs.</summary>
internal sealed record PageGeometry(int Width, int Height, int Top, int Bottom, int Left, int Right, int Header)
{
    /// <summary>One line of usual text.</summary>
    public const int UsualLine = 320;

    private const int A4Width = 11906, A4Height = 16838, UsualHeader = 851;

    /// <summary>Text runs from top to bottom: the first line stands at the right edge.</summary>
    public bool Vertical { get; private init; }

    /// <summary>The first of several columns is the right one.</summary>
    public bool FirstColumnRight { get; private init; }

    /// <summary>Text does not start at the top: it is centred or spread over the height.</summary>
    public bool FloatsDown { get; private init; }

    /// <summary>Height of a border line above the type area, measured from the page's top; null where there is none.</summary>
    public int? BorderLine { get; private init; }

    /// <summary>Reads them from the first section; a document without one gets the margins of GB/T 9704 on A4.</summary>
    public static PageGeometry Read(XElement? section, Word word, MarkingPolicy policy)
    {
        if (section is null)
        {
            return new(A4Width, A4Height, policy.TopMargin, policy.TopMargin, policy.LeftMargin, policy.LeftMargin, UsualHeader);
        }

        var (size, margins) = (section.Element(word["pgSz"]), section.Element(word["pgMar"]));
        var top = Math.Abs(word.Length(margins, "top") ?? policy.TopMargin);
        var border = section.Element(word["pgBorders"]);
        var line = border?.Element(word["top"]);
        var distance = (word.Length(line, "space") ?? 0) * Word.TwipsPerPoint;
        return new(
            word.Length(size, "w") ?? A4Width,
            word.Length(size, "h") ?? A4Height,
            top,
            Math.Abs(word.Length(margins, "bottom") ?? policy.TopMargin),
            (word.Length(margins, "left") ?? word.Length(margins, "start") ?? policy.LeftMargin) + (word.Length(margins, "gutter") ?? 0),
            word.Length(margins, "right") ?? word.Length(margins, "end") ?? policy.LeftMargin,
            word.Length(margins, "header") ?? UsualHeader)
        {
            Vertical = word.Value(section.Element(word["textDirection"])) is not (null or "lrTb" or "tb" or "lrTbV" or "tbV"),
            FirstColumnRight = word.On(section.Element(word["bidi"])) && word.Value(section.Element(word["cols"]), "num") is not (null or "1"),
            FloatsDown = word.Value(section.Element(word["vAlign"])) is "center" or "both" or "bottom",
            BorderLine = line is null ? null : word.Value(border, "offsetFrom") == "page" ? distance : top - distance,
        };
    }
}
