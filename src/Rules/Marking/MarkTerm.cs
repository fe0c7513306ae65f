using System.Globalization;
using System.Text.RegularExpressions;

namespace Shoumi.Rules.Marking;

/// <summary>What stands behind the star, read from folded text.</summary>
/// <param name="Term">Null when it is no term.</param>
/// <param name="Text">As written, without spaces.</param>
/// <param name="Length">How much of the text belongs to it.</param>
/// <param name="Confidence">None: the star is an ornament and the whole no mark.</param>
/// <param name="Defects">In the order found.</param>
internal readonly partial record struct MarkTerm(Term? Term, string Text, int Length, MarkConfidence Confidence, params MarkDefect[] Defects)
{
    private const int FirstCalendarYear = 1900;

    /// <summary>A term at the start of the text: bare, date, duration, 长期, condition, or something that stands in its place.</summary>
    public static MarkTerm Read(string text) => ReadPlain(text) ?? ReadWords(text);

    /// <summary>Only a date, a duration or 长期: what may follow a sign that is no star.</summary>
    public static MarkTerm? ReadPlain(string text) => ReadDate(text) ?? ReadDuration(text) ?? ReadLongTerm(text);

    private static MarkTerm? ReadLongTerm(string text) =>
        LongTerm().Match(text) is { Success: true } m ? new(Rules.Term.LongTerm, "长期", m.Length, MarkConfidence.High) : null;

    private static MarkTerm? ReadDate(string text)
    {
        var m = Date().Match(text);
        if (!m.Success || !DateOnly.TryParseExact(
                $"{m.Groups["y"].Value}-{m.Groups["m"].Value}-{m.Groups["d"].Value}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        // 至 includes the day it names, so the item is free a day later; the bare date and 前 do not.
        var free = m.Groups["until"].Success && day < DateOnly.MaxValue ? day.AddDays(1) : day;
        var words = m.Value.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var term = Rules.Term.FreeOn(free);
        return words == term.ToString() ? new(term, words, m.Length, MarkConfidence.High) : new(term, words, m.Length, MarkConfidence.High, MarkDefect.OtherDate);
    }

    private static MarkTerm? ReadDuration(string text)
    {
        var m = Duration().Match(text);
        if (!m.Success)
        {
            return null;
        }

        var (number, unit) = (Squeeze(m.Groups["n"].Value), Squeeze(m.Groups["u"].Value));
        if (number == "半")
        {
            return unit == "年" ? new(Rules.Term.Months(6), "半年", m.Length, MarkConfidence.High, MarkDefect.OtherDigits) : null;
        }

        var arabic = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount);
        if (!arabic)
        {
            if (ChineseNumber.Read(number) is not { } read)
            {
                return null;
            }

            amount = read;
        }

        if (unit == "年" && amount >= FirstCalendarYear)
        {
            return new(null, number + unit, m.Length, MarkConfidence.High, MarkDefect.UnreadableTerm);
        }

        var term = unit switch
        {
            "年" => Rules.Term.Years(amount),
            "日" or "天" => Rules.Term.Days(amount),
            _ => Rules.Term.Months(amount),
        };
        MarkDefect[] defects = [.. arabic && number == amount.ToString(CultureInfo.InvariantCulture) ? Array.Empty<MarkDefect>() : [MarkDefect.OtherDigits],
            .. term.ToString().EndsWith(unit, StringComparison.Ordinal) && unit != "月" ? Array.Empty<MarkDefect>() : [MarkDefect.OtherUnit]];
        return new(term, number + unit, m.Length, MarkConfidence.High, defects);
    }

    private static MarkTerm ReadWords(string text)
    {
        var m = Token().Match(text);
        if (!m.Success)
        {
            return new(Rules.Term.Bare, "", 0, MarkConfidence.High);
        }

        var words = Squeeze(m.Value);
        if (Ornament().IsMatch(words))
        {
            return new(null, words, m.Length, MarkConfidence.None);
        }

        if (Unfilled().IsMatch(words))
        {
            return new(null, words, m.Length, MarkConfidence.Low, MarkDefect.Placeholder);
        }

        if (NumberLike().IsMatch(words))
        {
            return new(null, words, m.Length, MarkConfidence.High, MarkDefect.UnreadableTerm);
        }

        return Condition().IsMatch(words)
            ? new(Rules.Term.When(words), words, m.Length, MarkConfidence.High)
            : new(null, words, m.Length, MarkConfidence.Low, MarkDefect.UnreadableTerm);
    }

    private static string Squeeze(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^[ \n]*长[ \n]*期(?![\p{L}\d])")]
    private static partial Regex LongTerm();

    [GeneratedRegex(@"^[ \n]*(?<until>至|到)?[ ]*(?<y>\d{4})[ ]*[年./-][ ]*(?<m>\d{1,2})[ ]*[月./-][ ]*(?<d>\d{1,2})[ ]*日?(止|前|以前|之前)?(?!\d)")]
    private static partial Regex Date();

    // Nothing may follow that would make it another term (1年6个月), save what stands beside a mark.
    [GeneratedRegex(@"^[ \n]*(?<n>\d(?:[ \n]*\d){0,4}|[〇零一二三四五六七八九十两廿半]{1,4})[ \n]*(?<u>年|个[ \n]*月|月|日|天)(?=解密|特急|加急|平急|特提|[^\p{L}\d]|$)")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^[ ]*[^\s()\[\]【】〔〕《》、,。;:→""“”‘’']+")]
    private static partial Regex Token();

    [GeneratedRegex(@"[密★☆{}<>$%]|商业")]
    private static partial Regex Ornament();

    [GeneratedRegex(@"^[XxΧ×_＿○□?…·.-]*(年|个月|月|日)$")]
    private static partial Regex Unfilled();

    [GeneratedRegex(@"^(-?[\dOoIl]*\d[\dOoIl]*|[〇零一二三四五六七八九十百千两廿半]+(年|月|个|周|天|日)|终身|永久|永远)")]
    private static partial Regex NumberLike();

    [GeneratedRegex(@"^.{1,19}(前|后|之日|之时|为止|止)$")]
    private static partial Regex Condition();
}
