using System.Collections.Immutable;
using System.Xml.Linq;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents.Docx;

/// <summary>What is on the first page, as far as it matters for putting a mark there.</summary>
internal sealed class FirstPage
{
    // More than a page ever holds; beyond it nothing can reach the upper left of the first page any more.
    private const int MostBlocks = 60;

    private readonly DocxPackage _package;
    private readonly StyleSheet _styles;
    private readonly XElement? _section;

    private FirstPage(DocxPackage package, Word word, XElement body, MarkingPolicy policy)
    {
        (_package, Word, Body, _styles) = (package, word, body, new StyleSheet(package.Styles?.Root, word));
        Blocks = [.. Flatten(body).Where(b => !IsOwnMark(b)).TakeUntilPageEnd(word).Take(MostBlocks)];
        _section = body.Descendants(word["sectPr"]).FirstOrDefault(s => s.Parent == body || s.Parent?.Name == word["pPr"]);
        Geometry = PageGeometry.Read(_section, word, policy);
        Headers = [.. FindHeaders()];
        Obstacles = [.. Blocks.SelectMany(b => Obstacle.In(b, word, Geometry, header: false)), .. Headers.SelectMany(h => Obstacle.In(h.Root, word, Geometry, header: true))];
        HeaderBottom = Headers.Select(h => Geometry.Header + HeightOf(h.Root)).Append(0).Max();
    }

    public Word Word { get; }

    public XElement Body { get; }

    public PageGeometry Geometry { get; }

    /// <summary>Paragraphs and tables of the first page, taken out of content controls and the like; without the product's own marks.</summary>
    public ImmutableArray<XElement> Blocks { get; }

    /// <summary>The headers that page 1 may show.</summary>
    public ImmutableArray<XmlText> Headers { get; }

    /// <summary>The headers and footers of all pages, those of the first among them.</summary>
    public IEnumerable<XmlText> HeadersAndFooters => _package.HeadersAndFooters;

    public ImmutableArray<Obstacle> Obstacles { get; }

    /// <summary>How far down the header reaches, roughly; 0 where nothing of it is seen.</summary>
    public int HeaderBottom { get; }

    /// <summary>Where the text starts: a tall header pushes it down.</summary>
    public int FlowTop => Math.Max(Geometry.Top, HeaderBottom);

    /// <summary>Whether the text starts with a paragraph that flows. A frame hangs on the paragraph behind it; before a table some programs lose it.</summary>
    public bool StartsWithParagraph => Body.Elements().FirstOrDefault(e => e.Name.LocalName != "bookmarkStart" && e.Name.LocalName != "bookmarkEnd") is { } first
        && first.Name.LocalName is "p" or "sdt" && Blocks is [var block, ..] && block.Name == Word["p"] && block.Element(Word["pPr"])?.Element(Word["framePr"]) is null;

    /// <summary>Whether the first block starts a page of its own, so that a line put in above it would stand alone on a page before it.</summary>
    public bool StartsWithBreak => Blocks is [var first, ..] && first.Name == Word["p"]
        && (_styles.On(first, "pageBreakBefore") || Word.Visible(first).TakeWhile(e => e.Name != Word["t"]).Any(e => e.Name == Word["br"] && Word.Value(e, "type") == "page"));

    /// <summary>The paragraphs of the page in reading order, those in tables included.</summary>
    public IEnumerable<XElement> Paragraphs => Blocks.SelectMany(b => b.Name == Word["p"] ? [b] : b.Descendants(Word["p"]).Where(p => !p.Ancestors().Any(a => a.Name.LocalName == "txbxContent")));

    /// <summary>The title: the first paragraph in the style Title, otherwise the first with text that can be one.</summary>
    public XElement? Title(Func<string, bool> isOther) =>
        Paragraphs.FirstOrDefault(p => _styles.IsTitle(Word.Value(p.Element(Word["pPr"])?.Element(Word["pStyle"]))) && Word.TextOf(p).Trim().Length > 0)
        ?? Paragraphs.FirstOrDefault(p => Word.TextOf(p).Trim() is { Length: > 0 } text && !isOther(text));

    /// <summary>The side to which a paragraph is set.</summary>
    public string Alignment(XElement paragraph) => _styles.Value(paragraph, "jc") ?? "left";

    /// <summary>Reads the first page of a package.</summary>
    public static FirstPage Read(DocxPackage package, MarkingPolicy policy)
    {
        var root = package.Document.Root;
        var word = new Word(root.Name.Namespace);
        var body = root.Name.LocalName == "document" ? root.Element(word["body"]) : null;
        return new(package, word, body ?? throw new DocumentRefusedException("DOC.MALFORMED", package.Document.Name), policy);
    }

    /// <summary>Whether the product put this paragraph there.</summary>
    public bool IsOwnMark(XElement block) => Word.Value(block.Element(Word["pPr"])?.Element(Word["pStyle"])) == MarkParagraph.StyleId;

    private IEnumerable<XElement> Flatten(XElement container)
    {
        foreach (var child in container.Elements().Where(e => !Word.IsSpareAlternative(e)))
        {
            if (child.Name == Word["p"] || child.Name == Word["tbl"])
            {
                yield return child;
            }
            else if (child.Name.LocalName is "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo" or "AlternateContent" or "Choice" or "Fallback" or "smartTag")
            {
                foreach (var inner in Flatten(child))
                {
                    yield return inner;
                }
            }
        }
    }

    private IEnumerable<XmlText> FindHeaders()
    {
        if (_section is null)
        {
            yield break;
        }

        var evenAndOdd = Word.On(_package.Settings?.Root.Element(Word["evenAndOddHeaders"]));
        var startsEven = int.TryParse(Word.Value(_section.Element(Word["pgNumType"]), "start"), out var number) && number % 2 == 0;
        var kind = Word.On(_section.Element(Word["titlePg"])) ? "first" : evenAndOdd && startsEven ? "even" : "default";
        foreach (var reference in _section.Elements(Word["headerReference"]).Where(r => (Word.Value(r, "type") ?? "default") == kind))
        {
            var id = reference.Attributes().FirstOrDefault(a => a.Name.LocalName == "id")?.Value;
            if (id is not null && _package.Related(id) is { } header)
            {
                yield return header;
            }
        }
    }

    /// <summary>Height of what a header shows in twips, roughly; 0 when it shows nothing. The empty line that many templates underline counts.</summary>
    private int HeightOf(XElement header)
    {
        var paragraphs = header.Descendants(Word["p"]).Where(p => !p.Ancestors().Any(a => a.Name.LocalName is "txbxContent")).ToList();
        var shows = paragraphs.Any(p => Word.TextOf(p).Trim().Length > 0 || _styles.Has(p, "pBdr") || Inline(p) > 0) || header.Descendants(Word["tbl"]).Any();
        return !shows ? 0 : paragraphs.Where(p => !p.Ancestors(Word["tc"]).Any() || p.Ancestors(Word["tc"]).First().ElementsBeforeSelf(Word["tc"]).Any() == false)
            .Sum(p => Math.Max(PageGeometry.UsualLine, Inline(p)));
    }

    private static int Inline(XElement paragraph) => paragraph.Descendants().Where(e => e.Name.LocalName == "inline")
        .Select(i => Word.Emu((string?)i.Elements().FirstOrDefault(e => e.Name.LocalName == "extent")?.Attribute("cy"))).Append(0).Max();
}

internal static class BlockSequence
{
    /// <summary>The blocks up to the one with the first explicit end of page.</summary>
    public static IEnumerable<XElement> TakeUntilPageEnd(this IEnumerable<XElement> blocks, Word word)
    {
        var seen = false;
        foreach (var block in blocks)
        {
            yield return block;
            seen |= word.TextOf(block).Trim().Length > 0;
            var ends = block.Elements(word["pPr"]).Elements(word["sectPr"]).Any(s => word.Value(s.Element(word["type"])) is not "continuous")
                || word.Visible(block).Any(e => e.Name.LocalName == "lastRenderedPageBreak" || (e.Name == word["br"] && word.Value(e, "type") == "page"));
            if (ends && seen)
            {
                yield break;
            }
        }
    }
}
