namespace Shoumi.Rules;

/// <summary>Chinese numerals 〇–九十九, as articles are numbered and as older marks write their years.</summary>
public static class ChineseNumber
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>Writes 0–99, such as 二十一.</summary>
    public static string Write(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, 99);
        if (n < 10)
        {
            return Digits[n].ToString();
        }

        var tens = n < 20 ? "十" : Digits[n / 10] + "十";
        return n % 10 == 0 ? tens : tens + Digits[n % 10];
    }

    /// <summary>Reads 零, 〇, 一 … 九十九, also 两 and 廿; null when the text is anything else.</summary>
    public static int? Read(ReadOnlySpan<char> text)
    {
        int total = 0, unit = -1;
        foreach (var c in text)
        {
            switch (c)
            {
                case '十' when total == 0:
                    total = (unit < 0 ? 1 : unit) * 10;
                    unit = -1;
                    break;
                case '廿' when total == 0 && unit < 0:
                    total = 20;
                    break;
                case '零' or '两' when unit < 0:
                    unit = c == '零' ? 0 : 2;
                    break;
                default:
                    var digit = Digits.IndexOf(c);
                    if (digit < 0 || unit >= 0)
                    {
                        return null;
                    }

                    unit = digit;
                    break;
            }
        }

        return text.IsEmpty ? null : total + Math.Max(unit, 0);
    }
}
