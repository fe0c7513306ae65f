using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// 改标回执: the holder's carriers bear the former mark struck and the new one beside it. With the last receipt whoever has left the scope,
/// and the registry as a post, know of the change no more; where it ended the secrecy, nothing is left to be re-marked.
/// </summary>
[Requirement("R8.6")]
public static class ConfirmRemarking
{
    /// <summary>Nobody counts further than this.</summary>
    public const int Many = 1000;

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
            ChangeNotice.MayReceive(notice.UnitId, desk.Actor, bySlip: !ChangeNotice.IsHolder(notice.UnitId, desk.Actor)),
            ChangeNotice.MayRemark(notice.ReceivedOn, file.Case.Stage));
        var last = !await desk.Store.Notices(file.Case).AnyAsync(n => n.Revision == revision && n.Id != id && n.RemarkedAt == null, desk.Cancel);
        var ended = last && file.Case.Purpose == CasePurpose.Declassify ? await EndedAsync(desk, matter) : null;
        var roster = await Roster.LoadAsync(desk);
        return await desk.EndAsync(Act.ConfirmRemarking, ruling, () => file.Case.Reference, () =>
        {
            notice.Remarked(desk.Actor.PersonId, desk.Now);
            // Of two last receipts at once, the second one is judged again and finds itself the last.
            file.Case.Touch();
            if (ended is { RemarkedOn: null })
            {
                ended.RecordRemarking(desk.Today);
            }

            Leave(desk, file, notice.UnitId, last, roster);
        }, () => new { notice.Id, Last = last });
    }

    /// <summary>The line that speaks of the matter since this change was entered.</summary>
    private static async Task<LedgerEntry?> EndedAsync(Desk desk, ChangedMatter matter)
    {
        var lines = await desk.Store.LinesOf(matter.Case).ToListAsync(desk.Cancel);
        return lines.SingleOrDefault(e => e.ReplacesId == matter.Entry.Id) is { } written ? ChangedMatter.Corrected(lines, written) : null;
    }

    /// <summary>
    /// The lines whose re-marking a clerk of the registry may record: all of the ledger that the clerk is cleared for. Number and mark are
    /// enough for it, and those a keeper knows of every item.
    /// </summary>
    [Requirement("R8.6", "R7.1.6")]
    public static IQueryable<LedgerEntry> Recordable(Desk desk)
    {
        var (clerk, cleared) = (desk.Actor.Posts.Contains(Post.RegistryClerk), (int?)desk.Actor.Cleared ?? 0);
        return desk.Store.Kept(desk.Actor).Where(e => clerk && (int)e.AccessLevel <= cleared);
    }

    /// <summary>How many among them have run out and are not re-marked; of very many, <see cref="Many"/>.</summary>
    public static async Task<int> CountAsync(Desk desk)
    {
        if (!desk.Actor.Posts.Contains(Post.RegistryClerk))
        {
            return 0;
        }

        var today = desk.Today;
        var open = Recordable(desk).Where(e => e.ReplacedById == null && e.ReversedOn == null && e.RemarkedOn == null && e.FreeFrom <= today);
        // Each has an index of its own: what midnight has recorded, and what it has still to record.
        var recorded = await open.Where(e => e.DeclassificationRecordedOn != null).Take(Many).CountAsync(desk.Cancel);
        return recorded + await open.Where(e => e.DeclassificationRecordedOn == null).Take(Many).CountAsync(desk.Cancel);
    }

    /// <summary>What ran out by itself is re-marked without a notice: the registry says so, on the entry.</summary>
    /// <returns>Null when there is no such entry for this person.</returns>
    public static async Task<Ruled?> OfEntryAsync(Desk desk, int entryId)
    {
        var known = await desk.Store.VisibleEntries(desk.Actor).SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel);
        if ((known ?? await Recordable(desk).SingleOrDefaultAsync(e => e.Id == entryId, desk.Cancel)) is not { } entry)
        {
            return null;
        }

        return await desk.EndAsync(Act.ConfirmRemarking, MayRecord(desk, entry), () => entry.Reference, () => entry.RecordRemarking(desk.Today));
    }

    /// <summary>Once, by the registry, of what has ended.</summary>
    public static Ruling MayRecord(Desk desk, LedgerEntry entry) => Ruling.All(
        desk.Actor.Posts.Contains(Post.RegistryClerk) ? Ruling.Yes : Ruling.Forbid("MZ.8.6.HOLDER", "R8.6"),
        entry is { ReplacedById: null, ReversedOn: null, RemarkedOn: null } && !entry.InForceOn(desk.Today) ? Ruling.Yes : Ruling.Forbid("MZ.8.6.FIRST", "R8.6"));

    /// <summary>A unit that has left the scope of knowledge is done with the matter once its carriers are; with the last of them everybody is.</summary>
    private static void Leave(Desk desk, CaseFile file, int? unitId, bool last, Roster roster)
    {
        var stays = Knowledge.Within(desk, file.Case.Current!);
        bool OfUnit(long principal) => unitId is { } unit && (principal == Principal.Unit(unit) || roster.Members(unit).Any(p => principal == Principal.Person(p.Id)));
        Knowledge.End(desk, file.Grants.Where(g => g.Source switch
        {
            GrantSource.Scope => !stays(g.Principal) && (last || OfUnit(g.Principal)),
            GrantSource.Handling => last,
            GrantSource.Acted => false,
        }));
    }
}
