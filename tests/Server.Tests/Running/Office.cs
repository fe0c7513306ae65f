using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;
using Xunit;

namespace Shoumi.Server.Tests.Running;

/// <summary>
/// A bureau on the real server: the product's own composition on a free loopback port, a real database, a data folder of its own, a clock
/// set by hand. The minute's watch is left to the tests, except where a test asks for it.
/// </summary>
public abstract class Office(DatabaseKind kind) : IAsyncLifetime
{
    public static readonly PolicyPack Pack = Regulation.Load(Path.Combine(AppContext.BaseDirectory, "policies"), Console.Error) ?? throw new InvalidOperationException("The shipped policy pack is broken");

    private readonly ConcurrentDictionary<string, (Visitor Visitor, DateTimeOffset Since)> signedIn = [];
    private Database? database;
    private WebApplication? app;

    /// <summary>The regulation the server judges by; another edition set here holds from the next opening on.</summary>
    public virtual PolicyPack Edition { get; set; } = Pack;

    public DatabaseKind Kind => kind;

    public string Folder { get; } = Directory.CreateTempSubdirectory("shoumi-office-").FullName;

    /// <summary>Starts on Monday 2026-03-02, nine in the morning in China.</summary>
    public SettableClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));

    public LogKept Log { get; } = new();

    public string? Connection => database!.Connection;

    public IServiceProvider Services => app!.Services;

    /// <summary>Every endpoint for browsers, static files apart.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. Mapped.Where(e => !e.IsRest())];

    /// <summary>Every endpoint for programs.</summary>
    public IReadOnlyList<RouteEndpoint> RestEndpoints => [.. Mapped.Where(e => e.IsRest())];

    private IEnumerable<RouteEndpoint> Mapped => ((IEndpointRouteBuilder)app!).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>();

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public DateOnly Today => Calendar.DayOf(Clock.GetUtcNow());

    /// <summary>Highest level whose titles this office stores.</summary>
    protected virtual Level Ceiling => Level.Secret;

    /// <summary>Folder of the regulation's text. None: which text was adopted is then not recorded.</summary>
    protected virtual string Policies => "";

    /// <summary>Set before the office opens: more to be built into the host, such as an interceptor of the database.</summary>
    protected virtual void Furnish(IServiceCollection services)
    {
    }

    /// <summary>False for a test of the very first start.</summary>
    protected virtual bool IsSetUp => true;

    /// <summary>Whether it begins as most do: then as a copy of one that was set up once.</summary>
    protected virtual bool IsUsual => IsSetUp && Policies.Length == 0 && Ceiling == Level.Secret;

    public async ValueTask InitializeAsync()
    {
        if (IsUsual)
        {
            database = await Models.CopyAsync(kind, Folder);
            await OpenAsync();
            return;
        }

        database = await Database.MakeAsync(kind);
        await OpenAsync();
        if (IsSetUp)
        {
            await SetUpAsync();
            await StaffAsync();
        }
    }

    /// <summary>Closes it and leaves the database behind for others to begin with.</summary>
    public async Task<Database> LeaveAsync()
    {
        await CloseAsync();
        await database!.CloseAsync();
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (database is not null)
        {
            await database.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the server on the folder and the database as they are.</summary>
    public async Task OpenAsync(bool watched = false) => (app, Address) = await HostAsync(watched);

    /// <summary>One more server on the same database and folder, as a second process would be.</summary>
    public async Task<(WebApplication App, Uri Address)> HostAsync(bool watched = false)
    {
        var settings = new Settings(Folder, database!.Connection, "http://127.0.0.1:0", Policies, Demo: false);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production", ApplicationName = typeof(Composition).Assembly.GetName().Name });
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddShoumi(settings, Edition);
        builder.Logging.ClearProviders().AddProvider(Log);
        if (!watched)
        {
            foreach (var own in builder.Services.Where(d => d.ServiceType == typeof(IHostedService) && d.ImplementationFactory is not null).ToList())
            {
                builder.Services.Remove(own);
            }
        }

        Furnish(builder.Services);
        var host = builder.Build();
        host.UseShoumi();
        await host.PrepareAsync(settings);
        await host.StartAsync();
        return (host, new Uri(host.Urls.Single()));
    }

    public async Task CloseAsync()
    {
        foreach (var (visitor, _) in signedIn.Values)
        {
            visitor.Dispose();
        }

        signedIn.Clear();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    public Visitor Anyone() => new(Address);

    /// <summary>The person's browser, signed in and kept. The cookie is made by the server's own scheme, so that a test does not pay for a password hash.</summary>
    public Visitor As(string number)
    {
        // Nobody sits idle: whoever was away for some minutes of the test's clock has signed in again.
        if (signedIn.TryGetValue(number, out var here) && Clock.GetUtcNow() - here.Since < TimeSpan.FromMinutes(3))
        {
            return here.Visitor;
        }

        return signedIn.AddOrUpdate(number, n => (SignedIn(n, Services, Address), Clock.GetUtcNow()), (n, _) => (SignedIn(n, Services, Address), Clock.GetUtcNow())).Visitor;
    }

    /// <summary>A signed-in browser for a certain server on this database.</summary>
    public Visitor SignedIn(string number, IServiceProvider services, Uri address)
    {
        using var scope = services.CreateScope();
        var account = scope.ServiceProvider.GetRequiredService<Store>().Users.AsNoTracking().Single(a => a.UserName == number);
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, $"{account.Id}"), new("stamp", account.SecurityStamp!)], CookieAuthenticationDefaults.AuthenticationScheme);
        var now = Clock.GetUtcNow();
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddMinutes(Pack.Access.IdleMinutes) }, CookieAuthenticationDefaults.AuthenticationScheme);
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var visitor = new Visitor(address);
        visitor.Carry(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
        return visitor;
    }

    /// <summary>Forgets the browsers kept, as after so long that everybody has been signed out.</summary>
    public void EverybodyLeaves() => signedIn.Clear();

    /// <summary>From now on every browser goes to that server, which runs on this office's folder and database.</summary>
    public void MoveTo(Uri address)
    {
        EverybodyLeaves();
        Address = address;
    }

    public int Id(string number) => Read(s => s.People.Single(p => p.StaffNumber == number).Id);

    public int Unit(string name) => Read(s => s.Units.Single(u => u.Name == name).Id);

    public T Read<T>(Func<Store, T> read)
    {
        using var scope = Services.CreateScope();
        return read(scope.ServiceProvider.GetRequiredService<Store>());
    }

    /// <summary>Something done on the store beside the server, with the store's own services.</summary>
    public async Task DoAsync(Func<IServiceProvider, Task> act)
    {
        await using var scope = Services.CreateAsyncScope();
        await act(scope.ServiceProvider);
    }

    /// <summary>The desk of a person, as an endpoint has it.</summary>
    public static async Task<Desk> DeskAsync(IServiceProvider scope, string number)
    {
        var (store, calendar) = (scope.GetRequiredService<Store>(), scope.GetRequiredService<Calendar>());
        var person = await store.People.AsNoTracking().SingleAsync(p => p.StaffNumber == number);
        return new Desk(store, scope.GetRequiredService<AuditLedger>(), calendar, Pack, scope.GetRequiredService<Installation>().Bureau!, scope.GetRequiredService<RefusalPace>(), scope.GetRequiredService<OrganisationMemory>(), await store.ActorAsync(person, calendar.Today, default), default);
    }

    private async Task SetUpAsync()
    {
        using var visitor = Anyone();
        List<(string, string)> fields = [("bureauName", "滨江市民政局"), ("ceiling", $"{Ceiling}")];
        foreach (var (key, number, name) in new[] { ("system", Staff.SystemAdministrator, "马驰"), ("security", Staff.SecurityAdministrator, "宋清和"), ("auditor", Staff.Auditor, "郑守义") })
        {
            fields.AddRange([($"{key}.name", name), ($"{key}.number", number), ($"{key}.password", Staff.Password), ($"{key}.again", Staff.Password)]);
        }

        var answer = await visitor.PostAsync("/setup", [.. fields]);
        if (answer is not { Status: 302, Location: "/sign-in" })
        {
            throw new InvalidOperationException($"Set-up answered {answer.Status}: {answer.Read}");
        }
    }

    private Task StaffAsync() => DoAsync(async scope =>
    {
        var (system, security) = (await DeskAsync(scope, Staff.SystemAdministrator), await DeskAsync(scope, Staff.SecurityAdministrator));
        foreach (var (name, unitKind) in Staff.Units)
        {
            await AddUnit.HandleAsync(system, new(name, unitKind, system.Today));
        }

        var units = await system.Store.Units.ToDictionaryAsync(u => u.Name, u => u.Id);
        foreach (var member in Staff.All)
        {
            var id = (await AddPerson.HandleAsync(system, new(member.Name, member.Number, units[member.Unit], system.Today))).Id;
            await SetClearedLevel.HandleAsync(security, id, member.Cleared);
            foreach (var (post, unit) in member.Posts)
            {
                await AppointToPost.HandleAsync(security, new(id, post, unit is null ? null : units[unit], system.Today, null, false, "局任〔2026〕1号"));
            }
        }

        await OpenAccountsAsync(scope, system);
    });

    // One hash for all of them: hashing it for each would take the run minutes and show nothing.
    private static async Task OpenAccountsAsync(IServiceProvider scope, Desk system)
    {
        var hash = await system.Store.Users.Where(a => a.UserName == Staff.SystemAdministrator).Select(a => a.PasswordHash).SingleAsync();
        var accounts = scope.GetRequiredService<UserManager<Account>>();
        foreach (var person in await system.Store.People.Where(p => p.Administers == null).ToListAsync())
        {
            await system.EndAsync(Act.OpenAccount, Ruling.Yes, () => $"person {person.StaffNumber}", () => system.Store.Add(new Account
            {
                UserName = person.StaffNumber,
                NormalizedUserName = accounts.NormalizeName(person.StaffNumber),
                PersonId = person.Id,
                LockoutEnabled = true,
                PasswordHash = hash,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                ConcurrencyStamp = Guid.NewGuid().ToString("N"),
            }));
        }
    }
}

public sealed class SqliteOffice() : Office(DatabaseKind.Sqlite);

public sealed class PostgresOffice() : Office(DatabaseKind.Postgres);

/// <summary>A server that nobody has set up yet.</summary>
public sealed class NewSqliteOffice() : Office(DatabaseKind.Sqlite)
{
    protected override bool IsSetUp => false;
}

/// <inheritdoc cref="NewSqliteOffice"/>
public sealed class NewPostgresOffice() : Office(DatabaseKind.Postgres)
{
    protected override bool IsSetUp => false;
}
