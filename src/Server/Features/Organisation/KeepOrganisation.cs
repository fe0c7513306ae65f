using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Organisation;

namespace Shoumi.Server.Features.Organisation;

/// <summary>机构: units come and go by date and are never deleted.</summary>
[Requirement("RN1.6")]
public static class AddUnit
{
    public sealed record Input(string Name, UnitKind Kind, DateOnly From);

    public static Task<Ruled> HandleAsync(Desk desk, Input input)
    {
        var unit = new OrgUnit { Name = input.Name, Kind = input.Kind, ActiveFrom = input.From };
        return desk.EndAsync(Act.AddUnit, Ruling.Yes, () => $"unit {unit.Id}", () => desk.Store.Add(unit), () => input, id: () => unit.Id);
    }
}

/// <summary>撤销单位.</summary>
public static class CloseUnit
{
    public static async Task<Ruled?> HandleAsync(Desk desk, int unitId, DateOnly lastDay)
    {
        var unit = await desk.Store.Units.SingleOrDefaultAsync(u => u.Id == unitId && u.Kind != UnitKind.Bureau, desk.Cancel);
        return unit is null ? null : await desk.EndAsync(Act.CloseUnit, Ruling.Yes, () => $"unit {unit.Id}", () => unit.Close(lastDay), () => new { lastDay });
    }
}

/// <summary>登记人员.</summary>
public static class AddPerson
{
    public sealed record Input(string Name, string StaffNumber, int UnitId, DateOnly From);

    public static Task<Ruled> HandleAsync(Desk desk, Input input)
    {
        var person = new Person { Name = input.Name, StaffNumber = input.StaffNumber, UnitId = input.UnitId, Initials = PinyinInitials.Of(input.Name), InServiceFrom = input.From };
        return desk.EndAsync(Act.AddPerson, Ruling.Yes, () => $"person {person.StaffNumber}", () => desk.Store.Add(person), () => input, id: () => person.Id);
    }
}

/// <summary>离开: the last day in service. From the next day on the person holds nothing and sees nothing.</summary>
public static class EndService
{
    public static async Task<Ruled?> HandleAsync(Desk desk, int personId, DateOnly lastDay)
    {
        var person = await desk.Store.People.SingleOrDefaultAsync(p => p.Id == personId && p.Administers == null, desk.Cancel);
        return person is null ? null : await desk.EndAsync(Act.EndService, Ruling.Yes, () => $"person {person.StaffNumber}", () => person.Leave(lastDay), () => new { lastDay });
    }
}

/// <summary>任命: a dated appointment to a post, as holder or as deputy.</summary>
[Requirement("R7.2.1", "RN1.3")]
public static class AppointToPost
{
    public sealed record Input(int PersonId, Post Post, int? UnitId, DateOnly From, DateOnly? To, bool AsDeputy, string? Document);

    /// <summary>Posts that are held for one unit; the others serve the whole bureau.</summary>
    public static readonly PostSet ForOneUnit = PostSet.Of(Post.SectionHead, Post.DeputyDirectorInCharge);

    /// <summary>Posts that are held by appointment: drafting needs none, the system is nobody, and the three administrators are what they were set up as.</summary>
    public static readonly PostSet ByAppointment = PostSet.Of(
        Post.SectionHead, Post.OfficeSecretary, Post.DeputyDirectorInCharge, Post.RegistryClerk, Post.RegistryTopSecretCustodian, Post.PrintRoomOperator,
        Post.SecrecyOfficer, Post.LeadingGroupHead, Post.LeadingGroupDeputy, Post.LeadingGroupMember);

    /// <summary>The kind of unit whose people hold the post: the office's secretary is of the office, the registry's clerk and custodian of the registry.</summary>
    public static UnitKind? BelongsTo(Post post) =>
        post == Post.OfficeSecretary ? UnitKind.Office : post is Post.RegistryClerk or Post.RegistryTopSecretCustodian ? UnitKind.Registry : null;

    public static async Task<Ruled?> HandleAsync(Desk desk, Input input)
    {
        var person = await desk.Store.People.SingleOrDefaultAsync(p => p.Id == input.PersonId, desk.Cancel);
        if (person is null)
        {
            return null;
        }

        var ruling = person.Administers is null ? Ruling.Yes : Ruling.Forbid("SYS.ADMIN", "RN1.4");
        var appointment = new Appointment { PersonId = person.Id, Post = input.Post, UnitId = input.UnitId, From = input.From, AsDeputy = input.AsDeputy, Document = input.Document }.Until(input.To);
        return await desk.EndAsync(Act.AppointToPost, ruling, () => $"person {person.StaffNumber}", () => desk.Store.Add(appointment), () => input, id: () => appointment.Id);
    }
}

/// <summary>免职: an appointment ends on a day; it stays on record.</summary>
public static class EndAppointment
{
    public static async Task<Ruled?> HandleAsync(Desk desk, int appointmentId, DateOnly lastDay)
    {
        var appointment = await desk.Store.Appointments.SingleOrDefaultAsync(a => a.Id == appointmentId, desk.Cancel);
        return appointment is null ? null : await desk.EndAsync(Act.EndAppointment, Ruling.Yes, () => $"appointment {appointment.Id}", () => appointment.End(lastDay), () => new { lastDay });
    }
}

/// <summary>涉密等级: the highest level a person is cleared for.</summary>
public static class SetClearedLevel
{
    public static async Task<Ruled?> HandleAsync(Desk desk, int personId, Level? level)
    {
        var person = await desk.Store.People.SingleOrDefaultAsync(p => p.Id == personId, desk.Cancel);
        if (person is null)
        {
            return null;
        }

        var ruling = person.Administers is null ? Ruling.Yes : Ruling.Forbid("SYS.ADMIN", "RN1.4");
        return await desk.EndAsync(Act.SetClearedLevel, ruling, () => $"person {person.StaffNumber}", () => person.Clear(level), () => new { level });
    }
}
