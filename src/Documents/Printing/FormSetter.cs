using System.Collections.Immutable;

namespace Shoumi.Documents.Printing;

/// <summary>Sets text into cells: looks, line lengths, the widths of the form's columns. Points throughout.</summary>
internal sealed class FormSetter(Lettering lettering)
{
    public const float LabelWidth = 88.5f;
    public const float FullWidth = 481.3f;
    public const float ValueWidth = FullWidth - LabelWidth;
    public const float LabelLeading = 16f;

    private const float Leading = 1.5f;
    private const float LeftValueWidth = 154f;

    public static readonly Look Body = new(Face.Song, 10.8f);
    public static readonly Look Strong = new(Face.Hei, 10.8f);
    public static readonly Look Small = new(Face.Song, 8.8f, 60);
    public static readonly Look Label = new(Face.Song, 10.2f);

    /// <summary>One label, one value over the rest of the row.</summary>
    public Band Row(string label, params ImmutableArray<ImmutableArray<Piece>> paragraphs) =>
        new([label], [new([Value(ValueWidth, paragraphs)])]);

    /// <summary>Two labels and two values side by side.</summary>
    public Band Row(string left, ImmutableArray<Piece> leftValue, string right, ImmutableArray<Piece> rightValue) =>
        new([left], [new([Value(LeftValueWidth, [leftValue]), LabelCell(right), Value(ValueWidth - LeftValueWidth - LabelWidth, [rightValue])])]);

    /// <summary>A slice of a step's box: paragraphs, with lines at its foot.</summary>
    public Slice Box(ImmutableArray<ImmutableArray<Piece>> paragraphs, ImmutableArray<ImmutableArray<Piece>> foot, float leastHeight = 0)
    {
        var cell = new Cell(ValueWidth, Set(paragraphs, ValueWidth, Side.Left), Set(foot, ValueWidth, Side.Right), false);
        return new([cell], leastHeight);
    }

    private Cell Value(float width, ImmutableArray<ImmutableArray<Piece>> paragraphs) => new(width, Set(paragraphs, width, Side.Left), [], true);

    private Cell LabelCell(string text) => new(LabelWidth, Set([[new(text, Label)]], LabelWidth, Side.Middle), [], true);

    private ImmutableArray<SetLine> Set(ImmutableArray<ImmutableArray<Piece>> paragraphs, float width, Side side) =>
        [.. paragraphs.SelectMany(paragraph => Set(paragraph, width - (2 * Cell.PadX), side))];

    /// <summary>A paragraph as lines. A line break inside a piece is one on paper; other control characters of white space become a space.</summary>
    private IEnumerable<SetLine> Set(ImmutableArray<Piece> paragraph, float width, Side side)
    {
        var height = paragraph.Max(piece => piece.Look.Size) * Leading;
        var current = new List<Letter>();
        foreach (var piece in paragraph)
        {
            var parts = piece.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\t', ' ').Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    foreach (var line in LineBreaking.Break(current, width))
                    {
                        yield return new([.. line], height, side);
                    }

                    current.Clear();
                }

                current.AddRange(lettering.Measure(piece with { Text = parts[i] }));
            }
        }

        foreach (var line in LineBreaking.Break(current, width))
        {
            yield return new([.. line], height, side);
        }
    }
}
