namespace Shoumi.Documents.Printing;

/// <summary>
/// Chinese line breaking: between any two characters, except that closing punctuation never starts a line, opening punctuation never
/// ends one, and words, numbers with their unit, marks, dashes and ellipses stay whole as long as a line can hold them.
/// </summary>
internal static class LineBreaking
{
    private const string NeverFirst = "，。、；：？！）】》〉」』”’…—～·％%‰℃,.;:?!)]}々★\u00A0";
    private const string NeverLast = "（【《〈「『“‘([{第￥¥★\u00A0";
    private const string Inseparable = "—…─";
    private const string Counted = "年月日个天条项份号页";

    /// <summary>The letters as lines no wider than <paramref name="width"/>. Empty input is one empty line.</summary>
    public static List<List<Letter>> Break(IReadOnlyList<Letter> letters, float width)
    {
        var lines = new List<List<Letter>>();
        var start = 0;
        while (start < letters.Count)
        {
            var end = Fill(letters, start, width);
            if (end < letters.Count)
            {
                end = BreakBefore(letters, start, end);
            }

            lines.Add(Trim(letters, start, end));
            start = end;
            while (start < letters.Count && letters[start].Text == " ")
            {
                start++;
            }
        }

        return lines.Count == 0 ? [[]] : lines;
    }

    private static int Fill(IReadOnlyList<Letter> letters, int start, float width)
    {
        var used = 0f;
        var end = start;
        while (end < letters.Count && (end == start || used + letters[end].Width <= width))
        {
            used += letters[end].Width;
            end++;
        }

        return end;
    }

    /// <summary>
    /// The last permitted place at or before <paramref name="end"/>. Where a line has none, what belongs together is parted before
    /// punctuation is misplaced, and where even that does not help, the line is cut where it is full.
    /// </summary>
    private static int BreakBefore(IReadOnlyList<Letter> letters, int start, int end) =>
        Last(letters, start, end, (before, after) => Punctuated(before, after) && !Together(before, after))
        ?? Last(letters, start, end, Punctuated)
        ?? end;

    private static int? Last(IReadOnlyList<Letter> letters, int start, int end, Func<char, char, bool> mayBreak)
    {
        for (var at = end; at > start; at--)
        {
            if (mayBreak(letters[at - 1].Text[0], letters[at].Text[0]))
            {
                return at;
            }
        }

        return null;
    }

    private static bool Punctuated(char before, char after) => !NeverFirst.Contains(after) && !NeverLast.Contains(before);

    private static bool Together(char before, char after) =>
        (IsWord(before) && IsWord(after))
        || (char.IsAsciiDigit(before) && Counted.Contains(after))
        || (Inseparable.Contains(before) && before == after)
        || (after == '密' && "绝机秘".Contains(before));

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '@';

    private static List<Letter> Trim(IReadOnlyList<Letter> letters, int start, int end)
    {
        while (end > start && letters[end - 1].Text == " ")
        {
            end--;
        }

        var line = new List<Letter>(end - start);
        for (var i = start; i < end; i++)
        {
            line.Add(letters[i]);
        }

        return line;
    }
}
