using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Tests.Running;

/// <summary>What changes about people while cases are under way: posts, deputies, leaving, clearance; and what stands in the audit ledger about it.</summary>
public static class Changes
{
    /// <summary>Appoints from that day on; with a last day as a dated deputy.</summary>
    public static Task AppointAsync(this Office office, string who, Post post, string? unit, DateOnly? until = null, DateOnly? from = null) => office.DoAsync(async scope =>
        await AppointToPost.HandleAsync(await Office.DeskAsync(scope, Staff.SecurityAdministrator), new(office.Id(who), post, unit is null ? null : office.Unit(unit), from ?? office.Today, until, until is not null, "局任〔2026〕2号")));

    public static Task EndPostAsync(this Office office, string who, Post post, string? unit, DateOnly lastDay) => office.DoAsync(async scope =>
    {
        var (person, of) = (office.Id(who), unit is null ? (int?)null : office.Unit(unit));
        var held = await scope.GetRequiredService<Store>().Appointments.Where(a => a.PersonId == person && a.Post == post && a.UnitId == of && a.To == null).Select(a => a.Id).SingleAsync();
        await EndAppointment.HandleAsync(await Office.DeskAsync(scope, Staff.SecurityAdministrator), held, lastDay);
    });

    /// <summary>Leaves the bureau after that day.</summary>
    public static Task LeaveAsync(this Office office, string who, DateOnly lastDay) => office.DoAsync(async scope =>
        await EndService.HandleAsync(await Office.DeskAsync(scope, Staff.SystemAdministrator), office.Id(who), lastDay));

    public static Task ClearAsync(this Office office, string who, Level? level) => office.DoAsync(async scope =>
        await SetClearedLevel.HandleAsync(await Office.DeskAsync(scope, Staff.SecurityAdministrator), office.Id(who), level));

    /// <summary>Days go by; everybody has signed in again.</summary>
    public static void DaysLater(this Office office, int days)
    {
        office.Clock.PassTo(office.Today.AddDays(days));
        office.EverybodyLeaves();
    }

    /// <summary>The last line of the audit ledger about that act: its canonical text.</summary>
    public static string LastLineOf(this Office office, int act) =>
        Encoding.UTF8.GetString(office.Read(s => s.AuditEntries.AsNoTracking().Where(e => (int)e.Act == act).OrderByDescending(e => e.Seq).First()).Canonical);

    /// <summary>What the last such act said.</summary>
    public static string LastSaid(this Office office, int act) => office.Read(s =>
    {
        var seq = s.AuditEntries.Where(e => (int)e.Act == act).Max(e => e.Seq);
        return s.Set<AuditPayload>().AsNoTracking().SingleOrDefault(p => p.Seq == seq) is { } payload ? Encoding.UTF8.GetString(payload.Content) : "";
    });
}
