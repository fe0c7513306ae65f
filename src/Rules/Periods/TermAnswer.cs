namespace Shoumi.Rules.Periods;

/// <summary>A special rule of the superior line authority about the term of one row of the catalogue (article 6 item 3).</summary>
/// <param name="Id">The decision stores it.</param>
/// <param name="RowId">The row it is made for.</param>
/// <param name="Term">Its term: years, months or 长期; it may be above the cap.</param>
/// <param name="DocumentNumber">文号 of the rule.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null while it stands.</param>
public sealed record SuperiorTermRule(int Id, string RowId, Term Term, string DocumentNumber, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>Whether it is in force on that day; first and last day count.</summary>
    public bool InForceOn(DateOnly day) => day >= ValidFrom && (ValidTo is not { } last || day <= last);
}

/// <summary>What the drafter says about the term.</summary>
/// <param name="Foreseeable">能否预见; null when not answered.</param>
/// <param name="Amount">The term as typed: 10, １０, 十, or with its unit 6个月.</param>
/// <param name="Unit">The unit chosen beside it; none when the amount carries its own.</param>
/// <param name="Rule">The superior rule relied on, if any.</param>
public sealed record TermAnswer(bool? Foreseeable, string? Amount, TermUnit Unit, SuperiorTermRule? Rule);

/// <summary>The term that follows from an answer. Term and origin mean nothing when the ruling refuses.</summary>
public readonly record struct TermReading(Ruling Ruling, Term Term, TermOrigin Origin);
