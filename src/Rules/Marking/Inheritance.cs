using System.Collections.Immutable;

namespace Shoumi.Rules.Marking;

/// <summary>One item inside a compilation or a volume, or one source of an excerpt.</summary>
/// <param name="Secrecy">What was decided about it; null for an item that never was a state secret.</param>
/// <param name="Borne">The mark it bears (in a volume: the mark its contents list shows); null when there is none.</param>
public sealed record Member(Secrecy? Secrecy, ClassificationMark? Borne)
{
    /// <summary>The decision, if it still holds on that day; what is declassified does not count any more.</summary>
    public Secrecy? InForceOn(DateOnly day) => Secrecy is { } secrecy && secrecy.InForceOn(day) ? secrecy : null;
}

/// <summary>What a compilation or excerpt takes over from the secrets in it.</summary>
/// <param name="Mark">Highest level and longest term, possibly from different members.</param>
/// <param name="FreeFrom">The latest day on which a source becomes free; null when one never does by itself.</param>
/// <param name="DiffersFromMark">Whether the mark, counted from the day of compilation, would suggest another day.</param>
/// <param name="ConditionsDiffer">Whether sources end on different conditions, so that a person must word the term.</param>
public sealed record Inherited(ClassificationMark Mark, DateOnly? FreeFrom, bool DiffersFromMark, bool ConditionsDiffer);

/// <summary>Article 8 items 4 and 5: what compilations, excerpts and archive volumes take over from what they hold.</summary>
public static class Inheritance
{
    /// <summary>
    /// Item 4: the highest level and the longest term among the secrets in force on that day. The declassification date is the latest
    /// of the sources' own dates, never earlier than any (system rule).
    /// </summary>
    /// <returns>Null when nothing in it is a state secret on that day: then it stays unmarked.</returns>
    [Requirement("R8.4.1", "R8.4.3")]
    public static Inherited? From(IEnumerable<Member> members, DateOnly day)
    {
        ImmutableArray<Secrecy> secrets = [.. members.Select(m => m.InForceOn(day)).OfType<Secrecy>()];
        if (secrets.IsEmpty)
        {
            return null;
        }

        var term = secrets.MaxBy(s => TermLength.Of(s.Term, s.StartsOn))!.Term;
        var mark = new ClassificationMark(secrets.Max(s => s.Level), term);
        var free = secrets.Any(s => s.FreeFrom is null) ? null : secrets.Max(s => s.FreeFrom);
        var suggested = new Secrecy(mark.Level, mark.Term, TermOrigin.Foreseen, day).FreeFrom;
        var conditions = secrets.Where(s => s.Term.Form == TermForm.Condition).Select(s => s.Term.Event).Distinct().Count();
        return new(mark, free, free != suggested, conditions > 1 && term.Form == TermForm.Condition);
    }

    /// <summary>
    /// Item 4, compilations: top secret is not compiled (<c>MZ.9.3.TS</c>), every secret member bears its own mark
    /// (<c>MZ.8.4.MEMBER</c>), the cover neither a lower nor a shorter one than they together ask for (<c>MZ.8.4.COVER</c>), and what
    /// is no secret bears none (<c>MZ.8.3.NOT</c>).
    /// </summary>
    [Requirement("R8.4.1", "R9.3.1")]
    public static Ruling JudgeCompilation(IReadOnlyList<Member> members, ClassificationMark? cover, DateOnly day) => Ruling.All(
        JudgeTopSecret(members, day),
        [.. members.Select((member, index) => JudgeMember(member, index + 1, day)), JudgeCover(members, cover, day, "R8.4.1")]);

    /// <summary>
    /// Item 4, excerpts and quotations: the sources are named (<c>MZ.8.4.SOURCE</c>) and the excerpt bears their highest level and
    /// longest term (<c>MZ.8.4.COVER</c>). Excerpts of top secret are refused unless the policy allows them (<c>MZ.9.3.TS</c>).
    /// </summary>
    /// <param name="sources">The items it was taken from.</param>
    /// <param name="mark">The mark of the excerpt.</param>
    /// <param name="day">The day of judgement.</param>
    /// <param name="onlyUnclassifiedParts">Drafter and section head have both put on record that only unclassified passages are quoted: then no mark.</param>
    /// <param name="allowTopSecret">The policy's switch; article 9 item 3 forbids copying and compiling, not literally excerpts.</param>
    [Requirement("R8.4.2")]
    public static Ruling JudgeExcerpt(IReadOnlyList<Member> sources, ClassificationMark? mark, DateOnly day, bool onlyUnclassifiedParts, bool allowTopSecret)
    {
        if (sources.Count == 0)
        {
            return Ruling.Forbid("MZ.8.4.SOURCE", "R8.4.2");
        }

        if (onlyUnclassifiedParts)
        {
            return MarkingRules.JudgeBearer(Determination.Unclassified, mark);
        }

        return Ruling.All(allowTopSecret ? Ruling.Yes : JudgeTopSecret(sources, day), JudgeCover(sources, mark, day, "R8.4.2"));
    }

    /// <summary>Item 5: before a volume is closed its contents list shows level and term of every secret document. <c>MZ.8.5.LIST</c>.</summary>
    [Requirement("R8.5.1")]
    public static Ruling JudgeVolume(IReadOnlyList<Member> listed, DateOnly day) => Ruling.All(
        Ruling.Yes,
        [.. listed.Select((entry, index) => entry.InForceOn(day) is { } secrecy && !Shows(entry.Borne, secrecy)
            ? Ruling.Forbid("MZ.8.5.LIST", "R8.5.1", ("entry", $"{index + 1}"), ("given", entry.Borne?.ToString() ?? ""), ("allowed", secrecy.ToString()))
            : Ruling.Yes)]);

    /// <summary>
    /// Item 5: the highest level in the volume, at which it is kept; null when nothing in it is secret any more. It falls with the
    /// members; moving the volume is the custodian's act.
    /// </summary>
    [Requirement("R8.5.2")]
    public static Level? CustodyLevel(IEnumerable<Member> listed, DateOnly day) => listed.Max(m => m.InForceOn(day)?.Level);

    /// <summary>Item 5 with article 11: a volume with a top secret document in it belongs in the registry's safe.</summary>
    [Requirement("R8.5.2")]
    public static bool NeedsRegistrySafe(IEnumerable<Member> listed, DateOnly day) => CustodyLevel(listed, day) == Level.TopSecret;

    private static Ruling JudgeTopSecret(IEnumerable<Member> members, DateOnly day) =>
        members.Any(m => m.InForceOn(day)?.Level == Level.TopSecret)
            ? Ruling.Forbid("MZ.9.3.TS", "R9.3.1")
            : Ruling.Yes;

    private static Ruling JudgeMember(Member member, int number, DateOnly day) => member switch
    {
        { Secrecy: null } => MarkingRules.JudgeBearer(Determination.Unclassified, member.Borne),
        _ when member.InForceOn(day) is { } secrecy && !Shows(member.Borne, secrecy) =>
            Ruling.Forbid("MZ.8.4.MEMBER", "R8.4.1", ("member", $"{number}"), ("given", member.Borne?.ToString() ?? ""), ("allowed", secrecy.ToString())),
        _ => Ruling.Yes,
    };

    private static Ruling JudgeCover(IEnumerable<Member> members, ClassificationMark? cover, DateOnly day, string requirement)
    {
        if (From(members, day) is not { Mark: { } needed })
        {
            return MarkingRules.JudgeBearer(Determination.Unclassified, cover);
        }

        var enough = cover is not null && cover.Level >= needed.Level && cover.Term.Form is not (TermForm.Bare or TermForm.None)
            && TermLength.Of(cover.Term, day) >= TermLength.Of(needed.Term, day);
        return enough
            ? Ruling.Yes
            : Ruling.Forbid("MZ.8.4.COVER", requirement, ("given", cover?.ToString() ?? ""), ("allowed", needed.ToString()));
    }

    /// <summary>A received item without a stated term shows a bare star and is managed by its default.</summary>
    private static bool Shows(ClassificationMark? borne, Secrecy secrecy) =>
        borne is not null && borne.Level == secrecy.Level
        && (borne.Term == secrecy.Term || (borne.Term.Form == TermForm.Bare && secrecy.Origin == TermOrigin.Default));
}
