using Microsoft.Playwright;
using Shoumi.Rules;
using Shoumi.Server.Demo;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>Everything without a mouse.</summary>
public sealed class KeyboardTests(Chromium chromium, Demonstrated demonstrated)
{
    private const string Focused = "document.activeElement";

    [Fact(DisplayName = "登录、查找、上下移动、打开、办理都可以只用键盘")]
    [Requirement("R3.1")]
    public async Task By_keys_alone()
    {
        await TwoForReviewAsync();
        await using var seat = await chromium.SeatAsync(demonstrated.Office);
        var (page, keys) = (seat.Page, seat.Page.Keyboard);
        await seat.GoAsync("/sign-in");
        Assert.Equal("number", await page.EvaluateAsync<string>($"{Focused}.name"));
        await keys.TypeAsync("5001");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(DemoPeople.Password);
        await keys.PressAsync("Enter");
        await seat.Expect(".todo tbody tr");
        // Seen is not yet loaded: the keys are listened to by the page's script.
        await page.WaitForLoadStateAsync();

        await keys.PressAsync("/");
        Assert.Equal("find", await page.EvaluateAsync<string>($"{Focused}.id"));
        await keys.PressAsync("Escape");
        await keys.PressAsync("j");
        var first = await page.EvaluateAsync<string>($"{Focused}.dataset.href");
        Assert.StartsWith("/cases/", first, StringComparison.Ordinal);
        Assert.NotEqual("none 0px", await page.EvaluateAsync<string>($"(s => s.outlineStyle + ' ' + s.outlineWidth)(getComputedStyle({Focused}))"));
        await keys.PressAsync("j");
        var second = await page.EvaluateAsync<string>($"{Focused}.dataset.href");
        Assert.NotEqual(first, second);
        await keys.PressAsync("k");
        Assert.Equal(first, await page.EvaluateAsync<string>($"{Focused}.dataset.href"));
        await keys.PressAsync("Enter");
        await seat.ArrivesAtAsync(first);

        await seat.GoAsync("/");
        await keys.PressAsync("2");
        await seat.ArrivesAtAsync(second);
        await keys.PressAsync("Alt+y");
        await keys.TypeAsync("同意。");
        await keys.PressAsync("Control+Enter");
        await seat.Expect("#flash .icon");
        seat.HasNoComplaint();
    }

    /// <summary>Two proposals for a head whom no other test sends anything.</summary>
    private async Task TwoForReviewAsync()
    {
        await using var drafter = await demonstrated.SeatAsync(chromium, "5002");
        foreach (var title in new[] { "只用键盘办理的计划（一）", "只用键盘办理的计划（二）" })
        {
            await drafter.OpenAsync(Gongwen.PathOf(Gongwen.First));
            await drafter.FillAsync(title, "10");
            await drafter.Page.ClickAsync("#proposal [data-primary]");
            await drafter.Reads(".rail [aria-current=step]", "2");
        }
    }

    [Theory(DisplayName = "Tab 键走得出每一处，焦点处处看得见")]
    [Requirement("R3.1")]
    [InlineData("/")]
    [InlineData("/cases/new")]
    [InlineData("/ledger")]
    [InlineData("draft")]
    public async Task No_trap_and_a_visible_focus(string path)
    {
        await using var seat = await demonstrated.SeatAsync(chromium, FiveSteps.Drafter);
        if (path == "draft")
        {
            await seat.OpenAsync(Gongwen.PathOf(Gongwen.First));
        }
        else
        {
            await seat.GoAsync(path);
        }

        // The walk ends where the browser gives the focus back to its own bars, or at the element it began with.
        var walked = await seat.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex=\"0\"]')].filter(e => !e.disabled && e.tabIndex >= 0 && e.getClientRects().length).length");
        await seat.Page.EvaluateAsync("() => { document.activeElement.blur(); const top = document.querySelector('.skip'); top.focus(); top.blur(); }");
        var (stops, unseen, home) = (0, new List<string>(), false);
        for (; stops < walked + 5 && !home; stops++)
        {
            await seat.Page.Keyboard.PressAsync("Tab");
            var stop = await seat.Page.EvaluateAsync<string>(Stop);
            home = stop == "home";
            if (stop.StartsWith("unseen", StringComparison.Ordinal))
            {
                unseen.Add(stop);
            }
        }

        Assert.True(home, $"{path}: the focus never comes back after {stops} steps");
        Assert.True(stops > 10, $"{path}: only {stops} stops");
        Assert.Empty(unseen);
        seat.HasNoComplaint();
    }

    /// <summary>Where the focus is: at the document again, seen, or unseen. A hidden radio shows its ring on the label beside it.</summary>
    private const string Stop = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body || e.dataset.walked) return 'home';
          e.dataset.walked = 'yes';
          const ringed = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; };
          const shown = [e, e.nextElementSibling, e.closest('.find'), ...document.querySelectorAll(`label[for="${CSS.escape(e.id || ' ')}"]`)].filter(Boolean);
          return shown.some(ringed) ? 'seen' : 'unseen ' + e.outerHTML.slice(0, 120);
        }
        """;
}
