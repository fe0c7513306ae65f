using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Access;

/// <summary>
/// 登录: staff number and password. Every try is counted and stands in the audit ledger, also of those made at the same moment; unknown
/// number, closed account, wrong password and a locked account answer alike and take as long. Only the right password is told of the lock.
/// </summary>
[Requirement("RN3.9")]
public sealed class SignIn(Store store, AuditLedger ledger, UserManager<Account> accounts, SignInPace pace, HashingTurns turns, PolicyPack pack, Calendar calendar)
{
    // Each time one is overtaken somebody else has been recorded, and the pace lets no more than this be under way for one number.
    private const int MostTries = SignInPace.PerNumber + 5;

    public enum Answer
    {
        Welcome,
        Wrong,
        Locked,
    }

    public async Task<Answer> HandleAsync(HttpContext http, string number, string password)
    {
        var (from, normal) = (http.Connection.RemoteIpAddress, accounts.NormalizeName(number) ?? "");
        pace.Take(normal, from);
        var found = await store.Users.AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedUserName == normal && !a.Closed, http.RequestAborted);
        var right = await turns.IsRightAsync(found, password, http.RequestAborted);
        // From here on hanging up does not help: the try is recorded.
        var (answer, account) = await RecordedAsync(() => SignInAsync(found, right, from?.ToString()));
        if (account is not null)
        {
            pace.GiveBack(normal, from);
            await Presence.SignInAsync(http, account);
        }

        return answer;
    }

    /// <summary>Whether a signed-in person knows the account's own password. A wrong one counts as at sign-in and is recorded; the one that locks ends all sessions.</summary>
    public async Task<Answer> CheckOwnAsync(HttpContext http, Actor actor, string password)
    {
        var from = http.Connection.RemoteIpAddress;
        var found = await store.Users.AsNoTracking().SingleAsync(a => a.PersonId == actor.PersonId, http.RequestAborted);
        pace.Take(found.NormalizedUserName ?? "", from);
        var right = await turns.IsRightAsync(found, password, http.RequestAborted);
        var answer = await RecordedAsync(() => OwnAsync(actor, found, right));
        if (answer == Answer.Welcome)
        {
            pace.GiveBack(found.NormalizedUserName ?? "", from);
        }

        return answer;
    }

    private async Task<(Answer, Account?)> SignInAsync(Account? found, bool right, string? from)
    {
        var account = found is null ? null : await store.Users.SingleAsync(a => a.Id == found.Id);
        if (account is null || account.Closed)
        {
            await ledger.CommitAsync(Refused(Act.SignInRefused, Actor.System, "person —", Post.System), default);
            return (Answer.Wrong, null);
        }

        var person = await store.People.AsNoTracking().SingleAsync(p => p.Id == account.PersonId);
        var actor = new Actor(person.Id, person.Name, person.UnitId, null, [], person.Administers, person.InServiceOn(calendar.Today));
        var may = right && account.PasswordHash == found!.PasswordHash && person.InServiceOn(calendar.Today);
        var locked = account.IsLocked(calendar.Now);
        if (locked || !may)
        {
            if (!locked)
            {
                account.CountWrong(pack.Access, calendar.Now);
            }

            await ledger.CommitAsync(Refused(Act.SignInRefused, actor, $"person {person.StaffNumber}", Post.System), default);
            return (may ? Answer.Locked : Answer.Wrong, null);
        }

        account.Unlock();
        (account.LastSignInAt, account.LastSignInFrom) = (calendar.Now, from);
        await ledger.CommitAsync(new AuditLine(Act.SignIn, actor, () => $"person {account.UserName}", Ruling.Yes, () => new { From = from }), default);
        return (Answer.Welcome, account);
    }

    private async Task<Answer> OwnAsync(Actor actor, Account found, bool right)
    {
        var account = await store.Users.SingleAsync(a => a.Id == found.Id);
        var locked = account.IsLocked(calendar.Now);
        if (right && !locked && account.PasswordHash == found.PasswordHash)
        {
            return Answer.Welcome;
        }

        if (!locked)
        {
            account.CountWrong(pack.Access, calendar.Now);
            if (account.IsLocked(calendar.Now))
            {
                account.EndSessions();
            }
        }

        await ledger.CommitAsync(Refused(Act.ChangeOwnPassword, actor, $"person {account.UserName}", null), default);
        return account.IsLocked(calendar.Now) ? Answer.Locked : Answer.Wrong;
    }

    private static AuditLine Refused(Act act, Actor actor, string subject, Post? post) => new(act, actor, () => subject, Ruling.Forbid("SYS.ACCOUNT", "RN3.9"), null, post);

    // The account is read anew and counted on again when another try was recorded in between.
    private async Task<T> RecordedAsync<T>(Func<Task<T>> record)
    {
        for (var tried = 1; ; tried++)
        {
            store.ChangeTracker.Clear();
            try
            {
                return await record();
            }
            catch (OvertakenException) when (tried < MostTries)
            {
            }
        }
    }
}
