using System.Collections.Immutable;
using System.IO.Compression;
using System.Xml;
using Shoumi.Documents.Inspecting;
using Shoumi.Rules.Marking;

namespace Shoumi.Documents.Reading;

/// <summary>
/// Reads the marks of a document back; of a PDF by <see cref="PdfMarkReader"/>. It shares no code with what puts them there: another way through the zip, another XML reader, another
/// idea of the page. Whatever both get wrong they would have to get wrong twice.
/// </summary>
public sealed class MarkReader
{
    private const int LongestLine = 60;

    // A line of usual text with some space around it: only for telling roughly how far down the first lines of a page stand.
    private const double LineHeight = 560;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private readonly ZipArchive _zip;
    private readonly ReadPage _page = new();
    private readonly List<ReadParagraph> _body = [];
    private readonly List<(ReadParagraph Paragraph, bool OnPageOne)> _aside = [];
    private bool _pageOneHeader;
    private bool _sectionSeen;

    private MarkReader(ZipArchive zip) => _zip = zip;

    /// <summary>All marks of a document, whether in body, tables, text boxes, headers or footers, however their runs are split.</summary>
    public static MarksRead Read(byte[] file)
    {
        if (DocumentInspector.IsPdf(file))
        {
            return PdfMarkReader.Read(file);
        }

        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            return new([.. new MarkReader(zip).Sight()], null);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            return new([], new("DOC.MALFORMED", e is XmlException ? "XML" : "zip"));
        }
    }

    private IEnumerable<MarkSighting> Sight()
    {
        var main = Related("_rels/.rels", "", "/officeDocument").Select(r => r.Target).FirstOrDefault();
        if (main is null || Open(main) is not { } stream)
        {
            throw new InvalidDataException();
        }

        using (stream)
        {
            ReadParagraphs(stream, MarkSpot.Body);
        }

        var relationships = main.Insert(main.LastIndexOf('/') + 1, "_rels/") + ".rels";
        var first = HeadersOfPageOne(relationships, main);
        foreach (var (type, id, target) in Related(relationships, main, ""))
        {
            _pageOneHeader = first.Contains(id);
            if ((type.EndsWith("/header", StringComparison.Ordinal) || type.EndsWith("/footer", StringComparison.Ordinal)) && Open(target) is { } part)
            {
                using (part)
                {
                    ReadParagraphs(part, type.EndsWith("/header", StringComparison.Ordinal) ? MarkSpot.Header : MarkSpot.Footer);
                }
            }
        }

        var title = FindTitle(relationships, main);
        return Bodies(title).Concat(_aside.Select(p => Aside(p.Paragraph, p.OnPageOne)).OfType<MarkSighting>());
    }

    private IEnumerable<MarkSighting> Bodies(int title)
    {
        var line = 0;
        for (var i = 0; i < _body.Count; i++)
        {
            var paragraph = _body[i];
            if (ClassificationMark.Parse(paragraph.Text) is { Confidence: not MarkConfidence.None } reading)
            {
                var onPageOne = !_body.Take(i).Any(p => p.EndsSection);
                var behind = i == title && !reading.Alone && paragraph.Text.TrimEnd().EndsWith(reading.Words, StringComparison.Ordinal);
                yield return new(Line(paragraph, reading), reading, paragraph.Spot, onPageOne ? X(paragraph) : null, onPageOne ? Y(paragraph, line) : null, behind, title >= 0 && i == title + 1, paragraph.Hidden);
            }

            foreach (var struck in StruckIn(paragraph))
            {
                var onPageOne = !_body.Take(i).Any(p => p.EndsSection);
                yield return struck with { X = onPageOne ? X(paragraph) : null, Y = onPageOne ? Y(paragraph, line) : null, BehindTitle = i == title, BelowTitle = title >= 0 && i == title + 1 };
            }

            line += paragraph.Framed ? 0 : 1;
        }
    }

    private MarkSighting? Aside(ReadParagraph paragraph, bool onPageOne)
    {
        if (ClassificationMark.Parse(paragraph.Text) is not { Confidence: not MarkConfidence.None } reading)
        {
            return null;
        }

        var header = paragraph is { Spot: MarkSpot.Header, Boxed: false } && onPageOne;
        return new(Line(paragraph, reading), reading, paragraph.Spot, header ? X(paragraph) : null, header ? 100 * _page.HeaderTop / _page.Height : null, false, false, paragraph.Hidden);
    }

    /// <summary>The marks in a paragraph that were struck through; 解密 behind them tells that nothing took their place.</summary>
    private static IEnumerable<MarkSighting> StruckIn(ReadParagraph paragraph)
    {
        var declassified = paragraph.Text.TrimEnd().EndsWith(MarkSighting.Declassified, StringComparison.Ordinal);
        // Changed more than once, one stands behind the other; but some write a space inside a mark, too.
        var pieces = paragraph.Struck.Split('\u3000', StringSplitOptions.RemoveEmptyEntries);
        pieces = pieces.All(p => ClassificationMark.Parse(p).Confidence != MarkConfidence.None) ? pieces : [paragraph.Struck];
        return pieces.Select(s => (Text: s.Trim(), Reading: ClassificationMark.Parse(declassified ? $"{s} {MarkSighting.Declassified}" : s)))
            .Where(s => s.Reading.Confidence != MarkConfidence.None)
            .Select(s => new MarkSighting(s.Text.Length <= LongestLine ? s.Text : s.Reading.Words, s.Reading, paragraph.Spot, null, null, false, false, Hidden: false, Struck: true));
    }

    private static string Line(ReadParagraph paragraph, MarkReading reading) =>
        paragraph.Text.Trim() is { Length: <= LongestLine } line ? line : reading.Words;

    private double? X(ReadParagraph paragraph)
    {
        double? x = paragraph switch
        {
            { Framed: true } => paragraph.FrameX switch
            {
                "left@margin" or "left@text" => _page.Left,
                "@page" => paragraph.FrameLeft,
                "@margin" or "@text" => _page.Left + paragraph.FrameLeft,
                "left@page" => 0,
                _ => null,
            },
            { Alignment: null or "left" or "start" or "both" } when _page.FirstLineAtTopLeft => _page.Left + paragraph.Indent,
            _ => null,
        };
        return 100 * x / _page.Width;
    }

    private double? Y(ReadParagraph paragraph, int line)
    {
        double? y = paragraph switch
        {
            { Framed: true } => paragraph.FrameY switch
            {
                "@page" => paragraph.FrameTop,
                "@margin" => _page.Top + paragraph.FrameTop,
                "@text" => _page.Top + (line * LineHeight) + paragraph.FrameTop,
                _ => null,
            },
            _ when _page.FirstLineAtTopLeft => _page.Top + (line * LineHeight),
            _ => null,
        };
        return 100 * y / _page.Height;
    }

    /// <summary>The index of the title on page 1: the paragraph in the style named Title, otherwise the first that is neither a mark nor a mere number.</summary>
    private int FindTitle(string relationships, string main)
    {
        var titles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (type, _, target) in Related(relationships, main, "/styles"))
        {
            using var stream = Open(target);
            using var x = XmlReader.Create(stream ?? Stream.Null, Settings);
            for (var id = ""; stream is not null && x.Read();)
            {
                id = x is { NodeType: XmlNodeType.Element, LocalName: "style" } ? ReadPage.Attribute(x, "styleId") ?? "" : id;
                if (x is { NodeType: XmlNodeType.Element, LocalName: "name" } && string.Equals(ReadPage.Attribute(x, "val"), "Title", StringComparison.OrdinalIgnoreCase))
                {
                    titles.Add(id);
                }
            }
        }

        var page = _body[..PageOneEnd()];
        var styled = page.FindIndex(p => p.Style is { } style && titles.Contains(style) && p.Text.Trim().Length > 0);
        return styled >= 0 ? styled : page.FindIndex(p => IsTitle(p.Text));
    }

    /// <summary>Behind the paragraph in which page 1 visibly ends; a break before any text only opens it.</summary>
    private int PageOneEnd()
    {
        var text = _body.FindIndex(p => p.Text.Trim().Length > 0);
        var end = text < 0 ? -1 : _body.FindIndex(text, p => p.EndsPage);
        return end < 0 ? _body.Count : end + 1;
    }

    /// <summary>Something is named: more than a number, with or without the word that says it is one.</summary>
    private static bool IsTitle(string text)
    {
        var rest = ((string[])["份号", "编号", "No"]).Aggregate(text.Trim(), (line, label) => line.StartsWith(label, StringComparison.Ordinal) ? line[label.Length..] : line);
        return rest.Any(char.IsLetter) && !ClassificationMark.Parse(text).Alone;
    }

    private HashSet<string> HeadersOfPageOne(string relationships, string main)
    {
        var kind = _page.OwnFirstHeader ? "first" : _page.StartsEven && EvenPagesDiffer(relationships, main) ? "even" : "default";
        return _page.Headers.Where(h => h.Type == kind).Select(h => h.Id).ToHashSet(StringComparer.Ordinal);
    }

    private bool EvenPagesDiffer(string relationships, string main)
    {
        foreach (var (_, _, target) in Related(relationships, main, "/settings"))
        {
            using var stream = Open(target);
            using var x = XmlReader.Create(stream ?? Stream.Null, Settings);
            while (stream is not null && x.Read())
            {
                if (x is { NodeType: XmlNodeType.Element, LocalName: "evenAndOddHeaders" })
                {
                    return ReadPage.Attribute(x, "val") is not ("0" or "false" or "off");
                }
            }
        }

        return false;
    }

    private void ReadParagraphs(Stream stream, MarkSpot spot)
    {
        using var x = XmlReader.Create(stream, Settings);
        new ParagraphStream(x, spot, spot == MarkSpot.Body && !_sectionSeen ? _page : null, Keep).Run();
        _sectionSeen = true;
    }

    private void Keep(ReadParagraph paragraph)
    {
        if (paragraph.Spot is MarkSpot.Body or MarkSpot.Table)
        {
            _body.Add(paragraph);
        }
        else
        {
            _aside.Add((paragraph, _pageOneHeader));
        }
    }

    private IEnumerable<(string Type, string Id, string Target)> Related(string relationships, string from, string kind)
    {
        using var stream = Open(relationships);
        if (stream is null)
        {
            yield break;
        }

        using var x = XmlReader.Create(stream, Settings);
        while (x.Read())
        {
            if (x is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && x.GetAttribute("TargetMode") != "External"
                && (x.GetAttribute("Type") ?? "") is var type && type.EndsWith(kind, StringComparison.Ordinal))
            {
                // A base that is no host: only the path is worked out, nothing is fetched.
                var target = Uri.TryCreate(new Uri("zip:///" + from), x.GetAttribute("Target") ?? "", out var uri) ? Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/') : "";
                yield return (type, x.GetAttribute("Id") ?? "", target);
            }
        }
    }

    private Stream? Open(string name) => _zip.Entries.FirstOrDefault(e => string.Equals(e.FullName, name, StringComparison.OrdinalIgnoreCase))?.Open();
}
