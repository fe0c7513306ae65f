using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Ledger;

/// <summary>
/// 更正: a clerical mistake in a ledger entry. One person asks, another confirms; a further entry is written and both stay visible.
/// Level, term, scope and date are not clerical: they were fixed by the approval.
/// </summary>
[Requirement("R7.5.1")]
public static class RequestCorrection
{
    public sealed record Input(string Reason, string? Title, string? DocumentNumber, string CarrierForm, int Copies, string? Remark);

    /// <returns>Null when there is no such entry for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int entryId, Input input)
    {
        var entry = await desk.Store.VisibleEntries(desk.Actor).SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel);
        if (entry is null)
        {
            return null;
        }

        var waiting = await desk.Store.Corrections(entry).AnyAsync(c => c.EntryId == entryId && c.Confirmed == null, desk.Cancel);
        var ruling = entry.CorrectedById is not null || waiting ? Ruling.Forbid("MZ.7.5.FIXED", "R7.5.1") : Ruling.Yes;
        var correction = new Correction
        {
            EntryId = entry.Id,
            CaseId = entry.CaseId,
            RequestedById = desk.Actor.PersonId,
            RequestedAt = desk.Now,
            Reason = input.Reason,
            // A title that was never stored is not brought in by a correction either.
            Title = entry.Title is null ? null : input.Title,
            DocumentNumber = input.DocumentNumber,
            CarrierForm = input.CarrierForm,
            Copies = input.Copies,
            Remark = input.Remark,
        };
        return await desk.EndAsync(Act.RequestCorrection, ruling, () => entry.Reference, () => desk.Store.Add(correction), () => new { input.DocumentNumber, input.CarrierForm, input.Copies }, Post.RegistryClerk, id: () => correction.Id);
    }
}

/// <summary>The second person's answer to a correction.</summary>
[Requirement("R7.5.1")]
public static class DecideCorrection
{
    /// <returns>Null when there is no such correction for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int entryId, bool confirm)
    {
        var entry = await desk.Store.VisibleEntries(desk.Actor).SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel);
        var correction = entry is null ? null : await desk.Store.Corrections(entry).SingleOrDefaultAsync(c => c.EntryId == entryId && c.Confirmed == null, desk.Cancel);
        if (entry is null || correction is null)
        {
            return null;
        }

        var act = confirm ? Act.ConfirmCorrection : Act.RejectCorrection;
        var ruling = Correction.MayDecide(correction.RequestedById, desk.Actor.PersonId);
        if (!confirm)
        {
            return await desk.EndAsync(act, ruling, () => entry.Reference, () => correction.Decide(false, desk.Actor.PersonId, desk.Now));
        }

        var @case = await desk.Store.Visible(desk.Actor).SingleAsync(c => c.Id == entry.CaseId, desk.Cancel);
        var written = Corrected(desk, entry, correction);
        return await desk.EndAsync(
            act,
            ruling,
            () => entry.Reference,
            () =>
            {
                correction.Decide(true, desk.Actor.PersonId, desk.Now);
                @case.Retitle(written.Title);
                desk.Store.Add(written);
            },
            () => new { Corrects = entry.Reference, WrittenAs = written.Reference },
            id: () => written.Id,
            then: () =>
            {
                entry.CorrectedBy(written.Id);
                correction.WrittenAs(written.Id);
            });
    }

    private static LedgerEntry Corrected(Desk desk, LedgerEntry entry, Correction correction) => new()
    {
        Year = desk.Today.Year,
        CaseId = entry.CaseId,
        EnteredAt = desk.Now,
        EnteredById = correction.RequestedById,
        UnitId = entry.UnitId,
        DrafterId = entry.DrafterId,
        ClassifierId = entry.ClassifierId,
        Title = correction.Title,
        Level = entry.Level,
        Term = entry.Term,
        Origin = entry.Origin,
        Mark = entry.Mark,
        RowId = entry.RowId,
        Basis = entry.Basis,
        ClassifiedOn = entry.ClassifiedOn,
        LastProtectedDay = entry.LastProtectedDay,
        FreeFrom = entry.FreeFrom,
        DocumentNumber = correction.DocumentNumber,
        CarrierForm = correction.CarrierForm,
        Copies = correction.Copies,
        Remark = correction.Remark,
        Knowing = entry.Knowing,
        CorrectsId = entry.Id,
    };
}
