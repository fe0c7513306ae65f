using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Shoumi.Rules.Marking;

/// <summary>
/// Finds the mark in a text. The character before the level decides more than the mark itself: 工作秘密★3年 holds a perfect mark and is
/// none. Where a mark was changed (机密★10年→秘密★5年) the later one counts.
/// </summary>
internal static partial class MarkParser
{
    /// <summary>What the text bears.</summary>
    public static MarkReading Read(string text)
    {
        var folded = MarkGlyphs.Fold(text, out var glyphs, out var digits, out var dropped);
        var best = MarkReading.Nothing;
        var end = 0;
        foreach (Match match in LevelWord().Matches(folded))
        {
            if (match.Index < end || IsPartOfAnotherWord(folded, match) || ReadAt(folded, match, out var after) is not { } found)
            {
                continue;
            }

            var changed = Changed().IsMatch(folded[end..match.Index]);
            if (best.Level is null || found.Confidence > best.Confidence || (changed && found.Confidence == best.Confidence))
            {
                best = found;
            }

            end = after;
        }

        return best.Level is null ? best : best with { Defects = Sorted(best.Defects, glyphs, digits, dropped) };
    }

    private static MarkReading? ReadAt(string text, Match match, out int end)
    {
        var rest = text[(match.Index + match.Length)..];
        var star = match.Groups["star"].Value;
        var term = star switch
        {
            "" => ReadWithoutStar(text, match, rest),
            "★" => MarkTerm.Read(rest),
            "☆" or "⭐" or "⋆" or "▲" when MarkTerm.ReadPlain(rest) is null && rest.Trim().Length == 0 => new(Term.Bare, "", 0, MarkConfidence.High),
            _ => MarkTerm.ReadPlain(rest),
        };
        end = match.Index + match.Length + (term?.Length ?? 0);
        if (term is not { Confidence: not MarkConfidence.None } read)
        {
            return null;
        }

        var (confidence, doubts) = Doubt(text, match, end, read);
        if (confidence == MarkConfidence.None)
        {
            return null;
        }

        var level = match.Groups["level"].Value[0] switch { '绝' => Level.TopSecret, '秘' => Level.Confidential, _ => Level.Secret };
        var alone = Companions().Replace(text.Remove(match.Index, end - match.Index), "").Length == 0;
        return new(level, read.Term, read.Text, confidence, [.. read.Defects, .. doubts, .. FormDefects(match, text[match.Index..end].Trim())], alone);
    }

    private static IEnumerable<MarkDefect> FormDefects(Match match, string written)
    {
        if (match.Groups["star"].Value is not "★" and var star)
        {
            yield return star.Length == 0 ? MarkDefect.NoStar : MarkDefect.OtherStar;
        }

        if (match.Groups["suffix"].Success)
        {
            yield return MarkDefect.LevelSuffix;
        }

        if (match.Groups["level"].Value[0] == '杌')
        {
            yield return MarkDefect.OtherGlyphs;
        }

        if (written.AsSpan().IndexOfAny(' ', '\n') >= 0)
        {
            yield return MarkDefect.Spaced;
        }
    }

    /// <summary>A level without a star is only something to look at, and only in four places: alone, labelled, in brackets, before a term.</summary>
    private static MarkTerm? ReadWithoutStar(string text, Match match, string rest)
    {
        if (MarkTerm.ReadPlain(rest) is { } term && !match.Groups["suffix"].Success)
        {
            return term;
        }

        var before = text[..match.Index];
        var word = match.Groups["suffix"].Success ? match.Groups["suffix"] : match.Groups["level"];
        rest = text[(word.Index + word.Length)..];
        var stands = (before.Trim().Length == 0 && rest.Trim().Length == 0)
            || (Label().IsMatch(before) && !OtherChoice().IsMatch(rest))
            || (before.EndsWith('(') && rest.StartsWith(')'));
        return stands ? new(Term.Bare, "", 0, MarkConfidence.Low) : null;
    }

    private static (MarkConfidence Confidence, ImmutableArray<MarkDefect> Defects) Doubt(string text, Match match, int end, MarkTerm term)
    {
        var confidence = match.Groups["star"].Value == "★" && match.Groups["level"].Value[0] != '杌' ? term.Confidence : MarkConfidence.Low;
        var defects = ImmutableArray.CreateBuilder<MarkDefect>();
        if (Quoting().IsMatch(text[..match.Index]))
        {
            confidence = MarkConfidence.Low;
            defects.Add(MarkDefect.Quoted);
        }

        if (term.Term is { Form: TermForm.Condition } && ExamCondition().IsMatch(term.Text) && !Official().IsMatch(text))
        {
            confidence = ExamWords().IsMatch(text.Remove(match.Index, end - match.Index)) ? MarkConfidence.None : MarkConfidence.Low;
            defects.Add(MarkDefect.ExamFormula);
        }

        if (Declassified().IsMatch(text[end..]))
        {
            defects.Add(MarkDefect.DeclassifiedBeside);
        }

        return (confidence, defects.ToImmutable());
    }

    private static bool IsPartOfAnotherWord(string text, Match match)
    {
        var before = text[..match.Index];
        return before.Length > 0 && (before[^1] is '★' or '☆' || (char.IsLetter(before[^1]) && !before.EndsWith("密级", StringComparison.Ordinal)) || OtherSecrets().IsMatch(before));
    }

    private static ImmutableArray<MarkDefect> Sorted(ImmutableArray<MarkDefect> found, bool glyphs, bool digits, bool dropped)
    {
        var all = new SortedSet<MarkDefect>(found);
        if (glyphs)
        {
            all.Add(MarkDefect.OtherGlyphs);
        }

        if (digits)
        {
            all.Add(MarkDefect.OtherDigits);
        }

        if (dropped)
        {
            all.Add(MarkDefect.Spaced);
        }

        return [.. all];
    }

    [GeneratedRegex(@"(?<level>[绝机秘杌][ \n]*密)(?<suffix>[ ]*级)?[ \n]*(?<star>[★☆⭐⋆*▲●·-])?")]
    private static partial Regex LevelWord();

    [GeneratedRegex(@"→|->|改为|变更为")]
    private static partial Regex Changed();

    [GeneratedRegex(@"(工作|商业|技术|警务|企业|公司|个人|内部|国家|极|绝对|普通|核心)[ \n]*$")]
    private static partial Regex OtherSecrets();

    [GeneratedRegex(@"密[ ]*级[ ]*:?[ ]*$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[ ]*([□○]|[/、或])|^\p{L}")]
    private static partial Regex OtherChoice();

    [GeneratedRegex(@"(例如|如|应标注|标注为|标明|表示|标识为|形式为|写作)[ ]*:?[ ]*[""“”‘’'「『]*$|[""“‘'「『]$")]
    private static partial Regex Quoting();

    [GeneratedRegex(@"启用|开启|考试|开考|考前|使用前")]
    private static partial Regex ExamCondition();

    [GeneratedRegex(@"试卷|试题|测试卷|考试|考生|答题|准考证|注意事项|满分|招生")]
    private static partial Regex ExamWords();

    [GeneratedRegex(@"(^|\n)[ ]*\d{6}[ ]*(\n|$)|文件[ ]*(\n|$)|〔\d{4}〕")]
    private static partial Regex Official();

    [GeneratedRegex(@"^[ ]*解[ ]*密")]
    private static partial Regex Declassified();

    [GeneratedRegex(@"(份号[:]?)?[ \n]*(?<!\d)\d{6}(?!\d)|特[ ]*急|加[ ]*急|平[ ]*急|特[ ]*提|密[ ]*级[ ]*:?|解[ ]*密|[()【】\[\]〔〕\s]")]
    private static partial Regex Companions();
}
