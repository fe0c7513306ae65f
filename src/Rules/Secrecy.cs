using Shoumi.Rules.Periods;

namespace Shoumi.Rules;

/// <summary>
/// What a decision under article 7 fixes about a state secret: level, term and the day it starts. From these, and from a day,
/// follows whether it is in force; nothing else may say so.
/// </summary>
/// <param name="Level">密级.</param>
/// <param name="Term">保密期限.</param>
/// <param name="Origin">Where the term comes from.</param>
/// <param name="StartsOn">定密之日: the calendar day of step-4 approval, China Standard Time (article 6 item 6).</param>
[Requirement("R2.1")]
public sealed record Secrecy(Level Level, Term Term, TermOrigin Origin, DateOnly StartsOn)
{
    /// <summary>Last day on which the item is protected; null when it never ends by itself (长期, a condition).</summary>
    public DateOnly? LastProtectedDay { get; } = Expiry.LastProtectedDay(StartsOn, Term);

    /// <summary>First day on which it is declassified by itself.</summary>
    public DateOnly? FreeFrom => LastProtectedDay?.AddDays(1);

    /// <summary>Whether the item is a state secret on that day. Nobody has to act for this to change.</summary>
    [Requirement("R6.6.2")]
    public bool InForceOn(DateOnly day) => FreeFrom is not { } free || day < free;

    /// <summary>The mark, such as 机密★20年.</summary>
    public override string ToString() => $"{Level.Word()}★{Term}";
}
