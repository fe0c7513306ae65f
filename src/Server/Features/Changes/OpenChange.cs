using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Procedure;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// 申请变更或提前解密: what the approval fixed changes by a case of its own, which goes through the same five steps (article 7 item 4). It
/// starts from what the matter is now.
/// </summary>
[Requirement("R7.4.1", "R4.3")]
public static class OpenChange
{
    /// <param name="NoticeNumber">文号 of the originator's notice, for a received matter.</param>
    public sealed record Input(CasePurpose Purpose, string? NoticeNumber);

    /// <returns>Null when there is no such entry for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int entryId, Input input)
    {
        var entry = await desk.Store.VisibleEntries(desk.Actor).AsNoTracking().SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel);
        if (entry is null || await desk.Store.Visible(desk.Actor).AsNoTracking().SingleOrDefaultAsync(c => c.Id == entry.CaseId, desk.Cancel) is not { } matter)
        {
            return null;
        }

        var underWay = await desk.Store.ChangesOf(matter.Id).AnyAsync(c => c.Stage < Stage.Registered, desk.Cancel);
        var ruling = Ruling.All(desk.Calendar.Judge(), ChangeRules.MayOpen(ChangedMatter.FactsOf(entry), underWay, input.NoticeNumber, desk.Actor, desk.Today));
        var opened = Opened(desk, entry, matter, input);
        return await desk.EndAsync(
            Act.OpenChange,
            ruling,
            () => opened.Reference,
            () => desk.Store.Add(opened),
            () => new { Entry = entry.Reference, input.Purpose, input.NoticeNumber },
            id: () => opened.Id,
            then:
            [
                () => Knowledge.Open(desk, opened),
                // What was: the papers of the change tell it long after the matter has become something else.
                () => desk.Store.Add(new CaseFile(opened, [], []).Said(desk, 0, Act.OpenChange, Post.ActionOfficer, null, null, proposal: opened.Current)),
            ]);
    }

    private static ClassificationCase Opened(Desk desk, LedgerEntry entry, ClassificationCase matter, Input input)
    {
        var opened = new ClassificationCase
        {
            Year = desk.Today.Year,
            DrafterId = desk.Actor.PersonId,
            // Where the old ledger left the matter without a unit, it goes through that of the registry.
            UnitId = entry.UnitId > 0 ? entry.UnitId : desk.Actor.UnitId,
            OpenedAt = desk.Now,
            Kind = matter.Kind,
            Purpose = input.Purpose,
            MatterId = matter.Id,
            ChangesEntryId = entry.Id,
            StartsOn = entry.ClassifiedOn,
            NoticeNumber = input.NoticeNumber,
        };
        opened.StartFrom(ChangedMatter.PresentOf(entry, matter), entry.Title);
        opened.Wait(desk.Now);
        return opened;
    }
}
