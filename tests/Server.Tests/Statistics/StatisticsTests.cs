using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using Entries = Shoumi.Server.Tests.Running.Entries;

namespace Shoumi.Server.Tests.Statistics;

/// <summary>统计: every figure is what the list holds for that person, and what a mask hides is not told by a count.</summary>
public abstract class StatisticsTests(Office office)
{
    private static readonly string[] People = [Staff.Drafter, Staff.Head, Staff.Leader, Staff.Colleague, Staff.Clerk, Staff.SecondClerk, Staff.SecrecyOfficer, Staff.Stranger];

    [Fact(DisplayName = "统计数与各人台账所列逐格相等：密级和状态、处室、年份")]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task Every_count_is_the_length_of_the_list()
    {
        await FillAsync();
        foreach (var who in People)
        {
            var page = (await office.As(who).GetAsync("/statistics")).Read;
            foreach (var (state, label) in new[] { ("in-force", "在保"), ("declassified", "已解密"), ("corrected", "已更正、变更") })
            {
                foreach (var (level, i) in Levels.All.Select((v, i) => (v, i)))
                {
                    var listed = await ListedAsync(who, $"level={level}&state={state}");
                    Assert.True(listed == Cells(page, "state", label)[i], $"{who} {label} {level}: {listed} listed, {Cells(page, "state", label)[i]} counted");
                }
            }

            foreach (var unit in new[] { Staff.Drafting, Staff.Other })
            {
                var id = office.Unit(unit);
                Assert.Equal(await ListedAsync(who, $"unit={id}&state=in-force") + await ListedAsync(who, $"unit={id}&state=declassified"), Cells(page, "unit", unit).LastOrDefault());
            }

            foreach (var year in new[] { 2024, 2025, 2026 })
            {
                Assert.Equal(await ListedAsync(who, $"year={year}&state=in-force") + await ListedAsync(who, $"year={year}&state=declassified"), Cells(page, "year", $"{year}").LastOrDefault());
            }
        }
    }

    [Fact(DisplayName = "台账管理人按密级、状态、年份统计全部，按处室、类型、期限来源只统计所知悉的；局外人一件也数不到")]
    [Requirement("R7.1.6", "R11.6")]
    public async Task A_keeper_counts_no_more_than_a_masked_row_shows()
    {
        await FillAsync();
        var all = office.Read(s => s.EntriesForTheClock().AsNoTracking().ToList());
        // By everything but the state, a matter is counted by the entry that speaks for it.
        var known = Visible(Staff.SecrecyOfficer).Count(e => e.ReplacedById is null);
        Assert.True(known > 0 && known < all.Count, $"{known} of {all.Count}");

        var page = (await office.As(Staff.SecrecyOfficer).GetAsync("/statistics")).Read;
        Assert.Equal(all.Count, new[] { "在保", "已解密", "已更正、变更" }.Sum(s => Cells(page, "state", s)[^1]));
        foreach (var by in new[] { "unit", "kind", "origin" })
        {
            Assert.Equal(known, Table(page, by).Sum(r => r.Cells[^1]));
        }

        Assert.Contains("知悉范围内", page, StringComparison.Ordinal);
        var outside = (await office.As(Staff.Stranger).GetAsync("/statistics")).Read;
        Assert.All(new[] { "state", "kind", "year", "unit", "origin", "annual" }, by => Assert.All(Table(outside, by), row => Assert.All(row.Cells, n => Assert.Equal(0, n))));
        Assert.DoesNotContain(Staff.Drafting, Section(outside, "unit"), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "派生、期限来源和年度统计（新定、变更更正、解密）与台账条目相符")]
    [Requirement("R7.5.1")]
    public async Task The_yearly_form_counts_what_was_entered_changed_and_declassified()
    {
        await FillAsync();
        var entries = Visible(Staff.Drafter);
        var page = (await office.As(Staff.Drafter).GetAsync("/statistics?year=2025")).Read;

        Assert.Equal(entries.Count(e => e.ReplacedById is null && IsDerivative(e)), Cells(page, "kind", "派生")[^1]);
        Assert.Equal(entries.Count(e => e.ReplacedById is null && e.Origin == TermOrigin.Default), Cells(page, "origin", "不能预见，按密级管理")[^1]);
        foreach (var (row, i) in Table(page, "annual").Select((r, i) => (r, i)))
        {
            var (level, derivative) = (i < 9 ? Levels.All[i / 3] : (Level?)null, (i % 3) switch { 0 => false, 1 => true, _ => (bool?)null });
            var mine = entries.Where(e => (level ?? e.Level) == e.Level && (derivative ?? IsDerivative(e)) == IsDerivative(e)).ToList();
            Assert.Equal(
                [mine.Count(e => e.Year == 2025 && e.Kind == EntryKind.Determined), mine.Count(e => e.Year == 2025 && e.Kind == EntryKind.Changed), mine.Count(e => e.ReplacedById is null && e.FreeFrom?.Year == 2025 && e.FreeFrom <= office.Today)],
                row.Cells);
        }

        Assert.Contains(Table(page, "annual"), row => row.Cells.All(n => n > 0));
    }

    [Fact(DisplayName = "新记入一件，统计随即多一件")]
    [Requirement("R7.5.1")]
    public async Task A_new_entry_is_counted_at_once()
    {
        await FillAsync();
        var before = Cells((await office.As(Staff.Drafter).GetAsync("/statistics")).Read, "state", "在保")[^1];

        await office.RegisteredAsync();

        Assert.Equal(before + 1, Cells((await office.As(Staff.Drafter).GetAsync("/statistics")).Read, "state", "在保")[^1]);
    }

    [Fact(DisplayName = "统计导出的表格与页面所列一致，标明所含最高密级和最长期限，导出、打印都记入审计台账；无此岗位的不予办理")]
    [Requirement("R7.5.1", "R8.4.1")]
    public async Task Exports_say_what_the_page_says_and_are_recorded()
    {
        await FillAsync();
        foreach (var (path, form) in new[] { ("/statistics/export?year=2025", "statistics"), ("/statistics/annual?year=2025", "F33"), ("/statistics/matters", "F03") })
        {
            Assert.Equal(409, (await office.As(Staff.Drafter).PostAsync(path)).Status);
            var before = office.LastLine();
            var answer = await office.As(Staff.Head).PostAsync(path);
            Assert.Equal(200, answer.Status);
            var line = office.Line(before + 1);
            Assert.Equal((Act.PrintStatistics, 1, office.Id(Staff.Head)), (line.Act, line.Outcome, line.ActorId));
            var said = Encoding.UTF8.GetString(office.Read(s => s.Set<AuditPayload>().AsNoTracking().Single(p => p.Seq == line.Seq)).Content);
            Assert.Contains(form, said, StringComparison.Ordinal);
            Assert.Contains("绝密★30年", said, StringComparison.Ordinal);
            Assert.DoesNotContain("计划", said, StringComparison.Ordinal);
        }

        var page = (await office.As(Staff.Head).GetAsync("/statistics?year=2025")).Read;
        var workbook = Workbooks.Rows((await office.As(Staff.Head).PostAsync("/statistics/export?year=2025")).Bytes);
        Assert.Equal("绝密★30年", workbook[0][0]);
        Assert.Equal(Table(page, "unit").Select(r => (r.Label, string.Join(' ', r.Cells))), workbook.Where(r => r[0] == "承办处室").Select(r => (r[1], string.Join(' ', r.Skip(2)))));
        Assert.Equal(Table(page, "annual")[^1].Cells[0], workbook.Where(r => r[0] == "2025 年度" && r[1].EndsWith("新定", StringComparison.Ordinal)).Sum(r => int.Parse(r[^1], CultureInfo.InvariantCulture)));
    }

    [Fact(DisplayName = "打印的年度统计与页面一致；一览表列出所知悉的全部在保事项，各一次，别的一件也没有")]
    [Requirement("R2.1", "R7.1.6")]
    public async Task The_printed_forms_hold_the_figures_and_the_matters()
    {
        await FillAsync();
        var annual = Assert.Single(await Pdfs.PagesAsync((await office.As(Staff.Head).PostAsync("/statistics/annual?year=2025")).Bytes));
        Assert.Contains("滨江市民政局2025年度国家秘密事项统计", annual, StringComparison.Ordinal);
        var total = Table((await office.As(Staff.Head).GetAsync("/statistics?year=2025")).Read, "annual")[^1].Cells;
        Assert.Contains($"合计小计{string.Concat(total)}", annual, StringComparison.Ordinal);

        foreach (var who in new[] { Staff.Head, Staff.SecrecyOfficer })
        {
            var matters = string.Concat(await Pdfs.PagesAsync((await office.As(who).PostAsync("/statistics/matters")).Bytes));
            var visible = Visible(who).Where(e => e.ReplacedById is null && e.InForceOn(office.Today)).ToList();
            Assert.True(visible.Count > 10, $"{visible.Count}");
            Assert.All(visible, e => Assert.Equal(2, matters.Split(Told(e)).Length));
            Assert.Contains($"共{visible.Count}条", matters, StringComparison.Ordinal);
        }
    }

    [Fact(DisplayName = "来文定密和旧台账里注明派生的，台账记录页、导出和各项统计都作派生；自定的都作原始")]
    [Requirement("R7.5.1", "R4.3")]
    public async Task One_fact_says_what_is_derivative()
    {
        var (before, year) = (await KindsAsync(), await YearAsync());
        var (received, _) = await office.RegisteredAsync(id =>
        [
            ("title", "来文转来秘密文件"), ("determination", nameof(Determination.StateSecret)), ("group", "SC-4-10"), ("level", "秘密"), ("sourceTerm", ""),
            ("originator", "省民政厅"), ("sourceNumber", "民密〔2026〕3号"), ("issuedOn", "2026-02-01"), ("scope", $"p:{office.Id(Staff.Drafter)}"), ("version", $"{office.Version(id)}"),
        ]);
        var (own, _) = await office.RegisteredAsync();
        var batch = await office.ImportAsync(Encoding.UTF8.GetBytes($"序号,文件名称,文号,密级,保密期限,定密日期,知悉范围,定密依据,定密类型,承办处室\r\n1,来文旧的转来文件,省密〔2026〕1号,秘密,5年,2026-01-05,夏晴川,省民政厅文件,派生,{Staff.Drafting}\r\n2,旧的自定文件,滨民密〔2026〕9号,秘密,5年,2026-01-05,夏晴川,第五条（三）项2,原始,{Staff.Drafting}\r\n"));

        var old = office.Read(s => s.EntriesForTheClock().AsNoTracking().Where(e => e.ImportBatchId == batch).OrderBy(e => e.Id).ToList());
        foreach (var (entry, derivative) in new[] { (Of(received), true), (Of(own), false), (old[0], true), (old[1], false) })
        {
            Assert.Contains(derivative ? "派生定密（来文）" : "原始定密", (await office.As(Staff.Drafter).GetAsync($"/ledger/{entry.Id}")).Read, StringComparison.Ordinal);
        }

        Assert.Equal((before.Original + 2, before.Derivative + 2), await KindsAsync());
        Assert.Equal((year.Original + 2, year.Derivative + 2), await YearAsync());
    }

    private LedgerEntry Of(int matter) => office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.CaseId == matter));

    private async Task<(int Original, int Derivative)> KindsAsync() => (await office.As(Staff.Drafter).GetAsync("/statistics")).Read is var page
        ? (Cells(page, "kind", "原始").LastOrDefault(), Cells(page, "kind", "派生").LastOrDefault()) : default;

    // Its last three lines are those of all levels: original, derivative, both.
    private async Task<(int Original, int Derivative)> YearAsync() => Table((await office.As(Staff.Drafter).GetAsync("/statistics?year=2026")).Read, "annual") is [.., var original, var derivative, _]
        ? (original.Cells[0], derivative.Cells[0]) : default;

    // The number a person knows, with the cell that follows it where it is one of an old ledger, which may be a single figure.
    private static string Told(LedgerEntry entry) => entry.OldNumber is null ? entry.Reference : $"{entry.OldNumber}{entry.Title}";

    /// <summary>By the words this test gave it, not by what the product looks at.</summary>
    private static bool IsDerivative(LedgerEntry entry) => entry.Title!.StartsWith(Received, StringComparison.Ordinal);

    private const string Received = "来文";

    private List<LedgerEntry> Visible(string who) => office.Read(s => s.VisibleEntries(s.ActorAsync(s.People.Single(p => p.StaffNumber == who), office.Today, default).GetAwaiter().GetResult()).AsNoTracking().ToList());

    private async Task<int> ListedAsync(string who, string query)
    {
        var count = 0;
        for (string? path = $"/ledger?{query}"; path is not null;)
        {
            var page = (await office.As(who).GetAsync(path)).Read;
            count += Regex.Count(page, "<td class=\"id\">");
            path = Regex.Match(page, "href=\"(/ledger\\?[^\"]*&after=[0-9]+)\"") is { Success: true } next ? next.Groups[1].Value : null;
        }

        return count;
    }

    private static string Section(string page, string by) => Regex.Match(page, $"(?s)<section class=\"card\" id=\"(?:by-)?{by}\">.*?</section>").Value;

    private static List<(string Label, int[] Cells)> Table(string page, string by) =>
        [.. Regex.Matches(Section(page, by), "(?s)<tr>\\s*<th scope=\"row\">(.*?)</th>(.*?)</tr>").Select(m => (m.Groups[1].Value, Regex.Matches(m.Groups[2].Value, "(?s)<td class=\"num\">(.*?)</td>").Select(c => int.Parse(Regex.Replace(c.Groups[1].Value, "<[^>]+>|[,\\s]", ""), CultureInfo.InvariantCulture)).ToArray()))];

    private static int[] Cells(string page, string by, string label) => Table(page, by).Where(r => r.Label == label).Select(r => r.Cells).SingleOrDefault() ?? [];

    /// <summary>Three cases of different scopes, and under them entries by chance; what was drawn is printed.</summary>
    private async Task FillAsync()
    {
        if (office.Read(s => s.EntriesForTheClock().Count()) > 100)
        {
            return;
        }

        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        List<int> cases = [];
        foreach (var scope in new string[][] { [Staff.Drafter, Staff.Head], [Staff.Drafter, Staff.Head, Staff.Colleague, Staff.SecrecyOfficer], [Staff.Drafter, Staff.Head, Staff.SecondClerk] })
        {
            cases.Add((await office.RegisteredAsync(id => office.Proposal(id, people: scope))).Case);
        }

        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            LedgerEntry Made(bool received) => Entries.Of(
                cases[random.Next(3)], desk.Actor, office.Unit(random.Next(3) == 0 ? Staff.Other : Staff.Drafting), desk.Today.AddYears(-2), desk.Today.AddDays(random.Next(-420, 800)),
                Levels.All[random.Next(3)], $"{(received ? Received : "自定")}计划{random.Next()}", 2024 + random.Next(3), years: 10,
                basis: received ? LedgerEntry.BasisOfReceived : "第五条（三）项2", origin: random.Next(3) == 0 ? TermOrigin.Default : TermOrigin.Foreseen);
            var entries = Enumerable.Range(0, 160).Select(_ => Made(random.Next(4) == 0))
                .Append(Entries.Of(cases[1], desk.Actor, office.Unit(Staff.Drafting), desk.Today, desk.Today.AddYears(30), Level.TopSecret, "计划", 2025, years: 30)).ToList();
            await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "some", () => desk.Store.AddRange(entries));
            var corrections = entries.Take(36).Select((e, i) => Entries.Of(e.CaseId, desk.Actor, e.UnitId, e.ClassifiedOn, e.FreeFrom!.Value, e.Level, e.Title!, 2025, 10, e.Basis, e.Origin, e.Id, i % 3 == 0 ? EntryKind.Corrected : EntryKind.Changed)).ToList();
            await desk.EndAsync(
                Act.EnterInLedger, Ruling.Yes, () => "corrections", () => desk.Store.AddRange(corrections),
                then: () =>
                {
                    foreach (var (was, now) in entries.Zip(corrections))
                    {
                        was.ReplacedBy(now);
                    }
                });
        });
    }
}

public sealed class StatisticsOnSqlite(SqliteOffice office) : StatisticsTests(office), IClassFixture<SqliteOffice>;

public sealed class StatisticsOnPostgres(PostgresOffice office) : StatisticsTests(office), IClassFixture<PostgresOffice>;
