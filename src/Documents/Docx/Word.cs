using System.Globalization;
using System.Xml.Linq;

namespace Shoumi.Documents.Docx;

/// <summary>The words of WordprocessingML in the namespace a document uses (transitional or strict), and its lengths in twips.</summary>
internal sealed class Word(XNamespace ns)
{
    public const int TwipsPerPoint = 20;
    private const double TwipsPerInch = 1440;
    private const double EmuPerTwip = 635;

    /// <summary>The namespace.</summary>
    public XNamespace Namespace { get; } = ns;

    /// <summary>Whether it is the strict one, in which some values are other words.</summary>
    public bool Strict { get; } = ns.NamespaceName.Contains("purl.oclc.org", StringComparison.Ordinal);

    public XName this[string local] => Namespace + local;

    /// <summary>The value of an element's attribute in this namespace.</summary>
    public string? Value(XElement? element, string attribute = "val") => (string?)element?.Attribute(Namespace + attribute);

    /// <summary>Whether a switch such as <c>w:titlePg</c> is on: there, and not told to be off.</summary>
    public bool On(XElement? element) => element is not null && Value(element) is not ("0" or "false" or "off");

    /// <summary>A length: a plain number is twips, otherwise a number with its unit.</summary>
    public int? Length(XElement? element, string attribute) => Length(Value(element, attribute), 1);

    /// <summary>A length in twips.</summary>
    /// <param name="text">Such as 720, 36pt or 1in.</param>
    /// <param name="plain">How many twips a number without unit means.</param>
    public static int? Length(string? text, double plain)
    {
        var unit = text?.TrimStart('-', '+', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') ?? "";
        if (!double.TryParse(text?[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        double? factor = unit switch
        {
            "" => plain,
            "pt" => TwipsPerPoint,
            "in" => TwipsPerInch,
            "cm" => TwipsPerInch / 2.54,
            "mm" => TwipsPerInch / 25.4,
            "pc" or "pi" => TwipsPerPoint * 12,
            "px" => TwipsPerInch / 96,
            _ => null,
        };
        return factor is { } f && Math.Abs(number * f) < 1_000_000 ? (int)(number * f) : null;
    }

    /// <summary>A length given in English metric units.</summary>
    public static int Emu(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var emu) && Math.Abs(emu) < 1e9 ? (int)(emu / EmuPerTwip) : 0;

    /// <summary>
    /// The text of a paragraph as a reader sees it: without deleted runs, field codes and what stands in its text boxes; also without what is
    /// struck through, which no longer holds.
    /// </summary>
    public string TextOf(XElement paragraph) => string.Concat(Visible(paragraph).Where(e => e.Parent is not { } run || !IsStruck(run)).Select(e => e.Name.LocalName switch
    {
        "t" => e.Value,
        "tab" or "ptab" => "\t",
        "br" or "cr" => "\n",
        "noBreakHyphen" => "-",
        _ => "",
    }));

    /// <summary>Whether a run is struck through.</summary>
    public bool IsStruck(XElement run) => run.Name == this["r"] && run.Element(this["rPr"]) is { } properties && (On(properties.Element(this["strike"])) || On(properties.Element(this["dstrike"])));

    /// <summary>All elements inside, without the second copy that compatibility alternatives keep, deleted runs and text boxes.</summary>
    public IEnumerable<XElement> Visible(XElement element)
    {
        foreach (var child in element.Elements())
        {
            if (child.Name.LocalName is "del" or "moveFrom" or "txbxContent" or "pPr" or "rPr" || IsSpareAlternative(child))
            {
                continue;
            }

            yield return child;
            foreach (var inner in Visible(child))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Whether this is the fallback beside a choice that says the same.</summary>
    public static bool IsSpareAlternative(XElement element) =>
        element.Name.LocalName == "Fallback" && element.ElementsBeforeSelf().Any(e => e.Name.LocalName == "Choice");
}
