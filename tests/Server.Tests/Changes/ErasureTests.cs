using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.Changing;

namespace Shoumi.Server.Tests.Changes;

/// <summary>A matter that rises above the ceiling set for this system: its title goes from everything that is kept.</summary>
public abstract class ErasureTests(Office office)
{
    private readonly string title = Traces.Canary("raised"), corrected = Traces.Canary("corrected"), control = Traces.Canary("stays");

    [Fact(DisplayName = "事项升到本系统最高密级以上：题名从台账、案卷、更正、检索、页面和数据库文件里全部清除，号码和标志仍在")]
    [Requirement("R7.4.1", "R7.1.6")]
    public async Task The_title_is_gone_from_everything_that_is_kept()
    {
        string[] people = [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk, Staff.SecondClerk];
        var (matter, first) = await office.RegisteredAsync(id => office.Proposal(id, title: title, amount: "10", people: people));
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/{first}/corrections", ("field", "Title"), ("becomes", corrected), ("reason", "笔误")));
        await DoneAsync(office.As(Staff.SecondClerk).PostAsync($"/ledger/{first}/corrections/confirm", ("correction", $"{office.Read(s => s.Set<Correction>().Single(c => c.EntryId == first).Id)}")));
        var entry = office.After(first).Id;
        Assert.Contains(corrected, (await office.As(Staff.Drafter).GetAsync($"/ledger?q={corrected}")).Body, StringComparison.Ordinal);
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, title: corrected, row: "CL-5.1.2", group: "SC-4-02", amount: "30", people: people, more: ("changeReason", "事项性质变化")));
        foreach (var notice in office.Notices(change))
        {
            await DoneAsync(office.ReceiveAsync(notice.Id));
        }

        await DoneAsync(office.EnterChangeAsync(change));

        Assert.Equal("绝密★30年", office.After(entry).Mark);
        Assert.Equal(0, office.Read(s => s.Set<Erasure>().Count()));
        foreach (var log in Directory.GetFiles(office.Folder, "*-wal", SearchOption.AllDirectories))
        {
            Assert.False(Traces.Contain(await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken), corrected));
        }

        foreach (var path in new[] { $"/ledger/{first}", $"/ledger/{entry}", $"/ledger/{office.After(entry).Id}", $"/cases/{matter}", $"/cases/{change}", "/ledger", "/changes" })
        {
            var page = (await office.As(Staff.Drafter).GetAsync(path)).Read;
            Assert.DoesNotContain(title, page, StringComparison.Ordinal);
            Assert.DoesNotContain(corrected, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("data-href=\"/ledger/", (await office.As(Staff.Drafter).GetAsync($"/ledger?q={corrected}")).Body, StringComparison.Ordinal);
        await SearchedAsync();
    }

    [Fact(DisplayName = "清除题名时恰有别人在读数据库：办理照样办成，夜间接着清除直到清完，没清完的日志里写明")]
    [Requirement("R7.4.1", "R7.1.6")]
    public async Task What_a_reader_holds_up_is_forgotten_later()
    {
        string[] people = [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk];
        var held = Traces.Canary("held");
        var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, title: held, people: people));
        var change = await RaisedAsync(entry, held, people);
        await office.DoAsync(async scope =>
        {
            var reader = scope.GetRequiredService<Store>();
            await using var state = await reader.OneStateAsync(default);
            Assert.True(await reader.EntriesForTheClock().AnyAsync(e => e.Id == entry));

            await DoneAsync(office.EnterChangeAsync(change));
            await office.Services.GetRequiredService<Midnight>().RunAsync(default);
            Assert.Contains("not yet confirmed", office.Log.Text, StringComparison.Ordinal);
            Assert.Equal(1, office.Read(s => s.Set<Erasure>().Count()));
        });

        await office.Services.GetRequiredService<Midnight>().RunAsync(default);

        Assert.Equal(0, office.Read(s => s.Set<Erasure>().Count()));
        await NowhereAsync(held);
    }

    [Fact(DisplayName = "导入的事项题名清除后，不再留存由题名算出的摘要和更正的理由；同一份旧台账再导入仍认得出")]
    [Requirement("R7.4.1", "R7.1.6", "R7.5.1")]
    public async Task Nothing_computed_from_the_title_is_left()
    {
        string[] people = [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk, Staff.SecondClerk];
        var (old, reason) = (Traces.Canary("old"), Traces.Canary("reason"));
        var file = OldLedger.Csv(OldLedger.Line(old), OldLedger.Line("同一份里别的旧件"));
        var batch = await office.ImportAsync(file);
        var (first, other) = office.Read(s => s.EntriesForTheClock().AsNoTracking().Where(e => e.ImportBatchId == batch).OrderBy(e => e.Id).ToList()) is [var a, var b] ? (a, b) : default;
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/{first.Id}/corrections", ("field", "Remark"), ("becomes", "补记"), ("reason", reason)));
        await DoneAsync(office.As(Staff.Clerk).PostAsync($"/ledger/{first.Id}/corrections/reject", ("correction", $"{office.Read(s => s.Set<Correction>().Single(c => c.EntryId == first.Id).Id)}")));
        var change = await RaisedAsync(first.Id, old, people);

        await DoneAsync(office.EnterChangeAsync(change));

        var left = office.Entry(first.Id);
        Assert.Null(left.Title);
        Assert.NotNull(left.Fingerprint);
        Assert.NotEqual(first.Fingerprint, left.Fingerprint);
        Assert.Equal("", office.Read(s => s.Set<Correction>().Single(c => c.EntryId == first.Id).Reason));
        Assert.Equal(other.Fingerprint, office.Entry(other.Id).Fingerprint);
        var again = await office.TryAsync(file);
        Assert.Equal((0, 2), (OldLedger.Count(again, "将导入"), OldLedger.Count(again, "已在台账")));
        await NowhereAsync(old, reason, first.Fingerprint!);
    }

    private async Task<int> RaisedAsync(int entry, string title, string[] people)
    {
        var change = await office.ChangeAsync(entry, CasePurpose.Change);
        await office.ApprovedAsync(change, office.Proposal(change, title: title, row: "CL-5.1.2", group: "SC-4-02", amount: "30", people: people, more: ("changeReason", "事项性质变化")));
        foreach (var notice in office.Notices(change))
        {
            await DoneAsync(office.ReceiveAsync(notice.Id));
        }

        return change;
    }

    private Task SearchedAsync() => NowhereAsync(title, corrected);

    /// <summary>None of it in any file or row that is left, while what may stay is found by the same search.</summary>
    private async Task NowhereAsync(params string[] gone)
    {
        await office.RegisteredAsync(id => office.Proposal(id, title: control));
        await office.CloseAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        List<(string Where, byte[] Bytes)> left = [.. Traces.OfFolder(office.Folder)];
        if (office.Connection is { } connection)
        {
            await foreach (var rows in Traces.OfPostgres(connection))
            {
                left.Add(rows);
            }
        }

        string Places(string canary) => string.Join(' ', left.Where(l => Traces.Contain(l.Bytes, canary)).Select(l => l.Where).Distinct());
        Assert.NotEqual("", Places(control));
        Assert.All(gone, canary => Assert.Equal("", Places(canary)));
        await office.OpenAsync();
    }
}

public sealed class ErasureOnSqlite(SqliteOffice office) : ErasureTests(office), IClassFixture<SqliteOffice>;

public sealed class ErasureOnPostgres(PostgresOffice office) : ErasureTests(office), IClassFixture<PostgresOffice>;
