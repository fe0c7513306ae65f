using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Organisation;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Access;

/// <summary>首次设置: the bureau, its ceiling and three administrators, once; afterwards this page is closed for ever.</summary>
[Requirement("RN1.4")]
public static class SetUp
{
    public sealed record Administrator(string Name, string Number, string Password);

    /// <param name="Ceiling">Highest level whose titles are stored; null: of no state secret.</param>
    public sealed record Input(string BureauName, Level? Ceiling, Administrator System, Administrator Security, Administrator Auditor, bool IsDemonstration = false);

    public static async Task<Ruled> HandleAsync(Store store, AuditLedger ledger, UserManager<Account> accounts, Calendar calendar, Input input, CancellationToken cancel)
    {
        if (await store.Bureaus.AnyAsync(cancel))
        {
            var refusal = Ruling.Forbid("SYS.SETUP", "RN1.4");
            return new Ruled(refusal, 0);
        }

        var office = new OrgUnit { Name = input.BureauName, Kind = UnitKind.Bureau, ActiveFrom = calendar.Today };
        store.Add(new Bureau { Name = input.BureauName, Ceiling = input.Ceiling, IsDemonstration = input.IsDemonstration, Instance = Guid.CreateVersion7().ToString(), SetUpAt = calendar.Now });
        store.Add(office);
        var people = new List<(Person Person, string Password)>();
        var line = new AuditLine(Act.SetUpBureau, Actor.System, () => input.BureauName, Ruling.Yes, () => new { input.BureauName, input.Ceiling, input.IsDemonstration }, Post.System);
        var seq = await ledger.CommitAsync(line, cancel, () => people.AddRange(Administrators(store, office, input, calendar.Today)), () => AddAccounts(store, accounts, people));
        return new Ruled(Ruling.Yes, seq);
    }

    private static IEnumerable<(Person, string)> Administrators(Store store, OrgUnit office, Input input, DateOnly today)
    {
        foreach (var (post, who) in new[] { (Post.SystemAdministrator, input.System), (Post.SecurityAdministrator, input.Security), (Post.SecurityAuditor, input.Auditor) })
        {
            var person = new Person { Name = who.Name, StaffNumber = who.Number, UnitId = office.Id, Initials = PinyinInitials.Of(who.Name), InServiceFrom = today, Administers = post };
            store.Add(person);
            yield return (person, who.Password);
        }
    }

    private static void AddAccounts(Store store, UserManager<Account> accounts, List<(Person Person, string Password)> people)
    {
        foreach (var (person, password) in people)
        {
            store.Add(NewAccount.Of(accounts, person, password, mustChange: false));
        }
    }
}

/// <summary>An account as it comes into being; saved by the act that opens it.</summary>
public static class NewAccount
{
    public static Account Of(UserManager<Account> accounts, Person person, string password, bool mustChange)
    {
        var account = new Account
        {
            UserName = person.StaffNumber,
            NormalizedUserName = accounts.NormalizeName(person.StaffNumber),
            PersonId = person.Id,
            MustChangePassword = mustChange,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
        };
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        return account;
    }
}
