using System.Text;
using System.Text.RegularExpressions;
using Shoumi.Rules.Marking;

namespace Shoumi.Rules.Registers;

/// <summary>Level and term as old ledgers write them, in one cell or in two.</summary>
public static partial class OldMark
{
    /// <summary>
    /// Reads 机密★10年, 机密10, 机密级10年, 秘密五年, 机密（20年） and a bare 机密. The level is null where none stands at the beginning; the term
    /// is bare where nothing stands behind it and null where what stands there is no term.
    /// </summary>
    [Requirement("R8.3.1")]
    public static (Level? Level, Term? Term) Read(string text)
    {
        if (ClassificationMark.Parse(text) is { Level: { } level, Term: { Form: not TermForm.Bare } term, Alone: true })
        {
            return (level, term);
        }

        var m = LevelFirst().Match(Folded(text));
        if (!m.Success)
        {
            return (null, null);
        }

        return (Levels.Read(m.Groups["level"].Value), m.Groups["rest"].Value is { Length: > 0 } rest ? ReadTerm(rest) : Term.Bare);
    }

    /// <summary>A term of its own: 10年, 五年, 10, 6个月, 长期, 2027-06-30, 至2027年6月30日, 公布前. Null where it is none; bare where nothing stands there.</summary>
    public static Term? ReadTerm(string text)
    {
        var words = Folded(text).Trim('(', ')', '[', ']');
        if (words.Length == 0 || words is "-" or "—" or "/" or "无")
        {
            return Term.Bare;
        }

        // A number alone counts years, as offices that drop the unit mean it.
        words = Number().IsMatch(words) ? words + "年" : words.EndsWith("周年", StringComparison.Ordinal) ? words[..^2] + "年" : words;
        if (OldDay.Read(words) is { } day)
        {
            return Term.FreeOn(day);
        }

        // The parser of marks reads terms behind a star; which level stands before it makes no difference.
        return ClassificationMark.Parse($"秘密★{words}") is { Level: not null, Term: { Form: not TermForm.Bare } term, Alone: true } ? Whole(term) : null;
    }

    // 24个月 is what article 6 item 5 writes as 2年.
    private static Term Whole(Term term) => term is { Form: TermForm.Duration, Unit: TermUnit.Month, Amount: >= 12 } && term.Amount % 12 == 0 ? Term.Years(term.Amount / 12) : term;

    private static string Folded(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));

    [GeneratedRegex(@"^[(\[]?(?<level>绝密|机密|秘密)级?[)\]]?[★☆⭐⋆*▲●·:,、/\-—(\[]*(保密期限)?:?(?<rest>.*?)[)\]]*$")]
    private static partial Regex LevelFirst();

    [GeneratedRegex(@"^(\d{1,3}|[一二三四五六七八九十两廿]{1,3})$")]
    private static partial Regex Number();
}
