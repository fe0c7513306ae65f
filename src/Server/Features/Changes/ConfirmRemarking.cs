using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Changes;

/// <summary>改标回执: the holder's carriers bear the former mark struck and the new one beside it. The last receipt closes the entry's re-marking.</summary>
[Requirement("R8.6")]
public static class ConfirmRemarking
{
    /// <returns>Null when there is no such notice for this person.</returns>
    public static async Task<Ruled?> OfNoticeAsync(Desk desk, int id)
    {
        if (await NoticeFile.FindAsync(desk, id) is not { } found || await CaseFile.FindAsync(desk, found.Change.Id) is not { Changed: { } matter } file)
        {
            return null;
        }

        var (notice, revision) = (found.Notice, file.Case.Revision);
        var ruling = Ruling.All(
            notice.RemarkedAt is null && notice.Revision == revision ? Ruling.Yes : await found.DoneAsync(desk, notice.RemarkedById, "已改标", "re-marked"),
            ChangeNotice.MayReceive(notice.UnitId, desk.Actor),
            ChangeNotice.MayRemark(notice.ReceivedOn, file.Case.Stage));
        var last = !await desk.Store.Notices(file.Case).AnyAsync(n => n.Revision == revision && n.Id != id && n.RemarkedAt == null, desk.Cancel);
        var written = last ? await desk.Store.LinesOf(matter.Case).SingleOrDefaultAsync(e => e.ReplacesId == matter.Entry.Id, desk.Cancel) : null;
        var roster = await Roster.LoadAsync(desk);
        return await desk.EndAsync(Act.ConfirmRemarking, ruling, () => file.Case.Reference, () =>
        {
            notice.Remarked(desk.Actor.PersonId, desk.Now);
            if (written is { RemarkedOn: null })
            {
                written.RecordRemarking(desk.Today);
            }

            Leave(desk, file, notice.UnitId, roster);
        }, () => new { notice.Id, Last = last });
    }

    /// <summary>What ran out by itself is re-marked without a notice: the registry says so, on the entry.</summary>
    /// <returns>Null when there is no such entry for this person.</returns>
    public static async Task<Ruled?> OfEntryAsync(Desk desk, int entryId)
    {
        if (await desk.Store.VisibleEntries(desk.Actor).SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel) is not { } entry)
        {
            return null;
        }

        var ruling = Ruling.All(
            desk.Actor.Posts.Contains(Post.RegistryClerk) ? Ruling.Yes : Ruling.Forbid("MZ.8.6.HOLDER", "R8.6"),
            entry is { ReplacedById: null, RemarkedOn: null } && !entry.InForceOn(desk.Today) ? Ruling.Yes : Ruling.Forbid("MZ.8.6.FIRST", "R8.6"));
        return await desk.EndAsync(Act.ConfirmRemarking, ruling, () => entry.Reference, () => entry.RecordRemarking(desk.Today));
    }

    /// <summary>A unit that has left the scope of knowledge is done with the matter once its carriers are.</summary>
    private static void Leave(Desk desk, CaseFile file, int? unitId, Roster roster)
    {
        var stays = Knowledge.Principals(desk, file.Case.Current!).ToHashSet();
        bool OfUnit(long principal) => unitId is { } unit && (principal == Principal.Unit(unit) || roster.Members(unit).Any(p => principal == Principal.Person(p.Id)));
        foreach (var grant in file.Grants.Where(g => g.Source == GrantSource.Scope && !stays.Contains(g.Principal) && OfUnit(g.Principal)))
        {
            grant.EndedAt = desk.Now;
        }
    }
}
