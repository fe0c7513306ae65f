using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Tests.Running;

/// <summary>Entries of the classification ledger in number, where a test is about the ledger and not about how they came there.</summary>
public static class Entries
{
    public static LedgerEntry Of(int @case, Actor clerk, int unit, DateOnly from, DateOnly free, Level level = Level.Confidential, string title = "安置计划", int year = 2026, int years = 5, string basis = "第五条（三）项2", TermOrigin origin = TermOrigin.Foreseen, int? corrects = null, EntryKind kind = EntryKind.Determined, string? document = null) => new()
    {
        Year = year,
        CaseId = @case,
        EnteredAt = new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero),
        EnteredById = clerk.PersonId,
        UnitId = unit,
        DrafterId = clerk.PersonId,
        ClassifierId = clerk.PersonId,
        Title = title,
        Level = level,
        Term = Term.Years(years),
        Origin = origin,
        Mark = $"{level.Word()}★{years}年",
        RowId = "CL-5.3.2",
        Basis = basis,
        ClassifiedOn = from,
        LastProtectedDay = free.AddDays(-1),
        FreeFrom = free,
        CarrierForm = "纸质",
        Copies = 1,
        Knowing = 1,
        Kind = kind,
        ReplacesId = corrects,
        DocumentNumber = document,
    };
}
