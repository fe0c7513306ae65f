using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Procedure;

/// <summary>Several people at once: one wins, the others are told who and what, and no number is given twice or left out.</summary>
public abstract class AtOnceTests(Office office)
{
    [Fact(DisplayName = "两人同时记入一案，一人办成，另一人得知谁已先办、现在应办什么，所填内容仍在")]
    [Requirement("R7.1.1", "R7.5.1")]
    public async Task Of_two_clerks_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = await office.WaitingAtAsync(Stage.LedgerEntry, BothClerksKnow);
            var before = office.Read(s => s.EntriesForTheClock().Count());

            var answers = await Task.WhenAll(
                office.EnterAsync(id, Staff.Clerk, ("remark", "甲乙同时办理")),
                office.EnterAsync(id, Staff.SecondClerk, ("remark", "甲乙同时办理")));

            var winner = office.Opinions(id).Single(o => o.Step == 5);
            var told = Assert.Single(answers, a => a.Status == 409);
            Assert.Single(answers, a => a.Status == 302);
            Assert.Contains("SYS.CONFLICT", told.Body, StringComparison.Ordinal);
            Assert.Contains(Staff.All.Single(m => office.Id(m.Number) == winner.PersonId).Name, told.Read, StringComparison.Ordinal);
            Assert.Contains("已办结", told.Read, StringComparison.Ordinal);
            Assert.Equal(before + 1, office.Read(s => s.EntriesForTheClock().Count()));
        }

        office.Verify();
    }

    [Fact(DisplayName = "二十人次同时记入，台账号连续不缺，审计台账首尾相接")]
    [Requirement("R7.5.1", "R10.1.2")]
    public async Task Numbers_are_consecutive_however_many_enter_at_once()
    {
        List<int> cases = [];
        for (var i = 0; i < 20; i++)
        {
            cases.Add(await office.WaitingAtAsync(Stage.LedgerEntry));
        }

        var answers = await Task.WhenAll(cases.Select((id, i) => office.EnterAsync(id, i % 2 == 0 ? Staff.Clerk : Staff.SecondClerk)));

        Assert.All(answers, a => Assert.Equal(302, a.Status));
        Consecutive();
        office.Verify();
    }

    [Fact(DisplayName = "两台服务器同时写一个数据库，各自的办理都在，编号连续，审计台账只有一条链")]
    [Requirement("R7.5.1", "R10.1.2")]
    public async Task Two_servers_on_one_database_write_one_chain()
    {
        var (second, address) = await office.HostAsync();
        await using (second)
        {
            List<int> cases = [];
            for (var i = 0; i < 8; i++)
            {
                cases.Add(await office.WaitingAtAsync(Stage.LedgerEntry));
            }

            using var there = office.SignedIn(Staff.SecondClerk, second.Services, address);
            var fields = cases.ToDictionary(id => id, id => new[] { ("decision", "Agree"), ("carrierForm", "纸质"), ("copies", "6"), ("version", $"{office.Version(id)}") });
            var answers = await Task.WhenAll(cases.Select((id, i) => i % 2 == 0 ? office.EnterAsync(id) : there.PostAsync($"/cases/{id}/ledger-entry", fields[id])));

            Assert.All(answers, a => Assert.True(a.Status == 302, Cases.Told(a)));
            Consecutive();
            office.Verify();
            await second.StopAsync();
        }
    }

    [Fact(DisplayName = "两台服务器上两人同时办一步，一人办成，另一人得知谁已先办")]
    [Requirement("R7.1.1")]
    public async Task Of_two_clerks_at_two_servers_one_wins()
    {
        var (second, address) = await office.HostAsync();
        await using (second)
        {
            using var there = office.SignedIn(Staff.SecondClerk, second.Services, address);
            for (var round = 0; round < 4; round++)
            {
                var id = await office.WaitingAtAsync(Stage.LedgerEntry, BothClerksKnow);
                var fields = new[] { ("decision", "Agree"), ("carrierForm", "纸质"), ("copies", "6"), ("version", $"{office.Version(id)}") };

                var answers = await Task.WhenAll(office.EnterAsync(id), there.PostAsync($"/cases/{id}/ledger-entry", fields));

                Assert.Single(answers, a => a.Status == 302);
                Assert.Contains("SYS.CONFLICT", Assert.Single(answers, a => a.Status == 409).Body, StringComparison.Ordinal);
            }

            await second.StopAsync();
        }

        office.Verify();
    }

    // Outside the scope of knowledge, a case that is closed would not exist for the second clerk any more.
    private (string, string)[] BothClerksKnow(int id) => office.Proposal(id, people: [Staff.Drafter, Staff.Head, Staff.Clerk, Staff.SecondClerk]);

    private void Consecutive()
    {
        var numbers = office.Read(s => s.EntriesForTheClock().Where(e => e.Year == 2026).OrderBy(e => e.Number).Select(e => e.Number).ToList());
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }
}

public sealed class AtOnceOnSqlite(SqliteOffice office) : AtOnceTests(office), IClassFixture<SqliteOffice>;

public sealed class AtOnceOnPostgres(PostgresOffice office) : AtOnceTests(office), IClassFixture<PostgresOffice>;
