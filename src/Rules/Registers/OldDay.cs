using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Shoumi.Rules.Registers;

/// <summary>Days as old ledgers write them: 2016-03-15, 2016.3.15, 2016年3月15日, 二〇一六年三月十五日, 20160315, or the bare number a spreadsheet keeps for a day.</summary>
public static partial class OldDay
{
    /// <summary>No ledger is older than the republic.</summary>
    public const int FirstYear = 1949;

    private const int LastYear = 2999;
    private const string Digits = "〇一二三四五六七八九";
    private static readonly DateOnly DayZero = new(1899, 12, 30);

    /// <summary>The day; null where the words name none that can be.</summary>
    public static DateOnly? Read(string text)
    {
        var words = text.Normalize(NormalizationForm.FormKC).Trim();
        if (Written().Match(words) is { Success: true } m)
        {
            return Day(m.Groups["y"].Value, m.Groups["m"].Value, m.Groups["d"].Value);
        }

        if (Chinese().Match(words.Replace('○', '〇').Replace('零', '〇')) is { Success: true } c)
        {
            var year = string.Concat(c.Groups["y"].Value.Select(d => Digits.IndexOf(d)));
            return Day(year, $"{ChineseNumber.Read(c.Groups["m"].Value)}", $"{ChineseNumber.Read(c.Groups["d"].Value)}");
        }

        if (words.Length == 8 && words.All(char.IsAsciiDigit))
        {
            return Day(words[..4], words[4..6], words[6..]);
        }

        // What a spreadsheet keeps for a day in a cell that nobody formatted as one.
        return words.Length == 5 && int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && DayZero.AddDays(serial) is { Year: >= FirstYear } day ? day : null;
    }

    private static DateOnly? Day(string y, string m, string d) =>
        DateOnly.TryParseExact($"{y}-{m}-{d}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and <= LastYear ? day : null;

    [GeneratedRegex(@"^(?<y>\d{4})\s*[-./年]\s*(?<m>\d{1,2})\s*[-./月]\s*(?<d>\d{1,2})\s*日?(\s+\d{1,2}:\d{2}(:\d{2})?)?$")]
    private static partial Regex Written();

    [GeneratedRegex(@"^(?<y>[〇一二三四五六七八九]{4})年(?<m>[一二三四五六七八九十]{1,2})月(?<d>[一二三四五六七八九十廿]{1,3})日$")]
    private static partial Regex Chinese();
}
