using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Server.Jobs;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Jobs;

/// <summary>Declassification by itself, also when nobody was there to see the day pass.</summary>
public abstract class MonthOffTests(Office office)
{
    [Fact(DisplayName = "期限在停机的一个月里届满的，开机即补记自行解密，载体列入待重新标注，内容仍限知悉范围")]
    [Requirement("R6.6.2", "R6.6.4", "R6.6.3")]
    public async Task A_term_that_ended_while_the_server_was_off_is_recorded_when_it_is_back()
    {
        var (begun, back) = (office.Today, office.Today.AddDays(59));
        var (id, entry) = await office.RegisteredAsync(c => office.Proposal(c, amount: "1", unit: "Month"));
        Assert.Equal(begun.AddMonths(1).AddDays(1), office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry).FreeFrom));
        await office.CloseAsync();
        office.Clock.PassTo(back);

        await office.OpenAsync(watched: true);
        await Eventually(() => office.Read(s => s.EntriesForTheClock().Any(e => e.Id == entry && e.DeclassificationRecordedOn != null)));

        Assert.Equal(back, office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry).DeclassificationRecordedOn));
        var terms = await office.As(Staff.Drafter).GetAsync("/terms");
        Assert.Contains(Cases.Plan, terms.Read, StringComparison.Ordinal);
        Assert.Contains($"/ledger/{entry}", terms.Body, StringComparison.Ordinal);
        Assert.Contains("已解密", (await office.As(Staff.Drafter).GetAsync($"/ledger/{entry}")).Read, StringComparison.Ordinal);
        Assert.Equal(404, (await office.As(Staff.Stranger).GetAsync($"/cases/{id}")).Status);
    }

    [Fact(DisplayName = "已自行解密的记录更正后，不再记第二次解密")]
    [Requirement("R6.6.2", "R7.5.1")]
    public async Task What_has_ended_does_not_end_again_when_it_is_corrected()
    {
        var (_, entry) = await office.RegisteredAsync(c => office.Proposal(c, amount: "1", unit: "Month"));
        office.Clock.PassTo(office.Today.AddDays(40));
        var midnight = office.Services.GetRequiredService<Midnight>();
        await midnight.RunAsync(default);
        var ended = office.Read(s => s.AuditEntries.Count(e => e.Act == Act.DeclassifyAutomatically));
        Assert.NotNull(office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry).DeclassificationRecordedOn));

        Assert.Equal(302, (await office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/corrections", ("field", "Copies"), ("becomes", "7"), ("reason", "份数写错"))).Status);
        var correction = office.Read(s => s.Set<Rules.Procedure.Correction>().Single(c => c.EntryId == entry).Id);
        Assert.Equal(302, (await office.As(Staff.SecrecyOfficer).PostAsync($"/ledger/{entry}/corrections/confirm", ("correction", $"{correction}"))).Status);
        office.Clock.PassTo(office.Today.AddDays(1));
        await midnight.RunAsync(default);

        var written = office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ReplacesId == entry));
        Assert.Equal(7, written.Copies);
        Assert.Equal(office.Read(s => s.EntriesForTheClock().Single(e => e.Id == entry).DeclassificationRecordedOn), written.DeclassificationRecordedOn);
        Assert.Equal(ended, office.Read(s => s.AuditEntries.Count(e => e.Act == Act.DeclassifyAutomatically)));
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (var i = 0; i < 600 && !holds(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds());
    }
}

public sealed class MonthOffOnSqlite(SqliteOffice office) : MonthOffTests(office), IClassFixture<SqliteOffice>;

public sealed class MonthOffOnPostgres(PostgresOffice office) : MonthOffTests(office), IClassFixture<PostgresOffice>;
