using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Shoumi.Documents.Sheets;

/// <summary>Text as a workbook can hold it, and come back from it unchanged.</summary>
internal static partial class CellText
{
    /// <summary>Longest text of one cell in the format.</summary>
    public const int Longest = 32_767;

    /// <summary>
    /// Whether a program might take the text for a formula once somebody edits the cell. Such cells keep a visible quote before
    /// them; none is ever written as a formula.
    /// </summary>
    public static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    /// <summary>
    /// The text with every character that XML forbids (and the carriage return, which XML would turn into a line feed) written
    /// as the format's own <c>_xHHHH_</c>. Half a surrogate pair is no character and becomes U+FFFD.
    /// </summary>
    public static string Encode(string text)
    {
        if (text.Length > Longest)
        {
            text = text[..(char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1)] + "…";
        }

        text = Escape().Replace(text, "_x005F_");
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uFFFF'))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                safe.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                safe.Append('\uFFFD');
            }
            else if (c == '\r' || !XmlConvert.IsXmlChar(c))
            {
                safe.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            }
            else
            {
                safe.Append(c);
            }
        }

        return safe.ToString();
    }

    /// <summary>An underscore that begins what a reader would take for an escape.</summary>
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
