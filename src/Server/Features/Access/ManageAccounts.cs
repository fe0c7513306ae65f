using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Access;

/// <summary>开户: the system administrator opens an account, or a closed one again, with a first password which its owner must change.</summary>
public static class OpenAccount
{
    /// <returns>Null where there is no such person, or the account is open already.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, UserManager<Account> accounts, int personId, string password)
    {
        var person = await desk.Store.People.SingleOrDefaultAsync(p => p.Id == personId, desk.Cancel);
        var closed = await desk.Store.Users.SingleOrDefaultAsync(a => a.PersonId == personId, desk.Cancel);
        if (person is null || closed is { Closed: false })
        {
            return null;
        }

        return await desk.EndAsync(Act.OpenAccount, Ruling.Yes, () => $"person {person.StaffNumber}", () =>
        {
            if (closed is null)
            {
                desk.Store.Add(NewAccount.Of(accounts, person, password, mustChange: true));
                return;
            }

            closed.Closed = false;
            closed.Unlock();
            ChangeAccount.GivePassword(accounts, closed, password, mustChange: true);
        });
    }
}

/// <summary>What is done to an account that exists: a new first password, unlocking, closing.</summary>
public static class ChangeAccount
{
    /// <summary>
    /// 重置口令: a password that its owner must change; whoever is signed in with the old one is out. The security administrator does so
    /// for the staff, and <see cref="Authority.ResetBy"/> says who does so for an administrator.
    /// </summary>
    public static Task<Ruled?> ResetPasswordAsync(Desk desk, UserManager<Account> accounts, int personId, string password, Act act = Act.ResetPassword) =>
        HandleAsync(desk, act, personId, account => GivePassword(accounts, account, password, mustChange: true), (_, owner) => Task.FromResult(MayReset(desk.Actor, act, owner)));

    /// <summary>解锁.</summary>
    public static Task<Ruled?> UnlockAsync(Desk desk, int personId) => HandleAsync(desk, Act.UnlockAccount, personId, Lockout.Unlock);

    /// <summary>停用账号: closed, not deleted. Not the last one of an administrator's kind: there would be nobody to open it again.</summary>
    public static Task<Ruled?> CloseAsync(Desk desk, int personId) => HandleAsync(
        desk,
        Act.CloseAccount,
        personId,
        account =>
        {
            account.Closed = true;
            account.EndSessions();
        },
        (account, owner) => MayCloseAsync(desk, account, owner));

    /// <summary>本人改口令.</summary>
    public static Task<Ruled?> ChangeOwnAsync(Desk desk, UserManager<Account> accounts, string password) =>
        HandleAsync(desk, Act.ChangeOwnPassword, desk.Actor.PersonId, account => GivePassword(accounts, account, password, mustChange: false));

    /// <summary>Sets the password and ends the sessions that began with another.</summary>
    internal static void GivePassword(UserManager<Account> accounts, Account account, string password, bool mustChange)
    {
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.MustChangePassword = mustChange;
        account.EndSessions();
    }

    private static Ruling MayReset(Actor actor, Act act, Person owner)
    {
        var may = act == Act.ResetPassword ? owner.Administers is null : owner.Administers is not null && Authority.ResetBy(owner.Administers) == actor.Administers;
        var by = Authority.ResetBy(owner.Administers) ?? Post.SecurityAdministrator;
        return may ? Ruling.Yes : Ruling.Forbid(
            "SYS.POST", "RN1.4", ("what", "重置该员的口令"), ("what_en", "resetting this person's password"), ("post", Words.Chinese.Say(by)), ("post_en", Words.Foreign.Say(by)));
    }

    private static async Task<Ruling> MayCloseAsync(Desk desk, Account account, Person owner)
    {
        var remains = owner.Administers is not { } kind
            || await desk.Store.People.AnyAsync(p => p.Administers == kind && p.Id != owner.Id && desk.Store.Users.Any(a => a.PersonId == p.Id && a.Id != account.Id && !a.Closed), desk.Cancel);
        return remains ? Ruling.Yes : Ruling.Forbid("SYS.LAST", "RN1.4", ("post", Words.Chinese.Say(owner.Administers!.Value)), ("post_en", Words.Foreign.Say(owner.Administers!.Value)));
    }

    private static async Task<Ruled?> HandleAsync(Desk desk, Act act, int personId, Action<Account> change, Func<Account, Person, Task<Ruling>>? judge = null)
    {
        var account = await desk.Store.Users.SingleOrDefaultAsync(a => a.PersonId == personId, desk.Cancel);
        if (account is null || account.Closed)
        {
            return null;
        }

        var owner = await desk.Store.People.AsNoTracking().SingleAsync(p => p.Id == personId, desk.Cancel);
        var ruling = judge is null ? Ruling.Yes : await judge(account, owner);
        // Whatever ends the sessions of an account ends its tokens too; unlocking ends neither.
        var tokens = act == Act.UnlockAccount ? [] : await desk.Store.Tokens.Where(t => t.PersonId == personId && t.RevokedAt == null).ToListAsync(desk.Cancel);
        return await desk.EndAsync(act, ruling, () => $"person {account.UserName}", () =>
        {
            change(account);
            tokens.ForEach(t => t.Revoke(desk.Now));
        });
    }
}

/// <summary>Who chose the password that its owner has to change, and when; from the audit ledger.</summary>
public sealed record PasswordChosen(string Who, DateTimeOffset At)
{
    public static async Task<PasswordChosen?> LastAsync(Store store, AccountFacts account, CancellationToken cancel)
    {
        var subject = $"person {account.UserName}";
        var line = await store.AuditEntries.AsNoTracking()
            .Where(e => e.Subject == subject && e.Outcome == 1 && (e.Act == Act.OpenAccount || e.Act == Act.ResetPassword || e.Act == Act.ResetAdministratorPassword))
            .OrderByDescending(e => e.Seq).FirstOrDefaultAsync(cancel);
        return line is null ? null : new(await store.People.Where(p => p.Id == line.ActorId).Select(p => p.Name).SingleOrDefaultAsync(cancel) ?? "", Calendar.OnTheWall(line.At));
    }
}
