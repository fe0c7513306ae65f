using System.Collections.Frozen;
using System.Text;
using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Registers;

/// <summary>What a column of an old ledger means. The columns of form F02, as offices head them.</summary>
public enum OldColumn
{
    /// <summary>不导入</summary>
    Ignored = 0,

    /// <summary>原台账号</summary>
    Number = 1,

    /// <summary>题名</summary>
    Title = 2,

    /// <summary>文号</summary>
    DocumentNumber = 3,

    /// <summary>密级</summary>
    Level = 4,

    /// <summary>保密期限, also as a date.</summary>
    Term = 5,

    /// <summary>密级和期限 in one cell.</summary>
    Mark = 6,

    /// <summary>定密日/制发日</summary>
    ClassifiedOn = 7,

    /// <summary>解密时间</summary>
    FreeOn = 8,

    /// <summary>知悉范围</summary>
    Scope = 9,

    /// <summary>定密类型: original or derivative.</summary>
    Kind = 10,

    /// <summary>定密依据</summary>
    Basis = 11,

    /// <summary>承办人</summary>
    Drafter = 12,

    /// <summary>定密责任人</summary>
    Classifier = 13,

    /// <summary>承办单位</summary>
    Unit = 14,

    /// <summary>份数</summary>
    Copies = 15,

    /// <summary>载体形式</summary>
    CarrierForm = 16,

    /// <summary>备注</summary>
    Remark = 17,

    /// <summary>上级特殊规定的文号</summary>
    SuperiorRule = 18,
}

/// <summary>The columns by the headings that offices give them.</summary>
public static class OldColumns
{
    // In the order in which they are preferred: of 台账号 and 序号 in one sheet, the first is the number.
    private static readonly (OldColumn Column, string[] Headings)[] Known =
    [
        (OldColumn.Number, ["原台账号", "台账号", "台帐号", "台账编号", "定密编号", "登记编号", "登记号", "编号", "顺序号", "序号", "no", "number", "ledgerno"]),
        (OldColumn.Title, ["国家秘密事项名称", "事项文件名", "事项名称", "文件名称", "文件标题", "文件题名", "题名", "标题", "国家秘密事项", "文件名", "名称", "事项", "文件", "事由", "matterdocument", "title"]),
        (OldColumn.DocumentNumber, ["发文字号", "文号", "发文文号", "发文号", "文件字号", "来文字号", "文件号", "文件编号", "字号", "documentnumber", "documentno"]),
        (OldColumn.Mark, ["密级和保密期限", "密级及保密期限", "密级保密期限", "密级及期限", "密级和期限", "密级期限", "密级标志", "密级标识", "国家秘密标志", "标密情况"]),
        (OldColumn.Level, ["密级", "秘密等级", "保密等级", "密级等级", "定密密级", "级别", "level"]),
        (OldColumn.Term, ["保密期限", "期限", "保密年限", "保密期", "年限", "期限或解密时间条件", "期限解密条件", "termordeclassificationdateorevent", "term"]),
        (OldColumn.FreeOn, ["解密时间", "解密日期", "解密日", "自行解密日", "届满日期", "到期日期", "到期日", "保密期限截止日期", "保密期限届满日", "截止日期", "declassifiedon"]),
        (OldColumn.ClassifiedOn, ["定密日期", "定密时间", "定密日", "制发日定密日", "制发日期", "制发日", "制发时间", "确定日期", "成文日期", "签发日期", "印发日期", "发文日期", "产生日期", "日期", "时间", "登记日期", "issuedorclassifiedon"]),
        (OldColumn.Scope, ["知悉范围", "接触范围", "知悉人员", "知悉单位", "知悉人员范围", "发放范围", "分发范围", "范围", "scopeofknowledge"]),
        (OldColumn.Kind, ["定密类型", "定密方式", "定密类别", "原始派生", "原始或派生", "类型", "类别", "originalorderivative"]),
        (OldColumn.Basis, ["定密依据", "依据", "依据条款", "定密依据条款", "保密事项范围", "依据条款或来源文件", "basis"]),
        (OldColumn.Drafter, ["承办人", "拟稿人", "经办人", "起草人", "承办人员", "经办人员", "actionofficer"]),
        (OldColumn.Classifier, ["定密责任人", "签发人", "审批人", "责任人", "批准人", "classifier"]),
        (OldColumn.Unit, ["承办单位", "承办处室", "承办科室", "承办部门", "主办单位", "主办处室", "产生单位", "起草单位", "处室", "科室", "部门", "单位", "unit"]),
        (OldColumn.Copies, ["份数", "印制份数", "印发份数", "数量", "copies"]),
        (OldColumn.CarrierForm, ["载体形式", "载体类型", "载体类别", "载体", "介质", "medium"]),
        (OldColumn.SuperiorRule, ["上级特殊规定", "上级规定", "上级文号", "特殊规定"]),
        (OldColumn.Remark, ["备注", "附注", "说明", "remark"]),
    ];

    private static readonly FrozenDictionary<string, (OldColumn Column, int Rank)> Exact =
        Known.SelectMany(k => k.Headings.Select((h, i) => (h, (k.Column, i)))).ToFrozenDictionary(h => h.h, h => h.Item2);

    // Longest first: what names more of the heading says more about it.
    private static readonly (string Heading, OldColumn Column)[] Within =
        [.. Known.SelectMany(k => k.Headings.Where(h => h.Length > 1 && h[0] > 127).Select(h => (h, k.Column))).OrderByDescending(h => h.h.Length)];

    private const int LongestHeading = 24;

    // Beside an exact heading, one that merely contains it comes second.
    private const int Merely = 100;

    /// <summary>What the heading means, and how well it says so (smaller is better); null where it is no heading known.</summary>
    public static (OldColumn Column, int Rank)? Means(string heading)
    {
        var words = Bare(heading);
        if (words.Length is 0 or > LongestHeading)
        {
            return null;
        }

        if (Exact.TryGetValue(words, out var known))
        {
            return known;
        }

        if (words.Contains("密级", StringComparison.Ordinal) && (words.Contains("期限", StringComparison.Ordinal) || words.Contains("标志", StringComparison.Ordinal)))
        {
            return (OldColumn.Mark, Merely);
        }

        foreach (var (part, column) in Within)
        {
            if (words.Contains(part, StringComparison.Ordinal))
            {
                return (column, Merely + words.Length - part.Length);
            }
        }

        return null;
    }

    /// <summary>The column's words, as the page offers them.</summary>
    public static Wording Title(this OldColumn column) => column switch
    {
        OldColumn.Ignored => new("不导入", "Not imported"),
        OldColumn.Number => new("原台账号", "Old number"),
        OldColumn.Title => new("题名", "Title"),
        OldColumn.DocumentNumber => new("文号", "Document number"),
        OldColumn.Level => new("密级", "Level"),
        OldColumn.Term => new("保密期限", "Term"),
        OldColumn.Mark => new("密级和期限", "Level and term"),
        OldColumn.ClassifiedOn => new("定密日/制发日", "Classified or issued on"),
        OldColumn.FreeOn => new("解密时间", "Declassified on"),
        OldColumn.Scope => new("知悉范围", "Scope of knowledge"),
        OldColumn.Kind => new("定密类型", "Original or derivative"),
        OldColumn.Basis => new("定密依据", "Basis"),
        OldColumn.Drafter => new("承办人", "Drafter"),
        OldColumn.Classifier => new("定密责任人", "Classifier"),
        OldColumn.Unit => new("承办单位", "Unit"),
        OldColumn.Copies => new("份数", "Copies"),
        OldColumn.CarrierForm => new("载体形式", "Carrier form"),
        OldColumn.Remark => new("备注", "Remark"),
        OldColumn.SuperiorRule => new("上级特殊规定文号", "Superior rule's number"),
    };

    /// <summary>A heading without what offices set around it: spaces, brackets, signs, either width.</summary>
    private static string Bare(string heading) =>
        string.Concat(heading.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
