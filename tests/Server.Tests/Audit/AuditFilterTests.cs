using System.Globalization;
using System.Text.RegularExpressions;
using Shoumi.Rules;
using Shoumi.Server.Tests.Access.Door;
using Shoumi.Server.Tests.Running;
using Shoumi.Server.Texts;
using Xunit;

namespace Shoumi.Server.Tests.Audit;

/// <summary>What the auditor finds in the audit ledger: by act, by outcome, page by page.</summary>
public abstract partial class AuditFilterTests(Office office)
{
    [Fact(DisplayName = "审计员按行为查得每一次重置口令：谁重置、重置了谁，不混入别的行为")]
    [Requirement("RN1.4", "RN3.9")]
    public async Task The_auditor_sees_every_reset_of_a_password()
    {
        foreach (var person in new[] { Staff.Stranger, Staff.Colleague })
        {
            Assert.Equal(200, (await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/persons/{office.Id(person)}/reset-password")).Status);
        }

        Assert.Equal(200, (await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/persons/{office.Id(Staff.SystemAdministrator)}/reset-administrator")).Status);

        var staff = await office.As(Staff.Auditor).GetAsync("/audit?act=ResetPassword");
        var all = office.Read(s => s.AuditEntries.Where(e => e.Act == Act.ResetPassword).Select(e => e.Seq).ToList());
        Assert.Equal(all.OrderDescending(), Shown(staff));
        Assert.True(all.Count >= 2);
        Assert.All(new[] { "宋清和", $"person {Staff.Stranger}", $"person {Staff.Colleague}" }, text => Assert.Contains(text, staff.Read, StringComparison.Ordinal));
        Assert.All(Rows(staff), row => Assert.Contains("重置口令", row, StringComparison.Ordinal));

        var administrators = await office.As(Staff.Auditor).GetAsync("/audit?act=ResetAdministratorPassword");
        Assert.Contains($"person {Staff.SystemAdministrator}", Assert.Single(Rows(administrators)), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "行为和结果一并筛选，翻页按位置，一笔不漏、一笔不重，翻回来也一样")]
    [Requirement("RN1.4")]
    public async Task Act_and_outcome_narrow_together_and_pages_keep_both()
    {
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            for (var i = 0; i < 230; i++)
            {
                await desk.EndAsync(i % 3 == 2 ? Act.ViewTerms : Act.PrintDraftingSheet, Ruling.Yes, () => $"print {i}", () => { });
            }
        });
        office.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(404, (await office.As(Staff.Clerk).PostAsync("/cases/2147483647/drafting-sheet")).Status);
        Assert.Equal(409, (await office.As(Staff.Auditor).PostAsync("/cases/1/drafting-sheet")).Status);
        long[] Matching(int outcome) => office.Read(s => s.AuditEntries.Where(e => e.Act == Act.PrintDraftingSheet && e.Outcome == outcome).Select(e => e.Seq).OrderDescending().ToArray());

        var forth = await WalkAsync("/audit?act=PrintDraftingSheet&outcome=1", "next");
        Assert.Equal(Matching(1), forth.Shown);
        Assert.True(forth.Pages >= 2, $"{forth.Pages}");
        var back = await WalkAsync(forth.Last, "prev");
        Assert.Equal(Matching(1).Order(), back.Shown.Order());
        Assert.Equal(Matching(3), (await WalkAsync("/audit?act=PrintDraftingSheet&outcome=3", "next")).Shown);
        Assert.NotEmpty(Matching(3));
    }

    [Fact(DisplayName = "筛选是一张普通的表单，不靠脚本；换结果时行为仍在，中英文都有")]
    [Requirement("RN1.4", "R3.1")]
    public async Task The_filter_is_a_plain_form_in_both_languages()
    {
        var page = await office.As(Staff.Auditor).GetAsync("/audit?act=ResetPassword&outcome=3&q=person");
        var form = Assert.Single(Filter().Matches(page.Read), m => m.Value.Contains("action=\"/audit\"", StringComparison.Ordinal)).Value;
        Assert.Matches("<form[^>]*method=\"get\"", form);
        Assert.Matches("<button class=\"button small\">", form);
        Assert.DoesNotContain("hx-", form, StringComparison.Ordinal);
        Assert.Contains("<option value=\"ResetPassword\" selected>重置口令</option>", form, StringComparison.Ordinal);
        Assert.Contains("name=\"outcome\" value=\"3\"", form, StringComparison.Ordinal);
        Assert.All(Enum.GetValues<Act>(), act => Assert.Contains($">{new Language(english: false).Say(act)}</option>", form, StringComparison.Ordinal));
        Assert.Contains("href=\"/audit?q=person&act=ResetPassword&outcome=1\"", page.Read, StringComparison.Ordinal);
        Assert.Contains("href=\"/audit?q=person&act=ResetPassword\"", page.Read, StringComparison.Ordinal);

        using var english = office.SignedIn(Staff.Auditor, office.Services, office.Address);
        english.Carry("lang", "en");
        var read = (await english.GetAsync("/audit?act=ResetPassword")).Read;
        Assert.Contains("<option value=\"ResetPassword\" selected>Reset password</option>", read, StringComparison.Ordinal);
        Assert.Contains("<span>Act</span>", read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "没有这种行为、没有这种结果的，指明填错的一项")]
    [Requirement("R3.1")]
    public async Task What_cannot_be_asked_for_is_named()
    {
        var answer = await office.As(Staff.Auditor).GetAsync("/audit?act=Burn&outcome=9&q=person");

        Assert.Equal(400, answer.Status);
        Assert.Equal(["act", "outcome"], new Page(answer.Body).Named.Order());
        Assert.Equal("person", new Page(answer.Body).Value("q"));
    }

    private async Task<(List<long> Shown, int Pages, string Last)> WalkAsync(string? path, string rel)
    {
        List<long> shown = [];
        var (pages, last) = (0, path!);
        while (path is not null)
        {
            var page = await office.As(Staff.Auditor).GetAsync(path);
            Assert.Equal(200, page.Status);
            shown.AddRange(Shown(page));
            (pages, last) = (pages + 1, path);
            path = Regex.Match(page.Read, $"href=\"(/audit\\?[^\"]*)\" rel=\"{rel}\"") is { Success: true } found ? found.Groups[1].Value : null;
            Assert.True(path is null || path.Contains("act=PrintDraftingSheet&outcome=", StringComparison.Ordinal), path);
        }

        return (shown, pages, last);
    }

    private static IEnumerable<string> Rows(Answer page) => Row().Matches(page.Read).Select(m => m.Value);

    private static IEnumerable<long> Shown(Answer page) => Row().Matches(page.Read).Select(m => long.Parse(m.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));

    [GeneratedRegex("(?s)<tr>\\s*<td class=\"num id\">([0-9,]+)</td>.*?</tr>")]
    private static partial Regex Row();

    [GeneratedRegex("(?s)<form.*?</form>")]
    private static partial Regex Filter();
}

public sealed class AuditFilterOnSqlite(SqliteOffice office) : AuditFilterTests(office), IClassFixture<SqliteOffice>;

public sealed class AuditFilterOnPostgres(PostgresOffice office) : AuditFilterTests(office), IClassFixture<PostgresOffice>;
