using System.Xml.Linq;

namespace Shoumi.Documents.Docx;

/// <summary>A rectangle on a page, in twips from its upper left corner.</summary>
internal readonly record struct Box(int X, int Y, int Width, int Height)
{
    public bool Meets(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
}

/// <summary>
/// Something on page 1 that does not flow with the text and so could lie under the mark: an anchored picture or text box, a frame, a
/// floating table. What cannot be told about its position is taken at its worst: as reaching over the whole width or height.
/// </summary>
/// <param name="Box">Where it lies, before the mark is put in.</param>
/// <param name="Moves">Whether it hangs on a paragraph, and so moves down when a line is put in above.</param>
internal readonly record struct Obstacle(Box Box, bool Moves)
{
    private const int Far = 40_000;

    /// <summary>Whether it would lie under the mark.</summary>
    /// <param name="mark">The mark's place.</param>
    /// <param name="pushed">By how much text is pushed down by the mark.</param>
    public bool Covers(Box mark, int pushed) => (Moves ? Box with { Y = Box.Y + pushed } : Box).Meets(mark);

    /// <summary>Everything of that kind inside a paragraph or header.</summary>
    public static IEnumerable<Obstacle> In(XElement scope, Word word, PageGeometry page, bool header)
    {
        foreach (var element in scope.DescendantsAndSelf().Where(e => !e.Ancestors().Any(Word.IsSpareAlternative)))
        {
            var found = element.Name.LocalName switch
            {
                "anchor" => FromAnchor(element, page, header),
                "shape" or "rect" or "roundrect" or "oval" or "group" or "line" or "textbox" when element.Name.NamespaceName == "urn:schemas-microsoft-com:vml" => FromVml(element, page, header),
                "framePr" => FromFrame(element, word, page),
                "tblpPr" => FromTable(element, word, page),
                _ => null,
            };
            if (found is { } obstacle)
            {
                yield return obstacle;
            }
        }
    }

    private static Obstacle? FromAnchor(XElement anchor, PageGeometry page, bool header)
    {
        if ((string?)anchor.Attribute("behindDoc") is "1" or "true" && header)
        {
            return null; // a watermark: the whole text runs over it by intent
        }

        XElement? Child(string name) => anchor.Elements().FirstOrDefault(e => e.Name.LocalName == name)
            ?? anchor.Elements().Where(e => e.Name.LocalName == "AlternateContent").Descendants().FirstOrDefault(e => e.Name.LocalName == name);
        var extent = Child("extent");
        var (width, height) = (Word.Emu((string?)extent?.Attribute("cx")), Word.Emu((string?)extent?.Attribute("cy")));
        if (anchor.Elements().Any(e => e.Name.LocalName is "sizeRelH" or "sizeRelV"))
        {
            (width, height) = (Math.Max(width, page.Width / 2), Math.Max(height, page.Height / 2)); // its size follows the page's
        }

        var (h, v) = (Child("positionH"), Child("positionV"));
        var (x, w) = Across((string?)h?.Attribute("relativeFrom"), Inner(h, "align"), Offset(h), width, page);
        var (y, moves, tall) = Down((string?)v?.Attribute("relativeFrom"), Inner(v, "align"), Offset(v), height, page, header);
        return new(new(x, y, w, tall), moves);
    }

    private static Obstacle? FromVml(XElement shape, PageGeometry page, bool header)
    {
        var style = ((string?)shape.Attribute("style") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s.Split(':', 2)).Where(s => s.Length == 2).GroupBy(s => s[0].Trim().ToLowerInvariant()).ToDictionary(g => g.Key, g => g.Last()[1].Trim());
        var behind = style.TryGetValue("z-index", out var z) && z.StartsWith('-');
        if (style.GetValueOrDefault("position") != "absolute" || (header && behind) || shape.Ancestors().Any(e => e.Name.LocalName == "group"))
        {
            return null;
        }

        int Of(string name) => Word.Length(style.GetValueOrDefault(name), 15) ?? 0;
        var percent = style.ContainsKey("mso-width-percent") || style.ContainsKey("mso-height-percent");
        var (x, w) = Across(style.GetValueOrDefault("mso-position-horizontal-relative", "text"), style.GetValueOrDefault("mso-position-horizontal"), Of("margin-left") + Of("left"), percent ? page.Width : Of("width"), page);
        var (y, moves, h) = Down(style.GetValueOrDefault("mso-position-vertical-relative", "text"), style.GetValueOrDefault("mso-position-vertical"), Of("margin-top") + Of("top"), percent ? page.Height : Of("height"), page, header);
        return new(new(x, y, w, h), moves);
    }

    private static Obstacle? FromFrame(XElement frame, Word word, PageGeometry page)
    {
        if (word.Value(frame, "dropCap") is "drop" or "margin")
        {
            return null;
        }

        var width = word.Length(frame, "w") is { } w and > 0 ? w : Far;
        var height = word.Length(frame, "h") is { } h and > 0 ? h : PageGeometry.UsualLine * 4;
        var (x, wide) = Across(word.Value(frame, "hAnchor") ?? "text", word.Value(frame, "xAlign"), word.Length(frame, "x") ?? 0, width, page);
        var (y, moves, tall) = Down(word.Value(frame, "vAnchor") ?? "text", word.Value(frame, "yAlign"), word.Length(frame, "y") ?? 0, height, page, false);
        return new(new(x, y, wide, tall), moves);
    }

    private static Obstacle? FromTable(XElement position, Word word, PageGeometry page)
    {
        var (x, _) = Across(word.Value(position, "horzAnchor") ?? "text", word.Value(position, "tblpXSpec"), word.Length(position, "tblpX") ?? 0, 0, page);
        var (y, moves, _) = Down(word.Value(position, "vertAnchor") ?? "text", word.Value(position, "tblpYSpec"), word.Length(position, "tblpY") ?? 0, 0, page, false);
        return new(new(x, y, Far, Far), moves);
    }

    private static (int X, int Width) Across(string? from, string? align, int offset, int width, PageGeometry page)
    {
        var (start, end) = from switch
        {
            "page" => (0, page.Width),
            "leftMargin" or "left-margin-area" or "insideMargin" or "inner-margin-area" => (0, page.Left),
            "rightMargin" or "right-margin-area" or "outsideMargin" or "outer-margin-area" => (page.Width - page.Right, page.Width),
            _ => (page.Left, page.Width - page.Right),
        };
        return align switch
        {
            "center" => ((start + end - width) / 2, width),
            "right" or "outside" => (end - width, width),
            "left" or "inside" => (start, width),
            _ when from is "character" or "char" => (0, Far),
            _ => (start + offset, width),
        };
    }

    private static (int Y, bool Moves, int Height) Down(string? from, string? align, int offset, int height, PageGeometry page, bool header)
    {
        var moves = !header && from is not ("page" or "margin" or "topMargin" or "top-margin-area" or "bottomMargin" or "bottom-margin-area");
        var (start, end) = from switch
        {
            "page" => (0, page.Height),
            "topMargin" or "top-margin-area" => (0, page.Top),
            "margin" => (page.Top, page.Height - page.Bottom),
            "bottomMargin" or "bottom-margin-area" => (page.Height - page.Bottom, page.Height),
            _ => (header ? page.Header : page.Top, page.Height - page.Bottom),
        };
        return align switch
        {
            "center" => ((start + end - height) / 2, false, height),
            "bottom" or "outside" => (end - height, false, height),
            "top" or "inside" => (start, moves, height),
            _ => (start + offset, moves, height),
        };
    }

    private static string? Inner(XElement? position, string name) => position?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim();

    private static int Offset(XElement? position) => Word.Emu(Inner(position, "posOffset"));
}
