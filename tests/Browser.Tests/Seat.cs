using Microsoft.Playwright;
using Shoumi.Server.Demo;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>One person at one computer. Whatever a page must never do is noted, and fails the test when the person leaves.</summary>
public sealed class Seat : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];
    private static readonly string[] Expected = ["Failed to load resource", "htmx:sendAbort", "htmx:afterRequest"];

    public Seat(IBrowserContext context, IPage page, Office office, bool english)
    {
        (this.context, Page, English) = (context, page, english);
        var host = office.Address.Authority;
        page.PageError += (_, error) => complaints.Add($"script error: {error}");
        page.Console += (_, message) =>
        {
            // A refusal is answered with 409, and the browser calls every such answer a failure.
            // htmx says so too when a newer question takes the place of the one under way.
            if (message.Type is "error" or "warning" && !Expected.Any(e => message.Text.StartsWith(e, StringComparison.Ordinal)))
            {
                complaints.Add($"console {message.Type}: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != host)
            {
                complaints.Add($"request to another host: {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500 || response.Status >= 400 && !response.Request.IsNavigationRequest)
            {
                complaints.Add($"{response.Status} for {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    public bool English { get; }

    /// <summary>Of two wordings the one this person reads.</summary>
    public string T(string zh, string en) => English ? en : zh;

    public Task<IResponse?> GoAsync(string path) => Page.GotoAsync(path);

    public async Task SignInAsync(string number, string password = DemoPeople.Password)
    {
        await GoAsync("/sign-in");
        await Page.FillAsync("[name=number]", number);
        await Page.FillAsync("[name=password]", password);
        await Page.ClickAsync("[data-primary]");
        await Expect(".sidebar, [name=current]");
    }

    /// <summary>The session a person has, to sit down elsewhere with it; the language stays that of the seat.</summary>
    public async Task<IReadOnlyList<Cookie>> CookiesAsync() => [.. (await context.CookiesAsync()).Where(c => c.Name == "shoumi").Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly })];

    public Task TakeOverAsync(IReadOnlyList<Cookie> session) => context.AddCookiesAsync(session);

    /// <summary>Waits until something that matches is seen.</summary>
    public Task Expect(string selector) => Assertions.Expect(Page.Locator(selector).First).ToBeVisibleAsync(new() { Timeout = 60_000 });

    /// <summary>Waits until the place holds the text.</summary>
    public Task Reads(string selector, string text) => Assertions.Expect(Page.Locator(selector).First).ToContainTextAsync(text, new() { Timeout = 60_000 });

    /// <summary>
    /// Waits until the page of that address is there and loaded. Asked again and again: waiting for the navigation itself misses one that ends
    /// between the key and the waiting.
    /// </summary>
    public async Task ArrivesAtAsync(string path)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(path) + "$"), new() { Timeout = 60_000 });
        await Page.WaitForLoadStateAsync();
    }

    /// <summary>Presses what answers with a file and takes it.</summary>
    public async Task<(string Name, byte[] Bytes)> TakeAsync(string selector)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync(selector));
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    /// <summary>What a page did so far that none may do.</summary>
    public void HasNoComplaint() => Assert.Empty(complaints);

    /// <summary>A picture of what is seen, kept only where SHOUMI_SHOTS names a folder.</summary>
    public async Task ShootAsync(string name, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable("SHOUMI_SHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(English ? "en" : "zh")}.png"), FullPage = whole });
        }
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
