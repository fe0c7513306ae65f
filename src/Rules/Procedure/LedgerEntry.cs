namespace Shoumi.Rules.Procedure;

/// <summary>What made a line of the classification ledger.</summary>
public enum EntryKind
{
    /// <summary>定密: the fifth step.</summary>
    Determined = 1,

    /// <summary>更正: a clerical mistake reversed by two persons.</summary>
    Corrected = 2,

    /// <summary>变更: level, term or scope of knowledge changed by a case of its own.</summary>
    Changed = 3,

    /// <summary>提前解密: declassified before the term ran out, by a case of its own.</summary>
    Declassified = 4,
}

/// <summary>
/// 定密台账的一条: one line of the classification ledger. Consecutive in its year, without gaps, never deleted and never changed:
/// a mistake is corrected by a further entry that points back, and both stay visible.
/// </summary>
[Requirement("R7.5.1")]
public sealed class LedgerEntry
{
    /// <summary>What stands as the basis of a received matter, whose level came with it (article 4 item 10): a derivative classification.</summary>
    public const string BasisOfReceived = "来文密级";

    private string? title, fingerprint;

    public int Id { get; private set; }

    public required int Year { get; init; }

    /// <summary>Consecutive in its year; given when it is saved.</summary>
    public int Number { get; private set; }

    public required int CaseId { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public required int EnteredById { get; init; }

    public required int UnitId { get; init; }

    public required int DrafterId { get; init; }

    /// <summary>定密责任人: the leader who approved.</summary>
    public required int ClassifierId { get; init; }

    /// <summary>Null above the ceiling set for this system: 题名见纸质台账.</summary>
    public string? Title { get => title; init => title = value; }

    public required Level Level
    {
        get;
        init => (field, AccessLevel) = (value, value);
    }

    /// <summary>
    /// 密级 of the matter as it stands now: whoever is not cleared for it does not see this line either, though the line itself tells of a
    /// lower level that the matter once had.
    /// </summary>
    public Level AccessLevel { get; private set; }

    /// <summary>What made this line.</summary>
    public EntryKind Kind { get; init; } = EntryKind.Determined;

    public required Term Term { get; init; }

    public required TermOrigin Origin { get; init; }

    /// <summary>The mark, such as 机密★20年.</summary>
    public required string Mark { get; init; }

    /// <summary>The row of the basis that gives the level, to filter by; for a received matter its group.</summary>
    public required string RowId { get; init; }

    /// <summary>The basis as cited, such as 第五条（二）项2.</summary>
    public required string Basis
    {
        get;
        init => (field, Derivative) = (value, value == BasisOfReceived);
    }

    /// <summary>
    /// 派生: the level came with the matter. Of an own entry its basis says so; an imported one keeps the words of the old ledger, and what that
    /// ledger says beside them. The one fact that pages, papers and statistics go by.
    /// </summary>
    public bool Derivative { get; init; }

    /// <summary>制发日/定密日: the day of the approval, or the originator's date of a received matter; the term starts on it.</summary>
    public required DateOnly ClassifiedOn { get; init; }

    public DateOnly? LastProtectedDay { get; init; }

    /// <summary>First free day; null when it never ends by itself.</summary>
    public DateOnly? FreeFrom { get; init; }

    /// <summary>文号.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>载体形式.</summary>
    public required string CarrierForm { get; init; }

    /// <summary>份数.</summary>
    public required int Copies { get; init; }

    /// <summary>备注.</summary>
    public string? Remark { get; init; }

    /// <summary>How many persons are in the scope of knowledge, units counted by their members on the day of entry.</summary>
    public required int Knowing { get; init; }

    /// <summary>The entry whose place this one takes: by correction, by change or by declassification.</summary>
    public int? ReplacesId { get; init; }

    /// <summary>The entry that takes the place of this one; such an entry no longer speaks for the matter.</summary>
    public int? ReplacedById { get; private set; }

    /// <summary>What kind of entry took its place.</summary>
    public EntryKind? ReplacedAs { get; private set; }

    /// <summary>Day on which the automatic declassification was recorded. The state itself follows from <see cref="FreeFrom"/> and the day.</summary>
    public DateOnly? DeclassificationRecordedOn { get; private set; }

    /// <summary>The import that brought it in; null for an entry of this ledger's own.</summary>
    public int? ImportBatchId { get; init; }

    /// <summary>Its number in the old ledger.</summary>
    public string? OldNumber { get; init; }

    /// <summary>By which a row of an old ledger is known again; null for an own entry.</summary>
    public string? Fingerprint { get => fingerprint; init => fingerprint = value; }

    /// <summary>Day on which its import was reversed; such an entry no longer speaks for the matter.</summary>
    public DateOnly? ReversedOn { get; private set; }

    /// <summary>
    /// 改标 after the end of the secrecy: day from which on no carrier bears the void mark unstruck; null while that is to be done, and while
    /// the matter is in force. Whether the carriers bear the mark of a change, the receipts to its notices say.
    /// </summary>
    public DateOnly? RemarkedOn { get; private set; }

    /// <summary>The number as it is printed, such as 2026-0118.</summary>
    public string Reference => $"{Year}-{Number:D4}";

    /// <summary>Numbers from here on are those of imported items. Below ten millions, which the order of numbers counts in.</summary>
    public const int FirstImported = 5_000_001;

    /// <summary>The number as a person knows it: an imported entry keeps the one it had, or says that it is an old one that had none.</summary>
    public string Shown => OldNumber ?? (Number < FirstImported ? Reference : $"{Year}-旧-{Number - FirstImported + 1:D4}");

    /// <summary>
    /// Whether somebody else classified it (article 4 item 10). What it rests on says so, not where its term comes from: a bare mark is
    /// managed for the default of its level and stays received.
    /// </summary>
    [Requirement("R4.3")]
    public bool IsReceived => Basis == BasisOfReceived || Origin == TermOrigin.Received;

    /// <summary>The secrecy as decided.</summary>
    public Secrecy Secrecy => new(Level, Term, Origin, ClassifiedOn);

    /// <summary>Whether the matter is a state secret on that day.</summary>
    public bool InForceOn(DateOnly day) => FreeFrom is not { } free || day < free;

    /// <summary>Records what already holds.</summary>
    public void RecordDeclassification(DateOnly day) => DeclassificationRecordedOn = day;

    /// <summary>
    /// The further entry that a confirmed correction writes: one clerical column anew, everything else – level, term, basis, dates – as the
    /// approval fixed it.
    /// </summary>
    /// <param name="year">In whose numbers it stands.</param>
    /// <param name="at">When it is written.</param>
    public LedgerEntry Corrected(Correction correction, int year, DateTimeOffset at)
    {
        string? Now(CorrectedField field, string? was) => correction.Field == field ? correction.Becomes : was;
        return After(EntryKind.Corrected, year, at, correction.RequestedById, Secrecy, LastProtectedDay, Rest with
        {
            Title = Now(CorrectedField.Title, Title),
            DocumentNumber = Now(CorrectedField.DocumentNumber, DocumentNumber),
            CarrierForm = Now(CorrectedField.CarrierForm, CarrierForm) ?? "",
            Copies = correction.Field == CorrectedField.Copies ? int.Parse(correction.Becomes, System.Globalization.CultureInfo.InvariantCulture) : Copies,
            Remark = Now(CorrectedField.Remark, Remark),
        });
    }

    /// <summary>变更: the further entry that an approved change writes. The day the matter was determined stays the first day counted.</summary>
    /// <param name="to">Level and term as approved.</param>
    /// <param name="rest">Title as it may be stored, basis, who proposed and who approved.</param>
    [Requirement("R7.4.1", "R6.6.1")]
    public LedgerEntry Changed(Secrecy to, LedgerColumns rest, int year, DateTimeOffset at, int byId) =>
        After(EntryKind.Changed, year, at, byId, to, new Secrecy(to.Level, to.Term, to.Origin, ClassifiedOn).LastProtectedDay, rest);

    /// <summary>提前解密: the further entry that an approved early declassification writes; free from the day of the approval.</summary>
    /// <param name="from">First free day.</param>
    [Requirement("R7.4.1")]
    public LedgerEntry Declassified(DateOnly from, LedgerColumns rest, int year, DateTimeOffset at, int byId)
    {
        var entry = After(EntryKind.Declassified, year, at, byId, Secrecy, from.AddDays(-1), rest);
        entry.RecordDeclassification(from);
        return entry;
    }

    /// <summary>The columns that neither level nor term fixes.</summary>
    public LedgerColumns Rest => new(Title, RowId, Basis, DrafterId, ClassifierId, DocumentNumber, CarrierForm, Copies, Remark, Knowing);

    private LedgerEntry After(EntryKind kind, int year, DateTimeOffset at, int byId, Secrecy secrecy, DateOnly? lastProtectedDay, LedgerColumns rest) => new()
    {
        Year = year,
        CaseId = CaseId,
        Kind = kind,
        EnteredAt = at,
        EnteredById = byId,
        UnitId = UnitId,
        DrafterId = rest.DrafterId,
        ClassifierId = rest.ClassifierId,
        Title = rest.Title,
        Level = secrecy.Level,
        Term = secrecy.Term,
        Origin = secrecy.Origin,
        Mark = secrecy.ToString(),
        RowId = rest.RowId,
        Basis = rest.Basis,
        // Whoever changes a matter does not become its originator.
        Derivative = Derivative,
        ClassifiedOn = ClassifiedOn,
        LastProtectedDay = lastProtectedDay,
        FreeFrom = lastProtectedDay?.AddDays(1),
        DocumentNumber = rest.DocumentNumber,
        CarrierForm = rest.CarrierForm,
        Copies = rest.Copies,
        Remark = rest.Remark,
        Knowing = rest.Knowing,
        ReplacesId = Id,
        // The matter ends once; an entry that takes another's place does not end it again.
        DeclassificationRecordedOn = DeclassificationRecordedOn,
        // A slip of the pen changes nothing on the carriers; another mark, or the end of it, does.
        RemarkedOn = kind == EntryKind.Corrected ? RemarkedOn : null,
        // A slip of an old ledger's line stays of its batch; what is decided here is an entry of this ledger's own, with a number of its own.
        ImportBatchId = kind == EntryKind.Corrected ? ImportBatchId : null,
        OldNumber = kind == EntryKind.Corrected ? OldNumber : null,
    };

    /// <summary>Points to the entry that takes the place of this one.</summary>
    public void ReplacedBy(LedgerEntry later) => (ReplacedById, ReplacedAs) = (later.Id, later.Kind);

    /// <summary>From now on only those cleared for that level see the line.</summary>
    public void Protect(Level level) => AccessLevel = level;

    /// <summary>The title is taken away for good, and what was computed from it: the matter has risen above the ceiling set for this system.</summary>
    /// <param name="knownBy">By what a row of an old ledger is known again without its title; null for an own entry.</param>
    public void EraseTitle(string? knownBy = null) => (title, fingerprint) = (null, knownBy);

    /// <summary>Records that the carriers were re-marked; once, after the end.</summary>
    public void RecordRemarking(DateOnly day) => RemarkedOn = day;
}

/// <summary>Columns of a ledger entry that a later entry may write anew.</summary>
/// <param name="RowId">The row that gives the level.</param>
/// <param name="Basis">The basis as cited.</param>
/// <param name="Knowing">How many persons are in the scope of knowledge.</param>
public sealed record LedgerColumns(
    string? Title, string RowId, string Basis, int DrafterId, int ClassifierId, string? DocumentNumber, string CarrierForm, int Copies, string? Remark, int Knowing);
