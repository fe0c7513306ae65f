namespace Shoumi.Rules.Periods;

/// <summary>Article 6 item 6: a term starts on the day of classification and, when it is over, the item is declassified by itself.</summary>
public static class Expiry
{
    /// <summary>
    /// The last protected day. The first day is not counted; the term ends at 24:00 of the corresponding day, or of the month's last
    /// day where there is none (Civil Code 200–203; the weekend rule is not used). Computed here and stored; never in SQL.
    /// </summary>
    /// <returns>Null for 长期 and for a condition: these never end by themselves.</returns>
    [Requirement("R6.6.1", "R6.6.2")]
    public static DateOnly? LastProtectedDay(DateOnly start, Term term) => term.Form switch
    {
        TermForm.Duration => term.Unit switch
        {
            TermUnit.Year => start.AddYears(term.Amount),
            TermUnit.Month => start.AddMonths(term.Amount),
            TermUnit.Day => start.AddDays(term.Amount),
            TermUnit.None => throw new ArgumentException("A duration without a unit", nameof(term)),
        },
        TermForm.Date => term.Until?.AddDays(-1) ?? throw new ArgumentException("A date term without its date", nameof(term)),
        TermForm.Condition or TermForm.LongTerm => null,
        TermForm.Bare => throw new ArgumentException("A bare mark is first given its default term (article 6 item 4)", nameof(term)),
        TermForm.None => throw new ArgumentException("No term given", nameof(term)),
    };
}
