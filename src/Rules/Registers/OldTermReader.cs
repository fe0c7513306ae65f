using Shoumi.Rules.Periods;

namespace Shoumi.Rules.Registers;

/// <summary>
/// The term of an old entry by the rules of article 6: an own one within the cap of its level or by a registered superior rule, a received
/// one as its originator set it, none as the default of its level; and its end as the old ledger names it, if it does.
/// </summary>
internal sealed class OldTermReader(OldLedgerFacts facts, OldRowReader.Noting note, Func<OldColumn, string> text)
{
    // Beyond it a duration is a slip of the pen and its end no calendar day.
    private const int LongestDuration = 999;

    /// <summary>The term as it is kept, and where it comes from. Null where it cannot stand; what is wrong is noted.</summary>
    [Requirement("R6.1.1", "R6.3.1", "R6.4.1", "R6.5.1", "R4.3", "R8.3.2")]
    public (Term Term, TermOrigin Origin)? Decide(Level level, Term written, DateOnly start, bool derivative)
    {
        var (end, readable) = End();
        var term = written;
        var origin = derivative ? TermOrigin.Received : TermOrigin.Foreseen;
        if (written.Form is TermForm.Bare or TermForm.Condition && end is { } day)
        {
            term = Term.FreeOn(day);
        }
        else if (written.Form == TermForm.Bare)
        {
            (term, origin) = (Terms.DefaultOf(facts.Pack.Levels, level), TermOrigin.Default);
            note(RowFault.TermMissing, OldColumn.Term, "", $"{term}");
        }

        if (!IsPossible(level, term, start) || !readable)
        {
            return null;
        }

        var kept = derivative || origin == TermOrigin.Default ? (term, origin) : Own(level, term, start);
        Compare(term, start, end);
        return kept;
    }

    /// <summary>What stands in the column of the end: a day, nothing, or something that is neither.</summary>
    private (DateOnly? End, bool Readable) End()
    {
        var words = text(OldColumn.FreeOn);
        if (words.Length == 0 || OldMark.ReadTerm(words) is { Form: TermForm.Bare or TermForm.LongTerm })
        {
            return (null, true);
        }

        // 至 in this column counts its day in, as it does in a mark.
        var day = OldDay.Read(words) ?? OldMark.ReadTerm(words)?.Until;
        if (day is null)
        {
            note(RowFault.EndUnreadable, OldColumn.FreeOn, words);
        }

        return (day, day is not null);
    }

    private bool IsPossible(Level level, Term term, DateOnly start)
    {
        var fault = term.Form switch
        {
            TermForm.Duration when term.Amount is < 1 or > LongestDuration => RowFault.TermNotCounted,
            TermForm.Date when term.Until <= start => RowFault.EndBeforeStart,
            TermForm.Condition when term.Event is { Length: > OldRowReader.MostOfCondition } => RowFault.ConditionTooLong,
            TermForm.None or TermForm.Bare or TermForm.Duration or TermForm.Date or TermForm.Condition or TermForm.LongTerm => (RowFault?)null,
        };
        if (fault is { } wrong)
        {
            note(wrong, Place(term), $"{level.Word()}★{term}");
        }

        return fault is null;
    }

    private (Term Term, TermOrigin Origin)? Own(Level level, Term term, DateOnly start)
    {
        if (facts.Rule(term, start, text(OldColumn.SuperiorRule), text(OldColumn.Basis)) is not null)
        {
            return (term, TermOrigin.SuperiorRule);
        }

        var cap = facts.Pack.Levels[level].CapYears;
        RowFault? fault = term.Form switch
        {
            TermForm.LongTerm => RowFault.LongTermUnruled,
            TermForm.Duration when !Terms.IsCounted(term, facts.Pack.Terms) => RowFault.TermNotCounted,
            TermForm.Duration when !Terms.JudgeCap(level, term, facts.Pack.Levels).IsPermitted => RowFault.AboveCap,
            // The first free day of the longest term, which is the day after its last.
            TermForm.Date when term.Until > start.AddYears(cap).AddDays(1) => RowFault.AboveCap,
            TermForm.None or TermForm.Bare or TermForm.Duration or TermForm.Date or TermForm.Condition => null,
        };
        if (fault is { } wrong)
        {
            note(wrong, Place(term), wrong == RowFault.AboveCap ? $"{level.Word()}★{term}" : $"{term}", $"{cap}年");
            return null;
        }

        return (term, TermOrigin.Foreseen);
    }

    /// <summary>
    /// The end as written against the end by the term. Some offices write the last protected day, others the first free one; those that count
    /// the first day in are a day short, and the term holds.
    /// </summary>
    private void Compare(Term term, DateOnly start, DateOnly? end)
    {
        if (end is not { } written || term.Form is TermForm.Condition or TermForm.Bare or TermForm.None)
        {
            return;
        }

        var last = Expiry.LastProtectedDay(start, term);
        if (last is null || (written != last && written != last.Value.AddDays(1)))
        {
            note(last == written.AddDays(1) ? RowFault.EndOneDayOff : RowFault.EndContradicts, OldColumn.FreeOn, text(OldColumn.FreeOn), last is { } day ? $"{day.AddDays(1):yyyy-MM-dd}" : "长期");
        }
    }

    private OldColumn Place(Term term) =>
        term.Form == TermForm.Date && text(OldColumn.Term).Length == 0 && text(OldColumn.FreeOn).Length > 0 ? OldColumn.FreeOn
        : text(OldColumn.Term).Length > 0 ? OldColumn.Term
        : text(OldColumn.Level).Length > 0 ? OldColumn.Level : OldColumn.Mark;
}
