using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Shoumi.Documents.Isolation;
using Shoumi.Documents.Sheets;
using Shoumi.Documents.Sheets.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Registers;
using Xunit;

namespace Shoumi.Documents.Tests.Sheets;

/// <summary>Old ledgers from the file's bytes to entries, as they are read in the child process and understood by the rules.</summary>
public sealed class OldLedgerTests(ITestOutputHelper output)
{
    private static readonly PolicyPack Pack = PolicyReader.Read(File.ReadAllText(Path.Combine(Corpus.RepositoryRoot(), "policies", "minzheng.yaml")), "minzheng.yaml", []).Pack!;

    private static readonly OldLedgerFacts Facts = new(
        Pack, new(2026, 3, 2), Level.Secret, Level.TopSecret,
        new NameBook([(11, "优抚科"), (12, "机要室")], [(21, "夏晴川"), (22, "李同名"), (23, "李同名")], 10),
        [new(1, "CL-5.2.2", Term.LongTerm, "民发〔2015〕8号", new(2015, 1, 1), null)]);

    public static TheoryData<string> Books => [.. OldBooks.All.Select(b => b.Name)];

    private static OldLedgerReading Read(byte[] file)
    {
        var answer = DocumentWork.Do(new(DocumentOperation.Tabulate), file);
        Assert.True(answer is DocumentAnswer.Tabulated, answer is DocumentAnswer.Refused r ? $"{r.Refusal.Code} {r.Refusal.Detail}" : answer.ToString());
        var sheets = SheetTable.Read(((DocumentAnswer.Tabulated)answer).Table)!.Value;
        return OldLedgerReading.Of(sheets.Where(s => !s.Hidden).Select(s => (Sheet: s, Layout: SheetLayout.Propose(s))).Where(s => s.Layout is not null).Select(s => (s.Sheet, s.Layout!)), Facts);
    }

    [Theory(DisplayName = "各处室实际的旧台账，逐行读出应有的条数、错误和提示")]
    [Requirement("R7.5.1", "R6.1.1", "R6.4.1", "R6.5.1", "R4.3", "R8.3.1")]
    [MemberData(nameof(Books))]
    public void Every_old_book_is_read(string name)
    {
        var book = OldBooks.All.Single(b => b.Name == name);
        var reading = Read(book.File());
        var said = string.Join('\n', reading.Rows.SelectMany(r => r.Problems.Select(p => p.Text(false))));
        Assert.True(
            (book.New, book.Faulty, book.Repeated, book.Skipped) == (reading.Rows.Count(r => r is { IsFaulty: false, Repeats: false }), reading.Rows.Count(r => r.IsFaulty), reading.Rows.Count(r => r.Repeats), reading.Skipped),
            $"新 {reading.Rows.Count(r => r is { IsFaulty: false, Repeats: false })} 错 {reading.Rows.Count(r => r.IsFaulty)} 重 {reading.Rows.Count(r => r.Repeats)} 略 {reading.Skipped}\n{said}");
        Assert.True(book.Warned == reading.Rows.Count(r => !r.IsFaulty && !r.Problems.IsEmpty), said);
        Assert.Contains(book.Said, said, StringComparison.Ordinal);
        Assert.All(reading.Rows.SelectMany(r => r.Problems), p => Assert.DoesNotContain('{', p.Text(true)));
    }

    [Fact(DisplayName = "旧台账样本不少于四十份，份份不同")]
    [Requirement("R7.5.1")]
    public void There_are_forty_books_and_they_differ()
    {
        Assert.True(OldBooks.All.Length >= 40, $"{OldBooks.All.Length}");
        Assert.Equal(OldBooks.All.Length, OldBooks.All.Select(b => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(b.File()))).Distinct().Count());
    }

    [Fact(DisplayName = "读出的一条各栏都对：号、题名、密级、期限、日期、范围、人员、备注")]
    [Requirement("R7.5.1", "R6.6.1")]
    public void Every_column_comes_to_its_place()
    {
        var row = Read(new MadeBook().Sheet("S", [
            ["台账号", "序号", "文件名称", "发文字号", "密级", "保密期限", "定密日期", "知悉范围", "定密依据", "承办人", "定密责任人", "承办处室", "份数", "载体形式", "备注"],
            ["2016-007", 1, "甲", "滨民密7号", "机密", "10年", new DateOnly(2016, 2, 29), "机要室、夏晴川、老王", "五（二）2", "夏晴川", "老赵", "优抚科", 3, "纸质", "原件在库"]]).Bytes()).Rows.Single();
        Assert.Equal(
            ("2016-007", "甲", "滨民密7号", "机密★10年", new DateOnly(2026, 3, 1), "五（二）2", 11, 21, (int?)null, 3, "纸质", "原件在库；定密责任人：老赵；知悉范围：老王"),
            (row.Entry!.OldNumber, row.Entry.Title, row.Entry.DocumentNumber, row.Entry.Secrecy.ToString(), row.Entry.Secrecy.FreeFrom, row.Entry.Basis, row.Entry.UnitId, row.Entry.DrafterId, row.Entry.ClassifierId, row.Entry.Copies, row.Entry.CarrierForm, row.Entry.Remark));
        Assert.Equal([12], row.Entry.Units);
        Assert.Equal([21], row.Entry.People);
    }

    [Theory(DisplayName = "语料中的每一份表格，在子进程里要么读出，要么给出看得懂的原因，不崩溃、不卡死")]
    [InlineData("xlsx", 35)]
    [InlineData("xls", 20)]
    [Requirement("R7.5.1", "R8.1.1")]
    public async Task Every_spreadsheet_of_the_corpus_is_opened_without_harm(string folder, int atLeast)
    {
        var said = new ConcurrentBag<(string File, string Code)>();
        using var client = new WorkerClient(HostileCorpusTests.Tool);
        await Parallel.ForEachAsync(Corpus.Some("*", folder), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (path, cancel) =>
        {
            var answer = await client.DoAsync(new(DocumentOperation.Tabulate), await File.ReadAllBytesAsync(path, cancel), cancel);
            said.Add((path, answer is DocumentAnswer.Refused refused ? refused.Refusal.ForSheet().Code : answer is DocumentAnswer.Tabulated t && SheetTable.Read(t.Table) is { Length: > 0 } ? "read" : "?"));
        });
        foreach (var group in said.GroupBy(s => s.Code).OrderBy(g => g.Key))
        {
            output.WriteLine($"{folder}: {group.Count()} {group.Key}: {string.Join(", ", group.Take(12).Select(g => Path.GetFileName(g.File)))}");
        }

        Assert.True(said.Count >= atLeast, $"{said.Count}");
        Assert.All(said, s => Assert.True(s.Code is "read" or "DOC.SHEET.ENCRYPTED" or "DOC.SHEET.MALFORMED" or "DOC.SHEET.FORMAT" or "DOC.SHEET.COLUMNS" or "DOC.SHEET.TOO.LARGE" or "DOC.SHEET.EMPTY", s.ToString()));
        Assert.True(said.Count(s => s.Code == "read") > said.Count * 7 / 10);
    }

    [Fact(DisplayName = "压缩炸弹、行数列数过多、二百兆的表格，都在限度处停下，给出原因")]
    [Requirement("R7.5.1")]
    public async Task Hostile_sheets_end_at_a_limit()
    {
        using var client = new WorkerClient(HostileCorpusTests.Tool);
        Assert.Equal("DOC.SHEET.TOO.LARGE", await CodeAsync(client, Stuffed(1 << 10, "<row><c t=\"inlineStr\"><is><t>绝密</t></is></c></row>")));
        Assert.Equal("DOC.SHEET.ROWS", await CodeAsync(client, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("甲,乙\n", 200_001)))));
        Assert.Equal("DOC.SHEET.COLUMNS", await CodeAsync(client, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("甲,", 70)))));
        Assert.Equal("DOC.SHEET.TOO.LARGE", await CodeAsync(client, new byte[(20 << 20) + 1]));
        Assert.Equal("DOC.SHEET.TOO.LARGE", await CodeAsync(client, new byte[200 << 20]));
        Assert.Equal("DOC.SHEET.MALFORMED", await CodeAsync(client, new MadeBook().Sheet("S", [.. Enumerable.Range(0, 3000).Select(i => new object?[] { $"{i}" })], [.. Enumerable.Repeat("A1:BH3000", 400)]).Bytes()));
        Assert.Equal("DOC.SHEET.MALFORMED", await CodeAsync(client, Stuffed(1, "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>", broken: true)));
    }

    [Fact(DisplayName = "导出的台账再导入，密级、期限、日期都不变")]
    [Requirement("R7.5.1", "R6.6.1")]
    public void What_is_exported_comes_back_the_same()
    {
        var level = Gen.Int[1, 3].Select(n => (Level)n);
        var entry = Gen.Select(level, Gen.Int[1, 30], Gen.Int[0, 2], Gen.Int[0, 20_000], Gen.Bool, (l, n, form, days, derived) =>
        {
            var start = new DateOnly(1960, 1, 1).AddDays(days);
            var cap = Pack.Levels[l].CapYears;
            var term = form switch { 0 => Term.Years(derived ? n : 1 + (n % cap)), 1 => Term.Months(1 + (n % 11)), _ => Term.FreeOn(start.AddDays(1 + (n * 100))) };
            return new Secrecy(l, term, derived ? TermOrigin.Received : TermOrigin.Foreseen, start);
        });
        entry.Array[1, 12].Sample(
            all =>
            {
                using var stream = new MemoryStream();
                var rows = all.Select((s, i) => (IReadOnlyList<CellValue>)new CellValue[] { $"2026-{i:D4}", $"第{i}件", default, s.Level.Word(), s.Term.ToString(), "优抚科", s.Origin == TermOrigin.Received ? "派生" : "原始", "依据", default, default, (DateOnly?)s.StartsOn, "纸质", 1, "", s.FreeFrom, default });
                Workbook.WriteAsync(new("局", ClassificationLedgerRegister.Definition, null, "某", new(2026, 9, 9, 9, 0, 0, TimeSpan.FromHours(8)), 1, false), rows, stream).GetAwaiter().GetResult();
                var back = Read(stream.ToArray()).Rows;
                return back.Length == all.Length && back.Zip(all).All(p => p.First.Entry is { } e && e.Secrecy == p.Second && e.Secrecy.FreeFrom == p.Second.FreeFrom);
            },
            iter: 150,
            writeLine: output.WriteLine);
    }

    [Fact(DisplayName = "随意改动表格的字节，只会读出、不读出或给出原因，不会抛出")]
    [Requirement("R7.5.1")]
    public void Damaged_sheets_end_in_an_answer()
    {
        var books = OldBooks.All.Take(12).Select(b => b.File()).ToArray();
        Gen.Select(Gen.Int[0, books.Length - 1], Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 400]).Sample(
            (which, at, value, cut) =>
            {
                var damaged = books[which].ToArray();
                damaged[at % damaged.Length] = value;
                return DocumentWork.Do(new(DocumentOperation.Tabulate), damaged[..Math.Max(1, damaged.Length - (cut > 350 ? cut : 0))]) is DocumentAnswer.Tabulated or DocumentAnswer.Refused;
            },
            iter: 1500,
            writeLine: output.WriteLine);
    }

    private static async Task<string> CodeAsync(WorkerClient client, byte[] file) =>
        await client.DoAsync(new(DocumentOperation.Tabulate), file) is DocumentAnswer.Refused refused ? refused.Refusal.ForSheet().Code : "read";

    /// <summary>A workbook whose one sheet holds so many kilobytes of the same row.</summary>
    private static byte[] Stuffed(int kilobytes, string row, bool broken = false)
    {
        var made = new MadeBook().Sheet("S", [["甲"]]).Bytes();
        using var bytes = new MemoryStream();
        bytes.Write(made);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            part.Write(Encoding.UTF8.GetBytes(broken ? row + "<worksheet><sheetData/></worksheet>" : "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"));
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, 1024)));
            for (var i = 0; !broken && i < kilobytes; i++)
            {
                part.Write(block);
            }

            part.Write(broken ? [] : "</sheetData></worksheet>"u8);
        }

        return bytes.ToArray();
    }
}
