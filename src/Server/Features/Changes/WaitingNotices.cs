using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Changes;

/// <summary>Notices that are not done with, and of whom they wait for: the holder signs and re-marks, for a recipient outside the registry does.</summary>
[Requirement("R8.6")]
public static class WaitingNotices
{
    /// <summary>Those the person may know of, without the ones that became void with a return.</summary>
    public static IQueryable<ChangeNotice> Standing(Desk desk)
    {
        var changes = desk.Store.Visible(desk.Actor);
        return desk.Store.VisibleNotices(desk.Actor).Where(n => n.RemarkedAt == null && changes.Any(c => c.Id == n.CaseId && c.Revision == n.Revision));
    }

    /// <summary>Those that wait for the person's signature.</summary>
    public static IQueryable<ChangeNotice> ToSign(Desk desk) => Mine(desk).Where(n => n.ReceivedOn == null);

    /// <summary>Those that wait until the person's carriers are re-marked: see <see cref="ChangeNotice.MayRemark"/>.</summary>
    public static IQueryable<ChangeNotice> ToRemark(Desk desk)
    {
        var entered = desk.Store.Visible(desk.Actor).Where(c => c.Stage == Stage.Registered);
        return Mine(desk).Where(n => n.ReceivedOn != null && entered.Any(c => c.Id == n.CaseId));
    }

    // The registry may sign for any unit, but only what goes outside waits for it.
    private static IQueryable<ChangeNotice> Mine(Desk desk)
    {
        var units = desk.Actor.Holdings.Where(h => h is { Post: Post.SectionHead, UnitId: not null }).Select(h => h.UnitId!.Value).Append(desk.Actor.UnitId).ToList();
        var clerk = desk.Actor.Posts.Contains(Post.RegistryClerk);
        return Standing(desk).Where(n => n.UnitId == null ? clerk : units.Contains(n.UnitId.Value));
    }
}
