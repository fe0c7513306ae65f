using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Shoumi.Rules.Periods;

namespace Shoumi.Rules.Registers;

/// <summary>Reads one row of an old ledger into an entry, or into errors that name cell, what and why.</summary>
internal sealed class OldRowReader(SheetRow row, SheetLayout layout, OldLedgerFacts facts)
{
    private const int LongestTitle = 200, LongestNumber = 40, LongestDocumentNumber = 60, LongestBasis = 200, LongestCarrier = 40, LongestCondition = 40, LongestRemark = 200, MostCopies = 9999;
    private const int LongestGiven = 40;
    private readonly List<RowProblem> problems = [];
    private readonly List<string> kept = [];

    /// <summary>The entry, or null where something keeps it out; and everything found.</summary>
    public (OldEntry? Entry, ImmutableArray<RowProblem> Problems) Read()
    {
        var derivative = Derivative();
        var (level, term) = LevelAndTerm();
        var day = Day(OldColumn.ClassifiedOn, RowFault.DayUnreadable, RowFault.NoDay);
        if (day > facts.Today)
        {
            Note(RowFault.DayAhead, OldColumn.ClassifiedOn, Text(OldColumn.ClassifiedOn));
        }

        if (level > facts.Cleared || (level is not null && facts.Cleared is null))
        {
            Note(RowFault.AboveClearance, LevelColumn);
        }

        var (title, number, documentNumber) = (Title(level), Longest(OldColumn.Number, LongestNumber), Longest(OldColumn.DocumentNumber, LongestDocumentNumber));
        var decided = level is { } l && day is { } d && term is { } t ? new OldTermReader(facts, Note, Text).Decide(l, t, d, derivative) : null;
        var entry = Names(level, documentNumber, title, number, decided, day);
        return (problems.Any(p => !p.IsWarning) ? null : entry, [.. problems]);
    }

    private OldEntry? Names(Level? level, string? documentNumber, string? title, string? number, (Term Term, TermOrigin Origin)? decided, DateOnly? day)
    {
        var unit = Unit();
        var (drafter, classifier) = (Person(OldColumn.Drafter, "承办人"), Person(OldColumn.Classifier, "定密责任人"));
        var (units, people) = Scope(level);
        var basis = Cut(OldColumn.Basis, LongestBasis);
        if (basis.Length == 0)
        {
            Note(RowFault.BasisMissing, OldColumn.Basis);
        }

        var (copies, carrier, remark) = (Copies(), Cut(OldColumn.CarrierForm, LongestCarrier), Remark());
        return level is { } l && decided is { } d && day is { } on
            ? new(number, title, l, d.Term, d.Origin, on, documentNumber, basis, units, people, unit, drafter, classifier, copies, carrier, remark)
            : null;
    }

    private OldColumn LevelColumn => layout.Of(OldColumn.Level) is not null ? OldColumn.Level : OldColumn.Mark;

    private (Level? Level, Term? Term) LevelAndTerm()
    {
        var (alone, mark) = (Text(OldColumn.Level), Text(OldColumn.Mark));
        var (level, behind) = OldMark.Read(alone.Length > 0 ? alone : mark);
        if (level is null)
        {
            Note(alone.Length + mark.Length == 0 ? RowFault.NoLevel : RowFault.LevelUnknown, LevelColumn, alone.Length > 0 ? alone : mark);
            return (null, null);
        }

        if (alone.Length > 0 && mark.Length > 0 && OldMark.Read(mark) is { Level: { } other } second)
        {
            if (other != level)
            {
                Note(RowFault.LevelsDiffer, LevelColumn, $"{alone}、{mark}");
            }

            behind = behind is { Form: TermForm.Bare } ? second.Term : behind;
        }

        return (level, Term(behind, alone.Length > 0 ? alone : mark));
    }

    /// <summary>The term of its own column beside the one behind the level: they must not contradict each other.</summary>
    private Term? Term(Term? behind, string marked)
    {
        var written = Text(OldColumn.Term);
        // Some offices write the whole mark into the column of the term.
        var own = written.Length == 0 ? Rules.Term.Bare : OldMark.ReadTerm(written) ?? OldMark.Read(written).Term;
        if (behind is null || own is null)
        {
            Note(RowFault.TermUnreadable, own is null ? OldColumn.Term : LevelColumn, own is null ? written : marked);
            return null;
        }

        if (behind.Value.Form != TermForm.Bare && own.Value.Form != TermForm.Bare && behind != own)
        {
            Note(RowFault.TermsDiffer, OldColumn.Term, $"{behind}、{own}");
            return null;
        }

        return own.Value.Form == TermForm.Bare ? behind : own;
    }

    private string? Title(Level? level)
    {
        var title = Text(OldColumn.Title);
        // Above the ceiling the paper ledger has the title, and this system would not keep it.
        if (title.Length == 0 && !(level is { } l && !facts.Keeps(l)))
        {
            Note(RowFault.NoTitle, OldColumn.Title);
        }
        else if (title.Length > LongestTitle)
        {
            Note(RowFault.TitleTooLong, OldColumn.Title);
        }

        return title.Length == 0 ? null : title;
    }

    private bool Derivative()
    {
        var words = Text(OldColumn.Kind);
        if (words.Length == 0 || words.Contains("原", StringComparison.Ordinal) || words.StartsWith("Orig", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var derived = words.Contains("派生", StringComparison.Ordinal) || words.Contains("来文", StringComparison.Ordinal) || words.StartsWith("Deriv", StringComparison.OrdinalIgnoreCase);
        if (!derived)
        {
            Note(RowFault.KindUnknown, OldColumn.Kind, words);
        }

        return derived;
    }

    private DateOnly? Day(OldColumn column, RowFault unreadable, RowFault missing)
    {
        var words = Text(column);
        var day = words.Length == 0 ? null : OldDay.Read(words);
        if (day is null)
        {
            Note(words.Length == 0 ? missing : unreadable, column, words);
        }

        return day;
    }

    private int? Unit()
    {
        var name = Text(OldColumn.Unit);
        var unit = name.Length == 0 ? null : facts.Names.Unit(name);
        if (name.Length > 0 && unit is null)
        {
            Note(RowFault.UnitUnknown, OldColumn.Unit, name);
            kept.Add($"承办单位：{name}");
        }

        return unit;
    }

    private int? Person(OldColumn column, string label)
    {
        var name = Text(column);
        var person = name.Length == 0 ? null : facts.Names.Person(name);
        if (name.Length > 0 && person is null)
        {
            Note(RowFault.PersonUnknown, column, name);
            kept.Add($"{label}：{name}");
        }

        return person;
    }

    private (ImmutableArray<int> Units, ImmutableArray<int> People) Scope(Level? level)
    {
        var words = Text(OldColumn.Scope);
        if (words.Length == 0)
        {
            Note(RowFault.ScopeMissing, OldColumn.Scope);
            return ([], []);
        }

        var (units, people, unknown) = (new SortedSet<int>(), new SortedSet<int>(), new List<string>());
        foreach (var name in words.Split(['、', ',', '，', ';', '；', '/', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The whole bureau is no scope for top secret (R7.1.6).
            var wide = level == Level.TopSecret && NameBook.IsBureau(name);
            if (!wide && facts.Names.Unit(name) is { } unit)
            {
                units.Add(unit);
            }
            else if (facts.Names.Person(name) is { } person)
            {
                people.Add(person);
            }
            else
            {
                unknown.Add(name);
            }
        }

        if (unknown.Count > 0)
        {
            Note(RowFault.ScopeUnknown, OldColumn.Scope, string.Join('、', unknown));
            kept.Add($"知悉范围：{string.Join('、', unknown)}");
        }

        return ([.. units], [.. people]);
    }

    private int Copies()
    {
        var words = Text(OldColumn.Copies).Normalize(NormalizationForm.FormKC).TrimEnd('份').Trim();
        if (words.Length == 0)
        {
            return 0;
        }

        if ((int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || (ChineseNumber.Read(words) is { } read && (n = read) >= 0)) && n <= MostCopies)
        {
            return n;
        }

        Note(RowFault.CopiesUnreadable, OldColumn.Copies, words);
        return 0;
    }

    private string? Remark()
    {
        var remark = string.Join('；', kept.Prepend(Text(OldColumn.Remark)).Where(t => t.Length > 0));
        if (remark.Length > LongestRemark)
        {
            Note(RowFault.Shortened, OldColumn.Remark, "备注");
            remark = Shortened(remark, LongestRemark);
        }

        return remark.Length == 0 ? null : remark;
    }

    private string? Longest(OldColumn column, int longest)
    {
        var text = Text(column);
        if (text.Length > longest)
        {
            Note(RowFault.TextTooLong, column, text);
        }

        return text.Length == 0 ? null : text;
    }

    private string Cut(OldColumn column, int longest)
    {
        var text = Text(column);
        if (text.Length > longest)
        {
            Note(RowFault.Shortened, column, text);
        }

        return text.Length > longest ? Shortened(text, longest) : text;
    }

    private static string Shortened(string text, int longest) => text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)] + "…";

    /// <summary>The cell's words on one line, without what nobody sees.</summary>
    private string Text(OldColumn column) => layout.Of(column) is { } c ? OneLine.Of(row[c]) : "";

    private void Note(RowFault fault, OldColumn column, string given = "", string allowed = "") => problems.Add(new(
        fault,
        SheetGrid.CellName(layout.Of(column) ?? 0, row.Number),
        given.Length > LongestGiven ? Shortened(given, LongestGiven) : given,
        allowed));

    /// <summary>Says what is wrong with a column.</summary>
    internal delegate void Noting(RowFault fault, OldColumn column, string given = "", string allowed = "");

    /// <summary>Longest words of a condition that a term keeps.</summary>
    internal const int MostOfCondition = LongestCondition;
}
