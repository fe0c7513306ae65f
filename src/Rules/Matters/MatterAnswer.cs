using System.Collections.Immutable;

namespace Shoumi.Rules.Matters;

/// <summary>What the drafter says about the matter: the group of article 4, the rows of article 5 and the answers to their conditions.</summary>
/// <param name="ScopeId">The group, such as <c>SC-4-06</c>.</param>
/// <param name="RowIds">One row or, for a mixed record, several.</param>
/// <param name="Ticked">The answers that hold, as <c>condition.option</c>. What is not ticked does not hold.</param>
/// <param name="Justification">The written reason that a catch-all row needs.</param>
/// <param name="ClaimedLevel">The level the drafter believes it to be; null leaves it to the rows.</param>
public sealed record MatterAnswer(
    string? ScopeId,
    ImmutableArray<string> RowIds,
    ImmutableHashSet<string> Ticked,
    string? Justification,
    string? ClaimedLevel)
{
    /// <summary>Whether this condition is met by what was ticked.</summary>
    [Requirement("R5.3")]
    public bool Meets(Policy.Condition condition)
    {
        var holding = condition.Options.Where(o => o.Holds);
        return condition.All
            ? holding.All(o => Ticked.Contains($"{condition.Id}.{o.Id}"))
            : holding.Any(o => Ticked.Contains($"{condition.Id}.{o.Id}"));
    }
}
