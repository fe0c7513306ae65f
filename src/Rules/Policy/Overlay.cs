using System.Collections.Immutable;

namespace Shoumi.Rules.Policy;

/// <summary>
/// A pack laid over another one. It adds bases, hints where current law says otherwise, and rows of the catalogue with a basis of their
/// own (R4.1); it never changes what the pack below says.
/// </summary>
internal sealed record Overlay(
    ImmutableDictionary<string, LegalBasis> Bases,
    ImmutableArray<(MatterRow Row, ImmutableArray<string> Under)> Rows,
    ImmutableDictionary<string, Condition> Conditions,
    ImmutableArray<LawHint> Hints)
{
    private static readonly OrderedDictionary<string, HintMoment> Moments = new()
    {
        ["authority"] = HintMoment.Authority,
        ["top-secret"] = HintMoment.TopSecret,
        ["catch-all"] = HintMoment.CatchAll,
        ["forms"] = HintMoment.Forms,
        ["unforeseeable"] = HintMoment.Unforeseeable,
        ["start"] = HintMoment.Start,
        ["top-secret-copy"] = HintMoment.TopSecretCopy,
    };

    /// <summary>Reads the overlay; <paramref name="below"/> is null when the pack it extends could not be read.</summary>
    public static Overlay Read(Fields top, PolicyPack? below)
    {
        var id = top.Text("id");
        var precedence = top.Number("precedence", 1, 1000);
        top.Day("version");
        top.Wording("title");
        if (top.Text("extends") is { Length: > 0 } extended && below is not null && extended != below.Id)
        {
            top.Wrong("extends", $"扩展的是“{extended}”，一起读的却是“{below.Id}”", $"It extends “{extended}”, but was read with “{below.Id}”");
        }

        if (below is not null && precedence <= below.Precedence)
        {
            top.Wrong("precedence", $"叠加包的位阶应高于{below.Precedence}", $"The precedence of an overlay is above {below.Precedence}");
        }

        var bases = PackSections.Bases(top);
        return new(
            bases,
            top.List("rows", f => (PackSections.ReadRow(f), f.References("under", "scopes"))),
            PackSections.Conditions(top),
            top.List("hints", f => ReadHint(f, bases, id, precedence)));
    }

    /// <summary>The pack below with everything this overlay adds.</summary>
    [Requirement("R4.1")]
    public PolicyPack On(PolicyPack below) => below with
    {
        Bases = below.Bases.AddRange(Bases.Where(b => !below.Bases.ContainsKey(b.Key))),
        Conditions = below.Conditions.AddRange(Conditions.Where(c => !below.Conditions.ContainsKey(c.Key))),
        Rows = below.Rows.AddRange(Rows.Select(r => r.Row)),
        Scopes = [.. below.Scopes.Select(s => s with { Rows = s.Rows.AddRange(Rows.Where(r => r.Under.Contains(s.Id)).Select(r => r.Row.Id)) })],
        Hints = [.. below.Hints.AddRange(Hints).OrderByDescending(h => h.Precedence)],
    };

    private static LawHint ReadHint(Fields f, ImmutableDictionary<string, LegalBasis> bases, string pack, int precedence)
    {
        var id = f.Reference("basis", "basis");
        var basis = bases.GetValueOrDefault(id) ?? new LegalBasis(id, new("", ""), "", null, null);
        return new(Moments[f.Word("when", [.. Moments.Keys])], f.Wording("text"), basis with { Article = f.OptionalText("article") }, pack, precedence, f.Wording("governs"));
    }
}
