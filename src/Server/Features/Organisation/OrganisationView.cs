using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Organisation;

/// <summary>Makes the organisation's page: units with head and leader, persons with posts, the leading group and what it lacks.</summary>
public static class OrganisationView
{
    public static async Task<OrganisationModel> MakeAsync(Desk desk, Language l, string query, int? selected, FormState form, (string, string)? once)
    {
        var (today, roster, now) = (desk.Today, await Roster.LoadAsync(desk), desk.Now);
        var accounts = await desk.Store.Users.AsNoTracking().ToDictionaryAsync(a => a.PersonId, a => a.Closed ? AccountState.Closed : a.LockoutEnd > now ? AccountState.Locked : AccountState.Open, desk.Cancel);
        PersonRow Row(Person p) => new(p.Id, p.StaffNumber, p.Name, roster.UnitName(p.UnitId), p.Cleared, p.Administers is { } a ? l.Say(a) : roster.PostOf(p.Id, l), accounts.GetValueOrDefault(p.Id));
        var people = roster.People.Where(p => p.InServiceOn(today) && (query.Length == 0 || p.Name.Contains(query, StringComparison.OrdinalIgnoreCase) || Rules.Organisation.PinyinInitials.Begin(p.Name, query) || p.StaffNumber == query))
            .OrderBy(p => p.UnitId).ThenBy(p => p.StaffNumber, StringComparer.Ordinal);
        return new OrganisationModel(
            today,
            [.. roster.Units.Where(u => u.Kind != UnitKind.Bureau).OrderBy(u => u.Id).Select(u => new UnitRow(
                u.Id, u.Name, Kind(u.Kind, l), roster.Holding(Post.SectionHead, u.Id, null).FirstOrDefault()?.Name, roster.Holding(Post.DeputyDirectorInCharge, u.Id, null).FirstOrDefault()?.Name, roster.Members(u.Id).Count(), u.ActiveTo))],
            [.. people.Select(Row)],
            query,
            Group(desk, roster, l),
            selected is { } id && roster.Person(id) is { } person ? new PersonDetail(Row(person), await AppointmentsAsync(desk, roster, id)) : null,
            once,
            May(desk.Actor, selected is { } whom ? roster.Person(whom) : null),
            form);
    }

    private static async Task<IReadOnlyList<AppointmentRow>> AppointmentsAsync(Desk desk, Roster roster, int personId)
    {
        var all = await desk.Store.Appointments.AsNoTracking().Where(a => a.PersonId == personId).ToListAsync(desk.Cancel);
        return [.. all.OrderByDescending(a => a.HoldsOn(desk.Today)).ThenByDescending(a => a.From)
            .Select(a => new AppointmentRow(a.Id, a.Post, a.UnitId is { } u ? roster.UnitName(u) : null, a.AsDeputy, a.From, a.To, a.Document ?? "", a.NeverHeld, !a.NeverHeld && !(a.To < desk.Today)))];
    }

    private static OrganisationActs May(Actor actor, Person? selected)
    {
        bool Can(Act act) => Authority.Judge(act, actor.Posts).IsPermitted;
        var resetBy = Authority.ResetBy(selected?.Administers);
        return new(Can(Act.AddUnit), Can(Act.CloseUnit), Can(Act.AddPerson), Can(Act.AppointToPost), Can(Act.EndAppointment), Can(Act.SetClearedLevel), Can(Act.OpenAccount), Can(Act.ResetPassword) && selected?.Administers is null, resetBy is not null && resetBy == actor.Administers, Can(Act.UnlockAccount), Can(Act.CloseAccount), Can(Act.EndService), Can(Act.MovePerson) && selected?.Administers is null);
    }

    private static string Kind(UnitKind kind, Language l) => kind switch
    {
        UnitKind.Bureau => l.T("全局", "Bureau"),
        UnitKind.Office => l.T("办公室", "Office"),
        UnitKind.Registry => l.T("机要室", "Registry"),
        UnitKind.Section => l.T("科室", "Section"),
        UnitKind.Subordinate => l.T("直属单位", "Subordinate unit"),
    };

    private static Ruling Lacks(string why, string whyEn) => Ruling.Forbid("MZ.N1.GROUP", "RN1.1", ("why", why), ("why_en", whyEn));

    /// <summary>The leading group as of today, and what the notice demands and is missing: one head, a deputy, the heads of all units.</summary>
    private static GroupShown Group(Desk desk, Roster roster, Language l)
    {
        var heads = roster.Holding(Post.LeadingGroupHead, null, null).ToList();
        var deputies = roster.Holding(Post.LeadingGroupDeputy, null, null).ToList();
        var members = roster.Holding(Post.LeadingGroupMember, null, null).ToList();
        var inGroup = heads.Concat(deputies).Concat(members).Select(p => p.Id).ToHashSet();
        var missing = roster.Units.Where(u => u.Kind != UnitKind.Bureau && u.ActiveOn(roster.Day)).SelectMany(u => roster.Holding(Post.SectionHead, u.Id, null).Take(1)).Where(h => !inGroup.Contains(h.Id)).Select(h => h.Name).Distinct().ToList();
        Ruling[] lacking =
        [
            heads.Count == 1 ? Ruling.Yes : heads.Count == 0 ? Lacks("没有组长", "there is no head") : Lacks("组长只能有一名", "there is more than one head"),
            deputies.Count > 0 ? Ruling.Yes : Lacks("没有副组长", "there is no deputy"),
            missing.Count == 0 ? Ruling.Yes : Lacks($"单位负责人未列入：{string.Join('、', missing)}", $"heads of units are not in it: {string.Join(", ", missing)}"),
        ];
        var reason = desk.Pack.Reason("MZ.N1.GROUP");
        return new(heads.FirstOrDefault()?.Name, [.. deputies.Select(p => p.Name)], [.. members.Select(p => p.Name)], [.. lacking.SelectMany(r => r.Reasons).Select(r => reason.Text.In(l.English, r.Arguments))], reason);
    }
}
