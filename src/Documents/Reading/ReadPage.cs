using System.Globalization;
using System.Xml;

namespace Shoumi.Documents.Reading;

/// <summary>Page 1 as the reader sees it: twips, read from the first section's properties as they pass by.</summary>
internal sealed class ReadPage
{
    public double Width { get; private set; } = 11906;

    public double Height { get; private set; } = 16838;

    public double Top { get; private set; } = 1440;

    public double Left { get; private set; } = 1800;

    public double HeaderTop { get; private set; } = 851;

    public bool FirstLineAtTopLeft { get; private set; } = true;

    public bool OwnFirstHeader { get; private set; }

    public bool StartsEven { get; private set; }

    /// <summary>Relationship ids of headers by type.</summary>
    public List<(string Type, string Id)> Headers { get; } = [];

    /// <summary>Takes one element of the section's properties.</summary>
    public void Take(XmlReader x)
    {
        switch (x.LocalName)
        {
            case "pgSz":
                Width = Number(x, "w") ?? Width;
                Height = Number(x, "h") ?? Height;
                break;
            case "pgMar":
                Top = Math.Abs(Number(x, "top") ?? Top);
                Left = (Number(x, "left") ?? Number(x, "start") ?? Left) + (Number(x, "gutter") ?? 0);
                HeaderTop = Number(x, "header") ?? HeaderTop;
                break;
            case "textDirection" when Attribute(x, "val") is not ("lrTb" or "tb" or "lrTbV" or "tbV"):
            case "vAlign" when Attribute(x, "val") is "center" or "both" or "bottom":
                FirstLineAtTopLeft = false;
                break;
            case "titlePg":
                OwnFirstHeader = Attribute(x, "val") is not ("0" or "false" or "off");
                break;
            case "pgNumType":
                StartsEven = int.TryParse(Attribute(x, "start"), out var n) && n % 2 == 0;
                break;
            case "headerReference":
                Headers.Add((Attribute(x, "type") ?? "default", x.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                    ?? x.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships") ?? ""));
                break;
            default:
                break;
        }
    }

    public static string? Attribute(XmlReader x, string name) => x.GetAttribute(name, x.NamespaceURI);

    /// <summary>A length in twips; strict documents may write units.</summary>
    public static double? Number(XmlReader x, string name)
    {
        var text = Attribute(x, name);
        var (factor, cut) = text switch
        {
            null => (0, 0),
            _ when text.EndsWith("pt", StringComparison.Ordinal) => (20.0, 2),
            _ when text.EndsWith("in", StringComparison.Ordinal) => (1440.0, 2),
            _ when text.EndsWith("cm", StringComparison.Ordinal) => (566.93, 2),
            _ when text.EndsWith("mm", StringComparison.Ordinal) => (56.693, 2),
            _ => (1.0, 0),
        };
        return text is not null && double.TryParse(text[..^cut], NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n * factor : null;
    }
}
