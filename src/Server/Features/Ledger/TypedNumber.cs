using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Shoumi.Server.Features.Ledger;

/// <summary>A number as people type it into the search field; full-width digits and long dashes count as what they look like.</summary>
public abstract partial record TypedNumber
{
    private TypedNumber()
    {
    }

    /// <summary>A ledger number with its year: 2026-0118, 2026-118.</summary>
    public sealed record Entry(int Year, int Number) : TypedNumber;

    /// <summary>The number of a case: 2026-拟-0153.</summary>
    public sealed record Case(int Year, int Number) : TypedNumber;

    /// <summary>A number alone, such as 0118: of an entry in any year, or within a title or a document number.</summary>
    public sealed record OfAnyYear(int Number) : TypedNumber;

    /// <summary>What was typed; null where it is words.</summary>
    public static TypedNumber? Read(string typed)
    {
        var text = Dash().Replace(typed.Normalize(NormalizationForm.FormKC), "-");
        return Whole().Match(text) switch
        {
            { Success: false } => null,
            { Groups: var g } when g["case"].Success => new Case(Digits(g["year"]), Digits(g["number"])),
            { Groups: var g } when g["year"].Success => new Entry(Digits(g["year"]), Digits(g["number"])),
            { Groups: var g } => new OfAnyYear(Digits(g["number"])),
        };
    }

    private static int Digits(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("[\u2010-\u2015\u2212]")]
    private static partial Regex Dash();

    [GeneratedRegex("^(?:(?<year>[0-9]{4})-?(?:(?<case>拟)-?|(?<=-)))?(?<number>[0-9]{1,7})$")]
    private static partial Regex Whole();
}
