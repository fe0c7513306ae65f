using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>Article 6 item 3 in the form and in the act: which superior rule binds, and from when to when.</summary>
public abstract class RuledTermTests(Office office)
{
    [Fact(DisplayName = "兼有几类情形的，只有针对最高密级那一项的上级规定才管期限")]
    [Requirement("R6.3.1", "R5.3")]
    public async Task A_rule_for_the_lower_row_does_not_bind_a_mixed_record()
    {
        await RegisterAsync("CL-5.3.3", "民函〔2025〕33号", "1", office.Today.AddDays(-30));
        var id = await office.OpenCaseAsync();

        var answer = await office.ProposeAsync(id, proposal: [.. office.Proposal(id, row: "CL-5.3.3", group: "SC-4-03"), ("condition", "important-military:redeployment")]);

        Assert.True(answer.Status == 302, Cases.Told(answer));
        Assert.Equal((Level.Secret, Term.Years(10)), (office.Case(id).Current!.Level, office.Case(id).Current!.Term));
    }

    [Fact(DisplayName = "停用上级规定的当天就不再适用；当天登记又停用的，哪天都不适用；施行日未到的不列出")]
    [Requirement("R6.3.1")]
    public async Task What_the_form_offers_is_what_the_rule_demands()
    {
        const string Withdrawn = "民函〔2025〕40号", Ahead = "民函〔2025〕41号", Standing = "民函〔2025〕42号";
        var rule = await RegisterAsync("CL-5.3.4", Withdrawn, "15", office.Today);
        await RegisterAsync("CL-5.3.4", Ahead, "12", office.Today.AddDays(1));
        var id = await office.OpenCaseAsync();
        Assert.Contains($"{Withdrawn} 15年", await OfferedAsync(id), StringComparison.Ordinal);
        Assert.DoesNotContain($"{Ahead} 12年", await OfferedAsync(id), StringComparison.Ordinal);

        Assert.Equal(302, (await office.As(Staff.SecrecyOfficer).PostAsync($"/terms/rules/{rule}/withdraw")).Status);
        Assert.DoesNotContain($"{Withdrawn} 15年", await OfferedAsync(id), StringComparison.Ordinal);
        var answer = await office.ProposeAsync(id, proposal: office.Proposal(id, row: "CL-5.3.4", group: "SC-4-07"));

        Assert.True(answer.Status == 302, Cases.Told(answer));
        await RegisterAsync("CL-5.3.4", Standing, "12", office.Today);
        var other = await office.OpenCaseAsync();
        var before = office.LastLine();
        office.Refused(await office.ProposeAsync(other, proposal: office.Proposal(other, row: "CL-5.3.4", group: "SC-4-07")), "MZ.6.3", before);
        Assert.Contains($"{Standing} 12年", await OfferedAsync(other), StringComparison.Ordinal);
    }

    private async Task<string> OfferedAsync(int id) =>
        (await office.As(Staff.Drafter).PostAsync($"/cases/{id}/preview", office.Proposal(id, row: "CL-5.3.4", group: "SC-4-07"))).Read;

    private async Task<int> RegisterAsync(string row, string number, string years, DateOnly from)
    {
        Assert.Equal(302, (await office.As(Staff.SecrecyOfficer).PostAsync(
            "/terms/rules", ("matter", row), ("issuer", "民政部"), ("documentNumber", number), ("validFrom", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("form", "Duration"), ("amount", years), ("unit", "Year"))).Status);
        return office.Read(s => s.SuperiorRules.AsNoTracking().OrderBy(r => r.Id).Last().Id);
    }
}

public sealed class RuledTermOnSqlite(SqliteOffice office) : RuledTermTests(office), IClassFixture<SqliteOffice>;

public sealed class RuledTermOnPostgres(PostgresOffice office) : RuledTermTests(office), IClassFixture<PostgresOffice>;
