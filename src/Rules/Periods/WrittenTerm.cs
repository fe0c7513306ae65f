using System.Globalization;
using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Periods;

/// <summary>A term as somebody typed it, before it is known whether the regulation counts that way.</summary>
/// <param name="Amount">How many units; may be a fraction or negative.</param>
/// <param name="Unit">Years, months or days; weeks arrive as days.</param>
/// <param name="Plain">One number with one unit; false for 1年6个月 and where the typed unit contradicts the chosen one.</param>
internal readonly record struct WrittenTerm(decimal Amount, TermUnit Unit, bool Plain)
{
    private const decimal DaysInMonth = 30.4375m;

    // Longest first: 个月 before 月.
    private static readonly (string Word, TermUnit Unit, int Times)[] Units =
    [
        ("周年", TermUnit.Year, 1), ("年", TermUnit.Year, 1), ("years", TermUnit.Year, 1), ("year", TermUnit.Year, 1),
        ("个月", TermUnit.Month, 1), ("個月", TermUnit.Month, 1), ("月", TermUnit.Month, 1), ("months", TermUnit.Month, 1), ("month", TermUnit.Month, 1),
        ("星期", TermUnit.Day, 7), ("周", TermUnit.Day, 7), ("weeks", TermUnit.Day, 7), ("week", TermUnit.Day, 7),
        ("日", TermUnit.Day, 1), ("天", TermUnit.Day, 1), ("days", TermUnit.Day, 1), ("day", TermUnit.Day, 1),
    ];

    /// <summary>Its length in months; days are converted on average, to name the nearest allowed terms.</summary>
    public decimal InMonths => Unit switch
    {
        TermUnit.Year => Amount * 12,
        TermUnit.Month or TermUnit.None => Amount,
        TermUnit.Day => Amount / DaysInMonth,
    };

    /// <summary>Reads digits in either width, Chinese numerals and 半, with or without a unit; null when it is anything else.</summary>
    public static WrittenTerm? Read(string text, TermUnit chosen)
    {
        ReadOnlySpan<char> rest = Narrow(text);
        WrittenTerm? total = null;
        while (!rest.IsEmpty)
        {
            if (TakeNumber(ref rest) is not { } number)
            {
                return null;
            }

            var (unit, times, stated) = TakeUnit(ref rest, chosen);
            if (unit == TermUnit.None || (!stated && (total is not null || !rest.IsEmpty)) || Math.Abs(number * times) > Largest)
            {
                return null;
            }

            var part = new WrittenTerm(number * times, unit, Plain: chosen == TermUnit.None || chosen == unit);
            total = total is { } before ? new(before.InMonths + part.InMonths, TermUnit.Month, Plain: false) : part;
        }

        return total;
    }

    // Numbers longer than this are refused as unreadable: nothing of that length is a term, and the sum must not overflow.
    private const int LongestNumber = 9;

    // Weeks multiply: 999999999周 is short enough to read and too many days for any term.
    private const decimal Largest = 999_999_999;

    private static decimal? TakeNumber(ref ReadOnlySpan<char> rest)
    {
        var negative = rest is ['-' or '−' or '负', ..];
        rest = negative ? rest[1..] : rest;
        var length = rest.IndexOfAnyExcept("0123456789.");
        length = length < 0 ? rest.Length : length;
        decimal? number = length is > 0 and <= LongestNumber
            && decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var digits) ? digits : null;
        if (length == 0)
        {
            length = rest.IndexOfAnyExcept("〇零一二两三四五六七八九十廿半");
            length = length < 0 ? rest.Length : length;
            number = rest[..length] is "半" ? 0.5m : ChineseNumber.Read(rest[..length]);
        }

        rest = rest[length..];
        return negative ? -number : number;
    }

    private static (TermUnit Unit, int Times, bool Stated) TakeUnit(ref ReadOnlySpan<char> rest, TermUnit chosen)
    {
        foreach (var (word, unit, times) in Units)
        {
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[word.Length..];
                return (unit, times, true);
            }
        }

        return (chosen, 1, false);
    }

    // Full-width digits and signs are what a Chinese input method types; they mean the same.
    private static string Narrow(string text) => string.Concat(text
        .Where(c => !char.IsWhiteSpace(c))
        .Select(c => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c));
}
