using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>The small forms inside a workbook's parts: texts, references, numbers.</summary>
internal static partial class XlsxXml
{
    /// <summary>The words of a rich text, without the reading aids that stand above it.</summary>
    public static string Words(XmlReader x)
    {
        if (x.IsEmptyElement)
        {
            return "";
        }

        var (words, depth, aside) = (new StringBuilder(), x.Depth, int.MaxValue);
        while (x.Read() && x.Depth > depth)
        {
            aside = x.LocalName == "rPh" && x.NodeType == XmlNodeType.Element && !x.IsEmptyElement ? x.Depth : x.Depth <= aside && x.NodeType == XmlNodeType.EndElement ? int.MaxValue : aside;
            if (x is { NodeType: XmlNodeType.Element, LocalName: "t" } && aside == int.MaxValue && words.Length <= SheetLimits.Cell)
            {
                words.Append(Inside(x));
            }
        }

        return Unescaped(words.ToString());
    }

    /// <summary>The text inside an element, to its end.</summary>
    public static string Inside(XmlReader x)
    {
        if (x.IsEmptyElement)
        {
            return "";
        }

        var (text, depth) = (new StringBuilder(), x.Depth);
        while (x.Read() && x.Depth > depth)
        {
            if (x.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && text.Length < SheetLimits.Cell * 2)
            {
                text.Append(x.Value);
            }
        }

        return text.ToString();
    }

    /// <summary>A range such as A1:C3; null for anything else.</summary>
    public static SheetBuilder.Merged? Range(string reference)
    {
        var m = Reference().Match(reference);
        return m.Success && Column(m.Groups[1].Value) is { } c1 && Column(m.Groups[3].Value) is { } c2 && Whole(m.Groups[2].Value) is { } r1 && Whole(m.Groups[4].Value) is { } r2 && r1 > 0 && r2 >= r1 && c2 >= c1
            ? new(r1 - 1, c1, r2 - 1, c2)
            : null;
    }

    /// <summary>The column of a reference such as AB12, from 0.</summary>
    public static int? Column(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (c is not (>= 'A' and <= 'Z') || column > 100_000)
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }

    /// <summary>A whole number in plain digits.</summary>
    public static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    /// <summary>An attribute of another vocabulary, by its name there.</summary>
    public static string? Attribute(XmlReader x, string local)
    {
        for (var i = 0; i < x.AttributeCount; i++)
        {
            x.MoveToAttribute(i);
            if (x.LocalName == local && x.NamespaceURI.Length > 0)
            {
                var value = x.Value;
                x.MoveToElement();
                return value;
            }
        }

        x.MoveToElement();
        return null;
    }

    /// <summary>Text with the format's own <c>_xHHHH_</c> undone.</summary>
    public static string Unescaped(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : Escaped().Replace(text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("^([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})$")]
    private static partial Regex Reference();

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();
}
