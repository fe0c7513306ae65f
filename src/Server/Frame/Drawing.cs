using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Shoumi.Server.Frame;

/// <summary>
/// What is drawn in every row of a long list, as one piece: <c>Drawing.Of($"&lt;td&gt;{title}&lt;/td&gt;")</c>. What stands between the braces is
/// encoded, as in a component; only what has been drawn already is not. The tree of elements that a component builds costs more than the
/// row says.
/// </summary>
public static class Drawing
{
    /// <summary>Chinese as Chinese, not as numbered entities: a third of the bytes and readable in the source.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    public static MarkupString Of(Pieces pieces) => new(pieces.Text);
}

/// <summary>The pieces of a drawing, put together by the compiler: words of ours as they are, values encoded.</summary>
[InterpolatedStringHandler]
public ref struct Pieces(int literal, int values)
{
    private DefaultInterpolatedStringHandler text = new(literal, values);

    internal string Text => text.ToStringAndClear();

    public void AppendLiteral(string ours) => text.AppendLiteral(ours);

    public void AppendFormatted(string? value) => text.AppendLiteral(value is null ? "" : Drawing.Encoder.Encode(value));

    public void AppendFormatted(long? value) => text.AppendFormatted(value);

    public void AppendFormatted(DateOnly? day) => text.AppendFormatted(day, "yyyy-MM-dd");

    public void AppendFormatted(MarkupString drawn) => text.AppendLiteral(drawn.Value);

    public void AppendFormatted(MarkupString? drawn) => text.AppendLiteral(drawn?.Value ?? "");
}
