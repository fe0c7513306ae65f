namespace Shoumi.Rules.Policy;

/// <summary>
/// The names that the files of a pack give out and refer to. Judged at the end, because an overlay may name what another file defines.
/// </summary>
internal sealed class Names(List<PolicyError> errors)
{
    private readonly Dictionary<(string Kind, string Id), string> defined = [];
    private readonly List<(string Kind, string Id, PolicyError IfUnknown)> used = [];

    /// <summary>A name is given out, once.</summary>
    public void Define(string kind, string id, PolicyError ifRepeated)
    {
        if (!defined.TryAdd((kind, id), ifRepeated.File))
        {
            errors.Add(ifRepeated);
        }
    }

    /// <summary>A name is referred to.</summary>
    public void Use(string kind, string id, PolicyError ifUnknown) => used.Add((kind, id, ifUnknown));

    /// <summary>Whether the name has been given out.</summary>
    public bool Knows(string kind, string id) => defined.ContainsKey((kind, id));

    /// <summary>Reports every reference to a name that nobody gave out.</summary>
    public void Settle() => errors.AddRange(used.Where(u => !Knows(u.Kind, u.Id)).Select(u => u.IfUnknown));
}
