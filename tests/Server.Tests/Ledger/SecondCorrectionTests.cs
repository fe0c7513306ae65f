using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>更正: asked for by one, confirmed by another; whoever comes second is told who was first.</summary>
public abstract class SecondCorrectionTests(Office office)
{
    [Fact(DisplayName = "已有更正待确认的，再次申请时写明谁已申请；已更正的记录写明由谁更正、改记在哪一号")]
    [Requirement("R7.5.1", "R3.1")]
    public async Task Whoever_asks_second_is_told_who_was_first()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: [Staff.Drafter, Staff.Head, Staff.Clerk, Staff.SecondClerk]));
        Assert.Equal(302, (await AskAsync(Staff.Clerk, entry)).Status);
        var before = office.LastLine();

        var second = await AskAsync(Staff.SecondClerk, entry);
        office.Refused(second, "SYS.CONFLICT", before);
        Assert.Contains("苏映秋，已申请更正，待第二人确认", second.Plain, StringComparison.Ordinal);

        var waiting = office.Read(s => s.Set<Correction>().AsNoTracking().Single(c => c.EntryId == entry).Id);
        Assert.Equal(302, (await office.As(Staff.SecondClerk).PostAsync($"/ledger/{entry}/corrections/confirm", ("correction", $"{waiting}"))).Status);
        var written = office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ReplacesId == entry));
        before = office.LastLine();

        var third = await AskAsync(Staff.Clerk, entry);
        office.Refused(third, "SYS.CONFLICT", before);
        Assert.Contains($"关宁，已更正为{written.Reference}", third.Plain, StringComparison.Ordinal);
        Assert.DoesNotContain("MZ.7.5.FIXED", second.Body + third.Body, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "从未存入的题名，不能借更正补入，并写明改在纸质台账上更正")]
    [Requirement("R7.5.1", "R3.1")]
    public async Task A_title_never_stored_is_not_brought_in()
    {
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, row: "CL-5.1.2", group: "SC-4-02", amount: null));
        var before = office.LastLine();

        var answer = await office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/corrections", ("field", "Title"), ("becomes", "补入的题名"), ("reason", "漏填"));

        office.Refused(answer, "MZ.7.5.UNSTORED", before);
        Assert.Contains("纸质台账", answer.Plain, StringComparison.Ordinal);
    }

    private Task<Answer> AskAsync(string who, int entry) => office.As(who).PostAsync($"/ledger/{entry}/corrections", ("field", "Copies"), ("becomes", "12"), ("reason", "笔误"));
}

public sealed class SecondCorrectionsOnSqlite(SqliteOffice office) : SecondCorrectionTests(office), IClassFixture<SqliteOffice>;

public sealed class SecondCorrectionsOnPostgres(PostgresOffice office) : SecondCorrectionTests(office), IClassFixture<PostgresOffice>;
