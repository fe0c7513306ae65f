using Microsoft.Playwright;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>The browser that Debian ships, started once. It resolves no name and may reach nothing but this machine.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--lang=zh-CN", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
            Env = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, (string?)e.Value ?? ""))
                .Where(e => e.Key != "LANGUAGE").Append(KeyValuePair.Create("LANGUAGE", "zh_CN")),
        });
    }

    /// <summary>A computer of its own for one person: own cookies, own window.</summary>
    public async Task<Seat> SeatAsync(Office office, bool english = false, bool script = true, int width = 1440, int height = 900)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = office.Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = script,
            Locale = english ? "en-GB" : "zh-CN",
            TimezoneId = "Asia/Shanghai",
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(60_000);
        await context.AddCookiesAsync([new() { Name = "lang", Value = english ? "en" : "zh", Url = office.Address.ToString() }]);
        return new Seat(context, await context.NewPageAsync(), office, english);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
