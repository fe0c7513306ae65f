using System.Text;

namespace Shoumi.Documents.Tests.Sheets;

/// <summary>Old ledgers as offices really keep them, each with what it should come to.</summary>
/// <param name="New">Entries, repeated ones not counted.</param>
/// <param name="Said">Part of a sentence about a problem; empty where there is none to be looked for.</param>
public sealed record OldBook(string Name, Func<byte[]> File, int New, int Faulty = 0, int Repeated = 0, int Skipped = 0, int Warned = 0, string Said = "");

public static class OldBooks
{
    private static readonly object?[] Head = ["序号", "文件名称", "文号", "密级", "保密期限", "定密日期", "知悉范围", "定密依据"];
    private static readonly DateOnly Day = new(2020, 5, 6);

    private static object?[] Row(int n, object? level = null, object? term = null, object? day = null, string? title = null, string? scope = "优抚科") =>
        [n, title ?? $"第{n}号安置计划", $"滨民密〔2020〕{n}号", level ?? "秘密", term ?? "10年", day ?? Day, scope, "第五条（三）项2"];

    private static byte[] Book(params object?[][] rows) => new MadeBook().Sheet("台账", rows).Bytes();

    private static byte[] Text(Encoding encoding, string separator, params object?[][] rows) =>
        [.. encoding.GetPreamble(), .. encoding.GetBytes(string.Join("\r\n", rows.Select(r => string.Join(separator, r.Select(c => c is DateOnly d ? $"{d:yyyy/M/d}" : $"{c}")))))];

    private static Encoding Gbk()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GBK");
    }

    public static readonly OldBook[] All =
    [
        new("普通一张表", () => Book(Head, Row(1), Row(2)), 2),
        new("标题行、单位行在表头之上", () => new MadeBook().Sheet("S", [["滨江市民政局定密台账"], [null, null, "单位：机要室"], Head, Row(1)], ["A1:H1"]).Bytes(), 1),
        new("两行表头，上行合并", () => new MadeBook().Sheet("S", [["序号", "文件名称", "定密情况", null, null, "知悉范围"], [null, null, "密级", "期限", "定密日期", null], [1, "甲", "机密", "20年", Day, "优抚科"]], ["A1:A2", "B1:B2", "C1:E1", "F1:F2"]).Bytes(), 1, Warned: 1, Said: "没有定密依据"),
        new("两行表头，下行留空不合并", () => Book(["序号", "文件名称", "定密", null, null], [null, null, "密级", "保密期限", "定密日期"], [1, "甲", "机密", "20年", Day]), 1, Warned: 1),
        new("密级期限写在一栏：机密★10年", () => Book(["编号", "标题", "密级及期限", "制发日期"], ["2016-1", "甲", "机密★10年", Day], ["2016-2", "乙", "秘密★6个月", Day]), 2, Warned: 2),
        new("密级期限不写星号：机密10", () => Book(["编号", "标题", "密级标志", "制发日期"], [1, "甲", "机密10", Day], [2, "乙", "秘密五年", Day], [3, "丙", "机密（20年）", Day], [4, "丁", "机密级10年", Day]), 4, Warned: 4),
        new("密级一栏里带期限，没有期限栏", () => Book(["编号", "标题", "密级", "制发日期"], [1, "甲", "秘密·5年", Day]), 1, Warned: 1),
        new("期限只写数字", () => Book(Head, Row(1, "机密", 20), Row(2, "秘密", 5.0)), 2),
        new("期限数字带“年”格式", () => Book(Head, Row(1, "机密", new Shown(20, "0\"年\"")), Row(2, "秘密", new Shown(6, "0\"个月\""))), 2),
        new("期限写中文数字", () => Book(Head, Row(1, "绝密", "三十年"), Row(2, "秘密", "半年"), Row(3, "秘密", "十年")), 3),
        new("期限写二十四个月，即两年", () => Book(Head, Row(1, "秘密", "24个月")), 1),
        new("期限写成日期", () => Book(Head, Row(1, "秘密", "2029年5月6日"), Row(2, "秘密", "至2030-05-06")), 2),
        new("只有解密时间，没有期限", () => Book(["序号", "文件名称", "密级", "定密日期", "解密时间"], [1, "甲", "秘密", Day, new DateOnly(2030, 5, 6)], [2, "乙", "秘密", Day, "2030.5.7"]), 2, Warned: 2),
        new("期限与解密时间都有且相符", () => Book(["序号", "文件名称", "密级", "期限", "定密日期", "解密日期"], [1, "甲", "秘密", "10年", Day, "2030-05-06"], [2, "乙", "秘密", "10年", Day, "2030-05-07"]), 2, Warned: 2),
        new("解密时间与期限不符", () => Book(["序号", "文件名称", "密级", "期限", "定密日期", "解密日期"], [1, "甲", "秘密", "10年", Day, "2029-05-06"]), 0, 1, Said: "F2：解密时间“2029-05-06”与期限不符，按期限应为2030-05-07"),
        new("解密时间早于定密日", () => Book(["序号", "文件名称", "密级", "定密日期", "解密时间"], [1, "甲", "秘密", Day, "2019-05-06"]), 0, 1, Said: "早于定密日"),
        new("没有期限，按级别作默认", () => Book(Head, Row(1, "机密", "")), 1, Warned: 1, Said: "按第六条（四）项作20年管理"),
        new("级别不存在", () => Book(Head, Row(1, "内部"), Row(2, "机秘"), Row(3)), 1, 2, Said: "D2：“内部”不是密级"),
        new("没有密级", () => Book(Head, Row(1, ""), Row(2)), 1, 1, Said: "没有密级"),
        new("期限无法辨认", () => Book(Head, Row(1, "秘密", "很久"), Row(2, "秘密", "1年6个月")), 0, 2, Said: "E2：期限“很久”无法辨认"),
        new("超过上限", () => Book(Head, Row(1, "秘密", "11年"), Row(2, "机密", "30年"), Row(3, "绝密", "30年")), 1, 2, Said: "E2：秘密★11年超过第六条（一）项的上限10年"),
        new("以日期超过上限", () => Book(Head, Row(1, "秘密", "2030-05-07"), Row(2, "秘密", "2030-05-08")), 1, 1, Said: "E3"),
        new("长期，没有上级规定", () => Book(Head, Row(1, "机密", "长期")), 0, 1, Said: "“长期”须有上级特殊规定"),
        new("长期，依据中写明已登记的上级规定", () => Book(Head, [1, "甲", "", "机密", "长期", Day, "优抚科", "民发〔2015〕8号"]), 1),
        new("不按整年整月计", () => Book(Head, Row(1, "秘密", "18个月"), Row(2, "秘密", "90天")), 0, 2, Said: "不按第六条（五）项计"),
        new("来文派生的，照原期限", () => Book([.. Head, "定密类型"], [.. Row(1, "秘密", "18个月"), "派生"], [.. Row(2, "机密", "长期"), "来文"], [.. Row(3, "秘密", "20年"), "原始"]), 2, 1),
        new("日期不存在、没有、还没有到", () => Book(Head, Row(1, day: "2020-02-30"), Row(2, day: ""), Row(3, day: "2027-01-01"), Row(4, day: "20.5.6")), 0, 4, Said: "F2：日期“2020-02-30”无法辨认或不存在"),
        new("日期的各种写法", () => Book(Head, Row(1, day: "2020.5.6"), Row(2, day: "2020年5月6日"), Row(3, day: "二〇二〇年五月六日"), Row(4, day: "20200506"), Row(5, day: 43957), Row(6, day: "2020/05/06 00:00:00"), Row(7, day: new Shown(43957, "yyyy\"年\"m\"月\"d\"日\""))), 7),
        new("日期从1904年算起", () => new MadeBook { From1904 = true }.Sheet("S", [Head, Row(1), Row(2)]).Bytes(), 2),
        new("没有题名；高于上限的可以没有", () => Book(Head, Row(1, title: " "), Row(2, "绝密", "30年", title: "")), 1, 1, Said: "B2：没有题名"),
        new("题名过长", () => Book(Head, Row(1, title: new string('长', 201)), Row(2, title: new string('长', 200))), 1, 1, Said: "题名超过 200 字"),
        new("重复的行", () => Book(Head, Row(1), Row(1), [9, "第1号安置计划", "滨民密〔2020〕1号", "秘密", "10年", Day, "优抚科", "第五条（三）项2"], Row(2)), 2, Repeated: 2),
        new("空行、合计行、年份行、表头重复、填表说明", () => new MadeBook().Sheet("S", [Head, ["2020年"], Row(1), [], [null, " "], Head, Row(2), ["合计", 2], ["填表人：苏映秋", null, "审核人："]], ["A2:H2"]).Bytes(), 2, Skipped: 4),
        new("多张表按年分，各有各的列序", () => new MadeBook { Shared = true }.Sheet("2019", [Head, Row(1), Row(2)]).Sheet("2020", [["密级", "期限", "标题", "定密日期", "知悉范围", "依据"], ["机密", "20年", "丙", Day, "优抚科", "五（二）2"]]).Sheet("说明", [["本表由机要室保管"]]).Bytes(), 3),
        new("隐藏的表不导入", () => new MadeBook().Sheet("草稿", [Head, Row(1)], hidden: true).Sheet("正式", [Head, Row(2)]).Bytes(), 1),
        new("公式取保存时的结果", () => Book(Head, [new Formula("ROW()-1", 1.0), new Formula("A2&\"号\"", "一号计划"), "", new Formula("\"秘\"&\"密\"", "秘密"), new Formula("5*2", 10.0), new Formula("TODAY()-2000", new DateOnly(2020, 1, 1)), "优抚科", "五（三）2"]), 1),
        new("纵向合并的密级和日期", () => new MadeBook().Sheet("S", [Head, Row(1), [2, "乙", null, null, null, null, null, null], [3, "丙", null, null, null, null, null, null]], ["D2:D4", "E2:E4", "F2:F4", "G2:G4", "H2:H4"]).Bytes(), 3),
        new("没有单元格编号、带前缀", () => new MadeBook { NoReferences = true, Prefix = "x:" }.Sheet("S", [Head, [1, "甲", null, "秘密", "10年", Day, "优抚科", "五（三）2"]]).Bytes(), 1),
        new("单位人员不在名册，记入备注", () => Book([.. Head, "承办人", "承办处室"], [.. Row(1, scope: "优抚科、王五；老科室"), "赵六", "撤销了的科"]), 1, Warned: 1, Said: "G2：知悉范围中的“王五、老科室”没有找到"),
        new("同名两人不认", () => Book([.. Head, "承办人"], [.. Row(1), "李同名"], [.. Row(2), "夏晴川"]), 2, Warned: 1, Said: "人员“李同名”"),
        new("CSV，GBK，逗号", () => Text(Gbk(), ",", Head, Row(1), Row(2)), 2),
        new("CSV，UTF-8，有字节序标记，分号", () => Text(new UTF8Encoding(true), ";", Head, Row(1)), 1),
        new("文本，UTF-16，制表符", () => Text(new UnicodeEncoding(false, true), "\t", Head, Row(1), Row(2), Row(3)), 3),
        new("CSV，UTF-16 大端，没有字节序标记", () => Text(new UnicodeEncoding(true, false), ",", Head, Row(1)), 1),
        new("CSV，引号里有逗号、引号和换行", () => Encoding.UTF8.GetBytes("序号,文件名称,密级,期限,定密日期\n1,\"甲,\"\"乙\"\"\n丙\",秘密,10年,2020-05-06\n"), 1, Warned: 1),
        new("看不见的字符、全角数字、多余空格", () => Book(Head, Row(1, " 机 密 ", "２０年", "２０２０-５-６", "甲\u200B乙\n丙")), 1),
        new("两栏密级不一致", () => Book(["序号", "标题", "密级", "密级标志", "定密日期"], [1, "甲", "机密", "秘密★10年", Day]), 0, 1, Said: "两栏的密级不一致"),
        new("份数写法", () => Book([.. Head, "份数"], [.. Row(1), "3份"], [.. Row(2), "三"], [.. Row(3), "若干"]), 3, Warned: 1, Said: "份数“若干”"),
        new("开头是公式样的文字，只作文字", () => Book(Head, Row(1, title: "=cmd|' /C calc'!A0"), Row(2, title: "+86")), 2),
        new("本系统导出的台账", () => Exported(), 2, Warned: 0),
    ];

    private static byte[] Exported()
    {
        using var stream = new MemoryStream();
        Shoumi.Documents.Sheets.CellValue[][] rows =
        [
            ["2026-0153", "甲", "X民发〔2026〕153号", "机密", "20年", "优抚科", "原始", "第五条（二）项2", "夏晴川", "夏晴川", new DateOnly(2020, 5, 6), "纸质", 6, "", new DateOnly(2040, 5, 7), "备注"],
            ["2026-0152", "乙", "X民发〔2026〕152号", "秘密", "5年", "优抚科", "派生", "来文密级", "夏晴川", "夏晴川", new DateOnly(2020, 5, 6), "纸质", 6, "", new DateOnly(2025, 5, 7), ""],
        ];
        var export = new Shoumi.Documents.Sheets.RegisterExport("滨江市民政局", Shoumi.Rules.Registers.ClassificationLedgerRegister.Definition, "机密★20年", "周敏", new(2026, 9, 9, 9, 41, 33, TimeSpan.FromHours(8)), 1, false);
        Shoumi.Documents.Sheets.Workbook.WriteAsync(export, rows, stream).GetAwaiter().GetResult();
        return stream.ToArray();
    }
}
