using Microsoft.EntityFrameworkCore;
using Shoumi.Documents;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>改标 on the file itself: the old mark struck, the new one beside it, only on a file that was handed out here.</summary>
public abstract class RemarkedDocumentTests(Office office)
{
    [Fact(DisplayName = "变更后领取过的文件改标：旧标志划去，新标志在旁；别的文件不予改标；再次变更、解密后照样接着改")]
    [Requirement("R8.6", "R8.1.1")]
    public async Task The_file_that_was_handed_out_is_re_marked()
    {
        var id = await MarkedCaseAsync();
        var marked = (await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/marked-document", Papers.Official)).Bytes;
        Assert.DoesNotContain("remarked-document", (await office.As(Staff.Clerk).GetAsync($"/cases/{id}")).Body, StringComparison.Ordinal);
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/remarked-document", marked), "MZ.8.6.FIRST", before);

        var change = await office.ChangeAsync(Speaking(id), CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, amount: "5", more: ("changeReason", "缩短")));
        await DoneAsync(office.EnterChangeAsync(change));
        Assert.Contains("remarked-document", (await office.As(Staff.Clerk).GetAsync($"/cases/{id}")).Body, StringComparison.Ordinal);
        before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/remarked-document", Papers.Official), "MZ.8.6.FILE", before);

        var again = (await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/remarked-document", marked)).Bytes;

        Holds(again, new(Level.Confidential, Term.Years(5)));
        // Another holder's copy of the same file comes later: its own mark is struck, not that of what was handed out since.
        var other = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/remarked-document", marked);
        Assert.True(other.Status == 200, Cases.Told(other));
        Holds(other.Bytes, new(Level.Confidential, Term.Years(5)));
        var end = await office.ChangeAsync(Speaking(id), CasePurpose.Declassify);
        await office.ApprovedAsync(end);
        await DoneAsync(office.EnterChangeAsync(end));
        var ended = await office.As(Staff.Clerk).PostFileAsync($"/cases/{id}/remarked-document", again);
        Assert.Equal(200, ended.Status);
        Assert.NotEqual(again, ended.Bytes);
        Assert.Equal(MarkVerdictOk(ended.Bytes), (false, false));
        Assert.Equal(4, office.Read(s => s.Set<IssuedFile>().Count(f => f.CaseId == id)));
    }

    [Fact(DisplayName = "改标办到一半，台账里已有更新的记录取代：这一次不作数，按新的记录重新判断")]
    [Requirement("R8.6", "R7.4.1")]
    public async Task Nothing_is_handed_out_for_an_entry_that_no_longer_speaks()
    {
        var (_, entry) = await office.RegisteredAsync();
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            var read = await desk.Store.EntriesForTheClock().SingleAsync(e => e.Id == entry);
            var change = await office.ChangeAsync(entry, CasePurpose.Declassify);
            await office.ApprovedAsync(change);
            await DoneAsync(office.EnterChangeAsync(change));

            await Assert.ThrowsAsync<OvertakenException>(() => desk.EndAsync(Act.IssueRemarkedDocument, Ruling.Yes, () => "late", () => desk.Store.RestsOn(read)));
        });

        var other = Speaking((await office.RegisteredAsync()).Case);
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            var read = await desk.Store.EntriesForTheClock().SingleAsync(e => e.Id == other);
            Assert.True((await desk.EndAsync(Act.IssueRemarkedDocument, Ruling.Yes, () => "in time", () => desk.Store.RestsOn(read))).Ruling.IsPermitted);
        });
    }

    [Fact(DisplayName = "导入的事项变更后也能改标：文件所带标志须是变更前的标志；页面上有改标的表单")]
    [Requirement("R8.6", "R8.1.1")]
    public async Task The_file_of_an_imported_matter_is_re_marked()
    {
        var batch = await office.ImportAsync(OldLedger.Csv(OldLedger.Line("改标用的旧件")));
        var first = office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ImportBatchId == batch));
        var change = await office.ChangeAsync(first.Id, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, amount: "8", more: ("changeReason", "缩短")));
        await DoneAsync(office.EnterChangeAsync(change));
        var now = office.After(first.Id);
        var path = $"/cases/{first.CaseId}/remarked-document";
        Assert.Contains(path, (await office.As(Staff.Clerk).GetAsync($"/ledger/{now.Id}")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(path, (await office.As(Staff.Drafter).GetAsync($"/ledger/{now.Id}")).Body, StringComparison.Ordinal);

        var before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostFileAsync(path, Bearing(new(Level.Confidential, Term.Years(9)))), "MZ.8.6.FILE", before);
        var again = await office.As(Staff.Clerk).PostFileAsync(path, Bearing(new(Level.Confidential, Term.Years(10))));

        Assert.True(again.Status == 200, Cases.Told(again));
        Assert.True(Verified(again.Bytes, new(Level.Confidential, Term.Years(8))));
    }

    private static byte[] Bearing(ClassificationMark mark) => ((DocumentAnswer.Marked)DocumentWork.Do(new DocumentRequest(DocumentOperation.Mark, mark), Papers.Official)).File;

    private static (bool, bool) MarkVerdictOk(byte[] file) => (Verified(file, new(Level.Confidential, Term.Years(5))), Verified(file, new(Level.Confidential, Term.Years(10))));

    private static void Holds(byte[] file, ClassificationMark mark)
    {
        Assert.True(Verified(file, mark));
        Assert.False(Verified(file, new(Level.Confidential, Term.Years(10))));
    }

    private static bool Verified(byte[] file, ClassificationMark mark) => DocumentWork.Do(new DocumentRequest(DocumentOperation.Verify, mark), file) is DocumentAnswer.Verified { Verdict.Ok: true };

    private int Speaking(int id) => office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.CaseId == id && e.ReplacedById == null).Id);

    private async Task<int> MarkedCaseAsync()
    {
        var id = await office.OpenCaseAsync(Papers.Official);
        await DoneAsync(office.ProposeAsync(id));
        await DoneAsync(office.DecideAsync(id, Staff.Head, "section-review"));
        await DoneAsync(office.DecideAsync(id, Staff.Secretary, "office-review"));
        await DoneAsync(office.DecideAsync(id, Staff.Leader, "approval"));
        await DoneAsync(office.EnterAsync(id));
        return id;
    }
}

public sealed class RemarkedDocumentOnSqlite(SqliteOffice office) : RemarkedDocumentTests(office), IClassFixture<SqliteOffice>;

public sealed class RemarkedDocumentOnPostgres(PostgresOffice office) : RemarkedDocumentTests(office), IClassFixture<PostgresOffice>;
