using CsCheck;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>Lists by cursor: every row that the person may see comes once.</summary>
public abstract class PagingTests(Office office)
{
    private static readonly string[] Filters = ["", "&level=Secret", "&level=Confidential&level=Secret", "&state=in-force", "&state=declassified", "&year=2025", "&q=%E5%AE%89%E7%BD%AE", "&state=in-force&level=Confidential"];

    [Fact(DisplayName = "逐页翻完台账，任何页长、次序和筛选，每条看得到的记录恰好出现一次")]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task Every_visible_entry_comes_once()
    {
        var (id, _) = await office.RegisteredAsync();
        await office.RegisteredAsync(i => office.Proposal(i, title: "别处看不到的安置安排", people: [Staff.Drafter, Staff.Head]));
        await ManyAsync(id);
        var callers = new[] { await office.CallerAsync(Staff.Drafter), await office.CallerAsync(Staff.SecrecyOfficer), await office.CallerAsync(Staff.Secretary) };
        Gen.Select(Gen.Int[0, callers.Length - 1], Gen.Int[1, 60], Gen.Int[0, Filters.Length - 1], Gen.OneOf("number", "free", "level")).Sample(
            (who, limit, filter, sort) =>
            {
                var walked = Walk(callers[who], $"/ledger?sort={sort}&limit={limit}{Filters[filter]}");
                var whole = Walk(callers[who], $"/ledger?sort=number&limit=200{Filters[filter]}");
                Assert.Equal(walked.Count, walked.Distinct().Count());
                // What never ends by itself has no place in an order by its end; here everything ends.
                Assert.Equal(whole.Order(), walked.Order());
                Assert.True(Filters[filter].Length > 0 || walked.Count > 70, $"{walked.Count}");
            },
            iter: office.Kind == DatabaseKind.Sqlite ? 40 : 15,
            threads: 1);
        Assert.Equal(office.Read(s => s.EntriesForTheClock().Count()), Walk(callers[1], "/ledger?limit=7").Count);
        foreach (var caller in callers)
        {
            caller.Dispose();
        }
    }

    [Fact(DisplayName = "逐页翻完案件，每件恰好出现一次；翻页位置不能挪到别的列表上用")]
    [Requirement("R7.1.1")]
    public async Task Every_visible_case_comes_once()
    {
        for (var i = 0; i < 5; i++)
        {
            await office.OpenCaseAsync();
        }

        using var drafter = await office.CallerAsync(Staff.Drafter);
        var first = await drafter.GetAsync("/cases?view=open&limit=2");
        var cursor = first.Json.GetProperty("next").GetString();

        var walked = Walk(drafter, "/cases?view=open&limit=2");
        Assert.Equal(walked.Count, walked.Distinct().Count());
        Assert.Equal(Walk(drafter, "/cases?view=open&limit=200"), walked);
        Assert.True(walked.Count >= 5);
        Assert.Equal(["cursor"], (await drafter.GetAsync($"/cases?view=all&cursor={cursor}")).Named);
        Assert.Equal(["cursor"], (await drafter.GetAsync($"/ledger?cursor={cursor}")).Named);
        Assert.Equal(["cursor"], (await drafter.GetAsync("/cases?view=open&cursor=%F0%9F%92%A9")).Named);
    }

    private Task ManyAsync(int id) => office.DoAsync(async scope =>
    {
        var desk = await Office.DeskAsync(scope, Staff.Clerk);
        var entries = Enumerable.Range(0, 72).Select(i => Entries.Of(id, desk.Actor, office.Unit(Staff.Drafting), desk.Today.AddDays(-400 + i), desk.Today.AddDays((i % 30) - 10), i % 4 == 0 ? Level.Secret : Level.Confidential, $"安置计划{i}", 2025 + (i % 2)));
        await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "many", () => desk.Store.AddRange(entries));
    });

    private static List<int> Walk(Caller caller, string path)
    {
        var (seen, cursor, pages) = (new List<int>(), (string?)null, 0);
        do
        {
            var answer = caller.GetAsync(cursor is null ? path : $"{path}&cursor={cursor}").GetAwaiter().GetResult();
            Assert.True(answer.Status == 200, $"{path}: {answer.Status} {answer.Body}");
            seen.AddRange(answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetInt32()));
            cursor = answer.Json.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && ++pages < 1000);

        return seen;
    }
}

public sealed class PagingOnSqlite(SqliteOffice office) : PagingTests(office), IClassFixture<SqliteOffice>;

public sealed class PagingOnPostgres(PostgresOffice office) : PagingTests(office), IClassFixture<PostgresOffice>;
