using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Matters;

/// <summary>An item that arrived classified (article 4 item 10).</summary>
/// <param name="Originator">原定密机关.</param>
/// <param name="DocumentNumber">文号; what the originator's own register calls it.</param>
/// <param name="Level">The level on its mark.</param>
/// <param name="Term">The term on its mark, in whatever form; bare when there is none.</param>
/// <param name="CipherTelegram">密码电报: only its particulars are registered, its content never enters the system.</param>
public sealed record ReceivedItem(string Originator, string DocumentNumber, Level Level, Term Term, bool CipherTelegram);

/// <summary>What a received item is registered with. Level, term and origin mean nothing when the ruling refuses.</summary>
public readonly record struct ReceivedReading(Ruling Ruling, Level Level, Term Term, TermOrigin Origin);

/// <summary>Article 4 item 10: what somebody else has classified keeps the originator's decision.</summary>
public static class Received
{
    // Nobody classifies for a thousand years; beyond it a duration is a slip of the pen and its date no calendar date.
    private const int LongestDuration = 999;

    /// <summary>
    /// Level and term are copied from the source, and any other claim is refused. A bare mark is managed for the 30, 20 or 10 years of
    /// its level, and the term remembers that it is a default (article 6 item 4).
    /// </summary>
    /// <param name="pack">The pack in force.</param>
    /// <param name="source">The item as it came.</param>
    /// <param name="claimedLevel">The level somebody wants to register; null copies the source.</param>
    /// <param name="claimedTerm">The term somebody wants to register; null copies the source.</param>
    [Requirement("R4.3", "R5.5", "R6.4.1", "R6.5.1", "R8.3.2")]
    public static ReceivedReading Judge(PolicyPack pack, ReceivedItem source, Level? claimedLevel, Term? claimedTerm)
    {
        var bare = source.Term.Form is TermForm.Bare or TermForm.None;
        var term = bare ? Term.Years(pack.Levels[source.Level].DefaultYears) : source.Term;
        var asMarked = claimedTerm is not { } claimed || claimed == term || (bare && claimed.Form is TermForm.Bare or TermForm.None);
        var ruling = Ruling.All(
            Sourced(source),
            Readable(pack, source.Term),
            claimedLevel is { } level && level != source.Level ? Changed(source, level.Word()) : Ruling.Yes,
            asMarked ? Ruling.Yes : Changed(source, $"{(claimedLevel ?? source.Level).Word()}★{claimedTerm}"));
        return new(ruling, source.Level, term, bare ? TermOrigin.Default : TermOrigin.Received);
    }

    /// <summary>Whether the item's file may be presented to the system at all: a cipher telegram never.</summary>
    [Requirement("R4.3")]
    public static Ruling MayPresentFile(ReceivedItem source) =>
        source.CipherTelegram ? Ruling.Forbid("MZ.4.10.CIPHER", "R4.3") : Ruling.Yes;

    private static Ruling Sourced(ReceivedItem source) =>
        string.IsNullOrWhiteSpace(source.Originator) || string.IsNullOrWhiteSpace(source.DocumentNumber)
            ? Ruling.Forbid("MZ.7.1.BASIS", "R4.3", ("why", "缺来文单位或文号"), ("why_en", "originator or document number is missing"))
            : Ruling.Yes;

    private static Ruling Readable(PolicyPack pack, Term term)
    {
        var complete = term.Form switch
        {
            TermForm.None or TermForm.Bare or TermForm.LongTerm => true,
            TermForm.Duration => term.Unit != TermUnit.None && term.Amount is > 0 and <= LongestDuration,
            TermForm.Date => term.Until is { } day && day > DateOnly.MinValue,
            TermForm.Condition => !string.IsNullOrWhiteSpace(term.Event),
        };
        var form = term.Form == TermForm.None ? TermForm.Bare : term.Form;
        return complete && pack.Terms.AcceptedFromOutside.Contains(form)
            ? Ruling.Yes
            // The words of a condition may say what the secret is.
            : Ruling.Forbid(
                "MZ.4.10.TERM", "R4.3",
                ("given", term.Form == TermForm.Condition ? "解密条件" : term.ToString()), ("given_en", term.Form == TermForm.Condition ? "a condition of declassification" : term.ToString()));
    }

    private static Ruling Changed(ReceivedItem source, string given) =>
        Ruling.Forbid("MZ.4.10", "R4.3", ("source", $"{source.Level.Word()}★{source.Term}"), ("given", given));
}
