using System.Collections.Immutable;

namespace Shoumi.Rules.Policy;

/// <summary>
/// Reads a pack and the packs laid over it. Everything that is wrong is found in one go and named with its line; a pack with a single
/// error is not used at all, because half a regulation is none.
/// </summary>
[Requirement("R1.1", "RP.2", "R3.1")]
public static class PolicyReader
{
    /// <summary>Reads a pack.</summary>
    /// <param name="yaml">Its text; rules read no files.</param>
    /// <param name="fileName">How to name it in errors.</param>
    /// <param name="overlays">Packs that extend it, such as current national law, with the names of their files.</param>
    public static PolicyReading Read(string yaml, string fileName, IReadOnlyList<(string Name, string Yaml)> overlays)
    {
        List<PolicyError> errors = [];
        var names = new Names(errors);
        var pack = Top(yaml, fileName, errors, names, PackSections.Base);
        foreach (var overlay in overlays)
        {
            var added = Top(overlay.Yaml, overlay.Name, errors, names, top => Overlay.Read(top, pack));
            pack = pack is null ? null : added?.On(pack) ?? pack;
        }

        names.Settle();
        return new(errors.Count == 0 ? pack : null, [.. errors.Distinct().OrderBy(e => FileOrder(e.File)).ThenBy(e => e.Line).ThenBy(e => e.Column)]);

        int FileOrder(string file) => file == fileName ? -1 : overlays.TakeWhile(o => o.Name != file).Count();
    }

    private static T? Top<T>(string yaml, string fileName, List<PolicyError> errors, Names names, Func<Fields, T?> read) where T : class
    {
        if (new YamlTree(fileName, errors).Read(yaml) is not { } root)
        {
            return null;
        }

        var top = Fields.Of(fileName, root, "", errors, names);
        var value = read(top);
        if (value is not null)
        {
            top.Close();
        }

        return value;
    }
}
