using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Access;

/// <summary>开户: the system administrator opens an account with a first password, which its owner must change.</summary>
public static class OpenAccount
{
    public static async Task<Ruled?> HandleAsync(Desk desk, UserManager<Account> accounts, int personId, string password)
    {
        var person = await desk.Store.People.SingleOrDefaultAsync(p => p.Id == personId, desk.Cancel);
        if (person is null || await desk.Store.Users.AnyAsync(a => a.PersonId == personId, desk.Cancel))
        {
            return null;
        }

        return await desk.EndAsync(Act.OpenAccount, Ruling.Yes, () => $"person {person.StaffNumber}", () => desk.Store.Add(NewAccount.Of(accounts, person, password, mustChange: true)));
    }
}

/// <summary>What is done to an account that exists: a new first password, unlocking, closing.</summary>
public static class ChangeAccount
{
    /// <summary>重设口令: the security administrator sets a password that its owner must change; whoever is signed in with the old one is out.</summary>
    public static Task<Ruled?> ResetPasswordAsync(Desk desk, UserManager<Account> accounts, int personId, string password) => HandleAsync(desk, Act.ResetPassword, personId, account =>
    {
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.MustChangePassword = true;
        account.EndSessions();
    });

    /// <summary>解锁.</summary>
    public static Task<Ruled?> UnlockAsync(Desk desk, int personId) => HandleAsync(desk, Act.UnlockAccount, personId, Lockout.Unlock);

    /// <summary>销户: closed, not deleted.</summary>
    public static Task<Ruled?> CloseAsync(Desk desk, int personId) => HandleAsync(desk, Act.CloseAccount, personId, account =>
    {
        account.Closed = true;
        account.EndSessions();
    });

    /// <summary>本人改口令.</summary>
    public static Task<Ruled?> ChangeOwnAsync(Desk desk, UserManager<Account> accounts, string password) => HandleAsync(desk, Act.ChangeOwnPassword, desk.Actor.PersonId, account =>
    {
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.MustChangePassword = false;
        account.EndSessions();
    });

    private static async Task<Ruled?> HandleAsync(Desk desk, Act act, int personId, Action<Account> change)
    {
        var account = await desk.Store.Users.SingleOrDefaultAsync(a => a.PersonId == personId, desk.Cancel);
        return account is null || account.Closed
            ? null
            : await desk.EndAsync(act, Ruling.Yes, () => $"person {account.UserName}", () => change(account));
    }
}
