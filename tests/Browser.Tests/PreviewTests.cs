using Microsoft.Playwright;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>What the system works out while a person types, on a server that takes its time.</summary>
public sealed class PreviewTests(Chromium chromium, Demonstrated demonstrated)
{
    [Fact(DisplayName = "服务器慢时边填边算也不漏：所选范围的事项照样列出，密级、标志照填的算")]
    [Requirement("R4.2", "R5.2", "R8.3.1")]
    public async Task A_slow_answer_is_not_lost()
    {
        await using var drafter = await demonstrated.SeatAsync(chromium, FiveSteps.Drafter);
        await drafter.OpenAsync(Gongwen.PathOf(Gongwen.First));
        // Longer than the form waits after the last key: what was typed before the click asks again while the rows are under way.
        await drafter.Page.RouteAsync("**/preview?rows=true", async route =>
        {
            await Task.Delay(1500);
            await route.ContinueAsync();
        });

        await drafter.Page.FillAsync("#title", "慢服务器上的安置计划");
        await drafter.Page.ClickAsync("label:has([id='group-SC-4-06'])");
        await drafter.Page.FillAsync("#sendTo", "市委、市政府有关部门");
        await drafter.Expect("[id='row-CL-5.3.2']");

        await drafter.Page.ClickAsync("label:has([id='row-CL-5.3.2'])");
        await drafter.Page.ClickAsync("label[for=origin-Foreseen]");
        await drafter.Page.FillAsync("#amount", "9");
        await drafter.Expect(".row.chosen");
        foreach (var condition in await drafter.Page.Locator(".row.chosen [name=condition]").AllAsync())
        {
            await condition.CheckAsync();
        }

        await drafter.Reads("#preview", "秘密★9年");
        await Assertions.Expect(drafter.Page.Locator("#title")).ToHaveValueAsync("慢服务器上的安置计划");
        await Assertions.Expect(drafter.Page.Locator("#sendTo")).ToHaveValueAsync("市委、市政府有关部门");
        drafter.HasNoComplaint();
    }
}
