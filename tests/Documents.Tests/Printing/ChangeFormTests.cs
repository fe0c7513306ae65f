using Shoumi.Documents.Printing;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Documents.Tests.Printing;

public class ChangeFormTests
{
    private static readonly PrintRecord Print = new("周敏", new(2026, 9, 9, 9, 41, 33, TimeSpan.FromHours(8)), 2, 18_447);

    private static readonly ChangeApprovalContent Approval = new()
    {
        Bureau = "XX市民政局",
        Number = "2026-变-0007",
        Mark = "机密★20年",
        Unit = "优抚安置科",
        FilledOn = new(2026, 9, 8),
        Officer = "陈思远",
        Phone = "8123 4567",
        Matter = "军供站2026年三季度饮食供应情况统计",
        DocumentNumber = "X民密〔2026〕18号",
        LedgerNumber = "2026-0118",
        Declassifies = false,
        Before = new("机密", "20年", "刘建华、陈思远、沈洁"),
        After = new("秘密", "5年", "刘建华、陈思远、机要室（周敏、吴刚）"),
        Reason = "调防任务已经结束，泄露后的危害程度明显降低。",
        Opinions =
        [
            new("承办人意见", "拟变更为秘密★5年。", "陈思远", "承办人", new(2026, 9, 8)),
            new("部门负责人意见", "同意。", "刘建华", "处室负责人", new(2026, 9, 8)),
            new("定密责任人意见", "", null, null, null),
        ],
        Print = Print,
        Demonstration = false,
    };

    private static readonly ChangeNoticeContent Notice = new()
    {
        Bureau = "XX市民政局",
        Number = "2026-变通-0007",
        Mark = "秘密★5年",
        To = "市退役军人事务局",
        Matter = "军供站2026年三季度饮食供应情况统计",
        DocumentNumber = "X民密〔2026〕18号",
        LedgerNumber = "2026-0118",
        Declassifies = false,
        Before = Approval.Before,
        After = Approval.After,
        EffectiveOn = new(2026, 9, 10),
        Authority = "XX市民政局",
        IssuedOn = new(2026, 9, 9),
        Print = Print,
        Demonstration = false,
    };

    private static (string Text, PrintedSheet Printed, Poppler Pdf) Render(Func<Stream, PrintedSheet> write)
    {
        using var stream = new MemoryStream();
        var printed = write(stream);
        var pdf = new Poppler(stream.ToArray());
        return (string.Concat(pdf.Pages()), printed, pdf);
    }

    [Fact(DisplayName = "变更审批表一页印全各栏：原、拟三要素，理由，各级意见及姓名、职务、日期")]
    [Requirement("R8.6")]
    public void The_approval_form_says_everything_on_one_page()
    {
        var (text, printed, pdf) = Render(s => ChangeApprovalForm.Write(Approval, s));
        using (pdf)
        {
            string[] expected =
            [
                "机密★20年", "XX市民政局国家秘密变更/解密审批表", "编号2026-变-0007", "优抚安置科", "2026年9月8日", "陈思远", "81234567", Approval.Matter!, "X民密〔2026〕18号", "2026-0118",
                "（√）变更（）解密", "20年", "5年", "原知悉范围", "拟定知悉范围", Approval.Reason, "承办人意见", "拟变更为秘密★5年。", "承办人签名陈思远2026年9月8日", "处室负责人签名刘建华2026年9月8日",
                "定密责任人意见", "签名＿＿＿＿＿＿＿＿年＿＿月＿＿日", "打印周敏2026-09-0909:41:33·第2次打印·审计第18,447号", "本表按机密级管理", "第1页共1页",
            ];
            Assert.All(expected, wanted => Assert.Contains(wanted, text, StringComparison.Ordinal));
            Assert.Equal((1, 0), (printed.Pages, printed.Missing.Length));
            var first = pdf.Words(1).MinBy(w => (w.Top > 0.1, w.Left));
            Assert.Equal("机密★20年", first.Word);
        }
    }

    [Fact(DisplayName = "解密的审批表，拟定各栏空白")]
    [Requirement("R8.6")]
    public void Nothing_is_proposed_where_it_is_declassified()
    {
        var (text, _, pdf) = Render(s => ChangeApprovalForm.Write(Approval with { Declassifies = true, After = new("绝密", "30年", "周大为"), Matter = null }, s));
        using (pdf)
        {
            Assert.Contains("（）变更（√）解密", text, StringComparison.Ordinal);
            Assert.Contains("题名见纸质台账", text, StringComparison.Ordinal);
            Assert.All(new[] { "绝密", "30年", "周大为" }, w => Assert.DoesNotContain(w, text, StringComparison.Ordinal));
        }
    }

    [Fact(DisplayName = "文字长的审批表仍在一页，再长的续页有标志和编号，一句不丢")]
    [Requirement("R8.6")]
    public void Long_texts_wrap_and_are_complete()
    {
        const string Sentence = "逐项核对后认为危害程度降低。";
        var longer = Approval with { Reason = string.Concat(Enumerable.Repeat(Sentence, 20)), Before = Approval.Before with { Scope = string.Join('、', Enumerable.Repeat("欧阳建华", 16)) } };
        var (text, printed, pdf) = Render(s => ChangeApprovalForm.Write(longer, s));
        using (pdf)
        {
            Assert.Equal(1, printed.Pages);
            Assert.Equal((20, 16), (text.Count(c => c == '逐'), text.Count(c => c == '欧')));
        }

        var (endless, _, more) = Render(s => ChangeApprovalForm.Write(Approval with { Opinions = [.. Approval.Opinions, new("领导小组意见", string.Concat(Enumerable.Repeat(Sentence, 150)), "韩立新", "组长", new(2026, 9, 9))] }, s));
        using (more)
        {
            Assert.Equal(150, endless.Count(c => c == '逐'));
            Assert.All(more.Pages(), page => Assert.Contains("机密★20年", page, StringComparison.Ordinal));
            Assert.All(more.Pages(), page => Assert.Contains("2026-变-0007", page, StringComparison.Ordinal));
        }
    }

    [Fact(DisplayName = "变更通知书写明发往、事项、前后三要素、生效日、决定机关，下附可撕下的改标回执；回执只写编号，不写题名")]
    [Requirement("R8.6")]
    public void The_notice_has_a_receipt_that_tells_no_title()
    {
        var (text, printed, pdf) = Render(s => ChangeNoticeForm.Write(Notice, s));
        using (pdf)
        {
            string[] expected =
            [
                "秘密★5年", "XX市民政局国家秘密变更通知书", "编号2026-变通-0007", "市退役军人事务局", Notice.Matter!, "X民密〔2026〕18号", "2026-0118", "现密级", "20年", "5年", "2026年9月10日", "决定机关", "签收人",
                "沿此线撕下交回", "载体改标回执", "2026-变通-0007号变更通知书", "本通知书按秘密级管理", "第1页共1页",
            ];
            Assert.All(expected, wanted => Assert.Contains(wanted, text, StringComparison.Ordinal));
            Assert.Equal((1, 0), (printed.Pages, printed.Missing.Length));
            var words = pdf.Words(1);
            var cut = words.First(w => w.Word.Contains("沿此线", StringComparison.Ordinal)).Top;
            Assert.All(words.Where(w => w.Top > cut && w.Top < 0.93), w => Assert.DoesNotContain("军供", w.Word, StringComparison.Ordinal));
            Assert.DoesNotContain('★', string.Concat(words.Where(w => w.Top > cut).Select(w => w.Word)));
        }
    }

    [Fact(DisplayName = "解密通知书没有标志时没有★，要求不得擅自公开")]
    [Requirement("R8.6", "R8.3.3")]
    public void A_notice_of_declassification_without_a_secret_has_no_star()
    {
        var (text, _, pdf) = Render(s => ChangeNoticeForm.Write(Notice with { Declassifies = true, Mark = null, After = null }, s));
        using (pdf)
        {
            Assert.Contains("国家秘密解密通知书", text, StringComparison.Ordinal);
            Assert.Contains("未经审查不得公开", text, StringComparison.Ordinal);
            Assert.DoesNotContain('★', text);
            Assert.DoesNotContain("级管理", text, StringComparison.Ordinal);
        }
    }

    [Fact(DisplayName = "审批表和通知书是完好的PDF，同样内容同样字节，属性不含内容")]
    [Requirement("R8.6")]
    public void The_files_are_sound()
    {
        foreach (var write in new Func<Stream, PrintedSheet>[] { s => ChangeApprovalForm.Write(Approval, s), s => ChangeNoticeForm.Write(Notice, s) })
        {
            using var one = new MemoryStream();
            using var two = new MemoryStream();
            write(one);
            write(two);
            Assert.Equal(one.ToArray(), two.ToArray());
            using var pdf = new Poppler(one.ToArray());
            Assert.Contains("No syntax or stream encoding errors found", pdf.Check(), StringComparison.Ordinal);
            Assert.DoesNotContain("Title:", pdf.Info(), StringComparison.Ordinal);
        }
    }
}
