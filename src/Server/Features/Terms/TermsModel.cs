using Shoumi.Rules;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Terms;

/// <summary>Article 6: what runs out, what has run out and must be re-marked, and the superior authority's special rules.</summary>
/// <param name="ThisMonth">Ending in the present month.</param>
/// <param name="Soon">Ending within 90 days, without those of this month.</param>
/// <param name="ToRemark">Declassified by themselves; their carriers still bear the mark.</param>
/// <param name="Suspended">Since when automatic declassification is suspended because the clock jumped; null normally.</param>
/// <param name="Rules">The superior authority's special rules.</param>
/// <param name="MayRegister">Whether the viewer may register and withdraw them.</param>
/// <param name="MayRemark">Whether the viewer may record that carriers were re-marked.</param>
/// <param name="Matters">Rows of article 5 to choose from: id and words.</param>
public sealed record TermsModel(
    DateOnly Today,
    Level? Highest,
    TermRows ThisMonth,
    TermRows Soon,
    TermRows ToRemark,
    DateTimeOffset? Suspended,
    IReadOnlyList<SuperiorRuleRow> Rules,
    bool MayRegister,
    bool MayRemark,
    IReadOnlyList<(string Id, string Text)> Matters,
    FormState Form);

/// <summary>The first entries of a list.</summary>
/// <param name="More">Whether there are others: the ledger has them all.</param>
public sealed record TermRows(IReadOnlyList<TermRow> First, bool More);

/// <summary>One entry of the ledger and when it is free. Unit, day of classification and copies are null where masked.</summary>
/// <param name="Known">Whether the viewer may know more than number and mark.</param>
/// <param name="Cleared">Whether the viewer is cleared for it, and so may record its re-marking.</param>
public sealed record TermRow(long Id, string Number, Level Level, Term Term, string? Title, string? Unit, DateOnly? StartsOn, DateOnly FreeFrom, int? Copies, bool Known, bool Cleared);

/// <summary>上级特殊规定 (article 6 item 3).</summary>
/// <param name="Matter">The row it is about, in words.</param>
/// <param name="WithdrawnOn">Null while it is in force.</param>
public sealed record SuperiorRuleRow(long Id, string Matter, Term Term, string Issuer, string DocumentNumber, DateOnly ValidFrom, DateOnly? WithdrawnOn);
