using System.Text;
using Shoumi.Documents.Printing;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests.Printing;

public class DraftingSheetTests
{
    private static readonly DateTimeOffset Printed = new(2026, 9, 9, 9, 41, 33, TimeSpan.FromHours(8));

    private static readonly DraftingSheetContent Sheet = new()
    {
        Bureau = "XX市民政局",
        Number = "2026-拟-0153",
        Revision = 2,
        Mark = "机密★20年",
        Title = "军供站2026年三季度饮食供应情况统计",
        SendTo = "市委机要局、市退役军人事务局",
        Unit = "优抚安置科",
        Drafter = "陈思远",
        Level = "机密",
        Term = "20年",
        TermOrigin = "不能预见，第六条四项",
        Scope = ["刘建华", "陈思远", "沈洁", "赵国平", "高鹏", "机要室（周敏、吴刚、丁宁）"],
        ScopeCount = 8,
        Basis = ["《XX市民政局保密工作条例》第五条（二）2：“军供站为部队重要军事行动（作战、戒严、调防、秘密军事演习）提供饮食供应情况”。限定条件：调防。"],
        Pack = "minzheng 2026-03-01",
        Copies = 6,
        CopyNumbers = "000001—000006",
        Opinions =
        [
            new(1, 1, "", "拟定机密★20年，知悉范围为全局。", "陈思远", new(2026, 9, 8), new(8, 30)),
            new(2, 1, "退回", "知悉范围过宽，请具体到人。", "刘建华", new(2026, 9, 8), new(15, 2)),
            new(1, 2, "", "拟定机密★20年，知悉范围如上。", "陈思远", new(2026, 9, 9), new(9, 41)),
            new(2, 2, "同意", "", "马骏", new(2026, 9, 9), new(10, 5), DeputyFor: "刘建华"),
            new(4, 2, "同意", "照此办理。", "韩立新", new(2026, 9, 7), PaperNote: "签批件第 3 页，沈洁录入"),
        ],
        LedgerNumber = null,
        Remark = "期限自第四步审批之日起算。未记入台帐，不得编号印发。",
        Print = new("陈思远", Printed, 1, 18_445),
        Demonstration = false,
    };

    private static byte[] Render(DraftingSheetContent content, out PrintedSheet printed)
    {
        using var stream = new MemoryStream();
        printed = DraftingSheet.Write(content, stream);
        return stream.ToArray();
    }

    [Fact(DisplayName = "拟办意见标注在发文拟稿签上，各栏与案卷一字不差")]
    [Requirement("R7.1.3")]
    public void Every_field_is_on_paper_and_can_be_copied_out()
    {
        using var pdf = new Poppler(Render(Sheet, out var printed));
        var text = Assert.Single(pdf.Pages());
        string[] expected =
        [
            "机密★20年", "XX市民政局发文拟稿签", "拟稿签编号2026-拟-0153", "第2次拟办", Sheet.Title!, Sheet.SendTo, "优抚安置科", "陈思远",
            "20年（不能预见，第六条四项）", "刘建华、陈思远、沈洁、赵国平、高鹏、机要室（周敏、吴刚、丁宁）。共8人", Sheet.Basis[0],
            "条例包minzheng2026-03-01版", "6份", "000001—000006", "一、承办人员", "二、处室负责人", "三、局办公室", "四、分管局领导", "五、机要室",
            "第1次拟办：2026年9月8日15:02刘建华退回“知悉范围过宽，请具体到人。”", "拟定机密★20年，知悉范围如上。",
            "签名陈思远2026年9月9日09:41", "签名马骏（代刘建华）2026年9月9日10:05", "同意。照此办理。", "纸质签批：签批件第3页，沈洁录入",
            "签名韩立新2026年9月7日", "台帐号＿", Sheet.Remark, "打印陈思远2026-09-0909:41:33·第1次打印·审计第18,445号", "本签按机密级管理", "第1页共1页",
        ];
        Assert.All(expected, wanted => Assert.Contains(Poppler.Joined(wanted), text, StringComparison.Ordinal));
        Assert.DoesNotContain(text, c => c is >= '\u2E80' and <= '\u2FDF');
        Assert.Empty(printed.Missing);
        Assert.Equal(1, printed.Pages);
    }

    [Fact(DisplayName = "密级和保密期限标在首页左上角")]
    [Requirement("R7.1.3", "R8.1.1")]
    public void The_mark_stands_at_the_upper_left_of_page_one()
    {
        using var pdf = new Poppler(Render(Sheet, out _));
        var first = pdf.Words(1).MinBy(word => (word.Top > 0.1, word.Left));
        Assert.Equal("机密★20年", first.Word);
        Assert.True(first is { Left: < 0.15, Top: < 0.1 }, first.ToString());
    }

    [Fact(DisplayName = "拟不定密的拟稿签上没有★，也不写按密级管理")]
    [Requirement("R8.3.3")]
    public void No_star_where_nothing_is_secret()
    {
        var open = Sheet with { Mark = null, Level = "非密", Term = "", TermOrigin = "", Opinions = [], Basis = ["不含国家秘密事项"] };
        using var pdf = new Poppler(Render(open, out _));
        var text = Assert.Single(pdf.Pages());
        Assert.DoesNotContain('★', text);
        Assert.DoesNotContain("级管理", text, StringComparison.Ordinal);
        Assert.Contains("非密", text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "领导小组有意见的，印在领导审批之前的一栏；没有的不设此栏")]
    [Requirement("R5.4", "R7.1.3")]
    public void The_groups_opinion_has_a_box_before_the_approval()
    {
        var heard = Sheet with { Opinions = [.. Sheet.Opinions, new(0, 2, "同意定密", "按机密办理。", "柳文博", new(2026, 9, 9), new(9, 50))] };
        using var with = new Poppler(Render(heard, out _));
        using var without = new Poppler(Render(Sheet, out _));
        var text = string.Concat(with.Pages());
        Assert.Contains("领导小组意见", text, StringComparison.Ordinal);
        Assert.Contains("同意定密。按机密办理。", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("按机密办理。", StringComparison.Ordinal) < text.IndexOf("照此办理。", StringComparison.Ordinal));
        Assert.DoesNotContain("领导小组意见", Assert.Single(without.Pages()), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "题名不在系统内的，拟稿签写明见纸质台账")]
    [Requirement("R7.1.3")]
    public void A_title_that_is_not_kept_is_replaced_by_a_pointer()
    {
        using var pdf = new Poppler(Render(Sheet with { Title = null }, out _));
        Assert.Contains("题名见纸质台账", Assert.Single(pdf.Pages()), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "意见再长也印全：续页有编号、步骤名和页码，落款不与意见分离")]
    [Requirement("R7.1.3", "R7.7")]
    public void Long_opinions_go_on_over_pages()
    {
        var sentence = "该事项涉及调防部队的饮食供应数量与时间，逐项核对后认为依据充分，知悉范围已具体到人。";
        var many = Enumerable.Range(1, 60).Select(i => new DraftingOpinion(2, 1, "退回", $"{sentence}之{i}。", "刘建华", new(2026, 9, 8)));
        var endless = new DraftingOpinion(3, 2, "修改意见", string.Concat(Enumerable.Repeat(sentence, 80)) + "完。", "沈洁", new(2026, 9, 9));
        using var pdf = new Poppler(Render(Sheet with { Opinions = [.. many, endless] }, out var printed));
        var pages = pdf.Pages();

        Assert.True(pages.Count >= 4);
        Assert.Equal(printed.Pages, pages.Count);
        for (var i = 0; i < pages.Count; i++)
        {
            Assert.Contains($"第{i + 1}页共{pages.Count}页", pages[i], StringComparison.Ordinal);
            Assert.Contains("2026-拟-0153", pages[i], StringComparison.Ordinal);
            Assert.Contains("机密★20年", pages[i], StringComparison.Ordinal);
            Assert.Contains("本签按机密级管理", pages[i], StringComparison.Ordinal);
        }

        var all = string.Concat(pages);
        Assert.All(Enumerable.Range(1, 60), i => Assert.Contains($"具体到人。之{i}。”", all, StringComparison.Ordinal));
        Assert.Equal(140, all.Count(c => c == '逐')); // one in each sentence: none lost at a page's end
        Assert.Contains(pages, page => page.Contains("完。", StringComparison.Ordinal) && page.Contains("签名沈洁2026年9月9日", StringComparison.Ordinal));
        Assert.All(pages.Skip(1), page => Assert.Contains("（续）", page, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "字库没有的字印作〓并报告，不悄悄丢失")]
    [Requirement("R7.1.3")]
    public void A_character_outside_the_fonts_is_seen_and_reported()
    {
        using var pdf = new Poppler(Render(Sheet with { Drafter = "𠮷田\u202E龘" }, out var printed));
        Assert.Equal(["U+202E", "U+20BB7"], printed.Missing);
        Assert.Contains("〓田〓龘", Assert.Single(pdf.Pages()), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "文件属性不含题名，同一内容印出同样的字节")]
    [Requirement("R7.1.3")]
    public void Metadata_tell_nothing_and_the_same_sheet_gives_the_same_bytes()
    {
        var bytes = Render(Sheet, out _);
        Assert.All(Enumerable.Range(0, 8).AsParallel().Select(_ => Render(Sheet, out PrintedSheet _)), again => Assert.Equal(bytes, again));
        using var pdf = new Poppler(bytes);
        var info = pdf.Info();
        Assert.DoesNotContain("军供", info, StringComparison.Ordinal);
        Assert.DoesNotContain("Title:", info, StringComparison.Ordinal);
        Assert.Contains("01:41:33 2026", info, StringComparison.Ordinal);
        Assert.DoesNotContain("军供站", Encoding.BigEndianUnicode.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "拟稿签是完好的PDF，字体全部嵌入，大小适中")]
    [Requirement("R7.1.3")]
    public void The_file_is_sound_and_carries_its_fonts()
    {
        var bytes = Render(Sheet, out _);
        using var pdf = new Poppler(bytes);
        Assert.Contains("No syntax or stream encoding errors found", pdf.Check(), StringComparison.Ordinal);
        var fonts = pdf.Fonts().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font =>
        {
            var columns = font.Split(' ', StringSplitOptions.RemoveEmptyEntries); // … emb sub uni object
            Assert.Equal(("yes", "yes"), (columns[^5], columns[^3]));
        });
        Assert.InRange(bytes.Length, 10_000, 400_000);
    }

    [Fact(DisplayName = "演示数据的拟稿签每页有演示字样")]
    [Requirement("R7.1.3")]
    public void Demonstration_data_say_so()
    {
        using var pdf = new Poppler(Render(Sheet with { Demonstration = true }, out _));
        var words = string.Concat(pdf.Pages());
        Assert.All("演示数据", c => Assert.Contains(c, words));
        Assert.All(["优抚安置科", Sheet.SendTo], field => Assert.Contains(field, words, StringComparison.Ordinal));
    }
}
