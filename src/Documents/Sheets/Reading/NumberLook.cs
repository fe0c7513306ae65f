using System.Globalization;
using System.Text.RegularExpressions;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>How a number of a spreadsheet looks to whoever reads it, as far as an old ledger depends on it: as a day, or with the words its format sets around it.</summary>
/// <param name="IsDay">Whether it is shown as a day.</param>
internal sealed partial record NumberLook(bool IsDay, string Before = "", string Behind = "")
{
    /// <summary>The number itself.</summary>
    public static readonly NumberLook Plain = new(false);

    private static readonly NumberLook Day = new(true);

    // Day zero, two days before 1900: the format holds a leap day in 1900 that never was.
    private static readonly DateOnly Zero1900 = new(1899, 12, 30), Zero1904 = new(1904, 1, 1);

    /// <summary>The look of one of the formats that have a number and no code.</summary>
    public static NumberLook BuiltIn(int id) => id is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58) ? Day : Plain;

    /// <summary>The look of a format by its code, such as <c>yyyy"年"m"月"d"日"</c> or <c>0"年"</c>.</summary>
    public static NumberLook Of(string code)
    {
        var first = code.Split(';')[0];
        var bare = Quoted().Replace(first, "");
        if (!bare.Contains("General", StringComparison.OrdinalIgnoreCase) && bare.AsSpan().IndexOfAny("ydYD") >= 0)
        {
            return Day;
        }

        var m = Worded().Match(first);
        return m.Success ? new(false, Unquoted(m.Groups["before"].Value), Unquoted(m.Groups["behind"].Value)) : Plain;
    }

    /// <summary>The number as it is read.</summary>
    /// <param name="from1904">Whether the workbook counts its days from 1904.</param>
    public string Text(double number, bool from1904)
    {
        if (IsDay && number is >= 1 and < 2_000_000)
        {
            return (from1904 ? Zero1904 : Zero1900).AddDays((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var digits = number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? ((long)number).ToString(CultureInfo.InvariantCulture) : number.ToString("0.##########", CultureInfo.InvariantCulture);
        return $"{Before}{digits}{Behind}";
    }

    private static string Unquoted(string text) => text.Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);

    [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.")]
    private static partial Regex Quoted();

    [GeneratedRegex("^(?<before>\"[^\"]*\")?(General|[#0]+)(?<behind>\"[^\"]*\"|\\\\.)?(_.)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Worded();
}
