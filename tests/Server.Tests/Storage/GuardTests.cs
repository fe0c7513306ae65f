using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>What the database itself refuses, whoever writes to it.</summary>
public abstract class GuardTests(Office office)
{
    [Fact(DisplayName = "依法留存的记录，直接用数据库语句也不能删除")]
    [Requirement("R7.5.1", "RN1.3", "RN4.4")]
    public async Task What_is_kept_is_not_deleted_by_any_statement()
    {
        await office.RegisteredAsync();
        await office.As(Staff.SecrecyOfficer).PostAsync("/terms/rules", ("matter", "CL-5.3.2"), ("issuer", "民政部"), ("documentNumber", "民发〔2025〕8号"), ("validFrom", "2025-06-01"), ("form", "Duration"), ("amount", "8"));
        foreach (var table in new[] { "bureau", "org_unit", "person", "appointment", "classification_case", "opinion", "access_grant", "ledger_entry", "superior_rule", "audit_entry", "audit_head", "number_series" })
        {
            var before = await CountAsync(table);
            Assert.True(before > 0, table);
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteAsync($"delete from {table}"));
            Assert.Contains("is kept", refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, await CountAsync(table));
        }
    }

    [Theory(DisplayName = "审计台账、意见、单位设置和台账所定内容，直接用数据库语句也不能改")]
    [Requirement("R7.5.1", "R7.8")]
    [InlineData("update audit_entry set codes = 'x'")]
    [InlineData("update audit_entry set subject = '' where seq = 1")]
    [InlineData("update opinion set text = '改写'")]
    [InlineData("update bureau set name = '另一单位'")]
    [InlineData("update ledger_entry set level = 3")]
    [InlineData("update ledger_entry set mark = '绝密★30年'")]
    [InlineData("update ledger_entry set number = number + 1000")]
    [InlineData("update ledger_entry set title = '另一题名'")]
    [InlineData("update ledger_entry set classified_on = '2020-01-01'")]
    [InlineData("update ledger_entry set free_from = '2020-01-01'")]
    [InlineData("update person set administers = 21 where administers is null")]
    public async Task What_was_decided_is_not_rewritten(string statement)
    {
        if (office.Read(s => !s.EntriesForTheClock().Any()))
        {
            await office.RegisteredAsync();
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteAsync(statement));
    }

    [Fact(DisplayName = "三员不能任岗位，办理和数据库两处都拒绝")]
    [Requirement("RN1.4")]
    public async Task An_administrator_is_appointed_to_nothing()
    {
        var administrator = office.Id(Staff.Auditor);
        var before = office.LastLine();
        office.Refused(await office.As(Staff.SecurityAdministrator).PostAsync($"/organisation/persons/{administrator}/appointments", ("post", "SecrecyOfficer"), ("from", "2026-03-02"), ("document", "局任〔2026〕9号")), "SYS.ADMIN", before);

        var columns = "person_id, post, \"from\", as_deputy";
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteAsync($"insert into appointment ({columns}) values ({administrator}, 5, '2026-03-02', {(office.Kind == DatabaseKind.Sqlite ? "0" : "false")})"));
        Assert.Contains("administrator", refused.Message, StringComparison.Ordinal);
    }

    private async Task ExecuteAsync(string statement) => await office.DoAsync(async scope => await scope.GetRequiredService<Store>().Database.ExecuteSqlRawAsync(statement));

    private async Task<long> CountAsync(string table)
    {
        var count = 0L;
        var statement = $"select count(*) as \"Value\" from {table}";
        await office.DoAsync(async scope => count = await scope.GetRequiredService<Store>().Database.SqlQueryRaw<long>(statement).SingleAsync());
        return count;
    }
}

public sealed class GuardsOnSqlite(SqliteOffice office) : GuardTests(office), IClassFixture<SqliteOffice>;

public sealed class GuardsOnPostgres(PostgresOffice office) : GuardTests(office), IClassFixture<PostgresOffice>;
