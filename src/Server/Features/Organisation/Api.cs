using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Access;
using Shoumi.Server.Frame;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Organisation;

/// <summary>Units, persons, appointments, accounts. Who may do what stands in <see cref="Authority"/>: the system administrator registers, the security administrator appoints.</summary>
public static class Api
{
    public static void MapOrganisation(this IEndpointRouteBuilder app)
    {
        app.MapGet("/organisation", SeeAsync).RequiresAct(Act.ViewOrganisation);
        app.MapPost("/organisation/units", AddUnitAsync).RequiresAct(Act.AddUnit);
        app.MapPost("/organisation/units/{id:int}/close", CloseUnitAsync).RequiresAct(Act.CloseUnit);
        app.MapPost("/organisation/persons", AddPersonAsync).RequiresAct(Act.AddPerson);
        app.MapPost("/organisation/persons/{id:int}/appointments", AppointAsync).RequiresAct(Act.AppointToPost);
        app.MapPost("/organisation/appointments/{id:int}/end", EndAppointmentAsync).RequiresAct(Act.EndAppointment);
        app.MapPost("/organisation/persons/{id:int}/cleared-level", ClearAsync).RequiresAct(Act.SetClearedLevel);
        app.MapPost("/organisation/persons/{id:int}/move", MoveAsync).RequiresAct(Act.MovePerson);
        app.MapPost("/organisation/persons/{id:int}/end-service", EndServiceAsync).RequiresAct(Act.EndService);
        app.MapPost("/organisation/persons/{id:int}/account", (HttpContext http, Desk desk, Language l, UserManager<Account> accounts, int id) => AccountAsync(http, desk, l, id, password => OpenAccount.HandleAsync(desk, accounts, id, password))).RequiresAct(Act.OpenAccount);
        app.MapPost("/organisation/persons/{id:int}/reset-password", (HttpContext http, Desk desk, Language l, UserManager<Account> accounts, int id) => AccountAsync(http, desk, l, id, password => ChangeAccount.ResetPasswordAsync(desk, accounts, id, password))).RequiresAct(Act.ResetPassword);
        app.MapPost("/organisation/persons/{id:int}/reset-administrator", (HttpContext http, Desk desk, Language l, UserManager<Account> accounts, int id) => AccountAsync(http, desk, l, id, password => ChangeAccount.ResetPasswordAsync(desk, accounts, id, password, Act.ResetAdministratorPassword))).RequiresAct(Act.ResetAdministratorPassword);
        app.MapPost("/organisation/persons/{id:int}/unlock", async (HttpContext http, Desk desk, Language l, int id) => await DoneAsync(http, id, await ChangeAccount.UnlockAsync(desk, id), l.T("已解锁", "Unlocked"))).RequiresAct(Act.UnlockAccount);
        app.MapPost("/organisation/persons/{id:int}/close-account", async (HttpContext http, Desk desk, Language l, int id) => await DoneAsync(http, id, await ChangeAccount.CloseAsync(desk, id), l.T("账号已停用", "Account closed"))).RequiresAct(Act.CloseAccount);
    }

    private static async Task<IResult> SeeAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Form.OfQuery(http, l);
        var (q, person) = (query.Text("q", 40), query.Number("person", 1, int.MaxValue));
        return await PageAsync(http, desk, l, q, person, query.IsValid ? FormState.Empty : query.State(), query.IsValid ? 200 : 400, null);
    }

    private static async Task<IResult> PageAsync(HttpContext http, Desk desk, Language l, string? q, int? person, FormState state, int status, (string, string)? once) =>
        await Reply.PageAsync<OrganisationPage>(http, await OrganisationView.MakeAsync(desk, l, q ?? "", person, state, once), status);

    private static Task<IResult> DoneAsync(HttpContext http, int person, Ruled? ruled, string done) =>
        Reply.AnswerAsync(http, ruled, _ => $"/organisation?person={person}#person", done, refused => Reply.RefusedAsync(http, refused, $"/organisation?person={person}#person"));

    private static async Task<IResult> AddUnitAsync(HttpContext http, Desk desk, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var (name, kind) = (form.Text("unitName", 60, required: true), form.OneOf<UnitKind>("kind", required: true));
        if (kind == UnitKind.Bureau)
        {
            form.Wrong("kind", l.T("全局只有一个", "There is one bureau"));
        }

        if (name is not null && await desk.Store.Units.AnyAsync(u => u.Name == name && u.ActiveTo == null, desk.Cancel))
        {
            form.Wrong("unitName", l.T("已有同名单位", "A unit of this name exists"));
        }

        if (!form.IsValid)
        {
            return await PageAsync(http, desk, l, null, null, form.State(), 400, null);
        }

        return await Reply.AnswerAsync(http, await AddUnit.HandleAsync(desk, new(name!, kind!.Value, desk.Today)), _ => "/organisation", l.T("已登记单位", "Unit added"), refused => Reply.RefusedAsync(http, refused, "/organisation"));
    }

    private static async Task<IResult> CloseUnitAsync(HttpContext http, Desk desk, Language l, int id)
    {
        if (await desk.Store.Units.AnyAsync(u => u.Id == id && u.ActiveTo != null, desk.Cancel))
        {
            return await Reply.BadInputAsync(http, "unit", l.T("单位已经撤销，撤销日期不改", "The unit is closed already; its last day does not change"), "/organisation");
        }

        if (await desk.Store.People.AnyAsync(p => p.UnitId == id && (p.InServiceTo == null || p.InServiceTo > desk.Today), desk.Cancel))
        {
            return await Reply.BadInputAsync(http, "unit", l.T("单位尚有在职人员，不能撤销", "Persons still serve in the unit"), "/organisation");
        }

        return await Reply.AnswerAsync(http, await CloseUnit.HandleAsync(desk, id, desk.Today), _ => "/organisation", l.T("单位已撤销", "Unit closed"), refused => Reply.RefusedAsync(http, refused, "/organisation"));
    }

    private static async Task<IResult> AddPersonAsync(HttpContext http, Desk desk, UserManager<Account> accounts, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var (number, name, unit) = (form.Text("number", 20, required: true), form.Text("name", 40, required: true), form.Number("unit", 1, int.MaxValue, required: true));
        // As the accounts compare them: a01 and A01 would be two persons with one sign-in. No database folds letters as they do.
        if (number is not null && (await desk.Store.People.Select(p => p.StaffNumber).ToListAsync(desk.Cancel)).Any(n => accounts.NormalizeName(n) == accounts.NormalizeName(number)))
        {
            form.Wrong("number", l.T("工号已有人使用", "The staff number is taken"));
        }

        if (unit is not null && !await desk.Store.Units.AnyAsync(u => u.Id == unit && u.ActiveTo == null, desk.Cancel))
        {
            form.Wrong("unit", l.T("没有这个单位", "No such unit"));
        }

        if (!form.IsValid)
        {
            return await PageAsync(http, desk, l, null, null, form.State(), 400, null);
        }

        var ruled = await AddPerson.HandleAsync(desk, new(name!, number!, unit!.Value, desk.Today));
        return await DoneAsync(http, ruled.Id, ruled, l.T("已登记人员", "Person added"));
    }

    private static async Task<IResult> AppointAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var (post, unit, from, to) = (form.OneOf<Post>("post", required: true), form.Number("unit", 1, int.MaxValue), form.Date("from", required: true), form.Date("to"));
        var (document, deputy) = (form.Text("document", 100, required: true), form.Ticked("deputy"));
        if (to < from)
        {
            form.Wrong("to", l.T("止日不得早于起日", "Ends before it begins"));
        }

        if (deputy && to is null)
        {
            form.Wrong("to", l.T("代理须有止日", "A deputyship needs an end"));
        }

        if (post is { } p)
        {
            await CheckPostAsync(form, desk, l, id, p, unit, from);
        }

        return form.IsValid
            ? await DoneAsync(http, id, await AppointToPost.HandleAsync(desk, new(id, post!.Value, unit, from!.Value, to, deputy, document)), l.T("已任职", "Appointed"))
            : await PageAsync(http, desk, l, null, id, form.State(), 400, null);
    }

    /// <summary>Whether the post is held by appointment, for that unit, and by somebody of the kind of unit it belongs to.</summary>
    private static async Task CheckPostAsync(Form form, Desk desk, Language l, int personId, Post post, int? unit, DateOnly? from)
    {
        if (!AppointToPost.ByAppointment.Contains(post))
        {
            form.Wrong("post", l.T("该岗位不由任命产生", "This post is not held by appointment"));
        }
        else if (AppointToPost.ForOneUnit.Contains(post) != unit is not null)
        {
            form.Wrong("unit", unit is null ? l.T("请选所负责或分管的单位", "Choose the unit it is held for") : l.T("该岗位面向全局，不选单位", "This post serves the whole bureau"));
        }
        else if (unit is not null && from is { } day && !await desk.Store.Units.AnyAsync(u => u.Id == unit && u.Kind != UnitKind.Bureau && u.ActiveFrom <= day && (u.ActiveTo == null || u.ActiveTo >= day), desk.Cancel))
        {
            form.Wrong("unit", l.T("任职起日没有这个单位", "No such unit on the day the appointment begins"));
        }

        var belongsTo = AppointToPost.BelongsTo(post);
        if (belongsTo is { } kind && !await desk.Store.People.AnyAsync(p => p.Id == personId && desk.Store.Units.Any(u => u.Id == p.UnitId && u.Kind == kind), desk.Cancel))
        {
            form.Wrong("post", kind == UnitKind.Office ? l.T("该岗位由局办公室人员担任", "This post is held by somebody of the office") : l.T("该岗位由机要室人员担任", "This post is held by somebody of the registry"));
        }
    }

    private static async Task<IResult> EndAppointmentAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var appointment = await desk.Store.Appointments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, desk.Cancel);
        if (appointment is null)
        {
            return await Reply.NothingAsync(http);
        }

        if (appointment.NeverHeld)
        {
            return await Reply.BadInputAsync(http, "appointment", l.T("任职在到任之前已经免去，历史不改", "The appointment was ended before it began; history is not changed"), $"/organisation?person={appointment.PersonId}#person");
        }

        if (appointment.To < desk.Today)
        {
            return await Reply.BadInputAsync(http, "appointment", l.T($"任职已于 {appointment.To:yyyy-MM-dd} 终止，历史不改", $"The appointment ended on {appointment.To:yyyy-MM-dd}; history is not changed"), $"/organisation?person={appointment.PersonId}#person");
        }

        return await DoneAsync(http, appointment.PersonId, await EndAppointment.HandleAsync(desk, id, appointment.LastDayIfEnded(desk.Today)), l.T("已免职", "Appointment ended"));
    }

    private static async Task<IResult> ClearAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        // No level is a choice like the others, a form without the field is none.
        var level = form.OneOf<Level>("level");
        if (!form.Has("level"))
        {
            form.Wrong("level", l.T("请选涉密等级，或选“无”", "Choose a level, or none"));
        }

        return form.IsValid
            ? await DoneAsync(http, id, await SetClearedLevel.HandleAsync(desk, id, level), l.T("已确定涉密等级", "Cleared level set"))
            : await PageAsync(http, desk, l, null, id, form.State(), 400, null);
    }

    private static async Task<IResult> MoveAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var unit = form.Number("moveTo", 1, int.MaxValue, required: true);
        if (await desk.Store.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, desk.Cancel) is not { } person)
        {
            return await Reply.NothingAsync(http);
        }

        if (unit == person.UnitId)
        {
            form.Wrong("moveTo", l.T("此人已在这个单位", "Is in this unit already"));
        }
        else if (unit is not null && !await desk.Store.Units.AnyAsync(u => u.Id == unit && u.Kind != UnitKind.Bureau && u.ActiveTo == null, desk.Cancel))
        {
            form.Wrong("moveTo", l.T("没有这个单位", "No such unit"));
        }

        return form.IsValid
            ? await DoneAsync(http, id, await MovePerson.HandleAsync(desk, id, unit!.Value), l.T("已调动", "Moved"))
            : await PageAsync(http, desk, l, null, id, form.State(), 400, null);
    }

    private static async Task<IResult> EndServiceAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var day = form.Date("on", required: true);
        var person = await desk.Store.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, desk.Cancel);
        if (person is null)
        {
            return await Reply.NothingAsync(http);
        }

        if (person.InServiceTo < desk.Today)
        {
            form.Wrong("on", l.T($"此人已于 {person.InServiceTo:yyyy-MM-dd} 离岗，历史不改", $"Left on {person.InServiceTo:yyyy-MM-dd} already; history is not changed"));
        }
        else if (day > person.InServiceTo)
        {
            form.Wrong("on", l.T($"已登记 {person.InServiceTo:yyyy-MM-dd} 离岗，只能提前", $"Leaves on {person.InServiceTo:yyyy-MM-dd}: the day may only be brought forward"));
        }
        else if (day < person.InServiceFrom)
        {
            form.Wrong("on", l.T($"不得早于到岗日 {person.InServiceFrom:yyyy-MM-dd}", $"Not before the first day in service, {person.InServiceFrom:yyyy-MM-dd}"));
        }

        return form.IsValid
            ? await DoneAsync(http, id, await EndService.HandleAsync(desk, id, day!.Value), l.T("已登记离岗", "Service ended"))
            : await PageAsync(http, desk, l, null, id, form.State(), 400, null);
    }

    /// <summary>Opens or resets: the first password is made here, shown once, and must be changed by its owner.</summary>
    private static async Task<IResult> AccountAsync(HttpContext http, Desk desk, Language l, int id, Func<string, Task<Ruled?>> act)
    {
        var password = FirstPassword();
        var ruled = await act(password);
        if (ruled is not { Ruling.IsPermitted: true })
        {
            return await DoneAsync(http, id, ruled, "");
        }

        var name = await desk.Store.People.Where(p => p.Id == id).Select(p => p.Name).SingleAsync(desk.Cancel);
        return await PageAsync(http, desk, l, null, id, FormState.Empty, 200, (name, password));
    }

    /// <summary>Sixteen characters that are not mistaken for one another, with all four kinds.</summary>
    public static string FirstPassword() => $"{RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ", 4)}-{RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 5)}-{RandomNumberGenerator.GetString("23456789", 5)}";
}
