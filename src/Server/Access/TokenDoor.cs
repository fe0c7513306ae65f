using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Access;

/// <summary>Where other programs come in: by a personal token, never by the cookie of a browser, so that no page of another site can act here.</summary>
public static class RestPath
{
    public const string Root = "/api/v1";

    public static bool IsRest(this HttpContext http) => http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An endpoint for programs that a browser may read as well: it takes nothing and tells nothing of the office.</summary>
public sealed record AlsoBySession;

/// <summary>A token as its owner has it: 256 bits by chance behind a word by which it is found where it does not belong.</summary>
public static class TokenText
{
    public const string Prefix = "shoumi_";

    private const int Bytes = 32;
    private static readonly int Length = Prefix.Length + 43;

    public static string New() => Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of it. No salt: nobody guesses 256 bits, and it is looked up by this.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static bool IsOne(string text) => text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") < 0;
}

/// <summary>
/// Looks at the token a program shows. One that opens nothing – unknown, run out, revoked, of somebody who has left – stands in the audit
/// ledger like a wrong password, and as few of them a minute are taken from one address.
/// </summary>
[Requirement("RN1.4", "RN3.9")]
public sealed class TokenDoor(Store store, AuditLedger ledger, OrganisationMemory memory, Calendar calendar, SignInPace pace, WriteGate gate)
{
    private const string Scheme = "Bearer ";

    /// <summary>Fills in who is here; leaves it empty where no token is shown.</summary>
    /// <exception cref="TooManyRefusalsException">Too many tokens that open nothing came from this address within the minute.</exception>
    public async Task AdmitAsync(HttpContext http, Presence presence)
    {
        if (http.Request.Headers.Authorization.ToString() is not { Length: > 7 } shown || !shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var token = await FindAsync(shown[Scheme.Length..].Trim(), http.RequestAborted);
        if (token?.IsLiveOn(calendar.Today) == true && await presence.LoadAsync(token, store, memory, calendar, http.RequestAborted))
        {
            await store.UsedAsync(token, calendar.Now, gate, http.RequestAborted);
            return;
        }

        pace.TakeFrom(http.Connection.RemoteIpAddress);
        // From here on hanging up does not help: the try is recorded.
        await ledger.CommitAsync(await RefusedAsync(token), default);
    }

    private async Task<AccessToken?> FindAsync(string text, CancellationToken cancel)
    {
        if (!TokenText.IsOne(text))
        {
            return null;
        }

        var hash = TokenText.Hash(text);
        var found = await store.Tokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, cancel);
        return found is not null && CryptographicOperations.FixedTimeEquals(found.Hash, hash) ? found : null;
    }

    private async Task<AuditLine> RefusedAsync(AccessToken? token)
    {
        var owner = token is null ? null : await store.People.AsNoTracking().SingleAsync(p => p.Id == token.PersonId);
        var actor = owner is null ? Actor.System : new Actor(owner.Id, owner.Name, owner.UnitId, null, [], owner.Administers, owner.InServiceOn(calendar.Today));
        return new AuditLine(Act.SignInRefused, actor, () => token is null ? "token —" : $"token {token.Id}", Ruling.Forbid("SYS.ACCOUNT", "RN3.9"), null, Post.System);
    }
}
