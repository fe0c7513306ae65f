using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Periods;

/// <summary>Article 6, items 1 to 5: how long a matter may be protected, and how that is counted.</summary>
public static class Terms
{
    /// <summary>The term that follows from the drafter's answer: a superior rule, else the foreseen term, else the default of the level.</summary>
    /// <param name="pack">The pack in force.</param>
    /// <param name="level">The level that follows from the rows.</param>
    /// <param name="rowIds">The chosen rows; a superior rule must be made for one of them.</param>
    /// <param name="answer">What the drafter said.</param>
    /// <param name="day">The day of classification, on which a superior rule must be in force.</param>
    [Requirement("R6.1.1", "R6.2.1", "R6.3.1", "R6.4.1", "R6.5.1")]
    public static TermReading Judge(PolicyPack pack, Level level, ImmutableArray<string> rowIds, TermAnswer answer, DateOnly day)
    {
        if (answer.Rule is { } rule)
        {
            return new(Ruling.All(SuperiorRules.Judge(pack, rule), SuperiorRules.JudgeUse(pack, rule, rowIds, day)), rule.Term, TermOrigin.SuperiorRule);
        }

        return answer.Foreseeable switch
        {
            true => Foreseen(pack, level, answer),
            false => new(Ruling.Yes, DefaultOf(pack.Levels, level), TermOrigin.Default),
            null => new(
                Ruling.Forbid("MZ.7.1.OPINION", "R6.2.1", ("missing", "保密期限（能否预见）"), ("missing_en", "the term (foreseeable or not)")),
                default, TermOrigin.Foreseen),
        };
    }

    /// <summary>Article 6 item 4: 30, 20 or 10 years, for what is unmarked or cannot be foreseen.</summary>
    [Requirement("R6.4.1")]
    public static Term DefaultOf(LevelTable levels, Level level) => Term.Years(levels[level].DefaultYears);

    /// <summary>
    /// Article 6 item 1: whether an own term without a superior rule is within the cap of the level; the cap itself is allowed.
    /// Asked for every row of a million-row ledger: a permitted answer allocates nothing.
    /// </summary>
    [Requirement("R6.1.1")]
    public static Ruling JudgeCap(Level level, in Term term, LevelTable levels)
    {
        var months = InMonths(term);
        return months > 0 && months <= levels[level].CapYears * 12L ? Ruling.Yes : Refused(level, term, levels);
    }

    /// <summary>Items 1 and 5 together, for a term that is already a value: whole years, or whole months below one year, within the cap.</summary>
    [Requirement("R6.1.1", "R6.5.1", "R7.8")]
    public static Ruling JudgeTerm(PolicyPack pack, Level level, Term term) =>
        term.Form is TermForm.Duration && !IsCounted(term, pack.Terms)
            ? NotCounted(pack, level, new(term.Amount, term.Unit, Plain: true))
            : JudgeCap(level, term, pack.Levels);

    /// <summary>Length of an own duration in months; 0 for every form that the regulation does not produce.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long InMonths(in Term term) => term.Form != TermForm.Duration ? 0
        : term.Unit == TermUnit.Year ? term.Amount * 12L
        : term.Unit == TermUnit.Month ? term.Amount
        : 0;

    /// <summary>Whether a duration is counted as item 5 wants it.</summary>
    internal static bool IsCounted(in Term term, TermPolicy terms) =>
        term.Amount >= 1 && (term.Unit == TermUnit.Year || (term.Unit == TermUnit.Month && term.Amount <= terms.MaxMonths));

    private static TermReading Foreseen(PolicyPack pack, Level level, TermAnswer answer)
    {
        if (string.IsNullOrWhiteSpace(answer.Amount))
        {
            return new(Ruling.Forbid("MZ.6.2", "R6.2.1"), default, TermOrigin.Foreseen);
        }

        if (answer.Amount.Trim() == "长期")
        {
            return new(JudgeCap(level, Term.LongTerm, pack.Levels), default, TermOrigin.Foreseen);
        }

        if (WrittenTerm.Read(answer.Amount, answer.Unit) is not { } written)
        {
            // What was typed is not repeated: it may be anything, a title too, and refusals are kept.
            var (zh, en) = TermWords.Range(pack.Levels[level], pack.Terms);
            return new(Ruling.Forbid("MZ.6.5", "R6.5.1", ("allowed", zh), ("allowed_en", en)), default, TermOrigin.Foreseen);
        }

        var whole = written.Plain && written.Amount == decimal.Truncate(written.Amount);
        var term = whole ? new Term(TermForm.Duration, (int)written.Amount, written.Unit) : default;
        if (whole && IsCounted(term, pack.Terms))
        {
            return new(JudgeCap(level, term, pack.Levels), term, TermOrigin.Foreseen);
        }

        return new(NotCounted(pack, level, written), default, TermOrigin.Foreseen);
    }

    private static Ruling NotCounted(PolicyPack pack, Level level, WrittenTerm written)
    {
        var policy = pack.Levels[level];
        var (given, givenEn) = TermWords.Of(written);
        var (allowed, allowedEn) = TermWords.Nearest(written.InMonths, policy, pack.Terms);
        return Ruling.All(
            Ruling.Forbid("MZ.6.5", "R6.5.1", ("given", given), ("given_en", givenEn), ("allowed", allowed), ("allowed_en", allowedEn)),
            written.InMonths > policy.CapYears * 12m ? AboveCap(policy, (given, givenEn)) : Ruling.Yes);
    }

    private static Ruling Refused(Level level, in Term term, LevelTable levels) => term.Form switch
    {
        TermForm.Duration when InMonths(term) > 0 => AboveCap(levels[level], (term.ToString(), TermWords.InEnglish(term))),
        TermForm.None or TermForm.Bare => Ruling.Forbid("MZ.7.1.OPINION", "R7.1.2", ("missing", "保密期限"), ("missing_en", "the term")),
        TermForm.LongTerm => SuperiorRules.Missing("长期只能依上级规定", "an indefinite term rests on a superior rule only"),
        TermForm.Duration or TermForm.Date => Ruling.Forbid("MZ.6.5", "R6.5.1", ("given", term.ToString()), ("given_en", TermWords.InEnglish(term))),
        // The words of a condition may say what the secret is.
        TermForm.Condition => Ruling.Forbid("MZ.6.5", "R6.5.1", ("given", "解密条件"), ("given_en", "a condition of declassification")),
    };

    private static Ruling AboveCap(LevelPolicy level, (string Zh, string En) given) => Ruling.Forbid(
        "MZ.6.1", "R6.1.1",
        ("level", level.Level.Word()), ("given", given.Zh), ("given_en", given.En),
        ("allowed", $"{level.CapYears}年"), ("allowed_en", TermWords.InEnglish(Term.Years(level.CapYears))));
}
