using Shoumi.Rules;
using Shoumi.Rules.Procedure;
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
        await office.RegisteredAsync(id => office.Proposal(id, title: control, people: people));
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
        if (office.Kind == DatabaseKind.Sqlite)
        {
            Assert.Equal(0, new FileInfo(Directory.GetFiles(office.Folder, "*-wal", SearchOption.AllDirectories).Single()).Length);
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

    private async Task SearchedAsync()
    {
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
        Assert.Equal(("", ""), (Places(title), Places(corrected)));
        await office.OpenAsync();
    }
}

public sealed class ErasureOnSqlite(SqliteOffice office) : ErasureTests(office), IClassFixture<SqliteOffice>;

public sealed class ErasureOnPostgres(PostgresOffice office) : ErasureTests(office), IClassFixture<PostgresOffice>;
