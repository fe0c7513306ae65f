using System.Net;
using Microsoft.AspNetCore.Identity;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Access;

/// <summary>
/// How often passwords were tried within the last minute, by staff number and by remote address; asked before a password is hashed, since
/// each hash takes memory and time. A right password gives its try back, so that a bureau behind one address is not kept waiting. In memory.
/// </summary>
public sealed class SignInPace(TimeProvider clock)
{
    /// <summary>Tries per minute for one number, whether it exists or not.</summary>
    public const int PerNumber = 20;

    /// <summary>Tries per minute from one address.</summary>
    public const int PerAddress = 60;

    private readonly Lock door = new();
    private readonly Dictionary<(string? Number, IPAddress? From), int> taken = [];
    private long minute;

    /// <summary>Takes one try.</summary>
    /// <exception cref="TooManyRefusalsException">There is none left in this minute.</exception>
    public void Take(string number, IPAddress? from)
    {
        lock (door)
        {
            Turn();
            // The address first: one that has used up its tries must not use up those of a number too.
            if (!Add((null, from), PerAddress) || !Add((number, null), PerNumber))
            {
                throw new TooManyRefusalsException();
            }
        }
    }

    /// <summary>Takes one try of the address alone: a token names no number.</summary>
    /// <exception cref="TooManyRefusalsException">There is none left in this minute.</exception>
    public void TakeFrom(IPAddress? from)
    {
        lock (door)
        {
            Turn();
            if (!Add((null, from), PerAddress))
            {
                throw new TooManyRefusalsException();
            }
        }
    }

    /// <summary>The password was right.</summary>
    public void GiveBack(string number, IPAddress? from)
    {
        lock (door)
        {
            Less((null, from));
            Less((number, null));
        }
    }

    private void Turn()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (now != minute)
        {
            minute = now;
            taken.Clear();
        }
    }

    private bool Add((string?, IPAddress?) key, int most)
    {
        var count = taken.GetValueOrDefault(key) + 1;
        if (count <= most)
        {
            taken[key] = count;
        }

        return count <= most;
    }

    private void Less((string?, IPAddress?) key)
    {
        if (taken.TryGetValue(key, out var count) && count > 0)
        {
            taken[key] = count - 1;
        }
    }
}

/// <summary>Passwords are hashed a few at a time: each takes 19 MiB, and whoever asks for more waits.</summary>
public sealed class HashingTurns(IPasswordHasher<Account> hasher)
{
    private readonly SemaphoreSlim turns = new(3, 3);

    /// <summary>Whether it is the account's password. Without an account it takes as long and the answer is no, so that the time does not tell which numbers exist.</summary>
    public async Task<bool> IsRightAsync(Account? account, string password, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            var right = hasher.VerifyHashedPassword(account ?? new Account(), account?.PasswordHash ?? Argon2Hasher.OfNobody, password) != PasswordVerificationResult.Failed;
            return right && account?.PasswordHash is not null;
        }
        finally
        {
            turns.Release();
        }
    }
}
