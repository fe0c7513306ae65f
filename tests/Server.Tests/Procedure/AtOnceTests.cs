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

            // Both have seen the same state, however soon one of them is done.
            (string, string)[] seen = [("remark", "甲乙同时办理"), ("version", $"{office.Version(id)}")];
            var answers = await Task.WhenAll(office.EnterAsync(id, Staff.Clerk, seen), office.EnterAsync(id, Staff.SecondClerk, seen));

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

    [Fact(DisplayName = "两人同时申请变更同一事项，一人立案，另一人得知已有变更在办")]
    [Requirement("R7.4.1")]
    public async Task Of_two_changes_asked_for_at_once_one_is_opened()
    {
        for (var round = 0; round < 6; round++)
        {
            var (matter, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: [Staff.Drafter, Staff.Colleague, Staff.Head, Staff.Clerk]));

            var answers = await Task.WhenAll(new[] { Staff.Drafter, Staff.Colleague, Staff.Head }.Select(who => office.As(who).PostAsync($"/ledger/{entry}/changes", ("purpose", nameof(CasePurpose.Change)))));

            Assert.Single(answers, a => a.Status == 302);
            Assert.All(answers.Where(a => a.Status != 302), a => Assert.True(a.Status == 409 && a.Body.Contains("MZ.7.CHANGE", StringComparison.Ordinal), Cases.Told(a)));
            Assert.Equal(1, office.Read(s => s.ChangesOf(matter).Count()));
        }

        office.Verify();
    }

    [Fact(DisplayName = "两名文书同时确认导入同一份旧台账，一人导入，另一人得知各行都已在台账")]
    [Requirement("R7.5.1")]
    public async Task Of_two_imports_of_one_file_at_once_one_is_done()
    {
        for (var round = 0; round < 4; round++)
        {
            var file = OldLedger.Csv([.. Enumerable.Range(0, 40).Select(i => OldLedger.Line($"同时导入的旧件{round}之{i}"))]);
            string[] clerks = [Staff.Clerk, Staff.SecondClerk];
            var forms = new List<(string, string)[]>();
            foreach (var clerk in clerks)
            {
                forms.Add(OldLedger.Form(await office.TryAsync(file, clerk)));
            }

            var answers = await Task.WhenAll(clerks.Zip(forms).Select(c => office.As(c.First).PostAsync("/ledger/imports/confirm", c.Second)));

            Assert.Single(answers, a => a.Status == 302);
            Assert.Contains("MZ.7.5.IMPORT", Assert.Single(answers, a => a.Status == 409).Body, StringComparison.Ordinal);
            var title = $"同时导入的旧件{round}之";
            Assert.Equal(40, office.Read(s => s.EntriesForTheClock().Count(e => e.Title!.StartsWith(title))));
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
