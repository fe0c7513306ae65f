using System.Xml.Linq;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents.Docx;

/// <summary>
/// Changes the mark of a DOCX: the former one stays to be read and is struck through, the new one – or 解密 – stands behind it on its line. A
/// mark that shares its line with other text, or stands in a header or text box, is left alone: <c>DOC.UNMARKED</c>.
/// </summary>
[Requirement("R8.6")]
internal sealed class DocxRemarking
{
    private readonly DocxPackage _package;
    private readonly FirstPage _page;
    private readonly MarkingPolicy _policy;
    private readonly ClassificationMark _former;

    private DocxRemarking(DocxPackage package, ClassificationMark former, MarkingPolicy policy) =>
        (_package, _former, _policy, _page) = (package, former, policy, FirstPage.Read(package, policy));

    /// <summary>The changed file; null when it shows that change already.</summary>
    /// <exception cref="DocumentRefusedException">With the reason.</exception>
    public static byte[]? Remark(byte[] file, ClassificationMark former, ClassificationMark? mark, Placement placement, MarkingPolicy policy) =>
        MarkCheck.VerifyChange(file, former, mark, placement).Ok ? null : new DocxRemarking(DocxPackage.Open(file), former, policy).Change(mark?.ToString() ?? MarkSighting.Declassified, placement);

    private byte[] Change(string now, Placement placement)
    {
        var edits = Places(placement).Distinct().SelectMany(p => Edits(p, now)).OrderByDescending(e => e.From).ToList();
        if (edits.Count == 0)
        {
            throw new DocumentRefusedException("DOC.UNMARKED", _former.ToString());
        }

        _package.ChangeDocument(edits.Aggregate(_package.Document.Text, (text, e) => string.Concat(text.AsSpan(0, e.From), e.Xml, text.AsSpan(e.To))));
        return _package.Save();
    }

    /// <summary>The product's own marks wherever they stand, and those that people typed where a mark belongs.</summary>
    private IEnumerable<XElement> Places(Placement placement)
    {
        var word = _page.Word;
        foreach (var own in _package.Document.Root.Descendants(word["p"]).Where(_page.IsOwnMark))
        {
            yield return ClassificationMark.Parse(word.TextOf(own)).Mark == _former ? own : throw new DocumentRefusedException("DOC.MARKED", word.TextOf(own).Trim());
        }

        foreach (var run in _package.Document.Root.Descendants(word["r"]).Where(r => MarkParagraph.IsBehindTitle(r, word) && !word.IsStruck(r)))
        {
            yield return ClassificationMark.Parse(word.TextOf(run)).Mark == _former ? run : throw new DocumentRefusedException("DOC.MARKED", word.TextOf(run).Trim());
        }

        foreach (var (paragraph, reading) in TypedMarks.On(_page, placement))
        {
            if (reading.Mark != _former)
            {
                throw new DocumentRefusedException("DOC.MARKED", reading.Words);
            }

            if (TypedMarks.IsNothingElse(paragraph, word) && paragraph.AncestorsAndSelf().Last() == _package.Document.Root && !paragraph.Ancestors().Any(a => a.Name.LocalName == "txbxContent"))
            {
                yield return paragraph;
            }
        }
    }

    /// <summary>What is put in: strokes on the runs that still hold, and the new mark behind the last.</summary>
    private IEnumerable<(int From, int To, string Xml)> Edits(XElement place, string now)
    {
        var (word, document) = (_page.Word, _package.Document);
        var runs = place.Name == word["r"] ? [place] : word.Visible(place).Where(e => e.Name == word["r"] && word.TextOf(e).Length > 0 && !word.IsStruck(e)).ToList();
        if (runs.Count == 0)
        {
            yield break;
        }

        foreach (var run in runs)
        {
            yield return Stroke(run);
        }

        var prefix = MarkParagraph.Prefix.At(runs[^1].Parent!, word);
        var own = _page.IsOwnMark(place);
        var xml = place.Name == word["r"] ? MarkParagraph.BehindTitle(prefix, now) : MarkParagraph.Behind(prefix, now, own ? null : _policy);
        var end = document.EndOf(runs[^1]);
        yield return (end, end, xml);
        if (own && place.Element(word["pPr"])?.Element(word["framePr"]) is { } frame && word.Length(frame, "w") is { } width)
        {
            yield return Widened(frame, width + MarkParagraph.WidthOf(now, _policy) + MarkParagraph.WidthOf("　", _policy));
        }
    }

    private (int From, int To, string Xml) Stroke(XElement run)
    {
        var (word, document) = (_page.Word, _package.Document);
        var prefix = MarkParagraph.Prefix.At(run, word);
        var stroke = $"<{prefix.P}:strike{prefix.Declaration}/>";
        if (run.Element(word["rPr"]) is not { IsEmpty: false } properties)
        {
            var at = run.Element(word["rPr"]) is { } empty ? document.EndOf(empty) : document.EndOfTag(run);
            return (at, at, $"<{prefix.P}:rPr{prefix.Declaration}><{prefix.P}:strike/></{prefix.P}:rPr>");
        }

        // A word that the run is not struck would stand against the stroke.
        if (properties.Element(word["strike"]) is { } off)
        {
            return (document.StartOf(off), document.EndOf(off), stroke);
        }

        var first = properties.Element(word["rFonts"]) ?? properties.Element(word["rStyle"]);
        var from = first is null ? document.EndOfTag(properties) : document.EndOf(first);
        return (from, from, stroke);
    }

    /// <summary>The frame of a mark in the margin, wide enough for one more; not where it would leave the page or reach something.</summary>
    private (int From, int To, string Xml) Widened(XElement frame, int width)
    {
        var (word, document, page) = (_page.Word, _package.Document, _page.Geometry);
        var left = word.Length(frame, "x") ?? page.Left;
        var box = new Box(left, word.Length(frame, "y") ?? 0, width, _policy.LineHeight);
        if (left + width > page.Width || _page.Obstacles.Any(o => o.Covers(box, pushed: 0)))
        {
            throw new DocumentRefusedException("DOC.PLACE", "原标志旁没有空处 no room beside the former mark");
        }

        var (start, end) = (document.StartOf(frame), document.EndOf(frame));
        var written = document.Text[start..end];
        var name = frame.Attributes().First(a => a.Name == word.Namespace + "w");
        var old = $"{frame.GetPrefixOfNamespace(word.Namespace)}:w=\"{name.Value}\"";
        return (start, end, written.Replace(old, $"{frame.GetPrefixOfNamespace(word.Namespace)}:w=\"{width}\"", StringComparison.Ordinal));
    }
}
