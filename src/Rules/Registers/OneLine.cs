using System.Globalization;
using System.Text;

namespace Shoumi.Rules.Registers;

/// <summary>Words of a cell as one line that reads as it stands: no control characters, no half characters, nothing that turns the direction of what follows.</summary>
public static class OneLine
{
    /// <summary>The line.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.AsSpan().ContainsAnyInRange('\u007F', '\u00A0') && !text.AsSpan().ContainsAnyInRange('\u200B', '\u206F') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uFFFF'))
        {
            return text.Trim();
        }

        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator)
            {
                line.Append(' ');
            }
            else if (category is not UnicodeCategory.Format && rune != Rune.ReplacementChar)
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().Trim();
    }
}
