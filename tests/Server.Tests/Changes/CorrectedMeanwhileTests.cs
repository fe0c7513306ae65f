using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>A clerical correction while a change is under way, and what becomes of a correction whose entry no longer speaks.</summary>
public abstract class CorrectedMeanwhileTests(Office office)
{
    [Fact(DisplayName = "变更在办期间更正了笔误：变更接着更正后的记录办，更正的内容不丢失")]
    [Requirement("R7.5.1", "R7.4.1")]
    public async Task A_change_follows_the_corrected_entry()
    {
        var (matter, entry) = await office.RegisteredAsync(id => office.Proposal(id, title: "笔误题名", people: Known));
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, title: "笔误题名", amount: "5", people: Known, more: ("changeReason", "缩短")));
        var version = office.Version(change);
        await DoneAsync(AskedAsync(entry, "Title", "更正题名"));
        await DoneAsync(DecidedAsync(entry, "confirm"));
        var corrected = office.After(entry);
        Assert.Equal(("更正题名", Level.Confidential, version), (office.Case(change).Title, office.Case(change).Level, office.Version(change)));

        await DoneAsync(office.EnterChangeAsync(change));

        var now = office.After(corrected.Id);
        Assert.Equal((EntryKind.Changed, "秘密★5年", "更正题名"), (now.Kind, now.Mark, now.Title));
        Assert.Equal(("更正题名", "更正题名"), (office.Case(matter).Title, office.Case(change).Title));
        Assert.Equal((EntryKind.Corrected, EntryKind.Changed), (office.Entry(entry).ReplacedAs, office.Entry(corrected.Id).ReplacedAs));
        Assert.Contains(corrected.Reference, (await office.As(Staff.Drafter).GetAsync($"/cases/{change}")).Read, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "待确认的更正，其记录已被变更的：不能再确认，随时可以不予更正或者撤回；被替代的记录不再受理更正")]
    [Requirement("R7.5.1")]
    public async Task A_correction_of_what_no_longer_speaks_can_be_ended()
    {
        foreach (var who in new[] { Staff.SecondClerk, Staff.Clerk })
        {
            var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, people: Known));
            await DoneAsync(AskedAsync(entry, "Copies", "9"));
            var change = await office.ChangeAsync(entry, CasePurpose.Change);
            await office.ApprovedAsync(change, office.Proposal(change, amount: "5", people: Known, more: ("changeReason", "缩短")));
            await DoneAsync(office.EnterChangeAsync(change));

            var page = (await office.As(Staff.SecondClerk).GetAsync($"/ledger/{entry}")).Read;
            Assert.Contains("不同意更正", page, StringComparison.Ordinal);
            Assert.DoesNotContain("确认更正", page, StringComparison.Ordinal);
            var before = office.LastLine();
            office.Refused(await DecidedAsync(entry, "confirm"), "SYS.CONFLICT", before);
            await DoneAsync(DecidedAsync(entry, "reject", who));
            Assert.False(office.Read(s => s.Set<Correction>().AsNoTracking().Single(c => c.EntryId == entry)).Confirmed);
            before = office.LastLine();
            office.Refused(await AskedAsync(entry, "Copies", "9"), "SYS.CONFLICT", before);
            before = office.LastLine();
            office.Refused(await DecidedAsync(entry, "reject"), "SYS.CONFLICT", before);
        }
    }

    [Theory(DisplayName = "有更正待确认的，导入不能整批撤销；撤回或者不予更正以后可以")]
    [Requirement("R7.5.1")]
    [InlineData("Copies", Staff.SecondClerk)]
    [InlineData("Copies", Staff.Clerk)]
    [InlineData("Title", Staff.Clerk)]
    public async Task A_waiting_correction_holds_up_a_reversal(string field, string who)
    {
        var batch = await office.ImportAsync(OldLedger.Csv(OldLedger.Line($"旧账{field}{who}")));
        var entry = office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ImportBatchId == batch)).Id;
        await DoneAsync(AskedAsync(entry, field, "9"));
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostAsync($"/ledger/imports/{batch}/reversal", ("reason", "导错了")), "MZ.7.5.REVERSAL", before);

        await DoneAsync(DecidedAsync(entry, "reject", who));

        Assert.False(office.Read(s => s.Set<Correction>().AsNoTracking().Single(c => c.EntryId == entry)).Confirmed);
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/imports/{batch}/reversal", ("reason", "导错了")));
        await DoneAsync(office.As(Staff.SecondClerk).PostAsync($"/ledger/imports/{batch}/reversal/confirm", ("version", "1")));
        Assert.NotNull(office.Entry(entry).ReversedOn);
    }

    private static string[] Known => [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk, Staff.SecondClerk];

    private Task<Answer> AskedAsync(int entry, string field, string becomes) =>
        office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/corrections", ("field", field), ("becomes", becomes), ("reason", "笔误"));

    private Task<Answer> DecidedAsync(int entry, string how, string who = Staff.SecondClerk) =>
        office.As(who).PostAsync($"/ledger/{entry}/corrections/{how}", ("correction", $"{office.Read(s => s.Set<Correction>().Single(c => c.EntryId == entry).Id)}"));
}

public sealed class CorrectedMeanwhileOnSqlite(SqliteOffice office) : CorrectedMeanwhileTests(office), IClassFixture<SqliteOffice>;

public sealed class CorrectedMeanwhileOnPostgres(PostgresOffice office) : CorrectedMeanwhileTests(office), IClassFixture<PostgresOffice>;
