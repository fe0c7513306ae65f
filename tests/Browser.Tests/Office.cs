using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shoumi.Rules.Policy;
using Xunit;

[assembly: AssemblyFixture(typeof(Shoumi.Browser.Tests.Chromium))]
[assembly: AssemblyFixture(typeof(Shoumi.Browser.Tests.Demonstrated))]

namespace Shoumi.Browser.Tests;

/// <summary>One installation of the product, listening on a port of its own, with a data folder that goes with it.</summary>
public sealed class Office : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private Office(WebApplication app, string folder) => (this.app, this.folder) = (app, folder);

    public Uri Address => new(app.Urls.Single());

    public PolicyPack Pack => app.Services.GetRequiredService<PolicyPack>();

    /// <summary>The day on the server's wall.</summary>
    public DateOnly Today => app.Services.GetRequiredService<Server.Calendar>().Today;

    public static async Task<Office> OpenAsync(bool demonstration)
    {
        var folder = Directory.CreateTempSubdirectory("shoumi-browser-").FullName;
        var root = RepositoryRoot();
        var settings = new Server.Settings(folder, null, "http://127.0.0.1:0", Path.Combine(root, "policies"), demonstration);
        var pack = Server.Regulation.Load(settings.Policies, Console.Error) ?? throw new InvalidDataException(settings.Policies);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder, WebRootPath = Path.Combine(root, "src", "Server", "wwwroot") });
        builder.Services.AddSingleton<TimeProvider>(new OfficeHours());
        Server.Composition.AddShoumi(builder, settings, pack);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        Server.Composition.UseShoumi(app);
        await Server.Composition.PrepareAsync(app, settings);
        await app.StartAsync();
        return new Office(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    public static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Shoumi.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new DirectoryNotFoundException("Shoumi.slnx");
        }

        return folder;
    }

    /// <summary>A working morning: the tests begin at 09:41 on 9 September 2026 and time passes as it does.</summary>
    private sealed class OfficeHours : TimeProvider
    {
        private readonly long begun = Stopwatch.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 9, 9, 1, 41, 0, TimeSpan.Zero) + Stopwatch.GetElapsedTime(begun);
    }
}

/// <summary>The demonstration office, made once for all tests that need people and cases.</summary>
public sealed class Demonstrated : IAsyncLifetime
{
    public Office Office { get; private set; } = null!;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<IReadOnlyList<Microsoft.Playwright.Cookie>>> signedIn = new();

    public async ValueTask InitializeAsync() => Office = await Office.OpenAsync(demonstration: true);

    /// <summary>A person of the demonstration at a computer, already signed in. Signing in itself is done once per person; it is slow on purpose.</summary>
    public async Task<Seat> SeatAsync(Chromium chromium, string number, bool english = false, bool script = true, int width = 1440, int height = 900)
    {
        var cookies = await signedIn.GetOrAdd(number, n => SignInAsync(chromium, n));
        var seat = await chromium.SeatAsync(Office, english, script, width, height);
        await seat.TakeOverAsync(cookies);
        return seat;
    }

    private async Task<IReadOnlyList<Microsoft.Playwright.Cookie>> SignInAsync(Chromium chromium, string number)
    {
        await using var seat = await chromium.SeatAsync(Office);
        await seat.SignInAsync(number);
        return await seat.CookiesAsync();
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();
}
