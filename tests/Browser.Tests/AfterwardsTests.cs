using System.Text;
using Microsoft.Playwright;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>What comes after the decision and before the first one: a change of what was determined, and the ledger kept until now.</summary>
public sealed class AfterwardsTests(Chromium chromium, Demonstrated demonstrated)
{
    [Fact(DisplayName = "变更密级期限仍经五步，记入台账后向持有单位发通知，逐份签收、改标")]
    [Requirement("R6.3.1", "R7.5.1", "R8.3.1")]
    public async Task A_change_takes_five_steps_and_is_told_to_the_holders()
    {
        await using var drafter = await demonstrated.SeatAsync(chromium, FiveSteps.Drafter, english: false);
        await ToAnEntryOfMineAsync(drafter);
        await drafter.Page.ClickAsync("#change button.primary");
        await drafter.Expect("[name=changeReason]");
        await drafter.Page.FillAsync("[name=changeReason]", "任务已提前完成，原定期限过长");
        await drafter.Page.ClickAsync("label[for=origin-Foreseen]");
        await drafter.Page.FillAsync("#amount", "1");
        await drafter.ShootAsync("change-filled");
        await drafter.Page.ClickAsync("#proposal [data-primary]");
        await drafter.Expect("#flash .icon");
        var id = int.Parse(drafter.Page.Url.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

        foreach (var number in (string[])[FiveSteps.Head, FiveSteps.Secretary, FiveSteps.Leader])
        {
            await using var seat = await demonstrated.SeatAsync(chromium, number, english: false, width: 1366, height: 768);
            await seat.AgreeAsync(id, "同意变更。");
            seat.HasNoComplaint();
        }

        await using var clerk = await demonstrated.SeatAsync(chromium, FiveSteps.Clerk, english: false);
        await clerk.GoAsync($"/cases/{id}");
        await clerk.ShootAsync("change-to-enter");
        await clerk.Page.ClickAsync("[data-primary]");
        await clerk.Expect("#flash .icon");
        await clerk.GoAsync($"/cases/{id}");
        var notice = clerk.Page.Locator("form[action$='/print']").First;
        Assert.True(await notice.CountAsync() > 0, "No notice was made out");
        await clerk.ShootAsync("change-entered");

        await drafter.GoAsync("/changes?view=notices");
        await drafter.ShootAsync("notices");
        await drafter.Page.ClickAsync($"tr:has([href='/cases/{id}']) form[action$='/receipt'] button");
        await drafter.Expect("#flash .icon");
        await drafter.Page.ClickAsync($"tr:has([href='/cases/{id}']) form[action$='/remarked'] button");
        await drafter.Expect("#flash .icon");
        clerk.HasNoComplaint();
        drafter.HasNoComplaint();
    }

    [Fact(DisplayName = "旧台账上传、核对各栏、试算，确认后才写入；同一份再传一次不再写入")]
    [Requirement("R7.5.1")]
    public async Task An_old_ledger_is_looked_at_tried_and_taken_over_once()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = new FilePayload
        {
            Name = "定密台账.csv",
            MimeType = "text/csv",
            Buffer = Encoding.GetEncoding("GBK").GetBytes("""
                滨江市民政局定密台账,,,,,
                台账号,文件标题,密级,定密日期,承办处室,承办人
                2019-31,关于军休干部安置计划的请示,秘密★10年,2019-03-05,优抚安置科,夏晴川
                2019-32,关于军供站储备方案的请示,秘密10年,2019.4.8,优抚安置科,夏晴川
                2019-33,关于边界联检的请示,很秘密,2019-05-06,优抚安置科,夏晴川
                """),
        };
        await using var clerk = await demonstrated.SeatAsync(chromium, FiveSteps.Clerk, english: true, width: 1366, height: 768, script: false);
        await UploadAsync(clerk, file);
        await clerk.ShootAsync("import-columns");
        await clerk.Page.ClickAsync("[data-primary]");
        await clerk.Reads("main", "很秘密");
        await clerk.ShootAsync("import-trial");
        await clerk.Page.ClickAsync("[data-primary]");
        await clerk.Expect("#flash .icon");
        await clerk.ShootAsync("import-done");
        await clerk.Page.ClickAsync("a[href^='/ledger?batch=']");
        await Assertions.Expect(clerk.Page.Locator("table.ledger tbody tr")).ToHaveCountAsync(2);
        await clerk.Reads("table.ledger tbody", "2019-3");

        await UploadAsync(clerk, file);
        await clerk.Page.ClickAsync("[data-primary]");
        await clerk.Reads("main", "In the ledger already");
        await Assertions.Expect(clerk.Page.Locator("form[action='/ledger/imports/confirm'] [data-primary]")).ToHaveCountAsync(0);
        clerk.HasNoComplaint();
    }

    private static async Task UploadAsync(Seat clerk, FilePayload file)
    {
        await clerk.GoAsync("/ledger/imports");
        await clerk.Page.SetInputFilesAsync("[name=file]", file);
        await clerk.Page.ClickAsync("form[action='/ledger/imports'] [data-primary]");
        await clerk.Expect("select[name=column]");
    }

    /// <summary>An entry in force that the drafter may ask to change.</summary>
    private static async Task ToAnEntryOfMineAsync(Seat drafter)
    {
        await drafter.GoAsync("/ledger?state=in-force");
        var entries = await drafter.Page.Locator("table.ledger td.id a").AllAsync();
        string[] paths = [.. await Task.WhenAll(entries.Select(async e => (await e.GetAttributeAsync("href"))!))];
        foreach (var path in paths)
        {
            await drafter.GoAsync(path);
            if (await drafter.Page.Locator("#change").CountAsync() > 0)
            {
                return;
            }
        }

        Assert.Fail("No entry in force may be changed by its drafter");
    }
}
