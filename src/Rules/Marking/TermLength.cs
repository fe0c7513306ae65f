namespace Shoumi.Rules.Marking;

/// <summary>
/// How long a term is, for "the longest term among them" (article 8 item 4). The comparison is nominal, because a mark shows no start:
/// years and months count as months; days, and the days from the start to a declassification date, as months of the calendar's mean
/// length (146097 days in 4800 months). A condition never ends by itself, so it is longer than any number; 长期 is longer than that.
/// Two conditions are equally long: which one comes later nobody can tell.
/// </summary>
public readonly record struct TermLength : IComparable<TermLength>
{
    private const long DaysIn400Years = 146097, MonthsIn400Years = 4800;
    private const long OfCondition = long.MaxValue - 1, OfLongTerm = long.MaxValue;

    private readonly long _measure;

    private TermLength(long measure) => _measure = measure;

    /// <summary>Whether the term ends by itself at all.</summary>
    public bool Ends => _measure < OfCondition;

    /// <summary>The length of a term.</summary>
    /// <param name="term">Not bare: a bare mark is first given its default (article 6 item 4).</param>
    /// <param name="start">The day it starts; needed for declassification dates only.</param>
    [Requirement("R8.4.1")]
    public static TermLength Of(Term term, DateOnly start) => new(term.Form switch
    {
        TermForm.Duration => term.Unit switch
        {
            TermUnit.Year => term.Amount * 12L * DaysIn400Years,
            TermUnit.Month => term.Amount * DaysIn400Years,
            TermUnit.Day => term.Amount * MonthsIn400Years,
            TermUnit.None => throw new ArgumentException("A duration without a unit", nameof(term)),
        },
        TermForm.Date => Math.Max(0, (term.Until ?? throw new ArgumentException("A date term without its date", nameof(term))).DayNumber - start.DayNumber) * MonthsIn400Years,
        TermForm.Condition => OfCondition,
        TermForm.LongTerm => OfLongTerm,
        TermForm.Bare => throw new ArgumentException("A bare mark is first given its default term (article 6 item 4)", nameof(term)),
        TermForm.None => throw new ArgumentException("No term given", nameof(term)),
    });

    /// <inheritdoc/>
    public int CompareTo(TermLength other) => _measure.CompareTo(other._measure);

    public static bool operator <(TermLength a, TermLength b) => a.CompareTo(b) < 0;

    public static bool operator >(TermLength a, TermLength b) => a.CompareTo(b) > 0;

    public static bool operator <=(TermLength a, TermLength b) => a.CompareTo(b) <= 0;

    public static bool operator >=(TermLength a, TermLength b) => a.CompareTo(b) >= 0;
}
