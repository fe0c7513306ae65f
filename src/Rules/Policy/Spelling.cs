namespace Shoumi.Rules.Policy;

/// <summary>What people mistype in a pack.</summary>
internal static class Spelling
{
    /// <summary>How many letters have to be added, left out or changed to get from one word to the other.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }

    /// <summary>The part of a sentence where braces or brackets do not pair, or a value's name is not a lower-case word; null when all is well.</summary>
    public static string? BadTemplate(string text)
    {
        int bracket = -1, brace = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var bad = text[i] switch
            {
                '[' => bracket >= 0 || brace >= 0,
                ']' => bracket < 0 || brace >= 0,
                '{' => brace >= 0,
                '}' => brace < 0 || i == brace + 1,
                var c => brace >= 0 && c is not ((>= 'a' and <= 'z') or '_'),
            };
            if (bad)
            {
                return text[i..Math.Min(i + 8, text.Length)];
            }

            bracket = text[i] switch { '[' => i, ']' => -1, _ => bracket };
            brace = text[i] switch { '{' => i, '}' => -1, _ => brace };
        }

        return bracket >= 0 ? text[bracket..] : brace >= 0 ? text[brace..] : null;
    }
}
