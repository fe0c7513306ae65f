using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Organisation;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Policy;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Access;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Demo;

/// <summary>
/// An invented, ready bureau. Everything in it came about by the same acts a real office does, on a clock that was run through twelve
/// years; only the clock is invented. The database says for ever that it is a demonstration.
/// </summary>
public static class DemoOffice
{
    /// <summary>The sign-ins shown on the demonstration's sign-in page and printed at start.</summary>
    public static Demonstration SignIns => new(
    [
        .. DemoPeople.All.Where(p => p.Shown is not null).Select(p => (p.Number, $"{p.Name} {p.Shown}", DemoPeople.Password)),
        .. DemoPeople.Administrators.Select(a => (a.Number, $"{a.Name} {a.Post switch { Post.SystemAdministrator => "系统管理员", Post.SecurityAdministrator => "安全保密管理员", _ => "安全审计员" }}", DemoPeople.Password)),
    ]);

    /// <summary>Makes the bureau and lives through its years up to now.</summary>
    public static async Task MakeAsync(Settings settings, PolicyPack pack, TimeProvider real)
    {
        var today = Calendar.DayOf(real.GetUtcNow());
        var clock = new DemoClock(new DateTimeOffset(today.AddYears(-12), new TimeOnly(8, 0), TimeSpan.FromHours(8)));
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddActs(settings, pack, lasting: false);
        await using var office = services.BuildServiceProvider();
        Console.WriteLine("正在建立演示单位 / making the demonstration office …");
        var staff = await FoundAsync(office, clock);
        await new DemoYears(office, clock, pack, staff, today).LiveAsync();
    }

    /// <summary>Set-up, units, people, accounts, appointments: by the administrators, each their own part.</summary>
    private static async Task<DemoStaff> FoundAsync(IServiceProvider office, DemoClock clock)
    {
        await using var scope = office.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (store, ledger, calendar) = (services.GetRequiredService<Store>(), services.GetRequiredService<AuditLedger>(), services.GetRequiredService<Calendar>());
        var accounts = services.GetRequiredService<UserManager<Account>>();
        SetUp.Administrator Admin(int i) => new(DemoPeople.Administrators[i].Name, DemoPeople.Administrators[i].Number, DemoPeople.Password);
        await SetUp.HandleAsync(store, ledger, accounts, calendar, new("滨江市民政局", Level.Secret, Admin(0), Admin(1), Admin(2), IsDemonstration: true), default);
        var bureau = await store.Bureaus.SingleAsync();
        services.GetRequiredService<Installation>().Is(bureau);
        var units = await AddAsync(store, ledger, Act.AddUnit, DemoPeople.Units.Select(u => new OrgUnit { Name = u.Name, Kind = u.Kind, ActiveFrom = calendar.Today }), u => u.Name);
        var people = await AddAsync(store, ledger, Act.AddPerson, DemoPeople.All.Select(p => Person(p, units, calendar.Today)), p => p.StaffNumber);
        await AddAsync(store, ledger, Act.AppointToPost, DemoPeople.All.SelectMany(p => p.Posts.Select(post => Appointment(people[p.Number], post, units, calendar.Today))), a => $"{a.PersonId} {a.Post} {a.UnitId}");
        // One hash for all, since one password is printed for all: an Argon2 hash for each would take seconds and protect nothing.
        var hash = accounts.PasswordHasher.HashPassword(new Account(), DemoPeople.Password);
        await AddAsync(store, ledger, Act.OpenAccount, people.Values.Select(p => Account(accounts, p, hash)), a => a.UserName!);
        return new DemoStaff(bureau, people.Values.ToDictionary(p => p.StaffNumber), units.Values.ToDictionary(u => u.Name));
    }

    private static async Task<Dictionary<string, T>> AddAsync<T>(Store store, AuditLedger ledger, Act act, IEnumerable<T> items, Func<T, string> key)
        where T : class
    {
        var all = items.ToList();
        store.AddRange(all);
        await ledger.CommitAsync(new AuditLine(act, Actor.System, () => "demonstration", Ruling.Yes, () => new { all.Count }, Post.System), default);
        return all.ToDictionary(key);
    }

    private static Person Person(DemoPeople.Invented p, Dictionary<string, OrgUnit> units, DateOnly from)
    {
        var person = new Person { Name = p.Name, StaffNumber = p.Number, UnitId = units[p.Unit].Id, Initials = PinyinInitials.Of(p.Name), InServiceFrom = from };
        person.Clear(p.Cleared);
        return person;
    }

    private static Appointment Appointment(Person person, (Post Post, string? Unit) held, Dictionary<string, OrgUnit> units, DateOnly from) =>
        new() { PersonId = person.Id, Post = held.Post, UnitId = held.Unit is { } unit ? units[unit].Id : null, From = from, AsDeputy = false, Document = "局任〔2014〕1号" };

    private static Account Account(UserManager<Account> accounts, Person person, string hash) => new()
    {
        UserName = person.StaffNumber,
        NormalizedUserName = accounts.NormalizeName(person.StaffNumber),
        PersonId = person.Id,
        LockoutEnabled = true,
        PasswordHash = hash,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        ConcurrencyStamp = Guid.NewGuid().ToString("N"),
    };
}

/// <summary>The invented bureau's people and units, by staff number and name.</summary>
public sealed record DemoStaff(Bureau Bureau, IReadOnlyDictionary<string, Person> People, IReadOnlyDictionary<string, OrgUnit> Units)
{
    public int Id(string number) => People[number].Id;
}
