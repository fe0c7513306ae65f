using System.Text;
using System.Text.RegularExpressions;
using Shoumi.Documents.Printing;
using Shoumi.Documents.Sheets;
using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Xunit;

namespace Shoumi.Documents.Tests.Printing;

public partial class RegisterPrintTests
{
    private static readonly RegisterSheet Ledger = new()
    {
        Bureau = "XX市民政局",
        Title = "定密台帐",
        Register = ClassificationLedgerRegister.Definition,
        Mark = "机密★20年",
        Filter = "2026 年，密级 机密、秘密",
        By = "周敏",
        At = new(2026, 9, 9, 9, 41, 33, TimeSpan.FromHours(8)),
        AuditNumber = 18_446,
        Demonstration = false,
    };

    private static CellValue[] Entry(int number, string scope = "刘建华、陈思远、沈洁、赵国平") =>
    [
        $"2026-{number:D4}", $"军供站2026年三季度饮食供应情况统计之{number}。", $"X民发〔2026〕{number}号", "机密", "20年", scope, "原始", "第五条（二）项2", "陈思远", "韩立新",
        new DateOnly(2026, 9, 9), "纸质", 6, "", new DateOnly(2046, 9, 10), "第一行\n第二行",
    ];

    private static byte[] Render(RegisterSheet sheet, IReadOnlyList<CellValue[]> rows, out PrintedSheet printed)
    {
        using var stream = new MemoryStream();
        printed = RegisterPrint.Write(sheet, rows, stream);
        return stream.ToArray();
    }

    [Fact(DisplayName = "打印的定密台帐有局名、标志、范围、各栏、打印人、审计号，各格与台账一字不差")]
    [Requirement("R7.5.1", "R8.4.1")]
    public void Every_cell_is_on_paper_and_can_be_copied_out()
    {
        using var pdf = new Poppler(Render(Ledger, [Entry(153)], out var printed));
        var text = Assert.Single(pdf.Pages());
        string[] expected = ["机密★20年", "XX市民政局定密台帐", "范围：2026年，密级机密、秘密", "共1条", "打印周敏2026-09-0909:41:33·审计第18,446号", "本册按机密级管理", "第1页共1页"];
        Assert.All(expected, wanted => Assert.Contains(Poppler.Joined(wanted), text, StringComparison.Ordinal));
        // Cells are wrapped, and rows are read across: every character of every cell is there as often as it should be.
        var cells = ClassificationLedgerRegister.Definition.Columns.Select(c => c.Title.Zh).Concat(Entry(153).Select(RegisterSetterText)).Concat(expected);
        Assert.Equal(Count(string.Concat(cells)), Count(text));
        Assert.Equal((1, 0), (printed.Pages, printed.Missing.Length));
    }

    [Fact(DisplayName = "台帐每页左上角都有标志，表头每页重印，每条只印一次，任何一条不跨页")]
    [Requirement("R7.5.1", "R8.4.1", "R8.1.1")]
    public void Every_page_bears_the_mark_and_every_row_stands_once()
    {
        using var pdf = new Poppler(Render(Ledger, [.. Enumerable.Range(1, 300).Select(n => Entry(n))], out var printed));
        var pages = pdf.Pages();
        Assert.True(pages.Count > 10, $"{pages.Count}");
        Assert.Equal(printed.Pages, pages.Count);
        for (var i = 0; i < pages.Count; i++)
        {
            var first = pdf.Words(i + 1).Where(w => w.Top < 0.1).MinBy(w => w.Left);
            Assert.Equal("机密★20年", first.Word);
            Assert.True(first is { Left: < 0.1, Top: < 0.1 }, first.ToString());
            Assert.Contains($"第{i + 1}页共{pages.Count}页", pages[i], StringComparison.Ordinal);
            Assert.Contains("定密责任人", pages[i], StringComparison.Ordinal);
            // The first line of a row and its last stand on one page.
            Assert.Equal(Numbered().Count(pages[i]), pages[i].Count(c => c == '韩'));
            Assert.Equal(Numbered().Count(pages[i]), Regex.Count(pages[i], "第二行"));
        }

        var numbers = pages.SelectMany(p => Numbered().Matches(p).Select(m => m.Value)).ToList();
        Assert.Equal(Enumerable.Range(1, 300).Select(n => $"2026-{n:D4}"), numbers);
    }

    [Fact(DisplayName = "一条长过一页的，续印到下页并注明，一字不丢")]
    [Requirement("R7.5.1")]
    public void A_row_longer_than_a_page_goes_on()
    {
        var names = string.Join('、', Enumerable.Range(1, 700).Select(i => $"甲{i}"));
        using var pdf = new Poppler(Render(Ledger, [Entry(1), Entry(2, names), Entry(3)], out _));
        var pages = pdf.Pages();
        Assert.Equal(700, string.Concat(pages).Count(c => c == '甲'));
        Assert.Contains(pages, p => p.Contains("（续）", StringComparison.Ordinal) && p.Contains("甲", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "没有秘密的台帐没有★，没有记录的写明没有记录")]
    [Requirement("R8.3.3")]
    public void No_star_where_nothing_is_secret()
    {
        using var pdf = new Poppler(Render(Ledger with { Mark = null }, [], out _));
        var text = Assert.Single(pdf.Pages());
        Assert.DoesNotContain('★', text);
        Assert.DoesNotContain("级管理", text, StringComparison.Ordinal);
        Assert.Contains("没有记录", text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "台帐的文件属性不含内容，同样内容印出同样字节，文件完好、字体嵌入")]
    [Requirement("R7.5.1")]
    public void The_file_is_sound_and_tells_nothing()
    {
        var bytes = Render(Ledger, [Entry(1), Entry(2)], out _);
        Assert.Equal(bytes, Render(Ledger, [Entry(1), Entry(2)], out _));
        using var pdf = new Poppler(bytes);
        Assert.Contains("No syntax or stream encoding errors found", pdf.Check(), StringComparison.Ordinal);
        Assert.DoesNotContain("Title:", pdf.Info(), StringComparison.Ordinal);
        Assert.Contains("842 x 595", Regex.Replace(pdf.Info(), @"(\d+)\.\d+", "$1").Replace("841 x", "842 x", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("周敏", Encoding.BigEndianUnicode.GetString(bytes), StringComparison.Ordinal);
    }

    private static string RegisterSetterText(CellValue value) => value.Text ?? value.Day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? $"{value.Number}";

    private static SortedDictionary<char, int> Count(string text) => new(Poppler.Joined(text).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count()));

    [GeneratedRegex("2026-[0-9]{4}(?=[^0-9])(?!-09)")]
    private static partial Regex Numbered();
}
