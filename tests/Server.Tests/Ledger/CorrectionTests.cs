using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>更正: asked for by one, confirmed by another, the old entry stays.</summary>
public abstract class CorrectionTests(Office office)
{
    private const string Was = "滨民密〔2026〕1号", Becomes = "滨民密〔2026〕8号";

    [Fact(DisplayName = "更正由一人申请、另一人确认：新记录与原记录都在，互相指明，都记入审计台账")]
    [Requirement("R7.5.1")]
    public async Task One_asks_another_confirms_and_both_entries_stay()
    {
        var entry = await EntryAsync();
        var (reference, level) = office.Read(s => s.EntriesForTheClock().Where(e => e.Id == entry).Select(e => new { e.Year, e.Number, e.Level }).AsEnumerable().Select(e => ($"{e.Year}-{e.Number:D4}", e.Level)).Single());
        var counted = office.Read(s => s.LedgerCounts.Single(c => c.Level == level).Total);
        Assert.Equal(302, (await AskAsync(entry)).Status);
        Assert.Contains("核对更正", (await office.As(Staff.SecondClerk).GetAsync($"/ledger/{entry}")).Read, StringComparison.Ordinal);

        var confirmed = await DecideAsync(entry, Staff.SecondClerk, "confirm");

        Assert.Equal(302, confirmed.Status);
        var (old, now) = (Entry(entry), office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ReplacesId == entry)));
        Assert.Equal($"/ledger/{now.Id}", confirmed.Location);
        Assert.Equal((Was, now.Id), (old.DocumentNumber, old.ReplacedById));
        Assert.Equal((Becomes, old.Title, old.Level, old.Term, old.ClassifiedOn, old.FreeFrom), (now.DocumentNumber, now.Title, now.Level, now.Term, now.ClassifiedOn, now.FreeFrom));
        // One item of the ledger, corrected, is not two.
        Assert.Equal(counted, office.Read(s => s.LedgerCounts.Single(c => c.Level == level).Total));
        await SeenAsync(old, now);
        var lines = office.Read(s => s.AuditEntries.AsNoTracking().Where(e => e.Subject == reference && (e.Act == Act.RequestCorrection || e.Act == Act.ConfirmCorrection)).OrderBy(e => e.Seq).ToList());
        Assert.Equal([(Act.RequestCorrection, office.Id(Staff.Clerk)), (Act.ConfirmCorrection, office.Id(Staff.SecondClerk))], lines.Select(l => (l.Act, l.ActorId)));
    }

    [Fact(DisplayName = "自己申请的更正，自己不能确认，只能撤回；撤回后可以再申请")]
    [Requirement("R7.5.1")]
    public async Task Nobody_confirms_their_own()
    {
        var entry = await EntryAsync();
        await AskAsync(entry);
        var before = office.LastLine();

        office.Refused(await DecideAsync(entry, Staff.Clerk, "confirm"), "MZ.7.5.SECOND", before);
        Assert.DoesNotContain("核对更正", (await office.As(Staff.Clerk).GetAsync($"/ledger/{entry}")).Read, StringComparison.Ordinal);
        Assert.Equal(302, (await DecideAsync(entry, Staff.Clerk, "reject")).Status);

        Assert.Null(Entry(entry).ReplacedById);
        Assert.Equal(302, (await AskAsync(entry)).Status);
    }

    [Fact(DisplayName = "未予更正的，原记录一字不改，经过留在页面上；已决定的不再决定")]
    [Requirement("R7.5.1")]
    public async Task A_rejected_correction_changes_nothing_and_stays_on_the_page()
    {
        var entry = await EntryAsync();
        await AskAsync(entry);
        var correction = Waiting(entry);

        Assert.Equal(302, (await DecideAsync(entry, Staff.SecrecyOfficer, "reject")).Status);

        Assert.Equal((Was, null), (Entry(entry).DocumentNumber, Entry(entry).ReplacedById));
        var page = (await office.As(Staff.Clerk).GetAsync($"/ledger/{entry}")).Read;
        Assert.All(new[] { "未予更正", Becomes, "笔误", "纪长河" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        var before = office.LastLine();
        office.Refused(await office.As(Staff.SecondClerk).PostAsync($"/ledger/{entry}/corrections/confirm", ("correction", $"{correction}")), "SYS.CONFLICT", before);
    }

    [Theory(DisplayName = "同一记录同时只有一项更正待办，已更正的旧记录不再更正；密级、期限不是更正")]
    [Requirement("R7.5.1", "R7.4.1")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_correction_at_a_time_and_none_of_an_old_entry(bool decided)
    {
        var entry = await EntryAsync();
        await AskAsync(entry);
        if (decided)
        {
            await DecideAsync(entry, Staff.SecondClerk, "confirm");
        }

        var before = office.LastLine();
        office.Refused(await AskAsync(entry), "SYS.CONFLICT", before);
        Assert.Equal(400, (await office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/corrections", ("field", "Level"), ("becomes", "绝密"), ("reason", "笔误"))).Status);
    }

    /// <summary>The visible reversal: on both pages, in the list, and on the pages of whoever reads them.</summary>
    private async Task SeenAsync(LedgerEntry old, LedgerEntry now)
    {
        var before = (await office.As(Staff.Drafter).GetAsync($"/ledger/{old.Id}")).Read;
        Assert.All(new[] { "已更正", Was, Becomes, $"href=\"/ledger/{now.Id}\"", "笔误", "苏映秋", "关宁" }, text => Assert.Contains(text, before, StringComparison.Ordinal));
        var after = (await office.As(Staff.Drafter).GetAsync($"/ledger/{now.Id}")).Read;
        Assert.All(new[] { "前一条", Becomes, $"href=\"/ledger/{old.Id}\"" }, text => Assert.Contains(text, after, StringComparison.Ordinal));
        var corrected = (await office.As(Staff.Drafter).GetAsync("/ledger?state=corrected")).Body;
        Assert.Contains($"data-href=\"/ledger/{old.Id}\"", corrected, StringComparison.Ordinal);
        Assert.DoesNotContain($"data-href=\"/ledger/{now.Id}\"", corrected, StringComparison.Ordinal);
        Assert.Contains($"data-href=\"/ledger/{now.Id}\"", (await office.As(Staff.Drafter).GetAsync("/ledger?state=in-force")).Body, StringComparison.Ordinal);
    }

    private async Task<int> EntryAsync() => (await office.RegisteredAsync(id => office.Proposal(id, people: [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk, Staff.SecondClerk, Staff.SecrecyOfficer]))).Entry;

    private Task<Answer> AskAsync(int entry) => office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/corrections", ("field", "DocumentNumber"), ("becomes", Becomes), ("reason", "笔误"));

    private Task<Answer> DecideAsync(int entry, string who, string decision) => office.As(who).PostAsync($"/ledger/{entry}/corrections/{decision}", ("correction", $"{Waiting(entry)}"));

    private int Waiting(int entry) => office.Read(s => s.Set<Correction>().Single(c => c.EntryId == entry && c.Confirmed == null).Id);

    private LedgerEntry Entry(int id) => office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.Id == id));
}

public sealed class CorrectionOnSqlite(SqliteOffice office) : CorrectionTests(office), IClassFixture<SqliteOffice>;

public sealed class CorrectionOnPostgres(PostgresOffice office) : CorrectionTests(office), IClassFixture<PostgresOffice>;
