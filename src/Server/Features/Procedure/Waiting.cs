using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Which cases wait for a person: at a stage whose post the person holds for that unit, not barred by separation of duties.</summary>
public static class Waiting
{
    /// <summary>The cases that wait for this person today, oldest first.</summary>
    public static IQueryable<ClassificationCase> For(Desk desk)
    {
        var actor = desk.Actor;
        var headOf = UnitsOf(actor, Post.SectionHead);
        var inChargeOf = UnitsOf(actor, Post.DeputyDirectorInCharge);
        var (secretary, clerk, me) = (actor.Posts.Contains(Post.OfficeSecretary), actor.Posts.Contains(Post.RegistryClerk), actor.PersonId);
        // What is closed waits for nobody: said once for all, it leaves the few that are under way, by their index.
        return desk.Store.Visible(actor).Where(c => c.Stage <= Stage.LedgerEntry).Where(c =>
            (c.Stage == Stage.Draft && c.DrafterId == me)
            || (c.DrafterId != me && (
                (c.Stage == Stage.SectionReview && headOf.Contains(c.UnitId))
                || (c.Stage == Stage.OfficeReview && secretary)
                || (c.Stage == Stage.Approval && inChargeOf.Contains(c.UnitId))
                || (c.Stage == Stage.LedgerEntry && clerk))));
    }

    public static Task<int> CountAsync(Desk desk) => For(desk).CountAsync(desk.Cancel);

    /// <summary>Catch-all cases that wait for the leading group's opinion, for its head and deputies.</summary>
    public static async Task<List<ClassificationCase>> ForTheGroupAsync(Desk desk)
    {
        if (!desk.Actor.Posts.Meets(PostSet.Of(Post.LeadingGroupHead, Post.LeadingGroupDeputy)))
        {
            return [];
        }

        var under = await desk.Store.Visible(desk.Actor).Where(c => c.Stage == Stage.SectionReview || c.Stage == Stage.OfficeReview || c.Stage == Stage.Approval).ToListAsync(desk.Cancel);
        var open = new List<ClassificationCase>();
        foreach (var @case in under.Where(c => c.Current is { } p && p.RowIds.Any(r => desk.Pack.Row(r)?.CatchAll == true)))
        {
            if (!await desk.Store.Opinions(@case).AnyAsync(o => o.Act == Act.GiveGroupOpinion && o.Revision == @case.Revision, desk.Cancel))
            {
                open.Add(@case);
            }
        }

        return open;
    }

    /// <summary>Deadline of the step a case waits at: so many working days after it came there. Saturdays and Sundays do not count.</summary>
    public static DateOnly Due(ClassificationCase @case, int stepDays)
    {
        var day = Calendar.DayOf(@case.WaitingSince);
        for (var left = stepDays; left > 0;)
        {
            day = day.AddDays(1);
            left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return day;
    }

    private static List<int> UnitsOf(Actor actor, Post post) => [.. actor.Holdings.Where(h => h.Post == post && h.UnitId is not null).Select(h => h.UnitId!.Value)];
}
