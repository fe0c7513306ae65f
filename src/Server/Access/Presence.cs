using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Access;

/// <summary>Who is here in this request, on this day's facts: posts and clearance are read anew every time and never kept in a cookie.</summary>
public sealed class Presence
{
    /// <summary>After this long one signs in again: a working day with its overtime.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    public AccountFacts? Account { get; private set; }

    public Person? Person { get; private set; }

    public OrgUnit? Unit { get; private set; }

    private Actor? actor;

    /// <summary>The person who acts.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: an endpoint that asks must require an act.</exception>
    public Actor Actor => actor ?? throw new InvalidOperationException("Nobody is signed in");

    public bool IsSignedIn => actor is not null;

    /// <summary>Looks the person up; leaves everything empty when the account was closed, locked out of service or changed since sign-in.</summary>
    public async Task LoadAsync(ClaimsPrincipal principal, Store store, OrganisationMemory memory, Calendar calendar, CancellationToken cancel)
    {
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || !int.TryParse(id, out var accountId))
        {
            return;
        }

        var stamp = principal.FindFirstValue("stamp");
        var organisation = await memory.ReadAsync(store, cancel);
        if (!organisation.Accounts.TryGetValue(accountId, out var account) || account.Closed || account.Stamp != stamp)
        {
            return;
        }

        (Account, Person, actor) = (account, organisation.People[account.PersonId], null);
        Unit = organisation.Units[Person.UnitId];
        actor = Person.InServiceOn(calendar.Today) ? ActorFacts.Of(Person, organisation.HeldOn(calendar.Today)[Person.Id], calendar.Today) : null;
    }

    /// <summary>The token that was shown; null in a browser.</summary>
    public AccessToken? Token { get; private set; }

    /// <summary>
    /// The person a token speaks for, under the posts that are both the token's and the person's today. Nobody who is out of service,
    /// administers, or whose account is closed or has a password that somebody else chose.
    /// </summary>
    [Requirement("RN1.4")]
    public async Task<bool> LoadAsync(AccessToken token, Store store, OrganisationMemory memory, Calendar calendar, CancellationToken cancel)
    {
        var organisation = await memory.ReadAsync(store, cancel);
        var account = organisation.Accounts.Values.FirstOrDefault(a => a.PersonId == token.PersonId);
        var person = organisation.People[token.PersonId];
        if (account is null or { Closed: true } or { MustChangePassword: true } || person.Administers is not null || !person.InServiceOn(calendar.Today))
        {
            return false;
        }

        (Account, Person, Token) = (account, person, token);
        Unit = organisation.Units[person.UnitId];
        actor = ActorFacts.Of(person, organisation.HeldOn(calendar.Today)[person.Id], calendar.Today).LimitedTo(token.Posts);
        return true;
    }

    /// <summary>Signs the account in: an identifier, the security stamp and the moment are all the cookie holds.</summary>
    public static Task SignInAsync(HttpContext http, Account account) => http.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, $"{account.Id}"), new("stamp", account.SecurityStamp ?? ""), new("since", $"{Now(http).ToUnixTimeSeconds()}")],
            CookieAuthenticationDefaults.AuthenticationScheme)));

    /// <summary>However busy a session is, it ends: the cookie's own date moves on with every use, the moment of sign-in does not.</summary>
    public static Task EndLongSessionAsync(CookieValidatePrincipalContext context)
    {
        var since = long.TryParse(context.Principal?.FindFirstValue("since"), out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : context.Properties.IssuedUtc;
        if (since is null || Now(context.HttpContext) - since > LongestSession)
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    private static DateTimeOffset Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}

/// <summary>The day's facts about a person.</summary>
public static class ActorFacts
{
    /// <summary>The person with the posts held on that day.</summary>
    public static async Task<Actor> ActorAsync(this Store store, Person person, DateOnly day, CancellationToken cancel)
    {
        var held = await store.Appointments.AsNoTracking()
            .Where(a => a.PersonId == person.Id && a.From <= day && (a.To == null || a.To >= day))
            .OrderBy(a => a.AsDeputy).ThenBy(a => a.Id).ToListAsync(cancel);
        return Of(person, held, day);
    }

    /// <summary>The person with these appointments, which hold on that day.</summary>
    public static Actor Of(Person person, IEnumerable<Appointment> held, DateOnly day) =>
        new(person.Id, person.Name, person.UnitId, person.Cleared, [.. held.Select(a => new Holding(a.Post, a.UnitId, a.AsDeputy))], person.Administers, person.InServiceOn(day));
}
