using System.Text;
using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>How a piece of text is to look.</summary>
/// <param name="Face">宋体 for what people wrote, 黑体 for marks and headings.</param>
/// <param name="Size">In points.</param>
/// <param name="Grey">0 black to 255 white.</param>
internal readonly record struct Look(Face Face, float Size, byte Grey = 0);

internal enum Face
{
    /// <summary>宋体, with the whole block of unified Han characters.</summary>
    Song = 1,

    /// <summary>黑体, with the characters of GB 2312.</summary>
    Hei = 2,
}

/// <summary>A piece of text in one look.</summary>
internal readonly record struct Piece(string Text, Look Look);

/// <summary>One character, measured: the face that really has it, and its width in points.</summary>
internal readonly record struct Letter(string Text, Look Look, float Width);

/// <summary>
/// The two fonts of one print, and the note of what they lack. They are our own cuts without the radicals' blocks:
/// a PDF made with the full fonts is copied out with ⺠ in place of 民.
/// </summary>
internal sealed class Lettering : IDisposable
{
    private const string Geta = "〓";

    private static readonly Lazy<SKTypeface> Song = new(() => Load("ShoumiSong.otf"));
    private static readonly Lazy<SKTypeface> Hei = new(() => Load("ShoumiHei.otf"));

    private readonly Dictionary<Look, SKFont> fonts = [];
    private readonly Dictionary<(Look, int), Letter> measured = [];
    private readonly SortedSet<int> missing = [];
    private readonly SKPaint paint = new() { IsAntialias = true };

    /// <summary>The characters that were asked for and are in neither font.</summary>
    public IEnumerable<string> Missing => missing.Select(code => $"U+{code:X4}");

    /// <summary>
    /// The text as measured letters. 黑体 borrows from 宋体 what it lacks; what both lack becomes the geta mark, so that
    /// a reader sees that something is missing – also an invisible control character that somebody slipped in.
    /// </summary>
    public IEnumerable<Letter> Measure(Piece piece)
    {
        foreach (var rune in piece.Text.EnumerateRunes())
        {
            yield return Measure(rune, piece.Look);
        }
    }

    /// <summary>Width of a text in one look.</summary>
    public float Width(Piece piece) => Measure(piece).Sum(letter => letter.Width);

    /// <summary>Draws letters from the left end of their base line; neighbours of one look go out as one string, so that they are found as one.</summary>
    public void Draw(SKCanvas canvas, IReadOnlyList<Letter> letters, float x, float baseLine, float spacing = 0)
    {
        for (var i = 0; i < letters.Count;)
        {
            var look = letters[i].Look;
            var width = 0f;
            var run = new StringBuilder();
            do
            {
                run.Append(letters[i].Text);
                width += letters[i].Width + spacing;
                i++;
            }
            while (spacing == 0 && i < letters.Count && letters[i].Look == look);

            paint.Color = new SKColor(look.Grey, look.Grey, look.Grey);
            canvas.DrawText(run.ToString(), x, baseLine, SKTextAlign.Left, Font(look), paint);
            x += width;
        }
    }

    /// <summary>Draws a text and answers its width.</summary>
    public float Write(SKCanvas canvas, Piece piece, float x, float baseLine, float spacing = 0)
    {
        var letters = Measure(piece).ToList();
        Draw(canvas, letters, x, baseLine, spacing);
        return letters.Sum(letter => letter.Width + spacing);
    }

    /// <summary>The outline of one letter, its base line at 0, down being more.</summary>
    public SKPath Outline(Letter letter)
    {
        var font = Font(letter.Look);
        return font.GetGlyphPath(font.GetGlyph(letter.Text.EnumerateRunes().First().Value)) ?? new SKPath();
    }

    public void Dispose()
    {
        foreach (var font in fonts.Values)
        {
            font.Dispose();
        }

        paint.Dispose();
    }

    /// <summary>Each character is asked for once in each look: a register has hundreds of thousands of them, and few that differ.</summary>
    private Letter Measure(Rune rune, Look look)
    {
        if (measured.TryGetValue((look, rune.Value), out var known))
        {
            return known;
        }

        var found = look.Face == Face.Hei && !Font(look).ContainsGlyph(rune.Value) ? look with { Face = Face.Song } : look;
        var text = Font(found).ContainsGlyph(rune.Value) ? rune.ToString() : Substitute(rune);
        return measured[(look, rune.Value)] = new(text, found, Font(found).MeasureText(text));
    }

    private string Substitute(Rune rune)
    {
        missing.Add(rune.Value);
        return Geta;
    }

    private SKFont Font(Look look)
    {
        var key = look with { Grey = 0 };
        if (!fonts.TryGetValue(key, out var font))
        {
            var typeface = look.Face switch { Face.Song => Song.Value, Face.Hei => Hei.Value };
            font = new SKFont(typeface, look.Size) { Subpixel = true, Hinting = SKFontHinting.None };
            fonts.Add(key, font);
        }

        return font;
    }

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(Lettering).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not in the assembly");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {name} cannot be read");
    }
}
