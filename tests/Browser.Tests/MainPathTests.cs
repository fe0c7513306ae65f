using Microsoft.Playwright;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>Article 7 from the draft to the ledger and the marked document, by five people at five computers.</summary>
public sealed class MainPathTests(Chromium chromium, Demonstrated demonstrated)
{
    private Office Office => demonstrated.Office;

    [Theory(DisplayName = "拟稿、审核、文秘审核、签发、记台账五步走完，文件首页左上角标上“秘密★10年”")]
    [Requirement("R7.1.1", "R7.1.2", "R7.1.3", "R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1", "R8.1.1", "R8.3.1")]
    [MemberData(nameof(Gongwen.Both), MemberType = typeof(Gongwen))]
    public async Task Five_steps(string file, bool english)
    {
        var title = $"2027年度退役士兵和军休人员安置计划（{file}）";
        await using var drafter = await demonstrated.SeatAsync(chromium, FiveSteps.Drafter, english);
        var id = await drafter.OpenAsync(Gongwen.PathOf(file));
        await drafter.FillAsync(title, "10");
        await PreviewShowsAsync(drafter);
        await drafter.NameAsync("lwb", "柳文博");
        await drafter.ShootAsync("case-filled", whole: false);
        await drafter.Page.ClickAsync("#proposal [data-primary]");
        await drafter.Expect("#flash .icon");

        await ReviewAsync(english, FiveSteps.Head, id, "同意。");
        await ReviewAsync(english, FiveSteps.Secretary, id, "依据相符。");
        await ReviewAsync(english, FiveSteps.Leader, id, "同意签发。");
        await RegisterAsync(english, id, file, title);

        await drafter.GoAsync($"/cases/{id}");
        var (_, sheet) = await drafter.TakeAsync("form[action$='drafting-sheet'] button");
        Assert.Equal("%PDF"u8, sheet.AsSpan(0, 4));
        drafter.HasNoComplaint();
    }

    private async Task PreviewShowsAsync(Seat drafter)
    {
        await drafter.Reads("#preview .mark", "秘密★10年");
        await drafter.Reads("#preview dl", $"{Office.Today:yyyy-MM-dd}");
        await drafter.Reads("#preview dl", $"{Office.Today.AddYears(10):yyyy-MM-dd}");
        await drafter.Reads("#preview dl", $"{Office.Today.AddYears(10).AddDays(1):yyyy-MM-dd}");
        await drafter.Reads("#derived-level", "秘密");
    }

    private async Task ReviewAsync(bool english, string number, int id, string opinion)
    {
        await using var seat = await demonstrated.SeatAsync(chromium, number, english, width: 1366, height: 768);
        await seat.GoAsync("/");
        await seat.Expect($"[href='/cases/{id}']");
        await seat.AgreeAsync(id, opinion);
        seat.HasNoComplaint();
    }

    /// <summary>The clerk's part: the entry, the marked document, the ledger with its filter and its export.</summary>
    private async Task RegisterAsync(bool english, int id, string file, string title)
    {
        var documentNumber = $"滨民密〔2026〕{id}号";
        await using var clerk = await demonstrated.SeatAsync(chromium, FiveSteps.Clerk, english);
        await clerk.EnterAsync(id, documentNumber);
        await clerk.ShootAsync("case-registered");
        await clerk.Page.SetInputFilesAsync("form[action$='marked-document'] [name=file]", Gongwen.PathOf(file));
        var (name, marked) = await clerk.TakeAsync("form[action$='marked-document'] .primary");
        Assert.EndsWith(".docx", name, StringComparison.Ordinal);
        Assert.Equal(MarkFault.None, MarkCheck.Verify(marked, new ClassificationMark(Level.Confidential, Term.Years(10)), Placement.UpperLeft).Fault);

        await clerk.GoAsync($"/ledger?q={Uri.EscapeDataString(documentNumber)}");
        await Assertions.Expect(clerk.Page.Locator("table.ledger tbody tr")).ToHaveCountAsync(1);
        await clerk.Reads("table.ledger tbody", "秘密★10年");
        await clerk.Reads("table.ledger tbody", title);
        var (sheet, workbook) = await clerk.TakeAsync("form[action^='/ledger/export'] button");
        Assert.EndsWith(".xlsx", sheet, StringComparison.Ordinal);
        Assert.Equal("PK"u8, workbook.AsSpan(0, 2));
        clerk.HasNoComplaint();
    }

    [Theory(DisplayName = "关闭脚本，同样走完拟办：重新计算和查找都有按钮")]
    [Requirement("R7.1.2", "R5.2")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_script(bool english)
    {
        await using var drafter = await demonstrated.SeatAsync(chromium, FiveSteps.Drafter, english, script: false);
        var id = await drafter.OpenAsync(Gongwen.PathOf(Gongwen.First));
        await drafter.FillAsync("无脚本也能办的安置计划", "10", script: false);
        await drafter.Page.ClickAsync("noscript button:has([href$='#refresh'])");
        await PreviewShowsAsync(drafter);
        await drafter.NameAsync("lwb", "柳文博", script: false);
        await drafter.Page.ClickAsync("#proposal [data-primary]");
        await drafter.Reads(".rail [aria-current=step]", "2");

        await using var head = await demonstrated.SeatAsync(chromium, FiveSteps.Head, english, script: false);
        await head.AgreeAsync(id, "同意。");
        await head.Reads(".rail [aria-current=step]", "3");
        drafter.HasNoComplaint();
    }

    [Theory(DisplayName = "台账记错的，经办人申请、保密员确认后更正，原记录保留")]
    [Requirement("R7.5.1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_correction_takes_two(bool english)
    {
        await using var clerk = await demonstrated.SeatAsync(chromium, FiveSteps.Clerk, english);
        await clerk.GoAsync($"/ledger?state=in-force&sort=free");
        var entry = (await clerk.Page.Locator("table.ledger tbody tr:has(td.id a)").Nth(english ? 9 : 8).Locator("td.id a").GetAttributeAsync("href"))!;
        await clerk.GoAsync(entry);
        await clerk.Page.SelectOptionAsync("[name=field]", "Remark");
        await clerk.Page.FillAsync("[name=becomes]", "另附清单一份");
        await clerk.Page.FillAsync("[name=reason]", "漏记附件");
        await clerk.Page.ClickAsync("form[action$='/corrections'] .primary");
        await clerk.Expect("#flash .icon");

        await using var officer = await demonstrated.SeatAsync(chromium, "2003", english);
        await officer.GoAsync(entry);
        await officer.Reads("main", "另附清单一份");
        await officer.ShootAsync("entry-to-confirm");
        await officer.Page.ClickAsync("form[action$='/confirm'] [data-primary]");
        await officer.Reads("main", "另附清单一份");
        await officer.Expect($"main a[href='{entry}']");
        await officer.ShootAsync("entry-corrected");
        officer.HasNoComplaint();
        clerk.HasNoComplaint();
    }
}
