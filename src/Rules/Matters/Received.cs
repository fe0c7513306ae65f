using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Matters;

/// <summary>An item that arrived classified (article 4 item 10).</summary>
/// <param name="Originator">原定密机关.</param>
/// <param name="DocumentNumber">文号; what the originator's own register calls it.</param>
/// <param name="Level">The level on its mark.</param>
/// <param name="Term">The term on its mark, in whatever form; bare when there is none.</param>
/// <param name="CipherTelegram">密码电报: only its particulars are registered, its content never enters the system.</param>
/// <param name="IssuedOn">制发日: the originator's date, from which the term counts.</param>
public sealed record ReceivedItem(string Originator, string DocumentNumber, Level Level, Term Term, bool CipherTelegram, DateOnly? IssuedOn);

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
    /// <param name="day">The day of registering: by then the source must exist and not be over.</param>
    [Requirement("R4.3", "R5.5", "R6.4.1", "R6.5.1", "R8.3.2")]
    public static ReceivedReading Judge(PolicyPack pack, ReceivedItem source, Level? claimedLevel, Term? claimedTerm, DateOnly day)
    {
        var bare = source.Term.Form is TermForm.Bare or TermForm.None;
        var term = bare ? Term.Years(pack.Levels[source.Level].DefaultYears) : source.Term;
        var asMarked = claimedTerm is not { } claimed || claimed == term || (bare && claimed.Form is TermForm.Bare or TermForm.None);
        var ruling = Ruling.All(
            Sourced(source),
            Dated(source, day),
            Readable(pack, source.Term) is Ruling.Forbidden unreadable ? unreadable : NotOver(source, term, day),
            claimedLevel is { } level && level != source.Level ? Changed(source, level.Word()) : Ruling.Yes,
            asMarked ? Ruling.Yes : Changed(source, $"{(claimedLevel ?? source.Level).Word()}★{claimedTerm}"));
        return new(ruling, source.Level, term, bare ? TermOrigin.Default : TermOrigin.Received);
    }

    /// <summary>
    /// Whether a recorded source may become something else at a review: it is what its originator made it. A mistake in recording it is
    /// corrected by the drafter's own new proposal after a return.
    /// </summary>
    /// <param name="recorded">The item as it was recorded.</param>
    /// <param name="determination">What the reviewer says it is.</param>
    /// <param name="scope">The group the reviewer puts it under; null where none is chosen.</param>
    /// <param name="claimed">The particulars the reviewer types.</param>
    [Requirement("R4.3", "R7.8")]
    public static Ruling JudgeKept(ReceivedItem recorded, Determination determination, ScopeRow? scope, ReceivedItem claimed)
    {
        if (determination != Determination.StateSecret)
        {
            var (zh, en) = determination == Determination.Internal ? ("内部", "internal") : ("非密", "unclassified");
            return Changed(recorded, zh, en);
        }

        if (scope is not { ReceivedOnly: true })
        {
            return Changed(recorded, scope is null ? "另一类事项" : $"{scope.Clause}", scope is null ? "another group" : $"article {scope.Clause.Article}({scope.Clause.Item})");
        }

        return claimed with { Level = recorded.Level, Term = recorded.Term } == recorded ? Ruling.Yes : Changed(recorded, "另一份来文", "another source");
    }

    /// <summary>Whether the item's file may be presented to the system at all: a cipher telegram never.</summary>
    [Requirement("R4.3")]
    public static Ruling MayPresentFile(ReceivedItem source) =>
        source.CipherTelegram ? Ruling.Forbid("MZ.4.10.CIPHER", "R4.3") : Ruling.Yes;

    private static Ruling Sourced(ReceivedItem source) =>
        string.IsNullOrWhiteSpace(source.Originator) || string.IsNullOrWhiteSpace(source.DocumentNumber)
            ? Ruling.Forbid("MZ.7.1.BASIS", "R4.3", ("why", "缺来文单位或文号"), ("why_en", "originator or document number is missing"))
            : Ruling.Yes;

    private static Ruling Dated(ReceivedItem source, DateOnly day) => source.IssuedOn is not { } issued
        ? Ruling.Forbid("MZ.7.1.BASIS", "R4.3", ("why", "缺来文制发日"), ("why_en", "the originator's date is missing"))
        : issued > day
            ? Ruling.Forbid("MZ.7.1.BASIS", "R4.3", ("why", "来文制发日还没有到"), ("why_en", "the originator's date is still ahead"))
            : Ruling.Yes;

    // What has run out at its originator is no state secret any more: nothing is left to be classified here.
    private static Ruling NotOver(ReceivedItem source, Term term, DateOnly day) =>
        source.IssuedOn is { } issued && new Secrecy(source.Level, term, TermOrigin.Received, issued) is { LastProtectedDay: { } last } && last < day
            ? Ruling.Forbid("MZ.4.10.OVER", "R4.3", ("last", $"{last:yyyy-MM-dd}"))
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

    private static Ruling Changed(ReceivedItem source, string given, string? givenEn = null) =>
        Ruling.Forbid("MZ.4.10", "R4.3", ("source", $"{source.Level.Word()}★{source.Term}"), ("given", given), ("given_en", givenEn ?? given));
}
