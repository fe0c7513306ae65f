using System.Xml.Linq;

namespace Shoumi.Documents.Docx;

/// <summary>What paragraphs get from their styles.</summary>
internal sealed class StyleSheet
{
    // A style may be based on another; longer chains are loops.
    private const int LongestChain = 20;

    private readonly Word _word;
    private readonly Dictionary<string, XElement> _styles = new(StringComparer.Ordinal);
    private readonly string? _default;

    public StyleSheet(XElement? root, Word word)
    {
        _word = word;
        foreach (var style in root?.Elements().Where(e => e.Name.LocalName == "style") ?? [])
        {
            if (word.Value(style, "styleId") is { } id && word.Value(style, "type") is null or "paragraph")
            {
                _styles.TryAdd(word.Value(style, "styleId") ?? "", style);
                _default ??= word.Value(style, "default") is "1" or "true" or "on" ? word.Value(style, "styleId") : null;
            }
        }
    }

    /// <summary>Whether the paragraph has that property, its own or its style's.</summary>
    public bool Has(XElement paragraph, string property) => Find(paragraph, property) is not null;

    /// <summary>Whether that switch is on.</summary>
    public bool On(XElement paragraph, string property) => _word.On(Find(paragraph, property));

    /// <summary>The value of that property.</summary>
    public string? Value(XElement paragraph, string property) => _word.Value(Find(paragraph, property));

    /// <summary>Whether that is the style for titles, whatever its id: built-in styles keep their English name in every language.</summary>
    public bool IsTitle(string? styleId) =>
        styleId is not null && _styles.TryGetValue(styleId, out var style) && string.Equals(_word.Value(style.Element(_word["name"])), "Title", StringComparison.OrdinalIgnoreCase);

    private XElement? Find(XElement paragraph, string property)
    {
        var own = paragraph.Element(_word["pPr"]);
        if (own?.Element(_word[property]) is { } direct)
        {
            return direct;
        }

        var id = _word.Value(own?.Element(_word["pStyle"])) ?? _default;
        for (var depth = 0; depth < LongestChain && id is not null && _styles.TryGetValue(id, out var style); depth++)
        {
            if (style.Element(_word["pPr"])?.Element(_word[property]) is { } inherited)
            {
                return inherited;
            }

            id = _word.Value(style.Element(_word["basedOn"]));
        }

        return null;
    }
}
