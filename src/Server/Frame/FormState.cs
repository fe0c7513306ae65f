using Microsoft.Extensions.Primitives;

namespace Shoumi.Server.Frame;

/// <summary>What came back with a form that was not accepted: everything typed, the bad fields, the refusals. Empty on first show.</summary>
/// <param name="Typed">Values as typed, by field name. Passwords are never shown again.</param>
/// <param name="Errors">One sentence per bad field, by field name.</param>
/// <param name="Refusals">Replies of the regulation.</param>
public sealed record FormState(
    IReadOnlyDictionary<string, StringValues> Typed,
    IReadOnlyDictionary<string, string> Errors,
    IReadOnlyList<RefusalShown> Refusals)
{
    /// <summary>A form shown for the first time.</summary>
    public static readonly FormState Empty = new(new Dictionary<string, StringValues>(), new Dictionary<string, string>(), []);

    /// <summary>The value typed, or the given one on first show.</summary>
    public string Value(string field, string otherwise = "") => Typed.TryGetValue(field, out var v) ? v.ToString() : otherwise;

    /// <summary>The field's error, or null.</summary>
    public string? Error(string field) => Errors.GetValueOrDefault(field);

    /// <summary>The refusals that belong to one part of the form.</summary>
    public IEnumerable<RefusalShown> About(params string[] parts) => Refusals.Where(r => parts.Contains(r.Reason.About));

    /// <summary>The refusals that belong to none of these parts.</summary>
    public IEnumerable<RefusalShown> AboutOther(params string[] parts) => Refusals.Where(r => !parts.Contains(r.Reason.About));
}
