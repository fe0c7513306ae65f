using System.Collections.Immutable;

namespace Shoumi.Rules.Procedure;

/// <summary>Somebody named in a scope of knowledge, with what the day's facts say.</summary>
public sealed record NamedPerson(int Id, string Name, Level? Cleared, bool InService);

/// <summary>A unit named in a scope of knowledge.</summary>
public sealed record NamedUnit(int Id, string Name, UnitKind Kind, bool Active);

/// <summary>Article 7 item 1: the scope of knowledge is a list of persons and units.</summary>
public static class ScopeRules
{
    /// <summary>Somebody must be named; for top secret the whole bureau is no scope; every person must be in service and cleared for the level.</summary>
    [Requirement("R7.1.2", "R7.1.6", "R2.1")]
    public static Ruling Judge(Level? level, ImmutableArray<NamedPerson> people, ImmutableArray<NamedUnit> units)
    {
        if (people.IsEmpty && units.IsEmpty)
        {
            return Ruling.Forbid("MZ.7.1.OPINION", "R7.1.2", ("missing", "知悉范围"), ("missing_en", "the scope of knowledge"));
        }

        var uncleared = people.Where(p => !p.InService || (int?)level > ((int?)p.Cleared ?? 0)).Select(p => p.Name).ToArray();
        var closed = units.Where(u => !u.Active).Select(u => u.Name).ToArray();
        return Ruling.All(
            level == Level.TopSecret && units.Any(u => u.Kind == UnitKind.Bureau) ? Ruling.Forbid("MZ.7.1.WIDE", "R7.1.6") : Ruling.Yes,
            uncleared.Length > 0 || closed.Length > 0
                ? Ruling.Forbid("MZ.7.1.CLEARED", "R7.1.6", ("who", string.Join('、', uncleared.Concat(closed))))
                : Ruling.Yes);
    }
}
