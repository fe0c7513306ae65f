using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>What is looked up instead of read through answers as reading through does, and never of an earlier day than now.</summary>
public abstract class LookupTests(Office office)
{
    private static readonly string[] Titles = ["关于ABc计划（第3号）的请示", "安置“军休”人员 名单", "𠮷祥路 50% 改造_二期", "ÄÖ Straße 甲乙", "甲乙", "甲乙丙甲乙", "'引号\"与\\斜线", "a\u3000b 甲"];

    [Fact(DisplayName = "检索词不论在题名的何处，用索引检索与逐条检索结果一致，次序一致，翻页也一致")]
    [Requirement("R7.5.1")]
    public async Task The_index_of_words_finds_what_reading_through_finds()
    {
        var (id, _) = await office.RegisteredAsync();
        await office.DoAsync(async scope =>
        {
            var clerk = await Office.DeskAsync(scope, Staff.Clerk);
            var entries = Enumerable.Range(0, 160).Select(i => Entries.Of(id, clerk.Actor, office.Unit(Staff.Drafting), clerk.Today, clerk.Today.AddDays(100 + i), title: Titles[i % Titles.Length], year: 2025 + (i % 2)));
            await clerk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "many", () => clerk.Store.AddRange(entries));
        });
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Drafter);
            var words = Titles.SelectMany(Parts).Append("鲸鱼").Append("乙甲").Append("安置计划").Append("滨民").Distinct().ToList();
            var found = 0;
            foreach (var text in words)
            {
                found += await SameAsync(desk, text, "number") ? 1 : 0;
            }

            Assert.True(found > 100, $"{found}");
            await SameAsync(desk, "甲乙", "free");
            await SameAsync(desk, "甲乙", "level");
        });
    }

    [Fact(DisplayName = "题名删去之后，用原题名的词语不再检索到")]
    [Requirement("R7.5.1")]
    public async Task Words_go_with_the_title()
    {
        var (id, _) = await office.RegisteredAsync();
        var entry = 0;
        await office.DoAsync(async scope =>
        {
            var clerk = await Office.DeskAsync(scope, Staff.Clerk);
            var written = Entries.Of(id, clerk.Actor, office.Unit(Staff.Drafting), clerk.Today, clerk.Today.AddDays(100), title: "罕见题名");
            await clerk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "one", () => clerk.Store.Add(written));
            entry = written.Id;
        });

        Assert.Equal([entry], await FoundAsync("罕见题名"));
        await ExecuteAsync($"update ledger_entry set title = null where id = {entry}");
        Assert.Empty(await FoundAsync("罕见"));
    }

    [Fact(DisplayName = "账号、岗位不论由谁、用何方式改动，下一个请求即生效")]
    [Requirement("RN3.9", "R7.2.1")]
    public async Task A_change_of_the_organisation_holds_in_the_next_request()
    {
        var visitor = office.As(Staff.Head);
        Assert.Equal(200, (await visitor.GetAsync("/cases")).Status);
        var before = (await visitor.GetAsync("/")).Read;

        // Written beside the server, by no act of ours.
        await ExecuteAsync($"update appointment set \"to\" = '2020-01-01' where person_id = {office.Id(Staff.Head)}");
        Assert.NotEqual(Paths.Steady(before), Paths.Steady((await visitor.GetAsync("/")).Read));
        await ExecuteAsync($"update appointment set \"to\" = null where person_id = {office.Id(Staff.Head)}");
        Assert.Equal(Paths.Steady(before), Paths.Steady((await visitor.GetAsync("/")).Read));

        await ExecuteAsync($"update account set security_stamp = 'another' where person_id = {office.Id(Staff.Head)}");
        Assert.Equal(302, (await visitor.GetAsync("/cases")).Status);
        office.EverybodyLeaves();
    }

    [Fact(DisplayName = "尚未提交的改动不进入记忆：撤销之后，看到的仍是提交过的")]
    [Requirement("R7.2.1")]
    public async Task What_was_never_committed_is_not_remembered()
    {
        await office.DoAsync(async scope =>
        {
            var (store, memory) = (scope.GetRequiredService<Store>(), scope.GetRequiredService<OrganisationMemory>());
            var person = (await memory.ReadAsync(store, default)).People.Values.First(p => p.StaffNumber == Staff.Drafter);
            await using (await store.Database.BeginTransactionAsync())
            {
                await store.Database.ExecuteSqlAsync($"update person set name = '未提交' where id = {person.Id}");
                Assert.Equal("未提交", (await memory.ReadAsync(store, default)).People[person.Id].Name);
            }

            Assert.Equal(person.Name, (await memory.ReadAsync(store, default)).People[person.Id].Name);
            await ExecuteAsync($"update person set in_service_from = in_service_from where id = {person.Id}");
            Assert.Equal(person.Name, (await memory.ReadAsync(store, default)).People[person.Id].Name);
        });
    }

    [Fact(DisplayName = "侧栏的待办件数随案件、意见、知悉范围、岗位、保密级别的每一处改动立即变化，不论由谁写入")]
    [Requirement("R7.6", "R7.2.1")]
    public async Task The_number_in_the_sidebar_follows_every_change()
    {
        var head = office.Id(Staff.Head);
        var none = await WaitingAsync();
        var id = await office.WaitingAtAsync(Stage.SectionReview);
        Assert.Equal(none + 1, await WaitingAsync());

        // Each there and back, written beside the server.
        foreach (var (table, of, column, other) in new[]
        {
            ("classification_case", $"id = {id}", "stage", $"{(int)Stage.OfficeReview}"),
            ("classification_case", $"id = {id}", "drafter_id", $"{head}"),
            ("classification_case", $"id = {id}", "unit_id", $"{office.Unit(Staff.Other)}"),
            ("person", $"id = {head}", "cleared", "null"),
        })
        {
            await ExecuteAsync($"create table kept_value as select {column} as v from {table} where {of}");
            await ExecuteAsync($"update {table} set {column} = {other} where {of}");
            Assert.True(await WaitingAsync() < none + 1, $"{table}.{column}");
            await ExecuteAsync($"update {table} set {column} = (select v from kept_value) where {of}");
            await ExecuteAsync("drop table kept_value");
            Assert.Equal(none + 1, await WaitingAsync());
        }

        await ExecuteAsync($"update appointment set \"to\" = '2020-01-01' where person_id = {head}");
        Assert.True(await WaitingAsync() < none + 1);
        await ExecuteAsync($"update appointment set \"to\" = null where person_id = {head}");
        Assert.Equal(none + 1, await WaitingAsync());

        // A hand in another step of it, then out of the scope: neither is ever taken back.
        var said = office.Opinions(id).Max(o => o.Id);
        await ExecuteAsync($"create table kept_opinion as select * from opinion where id = {said}");
        await ExecuteAsync($"update kept_opinion set id = {said + 1000}, person_id = {head}, step = {(int)Stage.OfficeReview}");
        await ExecuteAsync("insert into opinion select * from kept_opinion");
        await ExecuteAsync("drop table kept_opinion");
        Assert.Equal(none, await WaitingAsync());

        await office.WaitingAtAsync(Stage.SectionReview);
        Assert.Equal(none + 1, await WaitingAsync());
        await ExecuteAsync("update access_grant set ended_at = since where ended_at is null");
        Assert.Equal(0, await WaitingAsync());

        async Task<int> WaitingAsync()
        {
            var count = System.Text.RegularExpressions.Regex.Match((await office.As(Staff.Head).GetAsync("/organisation")).Body, "<b class=\"count\">(\\d+)</b>");
            return count.Success ? int.Parse(count.Groups[1].Value) : 0;
        }
    }

    /// <summary>Every part of two to four characters, as databases count them.</summary>
    private static IEnumerable<string> Parts(string title)
    {
        var runes = title.EnumerateRunes().Select(r => r.ToString()).ToList();
        return from length in new[] { 2, 3, 4 } from at in Enumerable.Range(0, Math.Max(0, runes.Count - length + 1)) select string.Concat(runes.Skip(at).Take(length));
    }

    /// <summary>Pages through by the index and compares with the list read through; whether there was anything.</summary>
    private static async Task<bool> SameAsync(Desk desk, string words, string sort)
    {
        var filter = new LedgerFilter(words, new HashSet<Level>(), "", "", "", "", sort);
        var entries = LedgerQuery.Entries(desk.Store, desk, filter);
        List<int> through = [], looked = [];
        for (LedgerEntry? last = null; ;)
        {
            var (rows, more) = await LedgerQuery.PageAsync(entries, sort, LedgerPlace.Of(last), null, LedgerQuery.PageSize, default);
            through.AddRange(rows.Select(r => r.Id));
            if (!more)
            {
                break;
            }

            last = rows[^1];
        }

        LedgerEntry? from = null;
        for (var more = true; more;)
        {
            (var rows, more) = await LedgerQuery.FoundAsync(desk, entries, filter, LedgerPlace.Of(from), null);
            looked.AddRange(rows.Select(r => r.Id));
            if (from is not null && rows.Count > 0)
            {
                var (back, _) = await LedgerQuery.FoundAsync(desk, entries, filter, null, LedgerPlace.Of(rows[0]));
                Assert.Equal(from.Id, back[^1].Id);
            }

            from = rows.LastOrDefault();
        }

        Assert.True(through.SequenceEqual(looked), $"“{words}”: {through.Count} read through, {looked.Count} looked up");
        return looked.Count > 0;
    }

    private async Task<List<int>> FoundAsync(string words)
    {
        List<int> found = [];
        await office.DoAsync(async scope => found = [.. (await scope.GetRequiredService<Store>().FoundAsync(words, null, true, 100, default))!.Select(f => f.Id)]);
        return found;
    }

    private async Task ExecuteAsync(string statement) => await office.DoAsync(async scope => await scope.GetRequiredService<Store>().Database.ExecuteSqlRawAsync(statement));
}

public sealed class LookupsOnSqlite(SqliteOffice office) : LookupTests(office), IClassFixture<SqliteOffice>;

public sealed class LookupsOnPostgres(PostgresOffice office) : LookupTests(office), IClassFixture<PostgresOffice>;
