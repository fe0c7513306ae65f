using System.Collections.Frozen;
using System.Collections.Immutable;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Registers;

/// <summary>What an old ledger is read against: the day's facts of this office.</summary>
/// <param name="Ceiling">Highest level whose titles this system keeps.</param>
/// <param name="Cleared">Highest level the importer may know.</param>
/// <param name="Superior">The superior rules that were registered.</param>
public sealed record OldLedgerFacts(PolicyPack Pack, DateOnly Today, Level? Ceiling, Level? Cleared, NameBook Names, ImmutableArray<SuperiorTermRule> Superior)
{
    /// <summary>Whether titles of that level are kept.</summary>
    public bool Keeps(Level level) => Ceiling is { } highest && level <= highest;

    /// <summary>The registered rule that one of these texts names and that sets this very term, in force on that day.</summary>
    [Requirement("R6.3.1")]
    public SuperiorTermRule? Rule(Term term, DateOnly day, params ReadOnlySpan<string> texts)
    {
        foreach (var rule in Superior)
        {
            foreach (var text in texts)
            {
                if (rule.Term == term && rule.InForceOn(day) && text.Contains(rule.DocumentNumber, StringComparison.Ordinal))
                {
                    return rule;
                }
            }
        }

        return null;
    }
}

/// <summary>Units and persons by their names, as old ledgers know them. A name that two persons bear finds neither.</summary>
public sealed class NameBook(IEnumerable<(int Id, string Name)> units, IEnumerable<(int Id, string Name)> people, int? bureau)
{
    private readonly FrozenDictionary<string, int> units = Unique(units);
    private readonly FrozenDictionary<string, int> people = Unique(people);

    /// <summary>The unit of that very name.</summary>
    public int? Unit(string name) => IsBureau(name) ? bureau : units.TryGetValue(name.Trim(), out var id) ? id : null;

    /// <summary>The one person of that name.</summary>
    public int? Person(string name) => people.TryGetValue(name.Trim(), out var id) ? id : null;

    /// <summary>Whether the whole bureau is meant.</summary>
    public static bool IsBureau(string name) => name.Trim() is "全局" or "全局人员" or "全体" or "全局干部职工";

    private static FrozenDictionary<string, int> Unique(IEnumerable<(int Id, string Name)> named) =>
        named.GroupBy(n => n.Name.Trim(), n => n.Id).Where(g => g.Count() == 1).ToFrozenDictionary(g => g.Key, g => g.Single());
}
