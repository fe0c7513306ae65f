using Microsoft.Playwright;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>A refusal as people meet it: in its place, with the article, what to do and who can.</summary>
public sealed class RefusalTests(Chromium chromium, Demonstrated demonstrated)
{
    [Theory(DisplayName = "秘密级填 11 年的，就地不予办理并说明第六条，已填的都在，按一下改为 10 年即送出")]
    [Requirement("R6.1.1", "R3.1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Eleven_years(bool english)
    {
        await using var drafter = await demonstrated.SeatAsync(chromium, FiveSteps.Drafter, english);
        await drafter.OpenAsync(Gongwen.PathOf(Gongwen.First));
        await drafter.FillAsync("超过上限的安置计划", "11");
        await drafter.NameAsync("lwb", "柳文博");
        await drafter.Page.ClickAsync("#proposal [data-primary]");

        await drafter.Expect("[data-refusal='MZ.6.1']");
        await drafter.ShootAsync("refusal-term", whole: false);
        await drafter.Reads("[data-refusal='MZ.6.1']", "11");
        await Assertions.Expect(drafter.Page.Locator("[data-refusal='MZ.6.1']")).ToBeFocusedAsync();
        await Assertions.Expect(drafter.Page.Locator("#title")).ToHaveValueAsync("超过上限的安置计划");
        await Assertions.Expect(drafter.Page.Locator("#amount")).ToHaveValueAsync("11");
        await Assertions.Expect(drafter.Page.Locator("#preview .mark.void")).ToBeVisibleAsync();

        await drafter.Page.Keyboard.PressAsync("Enter");
        await drafter.Reads(".rail [aria-current=step]", "2");
        drafter.HasNoComplaint();
    }

    [Theory(DisplayName = "未到本人的环节，写明为什么现在不能办、轮到谁")]
    [Requirement("R7.4.1", "R7.2.1", "R3.1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Out_of_order(bool english)
    {
        await using var drafter = await demonstrated.SeatAsync(chromium, FiveSteps.Drafter, english);
        var id = await drafter.OpenAsync(Gongwen.PathOf(Gongwen.First));
        await drafter.FillAsync("等待审核的安置计划", "10");
        await drafter.Page.ClickAsync("#proposal [data-primary]");
        await drafter.Expect("#flash .icon");
        await drafter.Reads(".whynot", "MZ.7.2");

        await using var leader = await demonstrated.SeatAsync(chromium, FiveSteps.Leader, english);
        await leader.GoAsync($"/cases/{id}");
        await leader.ShootAsync("case-not-my-turn");
        await leader.Expect(".whynot [aria-disabled=true]");
        await leader.Reads(".turn", "廖正刚");
        Assert.Equal(0, await leader.Page.Locator("#opinion").CountAsync());
        leader.HasNoComplaint();
        drafter.HasNoComplaint();
    }

    [Theory(DisplayName = "未定涉密等级的人看不到任何涉密事项，三员看不到题名")]
    [Requirement("R7.1.6", "R11.6", "RN1.4")]
    [InlineData("9002")]
    [InlineData("0001")]
    [InlineData("0002")]
    [InlineData("0003")]
    public async Task Outside_the_scope(string number)
    {
        await using var drafter = await demonstrated.SeatAsync(chromium, FiveSteps.Drafter);
        await drafter.GoAsync("/cases?view=closed");
        var title = (await drafter.Page.Locator("table.rows36 tbody tr:has(.level) td.clip").First.InnerTextAsync()).Trim();
        var hidden = (await drafter.Page.Locator("table.rows36 tbody tr:has(.level) td.id a").First.GetAttributeAsync("href"))!;
        Assert.NotEmpty(title);

        await using var outsider = await demonstrated.SeatAsync(chromium, number);
        foreach (var path in new[] { "/", "/cases", "/ledger", "/terms", "/statistics", "/audit", $"/ledger?q={Uri.EscapeDataString(title)}", hidden, "/ledger/1" })
        {
            var answer = (await outsider.GoAsync(path))!;
            Assert.True(answer.Status is 200 or 403 or 404 or 409, $"{path}: {answer.Status}");
            Assert.DoesNotContain(title, await outsider.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await outsider.Page.Locator("table .level:not(.none):has-text('★')").CountAsync());
            Assert.Equal(0, await outsider.Page.Locator(".strip").CountAsync());
        }

        outsider.HasNoComplaint();
    }
}
