using Shoumi.Rules;

namespace Shoumi.Server.Demo;

/// <summary>What the invented bureau drafts: a row of the catalogue with its conditions answered, a title and who drafts it.</summary>
public static class DemoMatters
{
    public sealed record Matter(string Drafter, string Scope, string Row, string[] Ticked, string Title, int? Years, int Months = 0, string? Justification = null);

    /// <summary>The matters, by unit in turn. The year is put in for {0}, a running part for {1}.</summary>
    public static readonly Matter[] All =
    [
        new("4002", "SC-4-06", "CL-5.3.2", [], "{0}年度退役军人和军休人员安置计划（{1}）", 10),
        new("5002", "SC-4-04", "CL-5.2.1", [], "违法社会组织排查情况专报（{0}年第{1}期）", null),
        new("6002", "SC-4-08", "CL-5.3.6", [], "全市弃婴和孤残儿童情况综合资料（{0}年{1}）", 3),
        new("7002", "SC-4-07", "CL-5.3.4", [], "边境地名普查成果校核表（{0}年第{1}册）", 10),
        new("8002", "SC-4-03", "CL-5.3.3", [], "训练保障饮食供应统计（{0}年{1}）", 0, 6),
        new("4003", "SC-4-06", "CL-5.3.2", [], "{0}年度无军籍职工接收安置补充计划（{1}）", 5),
        new("8002", "SC-4-03", "CL-5.2.2", [], "重要保障任务饮食供应情况（{0}年第{1}批）", null),
        new("7002", "SC-4-05", "CL-5.3.1", [], "省际边界争议联合处理意见转办（{0}年{1}）", 1),
        new("5002", "SC-4-04", "CL-5.2.1", [], "非法组织基本情况台账（{0}年{1}）", 10),
        new("6002", "SC-4-08", "CL-5.3.6", [], "福利院婴幼儿死亡率统计分析（{0}年{1}）", 0, 11),
        new("4002", "SC-4-02", "CL-5.1.2", [], "特殊人员评定烈士申请材料（{0}年{1}）", null),
        new("8002", "SC-4-03", "CL-5.3.3", [], "抢险救灾部队饮食保障登记汇总（{0}年{1}）", 2),
    ];

    /// <summary>Running parts of titles.</summary>
    public static readonly string[] Parts = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
}
