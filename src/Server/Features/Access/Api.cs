using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Access;
using Shoumi.Server.Frame;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Access;

/// <summary>Set-up, sign-in, sign-out, own password, language.</summary>
public static class Api
{
    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapGet("/setup", SetUpPageAsync).Open("Before set-up nobody exists who could sign in");
        app.MapPost("/setup", SetUpAsync).Open("Before set-up nobody exists who could sign in");
        app.MapGet("/sign-in", (HttpContext http, PolicyPack pack, Demonstration demo) => SignInPageAsync(http, pack, demo, FormState.Empty, 200)).Open("Whoever signs in is not signed in yet");
        app.MapPost("/sign-in", SignInAsync).Open("Whoever signs in is not signed in yet");
        app.MapPost("/sign-out", SignOutAsync).RequiresAct(Act.SignOut);
        app.MapGet("/password", (HttpContext http, Store store, PolicyPack pack) => PasswordPageAsync(http, store, pack, FormState.Empty, 200)).RequiresAct(Act.ChangeOwnPassword);
        app.MapPost("/password", ChangePasswordAsync).RequiresAct(Act.ChangeOwnPassword);
        app.MapGet("/language", SetLanguage).Open("The sign-in page has two languages too");
    }

    private static async Task<IResult> SetUpPageAsync(HttpContext http, Installation installation, PolicyPack pack, Language l) => installation.IsSetUp
        ? await Reply.NothingAsync(http)
        : await Reply.PageAsync<SetUpPage>(http, Model(pack, l, FormState.Empty));

    private static SetUpModel Model(PolicyPack pack, Language l, FormState state) =>
        new(state, pack.Title.In(l.English), $"{pack.Version:yyyy-MM-dd}", pack.Access.PasswordLength, pack.Access.PasswordClasses);

    private static async Task<IResult> SetUpAsync(HttpContext http, Store store, AuditLedger ledger, UserManager<Account> accounts, Calendar calendar, Installation installation, PolicyPack pack, Settings settings, Language l)
    {
        if (installation.IsSetUp)
        {
            return await Reply.RefusedAsync(http, new Ruled(Ruling.Forbid("SYS.SETUP", "RN1.4"), 0));
        }

        var form = await Form.ReadAsync(http, l);
        var name = form.Text("bureauName", 60, required: true);
        var ceiling = form.OneOf<Level>("ceiling", required: true);
        var (system, security, auditor) = (Read(form, "system", pack, l), Read(form, "security", pack, l), Read(form, "auditor", pack, l));
        ThreePersons(form, accounts, l, ("system", system), ("security", security), ("auditor", auditor));
        if (!form.IsValid)
        {
            return await Reply.PageAsync<SetUpPage>(http, Model(pack, l, form.State()), 400);
        }

        var ruled = await SetUp.HandleAsync(store, ledger, accounts, calendar, new(name!, ceiling, system, security, auditor), http.RequestAborted);
        if (!ruled.Ruling.IsPermitted)
        {
            return await Reply.RefusedAsync(http, ruled);
        }

        // The first decision must find on record what it was judged by; where this is cut short, the next start makes up for it.
        await PackAdoption.RecordAsync(store, ledger, pack, settings.Policies, default);
        installation.Is(await store.Bureaus.AsNoTracking().SingleAsync(http.RequestAborted));
        return Reply.Done(http, "/sign-in", l.T("单位和三员已设立，请系统管理员登录", "Bureau and administrators are set up; the system administrator may sign in"));
    }

    /// <summary>One number twice would be one person with two of the three posts: said at the number that repeats another, as accounts compare them.</summary>
    [Requirement("RN1.4")]
    private static void ThreePersons(Form form, UserManager<Account> accounts, Language l, params ReadOnlySpan<(string Who, SetUp.Administrator Is)> three)
    {
        var taken = new HashSet<string>();
        foreach (var (who, administrator) in three)
        {
            if (administrator.Number.Length > 0 && !taken.Add(accounts.NormalizeName(administrator.Number) ?? ""))
            {
                form.Wrong($"{who}.number", l.T("与前面一员的工号相同：三员须是三个人，各用本人工号", "The same number as another administrator's: the three are three persons, each with a number of their own"));
            }
        }
    }

    private static SetUp.Administrator Read(Form form, string who, PolicyPack pack, Language l)
    {
        var number = form.Text($"{who}.number", 20, required: true) ?? "";
        var name = form.Text($"{who}.name", 40, required: true) ?? "";
        return new(name, number, NewPassword(form, $"{who}.password", $"{who}.again", number, name, pack, l) ?? "");
    }

    /// <summary>A password chosen here, typed twice.</summary>
    private static string? NewPassword(Form form, string field, string again, string number, string name, PolicyPack pack, Language l)
    {
        var (password, repeated) = (form.Secret(field), form.Secret(again));
        if (password is not null && Passwords.Wrong(password, number, name, pack.Access, l) is { } wrong)
        {
            form.Wrong(field, wrong);
        }
        else if (password is not null && repeated is not null && password != repeated)
        {
            form.Wrong(again, l.T("两次输入的口令不同", "The two passwords differ"));
        }

        return password;
    }

    private static Task<IResult> SignInPageAsync(HttpContext http, PolicyPack pack, Demonstration demo, FormState state, int status) =>
        Reply.PageAsync<SignInPage>(http, new SignInModel(state, Reply.LocalPath(http.Request.Query["back"]), pack.Access.LockAfter, pack.Access.LockMinutes, demo.SignIns), status);

    private static async Task<IResult> SignInAsync(HttpContext http, SignIn signIn, PolicyPack pack, Demonstration demo, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var (number, password) = (form.Text("number", 20, required: true), form.Secret("password"));
        if (!form.IsValid)
        {
            return await SignInPageAsync(http, pack, demo, form.State(), 400);
        }

        switch (await signIn.HandleAsync(http, number!, password!))
        {
            case SignIn.Answer.Welcome:
                return Results.Redirect(Reply.LocalPath(form.Raw("back")));
            case SignIn.Answer.Locked:
                form.Wrong("number", l.T($"账号已锁定 {pack.Access.LockMinutes} 分钟，或由安全保密管理员解锁", $"Locked for {pack.Access.LockMinutes} minutes, or until the security administrator unlocks it"));
                break;
            case SignIn.Answer.Wrong:
                form.Wrong("password", l.T("工号或口令不对", "Staff number or password is wrong"));
                break;
        }

        return await SignInPageAsync(http, pack, demo, form.State(), 401);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, Desk desk, Ledger.HeldLedgers held)
    {
        held.Drop(desk.Actor.PersonId);
        // A copy of the cookie is worth nothing from here on.
        var account = await desk.Store.Users.SingleAsync(a => a.PersonId == desk.Actor.PersonId, desk.Cancel);
        await desk.EndAsync(Act.SignOut, Ruling.Yes, () => $"person {account.UserName}", account.EndSessions);
        await http.SignOutAsync();
        return Results.Redirect("/sign-in");
    }

    private static async Task<IResult> PasswordPageAsync(HttpContext http, Store store, PolicyPack pack, FormState state, int status)
    {
        var account = http.RequestServices.GetRequiredService<Presence>().Account!;
        var chosen = account.MustChangePassword ? await PasswordChosen.LastAsync(store, account, http.RequestAborted) : null;
        return await Reply.PageAsync<PasswordPage>(http, new PasswordModel(state, account.MustChangePassword, pack.Access.PasswordLength, pack.Access.PasswordClasses, chosen), status);
    }

    private static async Task<IResult> ChangePasswordAsync(HttpContext http, Desk desk, UserManager<Account> accounts, SignIn signIn, PolicyPack pack, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var current = form.Secret("current");
        if (current is not null && await signIn.CheckOwnAsync(http, desk.Actor, current) is var answer && answer != SignIn.Answer.Welcome)
        {
            form.Wrong("current", answer == SignIn.Answer.Locked
                ? l.T($"现口令连续错误，账号已锁定 {pack.Access.LockMinutes} 分钟", $"Wrong too often: the account is locked for {pack.Access.LockMinutes} minutes")
                : l.T("现口令不对", "The present password is wrong"));
        }

        var account = await desk.Store.Users.AsNoTracking().SingleAsync(a => a.PersonId == desk.Actor.PersonId, desk.Cancel);
        var password = NewPassword(form, "password", "again", account.UserName ?? "", desk.Actor.Name, pack, l);
        if (password is not null && password == current)
        {
            form.Wrong("password", l.T("新口令不得与现口令相同", "The new password must differ"));
        }

        if (!form.IsValid)
        {
            return await PasswordPageAsync(http, desk.Store, pack, form.State(), 400);
        }

        await ChangeAccount.ChangeOwnAsync(desk, accounts, password!);
        await Presence.SignInAsync(http, await desk.Store.Users.AsNoTracking().SingleAsync(a => a.PersonId == desk.Actor.PersonId, desk.Cancel));
        return Reply.Done(http, "/", l.T("口令已更换", "Password changed"));
    }

    private static IResult SetLanguage(HttpContext http, string? to, string? back)
    {
        http.Response.Cookies.Append("lang", to == "en" ? "en" : "zh", new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        return Results.Redirect(Reply.LocalPath(back));
    }
}

/// <summary>The sign-ins of a demonstration database, shown on its sign-in page; empty in a real one.</summary>
public sealed record Demonstration(IReadOnlyList<(string Number, string Who, string Password)> SignIns);
