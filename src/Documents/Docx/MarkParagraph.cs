using System.Security;
using System.Text;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents.Docx;

/// <summary>The mark as WordprocessingML, and its style: the typography of GB/T 9704 from the policy, independent of the document's own styles.</summary>
/// <remarks>
/// OOXML names one font per script, and programs replace what is not installed; the policy's first font is asked for, the others stand
/// for whoever renders without it. <c>w:hint</c> makes the star an East Asian character, or it would come out in the Latin font.
/// </remarks>
internal static class MarkParagraph
{
    public const string StyleId = "ShoumiMark";
    public const string TitleStyleId = "ShoumiTitleMark";

    /// <summary>Width of the mark in twips: a Han character is as wide as high, a digit half of it.</summary>
    public static int WidthOf(string mark, MarkingPolicy policy) => mark.Sum(c => c < '\u2000' ? 1 : 2) * policy.HalfPoints * Word.TwipsPerPoint / 4;

    /// <summary>Wider than the mark by its own estimate: with a substitute font it must not break into a second, cut-off line.</summary>
    public static int FrameWidthOf(string mark, MarkingPolicy policy) => (WidthOf(mark, policy) * 4 / 3) + (policy.HalfPoints * Word.TwipsPerPoint / 2);

    /// <summary>The paragraph style.</summary>
    public static string Style(string p, bool strict, MarkingPolicy policy) =>
        $"<{p}:style {p}:type=\"paragraph\" {p}:customStyle=\"1\" {p}:styleId=\"{StyleId}\"><{p}:name {p}:val=\"Shoumi Mark\"/><{p}:uiPriority {p}:val=\"99\"/>"
        + $"<{p}:pPr><{p}:keepLines/><{p}:widowControl {p}:val=\"0\"/><{p}:suppressLineNumbers/><{p}:suppressAutoHyphens/><{p}:autoSpaceDE {p}:val=\"0\"/><{p}:autoSpaceDN {p}:val=\"0\"/><{p}:bidi {p}:val=\"0\"/><{p}:snapToGrid {p}:val=\"0\"/>"
        + $"<{p}:spacing {p}:before=\"0\" {p}:after=\"0\" {p}:line=\"{policy.LineHeight}\" {p}:lineRule=\"exact\"/><{p}:ind {p}:{(strict ? "start" : "left")}=\"0\" {p}:{(strict ? "end" : "right")}=\"0\" {p}:firstLine=\"0\"/><{p}:jc {p}:val=\"{(strict ? "start" : "left")}\"/></{p}:pPr>"
        + $"<{p}:rPr>{RunProperties(p, policy)}</{p}:rPr></{p}:style>";

    /// <summary>The character style of a mark behind a title.</summary>
    public static string TitleStyle(string p, MarkingPolicy policy) =>
        $"<{p}:style {p}:type=\"character\" {p}:customStyle=\"1\" {p}:styleId=\"{TitleStyleId}\"><{p}:name {p}:val=\"Shoumi Title Mark\"/><{p}:uiPriority {p}:val=\"99\"/>"
        + $"<{p}:rPr>{RunProperties(p, policy)}</{p}:rPr></{p}:style>";

    /// <summary>A paragraph that flows with the text.</summary>
    /// <param name="frame">The frame of the paragraph it follows, as written there: two paragraphs in equal frames share one.</param>
    /// <param name="alignment">Another side than the left.</param>
    /// <param name="below">Room kept free below it, in twips.</param>
    public static string InFlow(Prefix w, string mark, string frame = "", string? alignment = null, int below = 0) =>
        $"<{w.P}:p{w.Declaration}><{w.P}:pPr><{w.P}:pStyle {w.P}:val=\"{StyleId}\"/>{frame}{(below == 0 ? "" : $"<{w.P}:spacing {w.P}:after=\"{below}\"/>")}{(alignment is null ? "" : $"<{w.P}:jc {w.P}:val=\"{alignment}\"/>")}</{w.P}:pPr>{Run(w.P, mark)}</{w.P}:p>";

    /// <summary>A frame that stands in the margin above the type area and moves nothing.</summary>
    /// <param name="x">How far from the left of the page; null at the left of the type area.</param>
    public static string InBand(Prefix w, string mark, int y, MarkingPolicy policy, int? x = null)
    {
        var across = x is { } left ? $"{w.P}:hAnchor=\"page\" {w.P}:x=\"{left}\"" : $"{w.P}:hAnchor=\"margin\" {w.P}:xAlign=\"left\"";
        return $"<{w.P}:p{w.Declaration}><{w.P}:pPr><{w.P}:pStyle {w.P}:val=\"{StyleId}\"/>"
            + $"<{w.P}:framePr {w.P}:w=\"{FrameWidthOf(mark, policy)}\" {w.P}:h=\"{policy.LineHeight}\" {w.P}:hRule=\"exact\" {w.P}:wrap=\"around\" {w.P}:vAnchor=\"page\" {across} {w.P}:y=\"{y}\"/>"
            + $"</{w.P}:pPr>{Run(w.P, mark)}</{w.P}:p>";
    }

    /// <summary>Whether a run is a mark that the product put behind a title.</summary>
    public static bool IsBehindTitle(System.Xml.Linq.XElement run, Word word) => word.Value(run.Element(word["rPr"])?.Element(word["rStyle"])) == TitleStyleId;

    /// <summary>A run behind a struck mark, an ideographic space away.</summary>
    /// <param name="policy">How it looks; null in the product's own paragraph, whose style says so.</param>
    public static string Behind(Prefix w, string mark, MarkingPolicy? policy) =>
        $"<{w.P}:r{w.Declaration}><{w.P}:rPr>{(policy is null ? $"<{w.P}:rFonts {w.P}:hint=\"eastAsia\"/>" : RunProperties(w.P, policy))}</{w.P}:rPr><{w.P}:t xml:space=\"preserve\">\u3000{SecurityElement.Escape(mark)}</{w.P}:t></{w.P}:r>";

    /// <summary>A run behind the title's last one, an ideographic space away.</summary>
    public static string BehindTitle(Prefix w, string mark) =>
        $"<{w.P}:r{w.Declaration}><{w.P}:rPr><{w.P}:rStyle {w.P}:val=\"{TitleStyleId}\"/><{w.P}:rFonts {w.P}:hint=\"eastAsia\"/></{w.P}:rPr><{w.P}:t xml:space=\"preserve\">\u3000{SecurityElement.Escape(mark)}</{w.P}:t></{w.P}:r>";

    private static string Run(string p, string mark) =>
        $"<{p}:r><{p}:rPr><{p}:rFonts {p}:hint=\"eastAsia\"/></{p}:rPr><{p}:t>{SecurityElement.Escape(mark)}</{p}:t></{p}:r>";

    private static string RunProperties(string p, MarkingPolicy policy)
    {
        var font = SecurityElement.Escape(policy.Fonts.IsEmpty ? "黑体" : policy.Fonts[0]);
        var properties = new StringBuilder($"<{p}:rFonts {p}:ascii=\"{font}\" {p}:hAnsi=\"{font}\" {p}:eastAsia=\"{font}\" {p}:cs=\"{font}\"/>");
        foreach (var off in (string[])["b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish"])
        {
            properties.Append($"<{p}:{off} {p}:val=\"0\"/>");
        }

        return properties.Append($"<{p}:color {p}:val=\"000000\"/><{p}:spacing {p}:val=\"0\"/><{p}:w {p}:val=\"100\"/><{p}:kern {p}:val=\"0\"/><{p}:position {p}:val=\"0\"/>")
            .Append($"<{p}:sz {p}:val=\"{policy.HalfPoints}\"/><{p}:szCs {p}:val=\"{policy.HalfPoints}\"/><{p}:highlight {p}:val=\"none\"/><{p}:u {p}:val=\"none\"/><{p}:vertAlign {p}:val=\"baseline\"/>").ToString();
    }

    /// <summary>The prefix of the document's own namespace at a place, and its declaration where none is in scope.</summary>
    public readonly record struct Prefix(string P, string Declaration)
    {
        public static Prefix At(System.Xml.Linq.XElement place, Word word) => place.GetPrefixOfNamespace(word.Namespace) is { Length: > 0 } p
            ? new(p, "")
            : new("w", $" xmlns:w=\"{word.Namespace.NamespaceName}\"");
    }
}
