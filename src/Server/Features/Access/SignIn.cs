using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Access;

/// <summary>登录: staff number and password. Every answer stands in the audit ledger; a wrong number and a wrong password answer alike.</summary>
[Requirement("RN3.9")]
public static class SignIn
{
    public enum Answer
    {
        Welcome,
        Wrong,
        Locked,
    }

    public static async Task<Answer> HandleAsync(HttpContext http, Store store, AuditLedger ledger, UserManager<Account> accounts, SignInPace pace, Calendar calendar, string number, string password)
    {
        var cancel = http.RequestAborted;
        var account = await accounts.FindByNameAsync(number);
        if (account is null || account.Closed)
        {
            // As slow as a wrong password, so that the time does not tell which numbers exist.
            accounts.PasswordHasher.HashPassword(new Account(), password);
            return await RefuseAsync(ledger, pace, Actor.System, null, Answer.Wrong, cancel);
        }

        var person = await store.People.AsNoTracking().SingleAsync(p => p.Id == account.PersonId, cancel);
        var actor = new Actor(person.Id, person.Name, person.UnitId, null, [], person.Administers, person.InServiceOn(calendar.Today));
        if (await accounts.IsLockedOutAsync(account))
        {
            return await RefuseAsync(ledger, pace, actor, person.StaffNumber, Answer.Locked, cancel);
        }

        if (!await accounts.CheckPasswordAsync(account, password) || !person.InServiceOn(calendar.Today))
        {
            await accounts.AccessFailedAsync(account);
            return await RefuseAsync(ledger, pace, actor, person.StaffNumber, await accounts.IsLockedOutAsync(account) ? Answer.Locked : Answer.Wrong, cancel);
        }

        await accounts.ResetAccessFailedCountAsync(account);
        (account.LastSignInAt, account.LastSignInFrom) = (calendar.Now, http.Connection.RemoteIpAddress?.ToString());
        await ledger.CommitAsync(new AuditLine(Act.SignIn, actor, () => $"person {account.UserName}", Ruling.Yes, () => new { From = account.LastSignInFrom }), cancel);
        await Presence.SignInAsync(http, account);
        return Answer.Welcome;
    }

    private static async Task<Answer> RefuseAsync(AuditLedger ledger, SignInPace pace, Actor actor, string? number, Answer answer, CancellationToken cancel)
    {
        // The failure counter is saved with this line; when lines come too fast it is the line that waits for the next minute.
        if (pace.Take(actor.PersonId))
        {
            await ledger.CommitAsync(new AuditLine(Act.SignInRefused, actor, () => number is null ? "person —" : $"person {number}", Ruling.Forbid("SYS.ACCOUNT", "RN3.9"), null, Post.System), cancel);
            return answer;
        }

        throw new TooManyRefusalsException();
    }
}

/// <summary>How often sign-in failed within the last minute, for one person or for unknown numbers together.</summary>
public sealed class SignInPace(TimeProvider clock)
{
    private readonly RefusalPace pace = new(clock);

    public bool Take(int personId) => pace.Take(personId);
}
