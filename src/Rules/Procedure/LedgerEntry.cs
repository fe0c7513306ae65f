namespace Shoumi.Rules.Procedure;

/// <summary>
/// 定密台账的一条: one line of the classification ledger. Consecutive in its year, without gaps, never deleted and never changed:
/// a mistake is corrected by a further entry that points back, and both stay visible.
/// </summary>
[Requirement("R7.5.1")]
public sealed class LedgerEntry
{
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
    public string? Title { get; init; }

    public required Level Level { get; init; }

    public required Term Term { get; init; }

    public required TermOrigin Origin { get; init; }

    /// <summary>The mark, such as 机密★20年.</summary>
    public required string Mark { get; init; }

    /// <summary>The row of the basis that gives the level, to filter by; for a received matter its group.</summary>
    public required string RowId { get; init; }

    /// <summary>The basis as cited, such as 第五条（二）项2.</summary>
    public required string Basis { get; init; }

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

    /// <summary>The entry this one corrects.</summary>
    public int? CorrectsId { get; init; }

    /// <summary>The entry that corrects this one; such an entry no longer speaks for the matter.</summary>
    public int? CorrectedById { get; private set; }

    /// <summary>Day on which the automatic declassification was recorded. The state itself follows from <see cref="FreeFrom"/> and the day.</summary>
    public DateOnly? DeclassificationRecordedOn { get; private set; }

    /// <summary>The import that brought it in; null for an entry of this ledger's own.</summary>
    public int? ImportBatchId { get; init; }

    /// <summary>Its number in the old ledger.</summary>
    public string? OldNumber { get; init; }

    /// <summary>By which a row of an old ledger is known again; null for an own entry.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Day on which its import was reversed; such an entry no longer speaks for the matter.</summary>
    public DateOnly? ReversedOn { get; private set; }

    /// <summary>The number as it is printed, such as 2026-0118.</summary>
    public string Reference => $"{Year}-{Number:D4}";

    /// <summary>The number as a person knows it: an imported entry keeps the one it had.</summary>
    public string Shown => OldNumber ?? Reference;

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
        return new()
        {
            Year = year,
            CaseId = CaseId,
            EnteredAt = at,
            EnteredById = correction.RequestedById,
            UnitId = UnitId,
            DrafterId = DrafterId,
            ClassifierId = ClassifierId,
            Title = Now(CorrectedField.Title, Title),
            Level = Level,
            Term = Term,
            Origin = Origin,
            Mark = Mark,
            RowId = RowId,
            Basis = Basis,
            ClassifiedOn = ClassifiedOn,
            LastProtectedDay = LastProtectedDay,
            FreeFrom = FreeFrom,
            DocumentNumber = Now(CorrectedField.DocumentNumber, DocumentNumber),
            CarrierForm = Now(CorrectedField.CarrierForm, CarrierForm) ?? "",
            Copies = correction.Field == CorrectedField.Copies ? int.Parse(correction.Becomes, System.Globalization.CultureInfo.InvariantCulture) : Copies,
            Remark = Now(CorrectedField.Remark, Remark),
            Knowing = Knowing,
            CorrectsId = Id,
            // What came from an old ledger stays of its batch, and is reversed with it.
            ImportBatchId = ImportBatchId,
            OldNumber = OldNumber,
            // The matter ended once; its corrected entry does not end it again.
            DeclassificationRecordedOn = DeclassificationRecordedOn,
        };
    }

    /// <summary>Points to the entry that corrects this one.</summary>
    public void CorrectedBy(int entryId) => CorrectedById = entryId;
}
