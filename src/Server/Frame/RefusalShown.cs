using Shoumi.Rules;
using Shoumi.Rules.Policy;

namespace Shoumi.Server.Frame;

/// <summary>A refusal as a reply: the reason from the policy pack, the values of this case, the ways out and where it is recorded.</summary>
/// <param name="Arguments">Fill <c>{name}</c> in the pack's sentences.</param>
/// <param name="Ways">What can be done instead, the best first.</param>
/// <param name="Who">Who can do it, by name; the pack's sentence when null.</param>
/// <param name="LedgerNumber">Number of the entry in the audit ledger; null when none was written.</param>
public sealed record RefusalShown(
    Reason Reason,
    IReadOnlyList<(string Name, string Value)> Arguments,
    IReadOnlyList<Way> Ways,
    string? Who = null,
    long? LedgerNumber = null,
    DateTimeOffset? At = null)
{
    /// <summary>The refusal with the texts of the pack in force.</summary>
    public static RefusalShown Of(Refusal refusal, PolicyPack pack, long? ledgerNumber, DateTimeOffset? at, params IReadOnlyList<Way> ways) =>
        new(Features.Procedure.DocumentReasons.Of(refusal.Code) ?? pack.Reason(refusal.Code), refusal.Arguments, ways, null, ledgerNumber, at);
}

/// <summary>One way out of a refusal: a link, or a button that does it within the surrounding form.</summary>
/// <param name="Href">Where the link leads; null for a button.</param>
/// <param name="Field">Name of the button's form value.</param>
/// <param name="Value">The button's form value.</param>
/// <param name="Action">Path that the button posts to; the form's own when null.</param>
public sealed record Way(string Text, string? Href = null, string? Field = null, string? Value = null, string? Action = null);
