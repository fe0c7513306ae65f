using System.Collections.Frozen;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Frame;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Organisation;

/// <summary>Who is who on a day: names, units and posts, as pages need them. An office has some hundreds of people at most.</summary>
public sealed class Roster
{
    private readonly FrozenDictionary<int, Person> people;
    private readonly FrozenDictionary<int, OrgUnit> units;
    private readonly ILookup<int, Appointment> held;

    private Roster(OrganisationFacts facts, DateOnly day) => (people, units, held, Day) = (facts.People, facts.Units, facts.HeldOn(day), day);

    public DateOnly Day { get; }

    public IEnumerable<Person> People => people.Values.OrderBy(p => p.Id);

    public IEnumerable<OrgUnit> Units => units.Values.OrderBy(u => u.Id);

    public static async Task<Roster> LoadAsync(Desk desk) => new(await desk.Organisation.ReadAsync(desk.Store, desk.Cancel), desk.Today);

    public Person? Person(int id) => people.GetValueOrDefault(id);

    public string Name(int id) => people.GetValueOrDefault(id)?.Name ?? "—";

    public string UnitName(int id) => units.GetValueOrDefault(id)?.Name ?? "—";

    public OrgUnit? Unit(int id) => units.GetValueOrDefault(id);

    /// <summary>The post a person is best known by, such as 优抚安置科 处室负责人.</summary>
    public string PostOf(int personId, Language l)
    {
        if (people.GetValueOrDefault(personId) is not { } person)
        {
            return "";
        }

        var first = held[personId].FirstOrDefault();
        return first is null ? PostOf(UnitName(person.UnitId), Post.ActionOfficer, false, l) : PostOf(UnitName(first.UnitId ?? person.UnitId), first.Post, first.AsDeputy, l);
    }

    /// <summary>The post an opinion was given under, whatever else the person holds.</summary>
    public string PostOf(Opinion opinion, int unitId, Language l) =>
        PostOf(UnitName(opinion.Post is Post.SectionHead or Post.DeputyDirectorInCharge ? unitId : people.GetValueOrDefault(opinion.PersonId)?.UnitId ?? 0), opinion.Post, opinion.AsDeputy, l);

    // A post that names its unit already does not get it twice.
    private static string PostOf(string unit, Post post, bool deputy, Language l)
    {
        var word = l.Say(post);
        return $"{(word.Contains(unit, StringComparison.Ordinal) ? word : $"{unit} {word}")}{(deputy ? l.T("（代）", " (deputy)") : "")}";
    }

    /// <summary>Who holds the post for the unit on the day and is cleared for the level; holders before deputies.</summary>
    public IEnumerable<Person> Holding(Post post, int? unitId, Level? level) => held.SelectMany(h => h)
        .Where(a => a.Post == post && (unitId is null || a.UnitId is null || a.UnitId == unitId))
        .OrderBy(a => a.AsDeputy).Select(a => people[a.PersonId])
        .Where(p => p.InServiceOn(Day) && (level is null || (int)level <= ((int?)p.Cleared ?? 0))).DistinctBy(p => p.Id);

    /// <summary>Members of a unit in service on the day.</summary>
    public IEnumerable<Person> Members(int unitId) => People.Where(p => (p.UnitId == unitId || units.GetValueOrDefault(unitId)?.Kind == UnitKind.Bureau) && p.Administers is null && p.InServiceOn(Day));

    /// <summary>Members of a unit who are cleared for the level: naming a unit names no more than these.</summary>
    public IEnumerable<Person> Cleared(int unitId, Level? level) => Members(unitId).Where(p => level is null || (int)level <= ((int?)p.Cleared ?? 0));

    /// <summary>A scope of knowledge in words: persons, then units with those of their staff who are cleared.</summary>
    public IEnumerable<string> ScopeOf(Proposal p) => p.People.Select(Name).Concat(p.Units.Select(u => $"{UnitName(u)}（{string.Join('、', Cleared(u, p.Level).Select(m => m.Name))}）"));

    /// <summary>Whether two opinions name the same persons and units.</summary>
    public static bool SameScope(Proposal one, Proposal other) => one.People.ToHashSet().SetEquals(other.People) && one.Units.ToHashSet().SetEquals(other.Units);

    /// <summary>The persons a scope of knowledge comes to on the day.</summary>
    public IEnumerable<Person> Knowing(Proposal p) => p.People.Select(Person).OfType<Person>().Concat(p.Units.SelectMany(u => Cleared(u, p.Level))).DistinctBy(x => x.Id);
}
