using System.Net;
using System.Text.RegularExpressions;

namespace Shoumi.Server.Tests.Access.Door;

/// <summary>A page as a browser would read its forms: which controls there are, what stands in them, and what is said to be wrong.</summary>
public sealed partial class Page(string answer)
{
    // Without the head of the page: its search box is none of the form's fields.
    private readonly string body = answer[Math.Max(0, answer.IndexOf("<main", StringComparison.Ordinal))..];

    private readonly List<Tag> tags = [.. Tags().Matches(answer[Math.Max(0, answer.IndexOf("<main", StringComparison.Ordinal))..]).Select(m => new Tag(m.Groups[1].Value, Attributes().Matches(m.Groups[2].Value).Select(a => (a.Groups[1].Value, WebUtility.HtmlDecode(a.Groups[2].Value))).ToLookup(a => a.Item1, a => a.Item2), m.Index + m.Length))];

    /// <summary>The fields that the page says are bad, wherever it says so.</summary>
    public IReadOnlySet<string> Named => tags.Select(t => t["data-field"] ?? (t["id"] is { } id && id.EndsWith("-error", StringComparison.Ordinal) ? id[..^6] : null)).OfType<string>().ToHashSet();

    /// <summary>Whether there is something to fill in of that name.</summary>
    public bool Has(string name) => Controls(name).Any();

    /// <summary>Whether the error stands at the field: one element with the id, and the control (or the group of it) marked and described by it.</summary>
    public bool SaysAt(string name, bool group) =>
        tags.Count(t => t["id"] == $"{name}-error") == 1
        && tags.Any(t => (t["aria-describedby"] ?? "").Split(' ').Contains($"{name}-error") && (group || t["aria-invalid"] == "true"));

    /// <summary>What stands in the first control of that name; null where there is none.</summary>
    public string? Value(string name) => Controls(name).FirstOrDefault() is not { } tag ? null
        : tag.Element == "textarea" ? WebUtility.HtmlDecode(body[tag.End..body.IndexOf("</textarea>", tag.End, StringComparison.Ordinal)])
        : tag["value"] ?? "";

    private IEnumerable<Tag> Controls(string name) => tags.Where(t => t.Element is "input" or "select" or "textarea" && t["type"] != "hidden" && t["name"] == name);

    private sealed record Tag(string Element, ILookup<string, string> Attributes, int End)
    {
        public string? this[string attribute] => Attributes[attribute].FirstOrDefault();
    }

    [GeneratedRegex("<([a-z][a-z0-9]*)\\b((?:\\s[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*)?)>")]
    private static partial Regex Tags();

    [GeneratedRegex("([a-z-]+)=\"([^\"]*)\"")]
    private static partial Regex Attributes();
}
