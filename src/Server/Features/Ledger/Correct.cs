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
    public sealed record Input(CorrectedField Field, string Becomes, string Reason);

    /// <returns>Null when there is no such entry for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int entryId, Input input)
    {
        var entry = await desk.Store.VisibleEntries(desk.Actor).SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel);
        if (entry is null)
        {
            return null;
        }

        var ruling = Ruling.All(
            await FirstAsync(desk, entry),
            // A title that was never stored is not brought in by a correction either.
            input.Field == CorrectedField.Title && entry.Title is null ? Ruling.Forbid("MZ.7.5.UNSTORED", "R7.5.1") : Ruling.Yes);
        var correction = new Correction
        {
            EntryId = entry.Id,
            CaseId = entry.CaseId,
            RequestedById = desk.Actor.PersonId,
            RequestedAt = desk.Now,
            Reason = input.Reason,
            Field = input.Field,
            Was = Value(entry, input.Field),
            Becomes = input.Becomes,
        };
        return await desk.EndAsync(Act.RequestCorrection, ruling, () => entry.Reference, () => desk.Store.Add(correction), () => new { input.Field }, Post.RegistryClerk, id: () => correction.Id);
    }

    /// <summary>One correction at a time, and none of an entry that no longer speaks: who was first is named.</summary>
    private static async Task<Ruling> FirstAsync(Desk desk, LedgerEntry entry)
    {
        var first = await desk.Store.Corrections(entry).AsNoTracking().FirstOrDefaultAsync(c => c.EntryId == entry.Id && c.Confirmed != false, desk.Cancel);
        if (first is null || entry.ReversedOn is not null)
        {
            return await StillSpeaksAsync(desk, entry);
        }

        var by = first.Confirmed is null ? first.RequestedById : first.DecidedById;
        var who = await desk.Store.People.Where(p => p.Id == by).Select(p => p.Name).SingleOrDefaultAsync(desk.Cancel) ?? "";
        var written = await desk.Store.VisibleEntries(desk.Actor).AsNoTracking().SingleOrDefaultAsync(e => e.Id == first.NewEntryId, desk.Cancel);
        var (what, whatEn) = first.Confirmed is null ? ("已申请更正，待第二人确认", "asked for a correction that waits for a second person") : ($"已更正为{written?.Shown}", $"corrected it as {written?.Shown}");
        return Ruling.Forbid("SYS.CONFLICT", "R7.5.1", ("who", who), ("what", what), ("what_en", whatEn));
    }

    /// <summary>An entry that another has taken the place of, or whose import was reversed, is not corrected any more.</summary>
    internal static async Task<Ruling> StillSpeaksAsync(Desk desk, LedgerEntry entry)
    {
        if (entry.ReversedOn is { } day)
        {
            return Ruling.Forbid("SYS.CONFLICT", "R7.5.1", ("who", $"{day:yyyy-MM-dd}"), ("what", "整批导入已撤销"), ("what_en", "the import was reversed"));
        }

        if (entry.ReplacedById is null)
        {
            return Ruling.Yes;
        }

        var who = await desk.Store.Kept(desk.Actor).Where(e => e.Id == entry.ReplacedById).Join(desk.Store.People, e => e.EnteredById, p => p.Id, (_, p) => p.Name).SingleOrDefaultAsync(desk.Cancel) ?? "";
        return Ruling.Forbid("SYS.CONFLICT", "R7.5.1", ("who", who), ("what", "写入了取代它的新记录"), ("what_en", "entered the one that takes its place"));
    }

    /// <summary>What the entry says in that column.</summary>
    public static string Value(LedgerEntry entry, CorrectedField field) => field switch
    {
        CorrectedField.Title => entry.Title ?? "",
        CorrectedField.DocumentNumber => entry.DocumentNumber ?? "",
        CorrectedField.CarrierForm => entry.CarrierForm,
        CorrectedField.Copies => $"{entry.Copies}",
        CorrectedField.Remark => entry.Remark ?? "",
    };
}

/// <summary>
/// The second person's answer to a correction; whoever asked for it may take it back while it waits. What has become of the entry meanwhile
/// bars the correction itself, never the end of it.
/// </summary>
[Requirement("R7.5.1")]
public static class DecideCorrection
{
    /// <returns>Null when there is no such correction for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int entryId, int correctionId, bool confirm)
    {
        var known = await desk.Store.VisibleEntries(desk.Actor).SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel);
        var entry = known ?? await desk.Store.Kept(desk.Actor).SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel);
        var correction = entry is null ? null : await desk.Store.Corrections(entry).SingleOrDefaultAsync(c => c.Id == correctionId && c.EntryId == entryId, desk.Cancel);
        var withdrawn = !confirm && correction?.RequestedById == desk.Actor.PersonId;
        // A title cannot be compared by somebody who may not know it.
        if (entry is null || correction is null || (known is null && correction.Field == CorrectedField.Title && !withdrawn))
        {
            return null;
        }

        var ruling = Ruling.All(
            correction.Confirmed is null ? Ruling.Yes : await DecidedAsync(desk, correction),
            confirm && correction.Confirmed is null ? await RequestCorrection.StillSpeaksAsync(desk, entry) : Ruling.Yes,
            confirm ? desk.Calendar.Judge() : Ruling.Yes,
            withdrawn ? Ruling.Yes : Correction.MayDecide(correction.RequestedById, desk.Actor.PersonId));
        return confirm
            ? await ConfirmAsync(desk, entry, correction, ruling)
            : await desk.EndAsync(Act.RejectCorrection, ruling, () => entry.Reference, () => correction.Decide(false, desk.Actor.PersonId, desk.Now), () => new { correction.Field, Withdrawn = withdrawn });
    }

    private static async Task<Ruled> ConfirmAsync(Desk desk, LedgerEntry entry, Correction correction, Ruling ruling)
    {
        var @case = correction.Field == CorrectedField.Title ? await desk.Store.Visible(desk.Actor).SingleAsync(c => c.Id == entry.CaseId, desk.Cancel) : null;
        var changes = @case is null ? [] : await desk.Store.ChangesOf(@case.Id).ToListAsync(desk.Cancel);
        var written = entry.Corrected(correction, entry.ImportBatchId is null ? desk.Today.Year : entry.Year, desk.Now);
        return await desk.EndAsync(
            Act.ConfirmCorrection,
            ruling,
            () => entry.Reference,
            () =>
            {
                correction.Decide(true, desk.Actor.PersonId, desk.Now);
                @case?.Retitle(written.Title);
                // Nobody decides anything else on a change for it, so its version stays.
                changes.ForEach(c => c.Follow(c.Level ?? entry.AccessLevel, written.Title));
                desk.Store.Add(written);
            },
            () => new { Corrects = entry.Reference, WrittenAs = written.Reference },
            id: () => written.Id,
            then:
            [
                () =>
                {
                    entry.ReplacedBy(written);
                    correction.WrittenAs(written.Id);
                },
            ]);
    }

    /// <summary>The one on the page is no longer the one that waits.</summary>
    private static async Task<Ruling> DecidedAsync(Desk desk, Correction correction)
    {
        var who = await desk.Store.People.Where(p => p.Id == correction.DecidedById).Select(p => p.Name).SingleOrDefaultAsync(desk.Cancel) ?? "";
        var (what, whatEn) = correction.Confirmed is false ? ("未予更正", "not corrected") : ("已更正", "corrected");
        return Ruling.Forbid("SYS.CONFLICT", "R7.5.1", ("who", who), ("what", what), ("what_en", whatEn));
    }
}
