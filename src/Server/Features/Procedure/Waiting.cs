using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Which cases wait for a person: at a stage whose post the person holds for that unit, not barred by separation of duties.</summary>
public static class Waiting
{
    /// <summary>
    /// The cases that wait for this person today. The same as <see cref="FiveSteps.ByPost"/> and <see cref="FiveSteps.Separate"/> in one
    /// indexed query, so that nobody is shown, or counted, a step that would be refused.
    /// </summary>
    [Requirement("R7.6")]
    public static IQueryable<ClassificationCase> For(Desk desk)
    {
        var (actor, today) = (desk.Actor, desk.Today);
        var headOf = UnitsOf(actor, Post.SectionHead);
        var inChargeOf = UnitsOf(actor, Post.DeputyDirectorInCharge);
        var (secretary, clerk, me) = (actor.Posts.Contains(Post.OfficeSecretary), actor.Posts.Contains(Post.RegistryClerk), actor.PersonId);
        var (shared, own, people) = (desk.Pack.Procedure.AllowSamePersonSteps, desk.Store.OwnOpinions(actor), desk.Store.People);
        // What is closed waits for nobody: said once for all, it leaves the few that are under way, by their index.
        return desk.Store.Visible(actor).Where(c => c.Stage <= Stage.LedgerEntry).Where(c =>
            (c.Stage == Stage.Draft && c.DrafterId == me && (shared || !own.Any(o => o.CaseId == c.Id && o.PersonId == me && o.Step > 1 && o.Step <= 4)))
            || (c.Stage == Stage.Draft && headOf.Contains(c.UnitId) && people.Any(p => p.Id == c.DrafterId && (p.InServiceTo < today || (int?)c.Level > ((int?)p.Cleared ?? 0))))
            || (((c.Stage == Stage.SectionReview && headOf.Contains(c.UnitId))
                    || (c.Stage == Stage.OfficeReview && secretary)
                    || (c.Stage == Stage.Approval && inChargeOf.Contains(c.UnitId)))
                && (shared || (c.DrafterId != me && !own.Any(o => o.CaseId == c.Id && o.PersonId == me && o.Step > 0 && o.Step <= 4 && o.Step != (int)c.Stage))))
            || (c.Stage == Stage.LedgerEntry && clerk && c.DrafterId != me
                && !own.Any(o => o.CaseId == c.Id && o.RecordedById == me && o.Revision == c.Revision && o.Step == 4)));
    }

    /// <summary>How many there are: it stands on every page, and is counted anew once anything has changed that decides it.</summary>
    public static async Task<int> CountAsync(Desk desk, CountMemory<WaitingCount> memory)
    {
        var changes = await desk.Store.ChangesAsync(desk.Cancel);
        if (memory.Known(desk, changes) is { } known)
        {
            return known.Cases;
        }

        var counted = new WaitingCount(await For(desk).CountAsync(desk.Cancel));
        memory.Keep(desk, changes, counted);
        return counted.Cases;
    }

    /// <summary>Catch-all cases that wait for the leading group's opinion on the rows they rest on now, for its head and deputies.</summary>
    [Requirement("R5.4")]
    public static async Task<List<ClassificationCase>> ForTheGroupAsync(Desk desk)
    {
        if (!desk.Actor.Posts.Meets(PostSet.Of(Post.LeadingGroupHead, Post.LeadingGroupDeputy)))
        {
            return [];
        }

        var me = desk.Actor.PersonId;
        var underWay = await desk.Store.Visible(desk.Actor).Where(c => c.DrafterId != me && (c.Stage == Stage.SectionReview || c.Stage == Stage.OfficeReview || c.Stage == Stage.Approval)).AsNoTracking().ToListAsync(desk.Cancel);
        var resting = underWay.Where(c => c.Current?.Basis?.ReliesOnCatchAll() == true).ToList();
        var said = (await desk.Store.Opinions(resting).AsNoTracking().ToListAsync(desk.Cancel)).ToLookup(o => o.CaseId);
        return [.. resting.Where(c => !new CaseFile(c, [.. said[c.Id].OrderBy(o => o.Id)], []).Facts().GroupOpinionGiven)];
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

/// <summary>What waits for one person.</summary>
public sealed record WaitingCount(int Cases);
