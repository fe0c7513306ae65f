using System.Text;

namespace Shoumi.Rules.Marking;

/// <summary>
/// Folds what scanners, PDFs, old systems and input methods make of the few characters of a mark. An own table, because compatibility
/// normalisation does not exist where .NET runs without ICU (the tool does), and because it leaves ⻓ (U+2ED3) as it is anyway.
/// </summary>
internal static class MarkGlyphs
{
    private const string Odd = "機絕長會議開結後動條啟啓個極級\u2FA7\u2ED3\u2F49\u2F47\u2F17\u2F00\u2F06\u2F0B\u2F24\u2F4C\u2F63\u2F64\u2F8F\u2F45\u2F42\uF98E";
    private const string Plain = "机绝长会议开结后动条启启个极级长长月日十一二八大止生用行方文年";
    private const string Invisible = "\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF";

    /// <summary>The folded text: plain glyphs, ASCII digits and signs, one kind of space, one kind of line end, nothing invisible.</summary>
    /// <param name="foldedGlyphs">Whether a Han character was replaced.</param>
    /// <param name="foldedDigits">Whether a full-width digit was replaced.</param>
    /// <param name="dropped">Whether something invisible was dropped.</param>
    public static string Fold(string text, out bool foldedGlyphs, out bool foldedDigits, out bool dropped)
    {
        (foldedGlyphs, foldedDigits, dropped) = (false, false, false);
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var at = Odd.IndexOf(c);
            if (at >= 0)
            {
                foldedGlyphs = true;
                folded.Append(Plain[at]);
            }
            else if (Invisible.Contains(c))
            {
                dropped = true;
            }
            else if (c is >= '！' and <= '～')
            {
                foldedDigits |= c is >= '０' and <= '９';
                folded.Append((char)(c - '！' + '!'));
            }
            else
            {
                folded.Append(c switch
                {
                    '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' => '\n',
                    _ when char.IsWhiteSpace(c) => ' ',
                    _ => c,
                });
            }
        }

        return folded.ToString();
    }
}
