using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Periods;

/// <summary>Terms in the sentences of refusals: what was given, and which terms would be allowed instead.</summary>
internal static class TermWords
{
    /// <summary>Such as 6 months. In Chinese a term reads as in the mark.</summary>
    public static string InEnglish(Term term) => term.Form switch
    {
        TermForm.Duration => InEnglish(term.Amount, term.Unit),
        TermForm.LongTerm => "indefinite (长期)",
        TermForm.Date => $"until {term.Until:yyyy-MM-dd}",
        TermForm.Condition => $"until {term.Event}",
        TermForm.None or TermForm.Bare => "no term",
    };

    /// <summary>An amount as typed, such as 1.5年.</summary>
    public static (string Zh, string En) Of(WrittenTerm written)
    {
        var amount = written.Amount.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
        return written.Unit switch
        {
            TermUnit.Year => ($"{amount}年", $"{amount} years"),
            TermUnit.Month => ($"{amount}个月", $"{amount} months"),
            TermUnit.Day => ($"{amount}日", $"{amount} days"),
            TermUnit.None => (amount, amount),
        };
    }

    /// <summary>Every term of that level, for an answer nobody can read.</summary>
    public static (string Zh, string En) Range(LevelPolicy level, TermPolicy terms) =>
        ($"1至{terms.MaxMonths}个月或1至{level.CapYears}年", $"1 to {terms.MaxMonths} months or 1 to {level.CapYears} years");

    /// <summary>The allowed terms next below and next above; one of them where the other does not exist or both are the same.</summary>
    [Requirement("R6.5.1", "R3.1")]
    public static (string Zh, string En) Nearest(decimal months, LevelPolicy level, TermPolicy terms)
    {
        Term[] allowed = [.. Enumerable.Range(1, terms.MaxMonths).Select(Term.Months), .. Enumerable.Range(1, level.CapYears).Select(Term.Years)];
        Term[] near =
        [
            .. allowed.Where(t => InMonths(t) <= months).TakeLast(1),
            .. allowed.Where(t => InMonths(t) >= months).Take(1),
        ];
        near = [.. near.Distinct()];
        return (string.Join('或', near), string.Join(" or ", near.Select(InEnglish)));
    }

    private static long InMonths(Term term) => Terms.InMonths(term);

    private static string InEnglish(int amount, TermUnit unit) => (amount, unit) switch
    {
        (1, TermUnit.Year) => "1 year",
        (_, TermUnit.Year) => $"{amount} years",
        (1, TermUnit.Month) => "1 month",
        (_, TermUnit.Month) => $"{amount} months",
        (1, TermUnit.Day) => "1 day",
        (_, TermUnit.Day) => $"{amount} days",
        (_, TermUnit.None) => "",
    };
}
