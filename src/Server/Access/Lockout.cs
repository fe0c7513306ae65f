using Shoumi.Rules.Policy;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Access;

/// <summary>What happens to an account when passwords are wrong, and when its sessions are to end.</summary>
public static class Lockout
{
    public static bool IsLocked(this Account account, DateTimeOffset now) => account.LockoutEnd > now;

    /// <summary>One more wrong password; as many in a row as the pack says lock the account for as long as the pack says.</summary>
    public static void CountWrong(this Account account, AccessPolicy policy, DateTimeOffset now)
    {
        account.AccessFailedCount++;
        if (account.AccessFailedCount >= policy.LockAfter)
        {
            account.AccessFailedCount = 0;
            account.LockoutEnd = now.ToUniversalTime().AddMinutes(policy.LockMinutes);
        }

        account.Changed();
    }

    /// <summary>Nothing stands against the account any more.</summary>
    public static void Unlock(this Account account)
    {
        account.AccessFailedCount = 0;
        account.LockoutEnd = null;
        account.Changed();
    }

    /// <summary>Whoever is signed in with this account, wherever, is out.</summary>
    public static void EndSessions(this Account account)
    {
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.Changed();
    }

    /// <summary>Whoever judged on the account as it was is overtaken.</summary>
    public static void Changed(this Account account) => account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
}
