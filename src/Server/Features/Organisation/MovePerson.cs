using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Organisation;

/// <summary>
/// 调动: a person goes to another unit, from today on. What was known by the old unit is known no more, what the new one knows is; what the
/// person was named for or has acted on stays. The cases drafted before stay with the unit they were drafted for.
/// </summary>
[Requirement("RN1.2", "RN1.6", "R7.1.6")]
public static class MovePerson
{
    /// <returns>Null where there is no such person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int personId, int unitId)
    {
        var person = await desk.Store.People.SingleOrDefaultAsync(p => p.Id == personId, desk.Cancel);
        if (person is null)
        {
            return null;
        }

        var from = person.UnitId;
        var ruling = person.Administers is null ? await FreeAsync(desk, person) : Ruling.Forbid("SYS.ADMIN", "RN1.4");
        return await desk.EndAsync(Act.MovePerson, ruling, () => $"person {person.StaffNumber}", () => person.MoveTo(unitId), () => new { From = from, To = unitId });
    }

    /// <summary>Nobody leaves a unit as its head, or in a post that only people of that unit hold: today or to come.</summary>
    private static async Task<Ruling> FreeAsync(Desk desk, Person person)
    {
        var today = desk.Today;
        var old = await desk.Store.Units.AsNoTracking().SingleAsync(u => u.Id == person.UnitId, desk.Cancel);
        var held = await desk.Store.Appointments.AsNoTracking().Where(a => a.PersonId == person.Id && (a.To == null || (a.To >= today && a.To >= a.From))).ToListAsync(desk.Cancel);
        var bound = held.Where(a => (a.Post == Post.SectionHead && a.UnitId == old.Id) || AppointToPost.BelongsTo(a.Post) == old.Kind).Select(a => a.Post).Distinct().ToList();
        return bound.Count == 0 ? Ruling.Yes : Ruling.Forbid(
            "SYS.MOVE",
            "RN1.6",
            ("unit", old.Name),
            ("post", string.Join('、', bound.Select(Words.Chinese.Say))),
            ("post_en", string.Join(", ", bound.Select(Words.Foreign.Say))));
    }
}
