using Microsoft.Playwright;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>From an empty computer to the first person at work.</summary>
public sealed class FirstRunTests(Chromium chromium)
{
    private const string Password = "Shouci-2026-Denglu";

    [Theory(DisplayName = "首次启动设立单位和三员，登记单位、人员，开户、任职、定涉密等级，本人首次登录须改口令")]
    [Requirement("RN1.4", "R1.1", "RN3.9")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task From_nothing_to_the_first_person_at_work(bool english)
    {
        await using var office = await Office.OpenAsync(demonstration: false);
        await using var seat = await chromium.SeatAsync(office, english);
        await SetUpAsync(seat);
        var password = await SystemAdministratorAsync(seat);
        await SecurityAdministratorAsync(seat);
        await FirstPersonAsync(seat, password);
        seat.HasNoComplaint();
    }

    private static async Task SetUpAsync(Seat seat)
    {
        var page = seat.Page;
        await seat.GoAsync("/");
        Assert.EndsWith("/setup", page.Url, StringComparison.Ordinal);
        await seat.ShootAsync("setup");
        await page.FillAsync("[name=bureauName]", "滨江市民政局");
        await page.CheckAsync("[name=ceiling][value=Secret]");
        foreach (var (who, name, number) in new[] { ("system", "马驰", "0001"), ("security", "宋清和", "0002"), ("auditor", "郑守义", "0001") })
        {
            await page.FillAsync($"[name='{who}.name']", name);
            await page.FillAsync($"[name='{who}.number']", number);
        }

        await PasswordsAsync(page, "short");
        await page.ClickAsync("[data-primary]");
        await Assertions.Expect(page.Locator("[name='system.password'][aria-invalid=true]")).ToBeFocusedAsync();
        await seat.Expect("[name='auditor.number'][aria-invalid=true]");
        await seat.Expect(".bad-fields [data-field='auditor.number']");
        await Assertions.Expect(page.Locator("[name=bureauName]")).ToHaveValueAsync("滨江市民政局");
        await seat.ShootAsync("setup-errors");

        await page.FillAsync("[name='auditor.number']", "0003");
        await PasswordsAsync(page, Password);
        await page.ClickAsync("[data-primary]");
        await seat.Expect("[name=number]");
        await seat.ShootAsync("signin-after-setup");
        Assert.Equal(404, (await seat.GoAsync("/setup"))!.Status);
    }

    private static async Task PasswordsAsync(IPage page, string password)
    {
        foreach (var who in new[] { "system", "security", "auditor" })
        {
            await page.FillAsync($"[name='{who}.password']", password);
            await page.FillAsync($"[name='{who}.again']", password);
        }
    }

    /// <summary>Registers a unit and a person and opens the account; gives the password that is shown once.</summary>
    private static async Task<string> SystemAdministratorAsync(Seat seat)
    {
        var page = seat.Page;
        await seat.SignInAsync("0001", Password);
        await seat.ShootAsync("empty-workbench-admin");
        await seat.GoAsync("/organisation");
        await seat.ShootAsync("empty-organisation");
        await page.FillAsync("form[action='/organisation/units'] [name=unitName]", "优抚安置科");
        await page.ClickAsync("form[action='/organisation/units'] button");
        await seat.Expect("#flash .icon");
        await page.FillAsync("form[action='/organisation/persons'] [name=number]", "4001");
        await page.FillAsync("form[action='/organisation/persons'] [name=name]", "廖正刚");
        await page.SelectOptionAsync("form[action='/organisation/persons'] [name=unit]", new SelectOptionValue { Label = "优抚安置科" });
        await page.ClickAsync("form[action='/organisation/persons'] button");
        await seat.Reads("#person", "廖正刚");
        await page.ClickAsync("form[action$='/account'] button");
        await seat.Expect(".once code");
        await seat.ShootAsync("first-password");
        var password = await page.InnerTextAsync(".once code");
        await page.GotoAsync(page.Url);
        await page.GotoAsync("/organisation");
        Assert.Equal(0, await page.Locator(".once").CountAsync());
        await SignOutAsync(seat);
        return password;
    }

    private static async Task SecurityAdministratorAsync(Seat seat)
    {
        var page = seat.Page;
        await seat.SignInAsync("0002", Password);
        await seat.GoAsync("/organisation?q=4001");
        await page.ClickAsync("td a:has-text('廖正刚')");
        await page.SelectOptionAsync("#person [name=post]", "SectionHead");
        await page.SelectOptionAsync("#person [name=unit]", new SelectOptionValue { Label = "优抚安置科" });
        await page.FillAsync("#person [name=document]", "局任〔2026〕3号");
        await page.ClickAsync("form[action$='/appointments'] .primary");
        await seat.Reads("#person", "局任〔2026〕3号");
        await page.SelectOptionAsync("#person [name=level]", "Secret");
        await page.ClickAsync("form[action$='/cleared-level'] button");
        await seat.Expect("#flash .icon");
        await seat.Expect("table .level-2");
        await seat.ShootAsync("person-appointed");
        await SignOutAsync(seat);
    }

    private static async Task FirstPersonAsync(Seat seat, string password)
    {
        var page = seat.Page;
        await seat.SignInAsync("4001", password);
        await seat.Expect("[name=current]");
        await seat.ShootAsync("must-change-password");
        await seat.GoAsync("/cases");
        await seat.Expect("[name=current]");
        await page.FillAsync("[name=current]", password);
        await page.FillAsync("[name=password]", Password);
        await page.FillAsync("[name=again]", Password);
        await page.ClickAsync("[data-primary]");
        await seat.Expect(".sidebar a[href='/cases']");
        await seat.ShootAsync("empty-workbench");
        foreach (var path in new[] { "/cases", "/ledger", "/terms", "/statistics" })
        {
            await seat.GoAsync(path);
            await seat.ShootAsync($"empty-{path[1..]}");
        }
    }

    private static async Task SignOutAsync(Seat seat)
    {
        await seat.Page.ClickAsync("form[action='/sign-out'] button");
        await seat.Expect("[name=number]");
    }
}
