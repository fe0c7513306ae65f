using System.Xml.Linq;
using Shoumi.Rules.Marking;

namespace Shoumi.Documents.Docx;

/// <summary>Marks that people typed onto the first page, where a mark would stand, or into what runs along on every page.</summary>
internal static class TypedMarks
{
    private const int FirstLines = 5;
    private static readonly string[] Plain = ["pPr", "r", "proofErr"];
    private static readonly string[] PlainInRun = ["rPr", "t", "tab", "lastRenderedPageBreak"];

    /// <summary>In the first five lines with text, in the headers of page 1, in its text boxes; for charts also behind the title.</summary>
    public static IEnumerable<(XElement Paragraph, MarkReading Reading)> On(FirstPage page, Placement placement)
    {
        var word = page.Word;
        var lines = page.Paragraphs.Where(p => word.TextOf(p).Trim().Length > 0).Take(FirstLines);
        var boxes = page.Blocks.SelectMany(b => b.Descendants(word["p"])).Where(p => p.Ancestors().Any(a => a.Name.LocalName == "txbxContent") && !p.Ancestors().Any(Word.IsSpareAlternative));
        var headers = page.Headers.SelectMany(h => h.Root.Descendants(word["p"]));
        foreach (var paragraph in lines.Concat(boxes).Concat(headers))
        {
            if (ClassificationMark.Parse(word.TextOf(paragraph)) is { Confidence: not MarkConfidence.None, Alone: true } reading)
            {
                yield return (paragraph, reading);
            }
        }

        if (placement != Placement.UpperLeft
            && page.Title(DocxMarking.IsNoTitle) is { } title
            && ClassificationMark.Parse(word.TextOf(title)) is { Confidence: MarkConfidence.High, Alone: false } behind)
        {
            yield return (title, behind);
        }
    }

    /// <summary>
    /// In the headers and footers of any page and section, and in watermarks: they are seen beside the mark of the first page, and must not
    /// contradict it. An equal one there may stay.
    /// </summary>
    public static IEnumerable<MarkReading> Running(FirstPage page)
    {
        var parts = page.HeadersAndFooters.Select(p => p.Root).ToList();
        var lines = parts.SelectMany(p => p.Descendants(page.Word["p"])).Select(page.Word.TextOf);
        var watermarks = parts.Concat(page.Blocks).SelectMany(p => p.Descendants()).Where(e => e.Name.LocalName == "textpath").Select(e => (string?)e.Attribute("string"));
        return lines.Concat(watermarks).Select(ClassificationMark.Parse).Where(r => r is { Confidence: not MarkConfidence.None, Alone: true });
    }

    /// <summary>Whether the paragraph holds nothing but the text of the mark, so that taking it out loses nothing.</summary>
    public static bool IsPlain(XElement paragraph, Word word) =>
        IsNothingElse(paragraph, word)
        && !ClassificationMark.Parse(word.TextOf(paragraph)).Defects.Contains(MarkDefect.DeclassifiedBeside)
        && paragraph.Elements().All(e => Plain.Contains(e.Name.LocalName))
        && !paragraph.Elements(word["pPr"]).Elements(word["sectPr"]).Any()
        && !paragraph.Descendants(word["r"]).Any(word.IsStruck)
        && paragraph.Elements(word["r"]).Elements().All(e => PlainInRun.Contains(e.Name.LocalName));

    /// <summary>Whether what holds in the paragraph is the mark and nothing beside it.</summary>
    public static bool IsNothingElse(XElement paragraph, Word word)
    {
        var reading = ClassificationMark.Parse(word.TextOf(paragraph));
        return reading.Alone && new string([.. word.TextOf(paragraph).Where(c => !char.IsWhiteSpace(c))]).Length <= reading.Words.Length + 1;
    }
}
