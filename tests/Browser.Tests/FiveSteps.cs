using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Shoumi.Browser.Tests;

/// <summary>What the five people of article 7 do, told in their own order. It works with and without script.</summary>
public static partial class FiveSteps
{
    public const string Drafter = "4002", Head = "4001", Secretary = "2002", Leader = "1001", Clerk = "3001";

    /// <summary>The draft is presented and the case opened; its number in the address is given back.</summary>
    public static async Task<int> OpenAsync(this Seat drafter, string file)
    {
        await drafter.GoAsync("/cases/new");
        await drafter.Page.SetInputFilesAsync("[name=file]", file);
        await drafter.Page.ClickAsync("form[action='/cases'] [data-primary]");
        await drafter.Expect("#proposal");
        return int.Parse(CaseNumber().Match(drafter.Page.Url).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Title, group 4(6), row 5(3)2 with its conditions, and the foreseen term.</summary>
    public static async Task FillAsync(this Seat drafter, string title, string amount, bool script = true)
    {
        var page = drafter.Page;
        await page.FillAsync("#title", title);
        await page.ClickAsync("label:has([id='group-SC-4-06'])");
        await drafter.FollowAsync(script, "[id='row-CL-5.3.2']");
        await page.ClickAsync("label:has([id='row-CL-5.3.2'])");
        await drafter.FollowAsync(script, ".row.chosen");
        foreach (var condition in await page.Locator(".row.chosen [name=condition]").AllAsync())
        {
            await condition.CheckAsync();
        }

        await page.ClickAsync("label[for=origin-Foreseen]");
        await page.FillAsync("#amount", amount);
    }

    /// <summary>Without script a button computes again what with script follows by itself.</summary>
    public static async Task FollowAsync(this Seat drafter, bool script, string until)
    {
        if (!script)
        {
            await drafter.Page.ClickAsync("noscript button:has([href$='#refresh'])");
        }

        await drafter.Expect(until);
    }

    /// <summary>Somebody is found by the initials of the name and named in the scope.</summary>
    public static async Task NameAsync(this Seat drafter, string initials, string name, bool script = true)
    {
        await drafter.Page.FillAsync("#people", initials);
        if (!script)
        {
            await drafter.Page.ClickAsync("noscript button:has([href$='#search'])");
        }

        var chip = drafter.Page.Locator("#found label", new() { HasText = name });
        await chip.ClickAsync();
        if (script)
        {
            await Assertions.Expect(drafter.Page.Locator("#chosen label", new() { HasText = name }).Locator("input")).ToBeCheckedAsync();
        }
    }

    /// <summary>The opinion is written and the primary act of the page pressed.</summary>
    public static async Task AgreeAsync(this Seat reviewer, int id, string opinion)
    {
        await reviewer.GoAsync($"/cases/{id}");
        await reviewer.Page.FillAsync("#opinion", opinion);
        await reviewer.Page.ClickAsync("[data-primary]");
        await reviewer.Expect("#flash .icon");
    }

    /// <summary>Step 5: the entry gets its number.</summary>
    public static async Task EnterAsync(this Seat clerk, int id, string documentNumber)
    {
        await clerk.GoAsync($"/cases/{id}");
        await clerk.Page.FillAsync("[name=documentNumber]", documentNumber);
        await clerk.Page.FillAsync("[name=copies]", "8");
        await clerk.Page.ClickAsync("[data-primary]");
        await clerk.Expect("#flash .icon");
    }

    [GeneratedRegex(@"/cases/(\d+)")]
    private static partial Regex CaseNumber();
}
