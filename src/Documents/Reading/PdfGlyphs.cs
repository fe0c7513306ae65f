namespace Shoumi.Documents.Reading;

/// <summary>
/// Radicals for characters: fonts use one glyph for both, and many PDFs say it is the radical. Only those of marks and of what stands
/// beside them; compatibility normalisation is not to be had in the tool, which runs without ICU, and would leave ⻓ as it is.
/// </summary>
internal static class PdfGlyphs
{
    private const string Radicals = "\u2FA7\u2ED3\u2F49\u2F47\u2F17\u2F00\u2F06\u2F0B\u2F24\u2F63\u2F64\u2F8F\u2F45\u2F42\u2EA0\u2EC5\u2F08\u2F26\u2F3F\u2F83\u2F2F\u2F1D\u2F29\u2F55\u2F50\u2F54\u2F6C\u2FA5";
    private const string Characters = "长长月日十一二八大生用行方文民见人子手自工口小火比水目里";

    public static string Plain(string text) => string.Create(text.Length, text, static (plain, from) =>
    {
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = Radicals.IndexOf(from[i]) is >= 0 and var at ? Characters[at] : from[i];
        }
    });
}
