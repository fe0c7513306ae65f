using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// 年度审核: the head of a unit – the registry, for what an old ledger left without one – says of its matters that they stay as they are for another year; what should change is changed by a case of its
/// own. Of the present year only: a year that is over cannot be made up for.
/// </summary>
[Requirement("R7.4.1")]
public static class ReviewYearly
{
    /// <summary>Most matters reviewed at once.</summary>
    public const int Most = 200;

    /// <returns>Null when one of the matters does not exist for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, IReadOnlyList<int> entryIds)
    {
        var entries = await desk.Store.VisibleEntries(desk.Actor).AsNoTracking().Where(e => entryIds.Contains(e.Id)).ToListAsync(desk.Cancel);
        if (entries.Count != entryIds.Count)
        {
            return null;
        }

        var (year, cases) = (desk.Today.Year, entries.Select(e => e.CaseId).ToList());
        var reviewed = await desk.Store.Reviews(year).Where(r => cases.Contains(r.CaseId)).Select(r => r.PersonId).ToListAsync(desk.Cancel);
        var stranger = entries.Any(e => !YearlyReview.IsFor(e.UnitId, desk.Actor));
        var notDue = entries.Any(e => e.ReplacedById is not null || e.ReversedOn is not null || !e.InForceOn(desk.Today) || !YearlyReview.IsDue(e.ClassifiedOn, e.FreeFrom, year));
        var ruling = Ruling.All(
            desk.Calendar.Judge(),
            stranger ? Ruling.Forbid("SYS.POST", "R7.4.1") : Ruling.Yes,
            notDue ? Ruling.Forbid("MZ.7.CHANGE", "R7.4.1", ("why", "其中有本年不须审核的事项"), ("why_en", "one of them is not due for review this year")) : Ruling.Yes,
            reviewed.Count > 0 ? Ruling.Forbid("SYS.CONFLICT", "R7.4.1", ("who", await NameAsync(desk, reviewed[0])), ("what", "已审核"), ("what_en", "reviewed it")) : Ruling.Yes);
        return await desk.EndAsync(
            Act.ReviewYearly,
            ruling,
            () => $"{year}-审",
            () => desk.Store.AddRange(cases.Select(c => new YearlyReview { CaseId = c, Year = year, PersonId = desk.Actor.PersonId, At = desk.Now })),
            () => new { Entries = entries.Select(e => e.Reference) },
            Post.SectionHead);
    }

    private static Task<string> NameAsync(Desk desk, int id) => desk.Store.People.Where(p => p.Id == id).Select(p => p.Name).SingleAsync(desk.Cancel);
}
