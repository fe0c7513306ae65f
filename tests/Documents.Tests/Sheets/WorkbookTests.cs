using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Xunit;

namespace Shoumi.Documents.Tests.Sheets;

public partial class WorkbookTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly RegisterExport Ledger = new(
        "XX市民政局", ClassificationLedgerRegister.Definition, "机密★20年", "周敏", new(2026, 9, 9, 9, 41, 33, TimeSpan.FromHours(8)), 18_446, English: false);

    private static readonly CellValue[] Entry =
    [
        "2026-0153", "军供站2026年三季度饮食供应情况统计", "X民发〔2026〕153号", "机密", "20年", "刘建华、陈思远", "原始", "第五条（二）项2", "陈思远", "韩立新",
        new DateOnly(2026, 9, 9), "纸质", 6, "", new DateOnly(2046, 9, 10), "第一行\n第二行",
    ];

    private static async Task<byte[]> Write(RegisterExport export, params CellValue[][] rows)
    {
        using var stream = new MemoryStream();
        await Workbook.WriteAsync(export, rows, stream);
        return stream.ToArray();
    }

    private static XDocument Part(byte[] workbook, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        using var part = zip.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace);
    }

    private static XElement[] Rows(byte[] workbook) => [.. Part(workbook, "xl/worksheets/sheet1.xml").Descendants(Main + "row")];

    private static string Value(XElement cell)
    {
        var text = cell.Element(Main + "is")?.Value ?? cell.Element(Main + "v")?.Value ?? "";
        return Escaped().Replace(text, match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
    }

    [Fact(DisplayName = "导出的定密台账有局名、台账名、标志、导出人和各栏")]
    [Requirement("R7.5.1")]
    public async Task The_heading_and_the_columns()
    {
        var rows = Rows(await Write(Ledger, Entry));
        Assert.Equal("机密★20年", Value(rows[0].Elements().First()));
        Assert.Equal("XX市民政局定密台账", Value(rows[1].Elements().First()));
        Assert.Equal("导出 周敏 2026-09-09 09:41:33 · 审计第 18,446 号", Value(rows[2].Elements().First()));
        Assert.Equal(Ledger.Register.Columns.Select(column => column.Title.Zh), rows[3].Elements().Select(Value));
        var english = Rows(await Write(Ledger with { English = true }, Entry));
        Assert.Equal(Ledger.Register.Columns.Select(column => column.Title.En), english[3].Elements().Select(Value));
    }

    [Fact(DisplayName = "导出的各栏按类型存放：日期是日期，份数是数，其余是文字")]
    [Requirement("R7.5.1")]
    public async Task Values_keep_their_kind()
    {
        var cells = Rows(await Write(Ledger, Entry))[4].Elements().ToArray();
        Assert.Equal("2026-0153", Value(cells[0]));
        Assert.Equal("inlineStr", cells[0].Attribute("t")!.Value);
        Assert.Equal(("46274", null), (Value(cells[10]), cells[10].Attribute("t")));
        Assert.Equal(new DateTime(2026, 9, 9), DateTime.FromOADate(double.Parse(Value(cells[10]), CultureInfo.InvariantCulture)));
        Assert.Equal(("6", null), (Value(cells[12]), cells[12].Attribute("t")));
        Assert.Equal("第一行\n第二行", Value(cells[15]));
        Assert.Equal("P5", cells[15].Attribute("r")!.Value);
    }

    [Theory(DisplayName = "以等号等开头的文字原样保存为文字，绝不成为公式")]
    [Requirement("R7.5.1")]
    [InlineData("=HYPERLINK(\"http://x\",\"点\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("＝1+1")]
    public async Task Text_that_looks_like_a_formula_stays_text(string text)
    {
        var workbook = await Write(Ledger, [text, text]);
        var cells = Rows(workbook)[4].Elements().ToArray();
        var formats = Part(workbook, "xl/styles.xml").Descendants(Main + "cellXfs").Single().Elements().ToArray();
        Assert.Empty(Part(workbook, "xl/worksheets/sheet1.xml").Descendants(Main + "f"));
        Assert.All(cells[..2], cell =>
        {
            Assert.Equal(text, Value(cell));
            Assert.Equal("inlineStr", cell.Attribute("t")!.Value);
            Assert.Equal("1", formats[(int)cell.Attribute("s")!].Attribute("quotePrefix")?.Value);
        });
        var plain = Rows(await Write(Ledger, ["安全"]))[4].Elements().First();
        Assert.Null(formats[(int)plain.Attribute("s")!].Attribute("quotePrefix"));
    }

    [Fact(DisplayName = "任何文字导出后都能原样读回")]
    [Requirement("R7.5.1")]
    public async Task Any_text_comes_back() =>
        await Gen.OneOf(Gen.Char, Gen.Char['\0', '\u0020'], Gen.Char["_x05F=&<>\"' "]).Array[0, 40].Select(c => new string(c)).SampleAsync(async text =>
        {
            var back = Value(Rows(await Write(Ledger, [text]))[4].Elements().First());
            Assert.Equal(Whole(text), back);
        });

    [Theory(DisplayName = "文字中形似转义的字样也原样读回")]
    [Requirement("R7.5.1")]
    [InlineData("已有_x0041_字样")]
    [InlineData("_x000D_x0041_")]
    [InlineData("\r\n\u0000\uFFFF")]
    public async Task Text_that_looks_like_an_escape_comes_back(string text) =>
        Assert.Equal(text, Value(Rows(await Write(Ledger, [text]))[4].Elements().First()));

    [Fact(DisplayName = "超长文字按格式上限截断并以省略号示意")]
    [Requirement("R7.5.1")]
    public async Task Text_beyond_the_format_is_visibly_cut()
    {
        var back = Value(Rows(await Write(Ledger, [new string('密', 40_000)]))[4].Elements().First());
        Assert.Equal(new string('密', 32_766) + "…", back);
    }

    [Fact(DisplayName = "导出的工作簿符合格式规范，可筛选，打印为横向A4、每页有表头和页码")]
    [Requirement("R7.5.1")]
    public async Task The_workbook_is_valid_and_ready_to_print()
    {
        var bytes = await Write(Ledger, Entry, ["=1", "\u0001坏字符", default, (int?)null, (DateOnly?)null], Entry);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));

        var sheet = Part(bytes, "xl/worksheets/sheet1.xml");
        Assert.Equal("A4:P7", sheet.Descendants(Main + "autoFilter").Single().Attribute("ref")!.Value);
        Assert.Equal(("4", "frozen"), (sheet.Descendants(Main + "pane").Single().Attribute("ySplit")!.Value, sheet.Descendants(Main + "pane").Single().Attribute("state")!.Value));
        var setup = sheet.Descendants(Main + "pageSetup").Single();
        Assert.Equal(("9", "landscape", "1", "0"), (setup.Attribute("paperSize")!.Value, setup.Attribute("orientation")!.Value, setup.Attribute("fitToWidth")!.Value, setup.Attribute("fitToHeight")!.Value));
        Assert.Equal("&L&8导出 周敏 2026-09-09 09:41:33 · 审计第 18,446 号&C第 &P 页 共 &N 页", sheet.Descendants(Main + "oddFooter").Single().Value);
        Assert.Equal("&L&\"黑体\"&14机密★20年", sheet.Descendants(Main + "oddHeader").Single().Value);
        Assert.Equal(Ledger.Register.Columns.Select(c => c.Width + 1), sheet.Descendants(Main + "col").Select(c => (int)c.Attribute("width")!));
        Assert.Equal("1", sheet.Descendants(Main + "printOptions").Single().Attribute("horizontalCentered")!.Value);
        var names = Part(bytes, "xl/workbook.xml").Descendants(Main + "definedName").ToDictionary(name => name.Attribute("name")!.Value, name => name.Value);
        Assert.Equal("'定密台账'!$A$1:$P$7", names["_xlnm.Print_Area"]);
        Assert.Equal("'定密台账'!$4:$4", names["_xlnm.Print_Titles"]);
    }

    [Fact(DisplayName = "文字一律换行，打印时不会截断；日期按年月日显示；文件属性只有产品名和时间，没有人名题名")]
    [Requirement("R7.5.1")]
    public async Task Text_wraps_days_read_as_days_and_the_properties_tell_nothing()
    {
        var bytes = await Write(Ledger, Entry);
        var formats = Part(bytes, "xl/styles.xml").Descendants(Main + "cellXfs").Single().Elements().ToArray();
        var cells = Rows(bytes)[4].Elements().ToArray();
        Assert.All(cells.Where(c => (string?)c.Attribute("t") == "inlineStr"), cell => Assert.Equal("1", formats[(int)cell.Attribute("s")!].Element(Main + "alignment")?.Attribute("wrapText")?.Value));
        var day = Part(bytes, "xl/styles.xml").Descendants(Main + "numFmt").Single();
        Assert.Equal((day.Attribute("numFmtId")!.Value, "yyyy\\-mm\\-dd"), (formats[(int)cells[10].Attribute("s")!].Attribute("numFmtId")!.Value, day.Attribute("formatCode")!.Value));
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Equal(("Shoumi", null, null), (document.PackageProperties.Creator, document.PackageProperties.Title, document.PackageProperties.LastModifiedBy));
        Assert.Equal(Ledger.At.UtcDateTime, document.PackageProperties.Created!.Value.ToUniversalTime());
        Assert.DoesNotContain("周敏", Part(bytes, "docProps/core.xml").ToString(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "十万条台账边读边写，不整存于内存，也不落临时文件")]
    [Requirement("R7.5.1")]
    public async Task Rows_leave_while_they_come()
    {
        using var output = new Watched();
        var count = await Workbook.WriteAsync(Ledger, Many(100_000, output), output);
        Assert.Equal(100_000, count);
        Assert.True(output.WrittenBeforeLastRow > output.Length * 9 / 10, $"{output.WrittenBeforeLastRow} of {output.Length}");
        Assert.True(output.Asynchronous, "a synchronous write would be refused by the web server");
        Assert.Equal(100_004, CountRows(output.ToArray()));
    }

    [Fact(DisplayName = "一行的格数多于台账的栏数是程序错误，不会写错栏")]
    [Requirement("R7.5.1")]
    public async Task A_row_with_too_many_cells_is_a_defect() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Write(Ledger, [.. Entry, "多"]));

    private static async IAsyncEnumerable<IReadOnlyList<CellValue>> Many(int count, Watched output, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var i = 1; i <= count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (i == count)
            {
                output.WrittenBeforeLastRow = output.Length;
            }

            if (i % 10_000 == 0)
            {
                await Task.Yield();
            }

            CellValue[] row = [.. Entry];
            row[0] = $"2026-{i:D6}";
            yield return row;
        }
    }

    private static int CountRows(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        using var part = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        using var reader = XmlReader.Create(part);
        var rows = 0;
        while (reader.Read())
        {
            rows += reader is { NodeType: XmlNodeType.Element, LocalName: "row" } ? 1 : 0;
        }

        return rows;
    }

    /// <summary>The text with each half surrogate pair as U+FFFD: what no file format can hold.</summary>
    private static string Whole(string text) => string.Concat(text.EnumerateRunes());

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();

    /// <summary>An output that, like a web server's, takes asynchronous writes only.</summary>
    private sealed class Watched : MemoryStream
    {
        public long WrittenBeforeLastRow { get; set; }

        public bool Asynchronous { get; private set; } = true;

        public override void Write(byte[] buffer, int offset, int count) => Asynchronous = false;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            base.Write(buffer.ToArray(), 0, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
