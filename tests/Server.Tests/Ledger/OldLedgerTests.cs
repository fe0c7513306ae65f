using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Access.Door;
using Shoumi.Server.Tests.Running;
using Xunit;
using static Shoumi.Server.Tests.Running.OldLedger;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>An old ledger on its way into this one: nothing before the confirmation, everything with it, nothing twice, and back again.</summary>
public abstract class OldLedgerTests(Office office, ITestOutputHelper output)
{
    private List<LedgerEntry> Of(int batch) => office.Read(s => s.EntriesForTheClock().Where(e => e.ImportBatchId == batch).OrderBy(e => e.Id).AsNoTracking().ToList());

    private List<LedgerEntry> All() => office.Read(s => s.EntriesForTheClock().AsNoTracking().ToList());

    private int Total(Level level) => office.Read(s => s.LedgerCounts.Where(c => c.Level == level).Select(c => (int?)c.Total).SingleOrDefault() ?? 0);

    [Fact(DisplayName = "试算不写入任何数据；确认后整批写入，一行审计；同一份再导入什么也不改变")]
    [Requirement("R7.5.1")]
    public async Task Tried_confirmed_and_again()
    {
        var file = Csv(Line("历年安置计划甲", "机密", "20年"), Line("历年安置计划乙", "秘密", "五年", "2015-02-03"), Line("超过上限的一条", "秘密", "15年"));
        var before = Everything.Of(office);
        var trial = await office.TryAsync(file);
        Assert.Equal((2, 1, 1), (Count(trial, "将导入"), Count(trial, "其中已解密"), Count(trial, "有误，不导入")));
        Assert.Contains("E4：秘密★15年超过第六条（一）项的上限10年", trial.Read, StringComparison.Ordinal);
        Assert.Equal(before, Everything.Of(office));

        var (line, own) = (office.LastLine(), Total(Level.Secret));
        var done = await office.As(Staff.Clerk).PostAsync("/ledger/imports/confirm", Form(trial));
        Assert.Equal(302, done.Status);
        var id = int.Parse(done.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((line + 1, Act.ImportOldLedger), (office.LastLine(), office.Line(line + 1).Act));
        Assert.DoesNotContain("安置计划", System.Text.Encoding.UTF8.GetString(office.Line(line + 1).Canonical), StringComparison.Ordinal);
        var entries = Of(id);
        Assert.Equal(["机密★20年", "秘密★5年"], entries.Select(e => e.Mark));
        Assert.All(entries, e => Assert.True(e is { RowId: OldEntry.RowId, Number: >= LedgerEntry.FirstImported and < 10_000_000, OldNumber: not null, Title: not null }));
        Assert.Equal((2020, 2015), (entries[0].Year, entries[1].Year));
        Assert.Equal(own + 1, Total(Level.Secret));
        Assert.Equal(office.Today, entries[1].DeclassificationRecordedOn);

        var again = await office.TryAsync(file);
        Assert.Equal((0, 2), (Count(again, "将导入"), Count(again, "已在台账")));
        var unchanged = Everything.Of(office, "audit_entry", "audit_payload", "audit_head");
        line = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostAsync("/ledger/imports/confirm", Form(again)), "MZ.7.5.IMPORT", line);
        Assert.Equal(unchanged, Everything.Of(office, "audit_entry", "audit_payload", "audit_head"));
        office.Verify();
    }

    [Fact(DisplayName = "范围以外的人看不到导入的记录；列入范围的人、承办处室和导入人看得到")]
    [Requirement("R7.1.6", "R2.1")]
    public async Task Imported_entries_keep_their_scope()
    {
        var id = await office.ImportAsync(Csv(Line("只有承办处室知道的旧件", scope: "鲁大海"), Line("另一科知道的旧件", scope: Staff.Other, unit: Staff.Other)));
        var (ours, others) = (Of(id)[0], Of(id)[1]);
        foreach (var (who, entry, sees) in new[] { (Staff.Drafter, ours, true), (Staff.Colleague, ours, true), (Staff.Clerk, ours, true), (Staff.Stranger, ours, false), (Staff.Stranger, others, true), (Staff.Drafter, others, false), (Staff.Uncleared, others, false) })
        {
            var page = await office.As(who).GetAsync($"/ledger/{entry.Id}");
            var list = await office.As(who).GetAsync($"/ledger?q={Uri.EscapeDataString(entry.Title!)}");
            Assert.Equal(sees ? 200 : 404, page.Status);
            Assert.Equal(sees, list.Read.Contains($"/ledger/{entry.Id}\"", StringComparison.Ordinal));
            Assert.DoesNotContain(sees ? "-5000001" : entry.Title!, page.Read, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await office.As(Staff.Drafter).GetAsync($"/cases/{ours.CaseId}")).Status);
        Assert.DoesNotContain($"/cases/{ours.CaseId}\"", (await office.As(Staff.Drafter).GetAsync("/cases?view=closed")).Body, StringComparison.Ordinal);
        Assert.Contains(">导入</span>", (await office.As(Staff.Drafter).GetAsync($"/ledger/{ours.Id}")).Body, StringComparison.Ordinal);
        Assert.Equal(409, (await office.As(Staff.Drafter).GetAsync("/ledger/imports")).Status);
    }

    [Fact(DisplayName = "高于上限的旧记录不存题名，库里、审计里、日志里都没有")]
    [Requirement("R7.5.1", "RN3.6")]
    public async Task Titles_above_the_ceiling_are_nowhere()
    {
        var canary = Traces.Canary("绝密旧件");
        var trial = await office.TryAsync(Csv(Line(canary, "绝密", "30年"), Line(canary + "又一件", "绝密", "长期")));
        Assert.Equal((1, 1, 1), (Count(trial, "将导入"), Count(trial, "其中不存题名"), Count(trial, "有误，不导入")));
        await office.As(Staff.Clerk).PostAsync("/ledger/imports/problems", Form(trial));
        Assert.Equal(302, (await office.As(Staff.Clerk).PostAsync("/ledger/imports/confirm", Form(trial))).Status);

        Assert.Contains(All(), e => e is { Level: Level.TopSecret, Title: null, OldNumber: not null });
        Assert.All(Traces.OfFolder(office.Folder), f => Assert.False(Traces.Contain(f.Bytes, canary), f.Where));
        Assert.All(new[] { office.Log.Text }, l => Assert.False(Traces.Contain(l, canary)));
        if (office.Kind == DatabaseKind.Postgres)
        {
            await foreach (var (where, bytes) in Traces.OfPostgres(office.Connection!))
            {
                Assert.False(Traces.Contain(bytes, canary), where);
            }
        }
    }

    [Fact(DisplayName = "导入的号不占本台账的号：自定的记录照样从上一号接着编")]
    [Requirement("R7.5.1")]
    public async Task Own_numbers_stay_without_a_gap()
    {
        var (_, first) = await office.RegisteredAsync();
        var own = office.Read(s => s.EntriesForTheClock().Single(e => e.Id == first).Number);
        await office.ImportAsync(Csv(Line("占不了号的旧件", day: $"{office.Today:yyyy-MM-dd}")));
        var (_, second) = await office.RegisteredAsync();
        Assert.Equal(own + 1, office.Read(s => s.EntriesForTheClock().Single(e => e.Id == second).Number));
    }

    [Fact(DisplayName = "导入的记录期满当夜自行解密；导入时已期满的不再补记一行")]
    [Requirement("R6.6.2")]
    public async Task Midnight_ends_imported_entries_too()
    {
        var day = office.Today.AddDays(1).AddYears(-10);
        var id = await office.ImportAsync(Csv(Line("明天届满的旧件", day: $"{day.AddDays(-1):yyyy-MM-dd}"), Line("早已届满的旧件", day: "2001-01-01")));
        var before = office.LastLine();
        var turn = await office.Services.GetRequiredService<Midnight>().RunAsync(default);
        Assert.Equal(0, turn!.Recorded);
        office.Clock.Pass(TimeSpan.FromDays(1));
        office.EverybodyLeaves();
        turn = await office.Services.GetRequiredService<Midnight>().RunAsync(default);
        Assert.True(turn!.Recorded >= 1);
        Assert.All(Of(id), e => Assert.NotNull(e.DeclassificationRecordedOn));
        Assert.Equal(turn.Recorded, office.Read(s => s.AuditEntries.Count(e => e.Seq > before && e.Act == Act.DeclassifyAutomatically)));
    }

    [Fact(DisplayName = "整批撤销须另一人确认；记录保留可见、不再算数、不再届满，之后可以重新导入")]
    [Requirement("R7.5.1")]
    public async Task Reversed_by_a_second_person()
    {
        var file = Csv(Line("将被撤销的旧件甲"), Line("将被撤销的旧件乙", "机密", "20年"));
        var (confidential, secret) = (Total(Level.Confidential), Total(Level.Secret));
        var id = await office.ImportAsync(file);
        Assert.Equal((confidential + 1, secret + 1), (Total(Level.Confidential), Total(Level.Secret)));
        Assert.Equal(302, (await office.As(Staff.Clerk).PostAsync($"/ledger/imports/{id}/reversal", ("reason", "导错了文件"))).Status);
        var before = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostAsync($"/ledger/imports/{id}/reversal/confirm", ("version", "1")), "MZ.7.5.SECOND", before);
        Assert.Equal(409, (await office.As(Staff.SecrecyOfficer).PostAsync($"/ledger/imports/{id}/reversal/confirm", ("version", "7"))).Status);
        Assert.All(Of(id), e => Assert.Null(e.ReversedOn));

        Assert.Equal(302, (await office.As(Staff.SecrecyOfficer).PostAsync($"/ledger/imports/{id}/reversal/confirm", ("version", "1"))).Status);
        var entries = Of(id);
        Assert.All(entries, e => Assert.Equal(office.Today, e.ReversedOn));
        Assert.Equal((confidential, secret), (Total(Level.Confidential), Total(Level.Secret)));
        var cases = entries.Select(e => e.CaseId).ToList();
        Assert.Equal(0, office.Read(s => s.Set<AccessGrant>().Count(g => cases.Contains(g.CaseId) && g.EndedAt == null)));
        Assert.Equal(404, (await office.As(Staff.Drafter).GetAsync($"/ledger/{entries[0].Id}")).Status);
        var kept = await office.As(Staff.SecondClerk).GetAsync($"/ledger?batch={id}");
        Assert.Equal(2, kept.Read.Split("已撤销</span>").Length - 1);
        Assert.DoesNotContain("将被撤销", kept.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("<td class=\"id\">" + entries[0].OldNumber + "<", (await office.As(Staff.SecondClerk).GetAsync($"/ledger?batch={id}&state=in-force")).Body, StringComparison.Ordinal);
        Assert.Equal(409, (await office.As(Staff.SecondClerk).PostAsync($"/ledger/imports/{id}/reversal/confirm", ("version", "2"))).Status);
        Assert.Equal(2, Count(await office.TryAsync(file), "将导入"));
        office.Verify();
    }

    [Fact(DisplayName = "撤销的申请可以收回或不同意，整批照旧算数")]
    [Requirement("R7.5.1")]
    public async Task A_reversal_can_be_taken_back()
    {
        var id = await AskedAsync(office);
        Assert.Equal(302, (await office.As(Staff.Clerk).PostAsync($"/ledger/imports/{id}/reversal/reject", ("version", "1"))).Status);
        Assert.All(Of(id), e => Assert.Null(e.ReversedOn));
        Assert.Equal(409, (await office.As(Staff.SecondClerk).PostAsync($"/ledger/imports/{id}/reversal/confirm", ("version", "2"))).Status);
        Assert.Equal(302, (await office.As(Staff.SecrecyOfficer).PostAsync($"/ledger/imports/{id}/reversal", ("reason", "再看一次"))).Status);
    }

    [Fact(DisplayName = "上传的文件只属于上传的人，只在内存里保留半小时；确认的须是试算的那一份")]
    [Requirement("R7.5.1")]
    public async Task An_upload_is_held_for_its_person_and_for_a_while()
    {
        var file = Csv(Line("还没有确认的旧件"));
        var form = Form(await office.TryAsync(file));
        var before = Everything.Of(office);
        Assert.Equal(400, (await office.As(Staff.SecondClerk).PostAsync("/ledger/imports/confirm", form)).Status);
        Assert.Equal(302, (await office.As(Staff.SecondClerk).GetAsync("/ledger/imports/columns")).Status);
        Assert.Equal(before, Everything.Of(office));
        await office.UploadAsync(Csv(Line("另一份旧台账")));
        var line = office.LastLine();
        office.Refused(await office.As(Staff.Clerk).PostAsync("/ledger/imports/confirm", form), "MZ.7.5.IMPORT", line);
        office.Clock.Pass(TimeSpan.FromMinutes(31));
        office.EverybodyLeaves();
        Assert.Equal(400, (await office.As(Staff.Clerk).PostAsync("/ledger/imports/confirm", form)).Status);
        Assert.DoesNotContain(All(), e => e.Title is "还没有确认的旧件" or "另一份旧台账");
    }

    [Fact(DisplayName = "压缩炸弹、过大的文件、不是表格的文件，都有明白的答复，不写入")]
    [Requirement("R7.5.1", "R3.1")]
    public async Task Hostile_files_are_answered()
    {
        var entries = All().Count;
        foreach (var (file, code) in new[] { (Bomb(), "DOC.SHEET.TOO.LARGE"), (Papers.Official, "DOC.SHEET.FORMAT"), ("PK\u0003\u0004坏了"u8.ToArray(), "DOC.SHEET.MALFORMED"), (" \r\n"u8.ToArray(), "DOC.SHEET.EMPTY") })
        {
            var before = office.LastLine();
            var answer = await office.UploadAsync(file);
            Assert.True(answer.Status == 409 && answer.Body.Contains(code, StringComparison.Ordinal), $"{code}: {answer.Status} {Cases.Told(answer)}");
            Assert.Contains(new Documents.DocumentRefusal(code).WayOut.Zh, answer.Read, StringComparison.Ordinal);
            Assert.Equal((before + 1, code), (office.LastLine(), office.Line(before + 1).Codes));
        }

        var large = await office.UploadAsync(new byte[(20 << 20) + 1]);
        Assert.Equal((400, true), (large.Status, large.Read.Contains("文件最大 20 MB", StringComparison.Ordinal)));
        Assert.Equal(entries, All().Count);
    }

    [Fact(DisplayName = "问题表含原行和问题，本身带标志，公式一律作文字；导出过的记入审计")]
    [Requirement("R7.5.1", "R8.4.1")]
    public async Task The_workbook_of_problems()
    {
        var trial = await office.TryAsync(Csv(Line("=HYPERLINK(1)", "内部"), Line("无误的一条"), Line("=1+1", "机密", "99年")));
        var before = office.LastLine();
        var book = await office.As(Staff.Clerk).PostAsync("/ledger/imports/problems", Form(trial));
        Assert.Equal((200, before + 1), (book.Status, office.LastLine()));
        using var zip = new ZipArchive(new MemoryStream(book.Bytes));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("=HYPERLINK(1)", sheet, StringComparison.Ordinal);
        Assert.Contains("不是密级", sheet, StringComparison.Ordinal);
        Assert.Contains("机密★20年", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("无误的一条", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "成千上万行的旧台账一次导入，又一次撤销")]
    [Requirement("R7.5.1")]
    public async Task Thousands_of_rows()
    {
        var rows = Environment.GetEnvironmentVariable("SHOUMI_LONG") == "1" ? 10_000 : 2_000;
        var file = Csv([.. Enumerable.Range(0, rows).Select(i => Line($"第{i}件旧件", i % 3 == 0 ? "机密" : "秘密", i % 3 == 0 ? "20年" : "8年", $"{2000 + (i % 26)}-0{1 + (i % 2)}-1{i % 10}"))]);
        Assert.Equal(302, (await office.UploadAsync(file)).Status);
        var plan = ImportPlan.Proposed(office.Services.GetRequiredService<HeldLedgers>().Of(office.Id(Staff.Clerk))!)!;
        // Past the browser: a machine with much to do may keep it waiting longer than it waits.
        var (id, clock) = (0, System.Diagnostics.Stopwatch.StartNew());
        await office.DoAsync(async scope => id = (await ImportOldLedger.HandleAsync(await Office.DeskAsync(scope, Staff.Clerk), plan, new(plan.Held.Hash, rows))).Id);
        output.WriteLine($"{office.Kind}: {rows} imported in {clock.Elapsed.TotalSeconds:F1} s");
        Assert.Equal(rows, Of(id).Count);
        Assert.Equal(302, (await office.As(Staff.Clerk).PostAsync($"/ledger/imports/{id}/reversal", ("reason", "试试"))).Status);
        clock.Restart();
        await office.DoAsync(async scope => Assert.True((await DecideReversal.HandleAsync(await Office.DeskAsync(scope, Staff.SecondClerk), id, 1, confirm: true))!.Value.Ruling.IsPermitted));
        output.WriteLine($"{office.Kind}: reversed in {clock.Elapsed.TotalSeconds:F1} s");
        Assert.All(Of(id), e => Assert.NotNull(e.ReversedOn));
    }

    [Fact(DisplayName = "导入的记录不能用数据库语句改写来源，批次不能删除")]
    [Requirement("R7.5.1")]
    public async Task The_database_guards_imports()
    {
        var id = await AskedAsync(office);
        foreach (var statement in new[] { $"delete from import_batch where id = {id}", $"update import_batch set imported = 0 where id = {id}", $"update ledger_entry set old_number = '甲' where import_batch_id = {id}", $"update ledger_entry set import_batch_id = null where import_batch_id = {id}", $"update ledger_entry set level = 3 where import_batch_id = {id}" })
        {
            await office.DoAsync(async scope => await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.GetRequiredService<Store>().Database.ExecuteSqlRawAsync(statement)));
        }
    }

    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string text)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(text);
            }

            Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>");
            Part("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 300; i++)
            {
                sheet.Write(zeros);
            }
        }

        return bytes.ToArray();
    }
}

public sealed class OldLedgerOnSqlite(SqliteOffice office, ITestOutputHelper output) : OldLedgerTests(office, output), IClassFixture<SqliteOffice>;

public sealed class OldLedgerOnPostgres(PostgresOffice office, ITestOutputHelper output) : OldLedgerTests(office, output), IClassFixture<PostgresOffice>;
