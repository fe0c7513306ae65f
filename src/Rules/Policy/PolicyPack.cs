using System.Collections.Immutable;

namespace Shoumi.Rules.Policy;

/// <summary>条例包, the regulation as data: what an office changes without a programmer. Immutable.</summary>
/// <param name="Id">Such as <c>minzheng</c>.</param>
/// <param name="Version">Day from which this edition is in force; a decision stores it, and a later edition never changes an old decision.</param>
/// <param name="Title">Title of the regulation.</param>
/// <param name="CodePrefix">Prefix of its reason codes, such as <c>MZ</c>.</param>
/// <param name="Precedence">Rank among packs; where two contradict, the higher one governs.</param>
/// <param name="Bases">Legal bases by id.</param>
/// <param name="Levels">Caps and defaults by level.</param>
/// <param name="Scopes">The ten groups of article 4.</param>
/// <param name="Rows">The catalogue of article 5.</param>
/// <param name="Conditions">The limiting conditions of rows, as questions.</param>
/// <param name="Terms">Article 6.</param>
/// <param name="Procedure">Article 7.</param>
/// <param name="Marking">Article 8.</param>
/// <param name="Access">Sign-in and session.</param>
/// <param name="Reasons">Every reason code with its texts.</param>
/// <param name="Hints">Where current national law says otherwise (现行法提示), from packs that extend this one.</param>
[Requirement("R1.1", "RP.2", "RN3.6")]
public sealed record PolicyPack(
    string Id,
    DateOnly Version,
    Wording Title,
    string CodePrefix,
    int Precedence,
    ImmutableDictionary<string, LegalBasis> Bases,
    LevelTable Levels,
    ImmutableArray<ScopeRow> Scopes,
    ImmutableArray<MatterRow> Rows,
    ImmutableDictionary<string, Condition> Conditions,
    TermPolicy Terms,
    ProcedurePolicy Procedure,
    MarkingPolicy Marking,
    AccessPolicy Access,
    ImmutableDictionary<string, Reason> Reasons,
    ImmutableArray<LawHint> Hints)
{
    /// <summary>The row of that id, or null.</summary>
    public MatterRow? Row(string id) => Rows.FirstOrDefault(r => r.Id == id);

    /// <summary>The article-4 group of that id, or null.</summary>
    public ScopeRow? Scope(string id) => Scopes.FirstOrDefault(s => s.Id == id);

    /// <summary>The reason of that code. A code without a text is a defect of the pack, found when it is loaded.</summary>
    public Reason Reason(string code) => Reasons.TryGetValue(code, out var reason)
        ? reason
        : throw new KeyNotFoundException($"No reason {code} in pack {Id}");
}

/// <summary>A law, rule or notice that the regulation rests on.</summary>
public sealed record LegalBasis(string Id, Wording Title, string Issuer, DateOnly? Date, string? Article);

/// <summary>Cap and default term of one level, in years (article 6 items 1 and 4).</summary>
public sealed record LevelPolicy(Level Level, int CapYears, int DefaultYears);

/// <summary>Caps and defaults of all three levels; looking one up costs no allocation.</summary>
public sealed record LevelTable(LevelPolicy TopSecret, LevelPolicy Secret, LevelPolicy Confidential)
{
    /// <summary>The figures of that level.</summary>
    public LevelPolicy this[Level level] => level switch
    {
        Level.TopSecret => TopSecret,
        Level.Secret => Secret,
        Level.Confidential => Confidential,
    };
}

/// <summary>One group of article 4, with the rows of article 5 that belong to it.</summary>
/// <param name="Short">A name that fits a table cell; the official one stays in <paramref name="Name"/>.</param>
/// <param name="Rows">Ids of its rows. Catch-all rows are not listed: they are offered under every group that is not received-only.</param>
/// <param name="ReceivedOnly">Article 4 item 10: keeps the originator's level, has no rows.</param>
/// <param name="Gap">What the group lists without article 5 giving it a level; null when there is no gap.</param>
[Requirement("R4.1")]
public sealed record ScopeRow(string Id, Clause Clause, Wording Name, Wording Short, ImmutableArray<string> Rows, bool ReceivedOnly, Wording? Gap);

/// <summary>One row of the catalogue of article 5: it has exactly one level.</summary>
/// <param name="Number">Number within its item, as in 5（二）2.</param>
/// <param name="Name">The official name, to the letter.</param>
/// <param name="Short">A name that fits a table cell.</param>
/// <param name="CatchAll">"其它应定为…的事项": needs a written justification and the leading group's opinion.</param>
/// <param name="Conditions">All of these conditions must hold.</param>
/// <param name="LineRule">Id of the basis: the ministry's rule that the row rests on (R2.2).</param>
[Requirement("R2.2", "R5.2")]
public sealed record MatterRow(string Id, Clause Clause, int Number, Level Level, Wording Name, Wording Short, bool CatchAll, ImmutableArray<string> Conditions, string LineRule)
{
    /// <summary>Such as 第五条（二）项2.</summary>
    public string Citation => $"{Clause}{Number}";

    /// <summary>Such as article 5(2)2.</summary>
    public string CitationEn => $"article {Clause.Article}({Clause.Item}){Number}";
}

/// <summary>A limiting condition inside a row, asked as a question.</summary>
/// <param name="Name">The limiting words themselves, such as 尚未公开.</param>
/// <param name="Question">What the drafter is asked.</param>
/// <param name="Options">The answers offered; the condition holds when at least one (or, with <paramref name="All"/>, every) ticked option holds.</param>
/// <param name="All">Whether every option must be ticked.</param>
public sealed record Condition(string Id, Wording Name, Wording Question, ImmutableArray<ConditionOption> Options, bool All);

/// <summary>One answer to a condition's question.</summary>
/// <param name="Holds">Whether ticking it makes the condition hold; "not so" answers do not.</param>
public sealed record ConditionOption(string Id, Wording Text, bool Holds);

/// <summary>Article 6 as numbers.</summary>
/// <param name="MaxMonths">Greatest number of months that is still written in months (11).</param>
/// <param name="ReminderDays">Days before expiry on which unit and registry are reminded, descending.</param>
/// <param name="AcceptedFromOutside">Forms that received items may carry.</param>
public sealed record TermPolicy(int MaxMonths, ImmutableArray<int> ReminderDays, ImmutableArray<TermForm> AcceptedFromOutside);

/// <summary>Article 7 as switches.</summary>
/// <param name="AllowSamePersonSteps">Small units only: one person may do two of the steps 1–4; every use is reported.</param>
/// <param name="CatchAllNeedsGroupOpinion">The leading group's opinion must be on record before step 4 (article 5, 其它 rows).</param>
/// <param name="StepDays">Working days that each of the steps 2–5 may take before it counts as overdue.</param>
public sealed record ProcedurePolicy(bool AllowSamePersonSteps, bool CatchAllNeedsGroupOpinion, int StepDays);

/// <summary>Article 8 and the typography of GB/T 9704-2012: lengths in twips (1/1440 inch), font size in half points.</summary>
public sealed record MarkingPolicy(
    string Star,
    ImmutableArray<string> Fonts,
    int HalfPoints,
    int TopMargin,
    int LeftMargin,
    int LineHeight,
    int CopyNumberDigits);

/// <summary>Sign-in rules of the product itself.</summary>
public sealed record AccessPolicy(int PasswordLength, int PasswordClasses, int LockAfter, int LockMinutes, int IdleMinutes);

/// <summary>One reason code with everything a refusal shows.</summary>
/// <param name="Literal">Whether the regulation says so itself (条例规定) or the product derives it (系统规则).</param>
/// <param name="Text">One sentence: what is refused and why; <c>{name}</c> is replaced by an argument.</param>
/// <param name="Remedy">What would be allowed instead.</param>
/// <param name="Who">Who can do that.</param>
/// <param name="Rule">Our paraphrase of the clause it rests on.</param>
/// <param name="Clause">Article and item; null for the notice and for system rules.</param>
/// <param name="Basis">Id of the legal basis.</param>
/// <param name="About">
/// Part of the form it belongs to: matter, term, scope, title, file, step, account, clock, organisation, correction; for later articles
/// carrier, inspection, incident.
/// </param>
public sealed record Reason(
    string Code,
    bool Literal,
    Wording Text,
    Wording Remedy,
    Wording Who,
    Wording Rule,
    Clause? Clause,
    string Basis,
    string About);

/// <summary>现行法提示: a place where a law of higher rank says otherwise.</summary>
/// <param name="On">When it is shown.</param>
/// <param name="Text">What that law says.</param>
/// <param name="Basis">That law, with the article.</param>
/// <param name="Pack">Id of the pack that gives the hint.</param>
/// <param name="Precedence">Rank of that pack; above the rank of the regulation, the law governs.</param>
/// <param name="Governs">Which of the two governs, and what the office should do about it.</param>
[Requirement("R1.1")]
public sealed record LawHint(HintMoment On, Wording Text, LegalBasis Basis, string Pack, int Precedence, Wording Governs);

/// <summary>The moment at which a hint is shown; in a pack by the word behind it.</summary>
public enum HintMoment
{
    /// <summary>authority: whenever a case is proposed.</summary>
    Authority = 1,

    /// <summary>top-secret: 绝密 is proposed.</summary>
    TopSecret = 2,

    /// <summary>catch-all: a row for other matters is chosen.</summary>
    CatchAll = 3,

    /// <summary>forms: a term is entered.</summary>
    Forms = 4,

    /// <summary>unforeseeable: the end cannot be foreseen.</summary>
    Unforeseeable = 5,

    /// <summary>start: a level is proposed, so that a term will start.</summary>
    Start = 6,

    /// <summary>top-secret-copy: copying of a 绝密 item is asked for (article 9).</summary>
    TopSecretCopy = 7,
}
