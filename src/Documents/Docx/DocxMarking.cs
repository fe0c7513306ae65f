using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Policy;

namespace Shoumi.Documents.Docx;

/// <summary>
/// Puts a mark into a DOCX. Where, in this order:
/// <list type="number">
/// <item>where a copy number (份号) opens the page, on the line below it: GB/T 9704 puts the number first;</item>
/// <item>otherwise in a frame in the margin just above the type area, flush left with it, if nothing is there – no header on page 1, no
/// picture, text box, frame or border line – and the text, horizontal, starts with a paragraph for the frame to hang on: that moves not a single line of the document;</item>
/// <item>otherwise as the first line of the type area, if text starts there at all – not in vertical text, in columns that start at the
/// right, on a page centred downwards, before a page break, below a header that fills a sixth of the page – and nothing lies over it;</item>
/// <item>otherwise nowhere: <c>DOC.PLACE</c>. A mark is never printed over something.</item>
/// </list>
/// Charts bear it behind or below their title. The mark is put in untracked, whatever the document tracks. Marking a marked document again
/// takes the old mark out first and so ends with the same bytes.
/// </summary>
[Requirement("R8.1.1", "R8.2.1", "R8.3.1")]
internal sealed partial class DocxMarking
{
    private const int PrintableTop = 400;
    private const int GapBelow = 140;
    private const int MostSpaceBelow = 1200;
    private const double LowestTop = 1.0 / 6;

    private readonly DocxPackage _package;
    private readonly ClassificationMark _mark;
    private readonly MarkingPolicy _policy;
    private FirstPage _page;

    private DocxMarking(DocxPackage package, ClassificationMark mark, MarkingPolicy policy)
    {
        (_package, _mark, _policy) = (package, mark, policy);
        _page = FirstPage.Read(package, policy);
    }

    /// <summary>The marked file; null when it bears an equal mark that cannot be replaced by the product's own, in a header, box or table.</summary>
    /// <exception cref="DocumentRefusedException">With the reason.</exception>
    public static byte[]? Mark(byte[] file, ClassificationMark mark, Placement placement, MarkingPolicy policy) => new DocxMarking(DocxPackage.Open(file), mark, policy).Mark(placement);

    private byte[]? Mark(Placement placement)
    {
        if (!TakeOutOwnMarks() || !TakeOutTypedMarks(placement))
        {
            return null;
        }

        _package.ChangeDocument(placement switch
        {
            Placement.UpperLeft => AtUpperLeft(),
            Placement.AfterTitle => BehindTitle(),
            Placement.BelowTitle => BelowTitle(),
            Placement.UpperRight => AtUpperRight(),
            Placement.Foot => throw new DocumentRefusedException("DOC.PLACE", "页面下方随版式而变 the foot of the page is laid out only when it is shown"),
        });
        DefineStyle(placement == Placement.AfterTitle ? MarkParagraph.TitleStyleId : MarkParagraph.StyleId);
        return _package.Save();
    }

    private string AtUpperLeft()
    {
        var (document, page) = (_package.Document, _page.Geometry);
        var width = MarkParagraph.WidthOf(_mark.ToString(), _policy);
        var first = _page.Blocks.FirstOrDefault(b => b.Name != _page.Word["p"] || _page.Word.TextOf(b).Trim().Length > 0);
        if (first?.Name == _page.Word["p"] && IsCopyNumber(_page.Word.TextOf(first)) && !page.Vertical && !EndsSection(first))
        {
            return document.Text.Insert(document.EndOf(first), MarkParagraph.InFlow(Prefix(first.Parent!), _mark.ToString(), FrameOf(first)));
        }

        if (BandTop(page.Left, width) is { } top)
        {
            return document.WithFirst(_page.Body, MarkParagraph.InBand(Prefix(_page.Body), _mark.ToString(), top, _policy));
        }

        if (FlowProblem() is { } problem)
        {
            throw new DocumentRefusedException("DOC.PLACE", problem);
        }

        var below = SpaceBelow(width) ?? throw new DocumentRefusedException("DOC.PLACE", "左上角有图形或文本框 a picture or text box at the upper left");
        return document.WithFirst(_page.Body, MarkParagraph.InFlow(Prefix(_page.Body), _mark.ToString(), below: below));
    }

    /// <summary>In a frame in the margin above the type area, flush right with it.</summary>
    private string AtUpperRight()
    {
        var (page, width) = (_page.Geometry, MarkParagraph.FrameWidthOf(_mark.ToString(), _policy));
        var left = page.Width - page.Right - width;
        return left >= page.Width * MarkCheck.MostX / 100 && BandTop(left, width) is { } top
            ? _package.Document.WithFirst(_page.Body, MarkParagraph.InBand(Prefix(_page.Body), _mark.ToString(), top, _policy, left))
            : throw new DocumentRefusedException("DOC.PLACE", "右上角没有空处 no room at the upper right");
    }

    /// <summary>Whether something on the first page does not flow with its text.</summary>
    public static bool Floats(byte[] file, MarkingPolicy policy) => FirstPage.Read(DocxPackage.Open(file), policy).Obstacles.Any();

    /// <summary>How far down the frame starts; null when the margin is taken or too narrow.</summary>
    private int? BandTop(int left, int width)
    {
        var page = _page.Geometry;
        if (page.Vertical || !_page.StartsWithParagraph || _page.HeaderBottom > 0 || left + width > page.Width)
        {
            return null;
        }

        var lowest = Math.Min(page.Top, page.BorderLine ?? int.MaxValue) - _policy.LineHeight - GapBelow;
        for (var top = Math.Min(lowest, (int)(page.Height * LowestTop)); top >= PrintableTop; top -= Word.TwipsPerPoint * 5)
        {
            var box = new Box(left, top, width, _policy.LineHeight);
            if (!_page.Obstacles.Any(o => o.Covers(box, pushed: 0)))
            {
                return top;
            }
        }

        return null;
    }

    /// <summary>Why the mark cannot be the first line of text; null when it can.</summary>
    private string? FlowProblem()
    {
        var page = _page.Geometry;
        return page.Vertical ? "竖排 vertical text"
            : page.FirstColumnRight ? "分栏自右起 columns from the right"
            : page.FloatsDown ? "页面垂直居中 page centred vertically"
            : _page.StartsWithBreak ? "正文以分页开始 text starts with a page break"
            : _page.FlowTop > page.Height * LowestTop ? "页眉或上边距过高 tall header or top margin"
            : null;
    }

    /// <summary>
    /// How much room the first line needs below it: a picture or box that hangs above its paragraph comes down with it, clear of the mark.
    /// Null when one covers the line wherever the text goes.
    /// </summary>
    private int? SpaceBelow(int width)
    {
        var box = new Box(_page.Geometry.Left, _page.FlowTop, width, _policy.LineHeight);
        for (var below = 0; below <= MostSpaceBelow; below += Word.TwipsPerPoint * 5)
        {
            if (!_page.Obstacles.Any(o => o.Covers(box, _policy.LineHeight + below)))
            {
                return below;
            }
        }

        return null;
    }

    private string BehindTitle() => _package.Document.WithLast(FindTitle(), MarkParagraph.BehindTitle(Prefix(FindTitle()), _mark.ToString()));

    private string BelowTitle()
    {
        var title = FindTitle();
        if (EndsSection(title) || BreaksPage(title) || title.Elements(_page.Word["pPr"]).Elements(_page.Word["rPr"]).Elements(_page.Word["del"]).Any())
        {
            throw new DocumentRefusedException("DOC.PLACE", "标题后即分节、分页或标题待删 the title ends its section or page or is to be deleted");
        }

        var xml = MarkParagraph.InFlow(Prefix(title.Parent!), _mark.ToString(), FrameOf(title), _page.Alignment(title));
        return _package.Document.Text.Insert(_package.Document.EndOf(title), xml);
    }

    private XElement FindTitle() => _page.Title(IsNoTitle)
        ?? throw new DocumentRefusedException("DOC.PLACE", "没有标题 no title");

    /// <returns>False when an equal one stands beside one that was struck: that stays as it is.</returns>
    private bool TakeOutOwnMarks()
    {
        var word = _page.Word;
        var own = _package.Document.Root.Descendants(word["p"]).Where(_page.IsOwnMark)
            .Concat(_package.Document.Root.Descendants(word["r"]).Where(r => MarkParagraph.IsBehindTitle(r, word) && !word.IsStruck(r))).ToList();
        foreach (var text in own.Select(e => word.TextOf(e).Trim()).Where(t => t != _mark.ToString()))
        {
            throw new DocumentRefusedException("DOC.MARKED", text);
        }

        var changed = own.Exists(e => e.Descendants(word["r"]).Any(word.IsStruck));
        TakeOut(changed ? [] : own);
        return !changed;
    }

    /// <summary>Looks for marks that people have typed. An equal one in a line of its own makes way for the product's; any other is refused.</summary>
    /// <returns>False when an equal one stands where it cannot be replaced.</returns>
    private bool TakeOutTypedMarks(Placement placement)
    {
        if (TypedMarks.Running(_page).FirstOrDefault(r => r.Mark != _mark) is { } other)
        {
            throw new DocumentRefusedException("DOC.MARKED", other.Words);
        }

        var equal = new List<XElement>();
        foreach (var (paragraph, reading) in TypedMarks.On(_page, placement))
        {
            if (reading.Mark != _mark)
            {
                throw new DocumentRefusedException("DOC.MARKED", reading.Words);
            }

            equal.Add(paragraph);
        }

        var plain = equal.Where(p => p.Parent == _page.Body && TypedMarks.IsPlain(p, _page.Word)).ToList();
        TakeOut(plain);
        return plain.Count == equal.Count;
    }

    private void TakeOut(List<XElement> elements)
    {
        if (elements.Count > 0)
        {
            _package.ChangeDocument(_package.Document.Without(elements));
            _page = FirstPage.Read(_package, _policy);
        }
    }

    private void DefineStyle(string id)
    {
        string Style(string p) => id == MarkParagraph.StyleId ? MarkParagraph.Style(p, _page.Word.Strict, _policy) : MarkParagraph.TitleStyle(p, _policy);
        if (_package.Styles is not { } styles)
        {
            _package.AddStyles($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"{_page.Word.Namespace.NamespaceName}\">{Style("w")}</w:styles>");
            return;
        }

        var word = new Word(styles.Root.Name.Namespace);
        var prefix = Docx.MarkParagraph.Prefix.At(styles.Root, word);
        var xml = Style(prefix.P);
        xml = xml.Insert(xml.IndexOf(' ', StringComparison.Ordinal), prefix.Declaration);
        if (styles.Root.Elements().FirstOrDefault(s => s.Name.LocalName == "style" && word.Value(s, "styleId") == id) is { } old)
        {
            var (start, end) = (styles.StartOf(old), styles.EndOf(old));
            _package.ChangeStyles(styles.With(styles.Text[..start] + xml + styles.Text[end..]));
            return;
        }

        _package.ChangeStyles(styles.With(styles.WithLast(styles.Root, xml)));
    }

    private bool IsCopyNumber(string text) => CopyNumber().Match(text) is { Success: true } m && m.Groups["n"].Length == _policy.CopyNumberDigits;

    /// <summary>A mark, a number with or without a word before it, or a line without a letter, such as a year on a cover.</summary>
    internal static bool IsNoTitle(string text) => CopyNumber().IsMatch(text) || !text.Any(char.IsLetter) || ClassificationMark.Parse(text).Alone;

    private bool EndsSection(XElement paragraph) => paragraph.Elements(_page.Word["pPr"]).Elements(_page.Word["sectPr"]).Any();

    private bool BreaksPage(XElement title) => _page.Word.Visible(title).SkipWhile(e => e.Name != _page.Word["t"]).Any(e => e.Name == _page.Word["br"] && _page.Word.Value(e, "type") == "page");

    private string FrameOf(XElement paragraph) => paragraph.Element(_page.Word["pPr"])?.Element(_page.Word["framePr"]) is { } frame
        ? _package.Document.Text[_package.Document.StartOf(frame).._package.Document.EndOf(frame)]
        : "";

    private MarkParagraph.Prefix Prefix(XElement place) => MarkParagraph.Prefix.At(place, _page.Word);

    [GeneratedRegex(@"^\s*(份号|编号|№|No\.?)?[\s:：]*(?<n>\d+)\s*$")]
    private static partial Regex CopyNumber();
}
