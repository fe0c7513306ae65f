using Shoumi.Rules;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>The reference of the interface in a browser: read, and tried with a token made on the page of tokens.</summary>
public sealed class ReferenceTests(Chromium chromium, Demonstrated demonstrated)
{
    [Theory(DisplayName = "接口说明页不出本机、不违内容安全策略，凭令牌当场能试：成了的和不予办理的都显示")]
    [Requirement("R3.1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_reference_is_tried_offline(bool english)
    {
        await using var seat = await demonstrated.SeatAsync(chromium, "4002", english);
        await seat.GoAsync("/tokens");
        await seat.Page.FillAsync("[name=tokenName]", "档案系统");
        await seat.Page.CheckAsync("[name=posts][value=ActionOfficer]");
        await seat.Page.FillAsync("[name=lastDay]", (await seat.Page.GetAttributeAsync("[name=lastDay]", "max"))!);
        await seat.Page.ClickAsync("form[action='/tokens'] button");
        var token = (await seat.Page.TextContentAsync(".once code"))!;
        Assert.StartsWith("shoumi_", token, StringComparison.Ordinal);

        await seat.GoAsync("/api/reference");
        await seat.Page.FillAsync("#token", token);
        Assert.StartsWith("200", await AnswerAsync(seat, "getMe"), StringComparison.Ordinal);
        Assert.Contains("\"number\"", await AnswerAsync(seat, "listLedger"), StringComparison.Ordinal);
        Assert.StartsWith("201", await AnswerAsync(seat, "openCase"), StringComparison.Ordinal);
        // The key was not changed: the same answer, and no second case.
        Assert.StartsWith("201", await AnswerAsync(seat, "openCase"), StringComparison.Ordinal);
        seat.HasNoComplaint();
    }

    private static async Task<string> AnswerAsync(Seat seat, string operation)
    {
        var section = seat.Page.Locator($"#{operation}");
        var (form, answer) = (section.Locator("form[data-try]"), section.Locator(".answer"));
        if (!await form.IsVisibleAsync())
        {
            await section.Locator("details[data-script] > summary").ClickAsync();
        }

        await form.Locator("button").ClickAsync();
        await answer.Filter(new() { HasTextRegex = new("^[0-9]{3}") }).WaitForAsync();
        return (await answer.TextContentAsync())!;
    }
}
