using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Access;
using Shoumi.Server.Features.Audit;
using Shoumi.Server.Features.Changes;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Policy;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Features.Statistics;
using Shoumi.Server.Features.Terms;
using Shoumi.Server.Features.Tokens;
using Shoumi.Server.Features.Workbench;
using Shoumi.Server.Frame;
using Shoumi.Server.Jobs;
using Shoumi.Server.Rest;
using Shoumi.Server.Storage;
using Shoumi.Server.Storage.Proofs;
using Shoumi.Server.Texts;

namespace Shoumi.Server;

/// <summary>How the server is put together: services, pipeline, start.</summary>
public static class Composition
{
    public static void AddShoumi(this WebApplicationBuilder builder, Settings settings, PolicyPack pack)
    {
        var services = builder.Services;
        DataFolder.Make(settings.DataFolder);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // A failed command would be logged with its text; parameters are never logged, the text is enough to say less.
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = FormBody.Largest;
            // A long query in an address is told that it is too long by the page, not by the bare protocol.
            k.Limits.MaxRequestLineSize = 64 * 1024;
            k.Limits.MaxRequestHeadersTotalSize = 96 * 1024;
        });
        builder.WebHost.UseUrls(settings.Urls);
        // Built and not yet published, the static files lie beside the sources.
        builder.WebHost.UseStaticWebAssets();
        services.AddActs(settings, pack);
        services.AddRest();
        services.AddSingleton<SignInPace>().AddSingleton<HashingTurns>().AddScoped<SignIn>().AddSingleton<ClockGuard>().AddSingleton<Watch>().AddSingleton<HeldLedgers>().AddSingleton(_ => new WorkerClient(Worker()));
        services.AddSignIn(settings, pack);
        services.AddPages();
        services.AddHostedService(s => s.GetRequiredService<Watch>());
    }

    /// <summary>What acts need, with or without a web server around them.</summary>
    public static void AddActs(this IServiceCollection services, Settings settings, PolicyPack pack, bool lasting = true)
    {
        services.AddSingleton(settings).AddSingleton(pack).AddSingleton<WriteGate>().AddSingleton<RefusalPace>().AddSingleton<OrganisationMemory>().AddSingleton(typeof(CountMemory<>)).AddSingleton<Installation>().AddSingleton<Midnight>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Calendar>();
        services.AddStore(new DatabaseChoice(settings.DataFolder, settings.Postgres, lasting));
        services.AddAccounts();
    }

    /// <summary>The child that opens documents is this server, also where another program hosts it.</summary>
    private static WorkerCommand Worker() => System.Reflection.Assembly.GetEntryAssembly() == typeof(Composition).Assembly
        ? WorkerCommand.Self()
        : new WorkerCommand("dotnet", [typeof(Composition).Assembly.Location, Documents.Isolation.Worker.Argument]);

    private static void AddStore(this IServiceCollection services, DatabaseChoice choice)
    {
        services.AddSingleton(choice).AddSingleton(SharedFlush.Of(choice)).AddSingleton(_ => new HeadSigner(DataFolder.HeadKeyIn(choice.DataFolder)));
        if (choice.IsPostgres)
        {
            services.AddDbContextPool<PostgresStore>(o => choice.Configure(o));
            services.AddScoped<Store>(s => s.GetRequiredService<PostgresStore>());
        }
        else
        {
            DataFolder.MakeDatabase(choice.DataFolder);
            // Each keeps a connection open; who comes when all are in use has one opened and closed again.
            services.AddSingleton<KeptConnections>().AddDbContextPool<SqliteStore>((s, o) => choice.Configure(o, s.GetRequiredService<KeptConnections>()), poolSize: 32);
            services.AddScoped<Store>(s => s.GetRequiredService<SqliteStore>());
        }

        services.AddScoped<AuditLedger>();
    }

    private static void AddSignIn(this IServiceCollection services, Settings settings, PolicyPack pack)
    {
        var sealing = services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(DataFolder.KeysIn(settings.DataFolder))).SetApplicationName("shoumi");
        if (OperatingSystem.IsWindows())
        {
            // Elsewhere the system keeps no key for us: the folder's rights are the protection, and the manual says so.
            sealing.ProtectKeysWithDpapi();
        }

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.Cookie.Name = "shoumi";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.ExpireTimeSpan = TimeSpan.FromMinutes(pack.Access.IdleMinutes);
            o.SlidingExpiration = true;
            o.LoginPath = "/sign-in";
            o.Events.OnValidatePrincipal = Presence.EndLongSessionAsync;
        });
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "shoumi.form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.HeaderName = "X-Form";
        });
        services.AddScoped<Presence>();
        services.AddScoped(s => s.GetRequiredService<Presence>().Actor);
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // A query that cannot be read gets an answer with words, not an empty 400.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddSingleton(Drawing.Encoder);
        services.AddHttpContextAccessor();
        services.AddScoped<FrameModel>().AddScoped<Surroundings>();
        services.AddScoped(s => new Language(s.GetRequiredService<IHttpContextAccessor>().HttpContext is { } http && (http.IsRest() ? RestServices.AsksEnglish(http) : http.Request.Cookies["lang"] == "en")));
        services.AddScoped(s => new Desk(
            s.GetRequiredService<Store>(),
            s.GetRequiredService<AuditLedger>(),
            s.GetRequiredService<Calendar>(),
            s.GetRequiredService<PolicyPack>(),
            s.GetRequiredService<Installation>().Bureau ?? throw new InvalidOperationException("Not set up"),
            s.GetRequiredService<RefusalPace>(),
            s.GetRequiredService<OrganisationMemory>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<IHttpContextAccessor>().HttpContext?.RequestAborted ?? default));
        services.AddSingleton(s => s.GetRequiredService<Settings>().Demo ? Demo.DemoOffice.SignIns : new Demonstration([]));
        services.Configure<FormOptions>(o => FormBody.Limit(o, FormBody.Largest));
    }

    public static void UseShoumi(this WebApplication app)
    {
        app.UseMiddleware<Faults>();
        app.Use((http, next) =>
        {
            Headers.Set(http);
            return next();
        });
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = c => Headers.SetOfFile(c.Context.Response) });
        app.UseRouting();
        app.UseAuthentication();
        app.Use(LoadPresenceAsync);
        app.Use(Requires.SignedInAsync);
        app.UseMiddleware<FormBody>();
        app.UseAntiforgery();
        app.Use(Requires.CheckAsync);
        app.MapAccess();
        app.MapWorkbench();
        app.MapProcedure();
        app.MapLedger();
        app.MapStatistics();
        app.MapImports();
        app.MapChanges();
        app.MapTerms();
        app.MapOrganisation();
        app.MapAudit();
        app.MapHeads();
        app.MapPolicy();
        app.MapTokens();
        app.MapRest();
        app.MapMethods("/{**nothing}", ["GET", "POST"], (Delegate)Reply.NothingAsync).Open("A page that does not exist says so to everybody");
    }

    private static async Task LoadPresenceAsync(HttpContext http, RequestDelegate next)
    {
        var installation = http.RequestServices.GetRequiredService<Installation>();
        if (!installation.IsSetUp && http.Request.Path != "/setup" && http.Request.Path != "/language")
        {
            http.Response.Redirect("/setup");
            return;
        }

        var presence = http.RequestServices.GetRequiredService<Presence>();
        if (http.IsRest() && (http.GetEndpoint()?.Metadata.GetMetadata<AlsoBySession>() is null || http.Request.Headers.Authorization.Count > 0))
        {
            await http.RequestServices.GetRequiredService<TokenDoor>().AdmitAsync(http, presence);
        }
        else
        {
            await presence.LoadAsync(http.User, http.RequestServices.GetRequiredService<Store>(), http.RequestServices.GetRequiredService<OrganisationMemory>(), http.RequestServices.GetRequiredService<Calendar>(), http.RequestAborted);
        }

        await next(http);
    }

    /// <summary>Brings the database up to date, makes the demonstration where asked for, checks the clock, and starts to listen.</summary>
    public static async Task StartShoumiAsync(this WebApplication app, Settings settings)
    {
        await app.PrepareAsync(settings);
        await app.StartAsync();
        Console.WriteLine();
        Console.WriteLine($"  守密 Shoumi  {string.Join(' ', app.Urls)}");
        foreach (var (number, who, password) in app.Services.GetRequiredService<Demonstration>().SignIns)
        {
            Console.WriteLine($"  {number}  {password}  {who}");
        }

        Console.WriteLine();
    }

    /// <summary>Everything before listening.</summary>
    public static async Task PrepareAsync(this WebApplication app, Settings settings)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        await store.MigrateAsync();
        if (await store.Bureaus.AsNoTracking().SingleOrDefaultAsync() is { } bureau)
        {
            app.Services.GetRequiredService<Installation>().Is(bureau);
            if (settings.Demo && !bureau.IsDemonstration)
            {
                throw new InvalidOperationException("这是正式数据库，不能作演示用 / This is a real database and is not used as a demonstration");
            }
        }
        else if (settings.Demo)
        {
            await Demo.DemoOffice.MakeAsync(settings, app.Services.GetRequiredService<PolicyPack>(), app.Services.GetRequiredService<TimeProvider>());
            app.Services.GetRequiredService<Installation>().Is(await store.Bureaus.AsNoTracking().SingleAsync());
        }

        await PackAdoption.RecordAsync(store, scope.ServiceProvider.GetRequiredService<AuditLedger>(), app.Services.GetRequiredService<PolicyPack>(), settings.Policies, default);
        await app.Services.GetRequiredService<ClockGuard>().CheckAsync(default);
    }
}
