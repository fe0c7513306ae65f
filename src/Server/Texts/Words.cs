using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Texts;

/// <summary>The words of the regulation for levels, posts, acts, stages and states. A level is always the Chinese word; English stands beside it.</summary>
public static partial class Words
{
    /// <summary>For what is said in both languages at once, such as the arguments of a refusal.</summary>
    public static readonly Language Chinese = new(english: false), Foreign = new(english: true);

    /// <summary>绝密, or in English 绝密 Top Secret.</summary>
    public static string Say(this Language l, Level level) => l.English ? $"{level.Word()} {level.English()}" : level.Word();

    /// <summary>The English of a level, never shown without the Chinese word.</summary>
    public static string English(this Level level) => level switch
    {
        Level.TopSecret => "Top Secret",
        Level.Secret => "Secret",
        Level.Confidential => "Confidential",
    };

    /// <summary>国家秘密, 内部, 非密.</summary>
    public static string Say(this Language l, Determination determination) => determination switch
    {
        Determination.StateSecret => l.T("国家秘密", "State secret"),
        Determination.Internal => l.T("内部", "Internal"),
        Determination.Unclassified => l.T("非密", "Unclassified"),
    };

    /// <summary>The post's name.</summary>
    public static string Say(this Language l, CasePurpose purpose) => purpose switch
    {
        CasePurpose.Determine => l.T("定密", "Determination"),
        CasePurpose.Change => l.T("变更", "Change"),
        CasePurpose.Declassify => l.T("提前解密", "Early declassification"),
    };

    public static string Say(this Language l, Post post) => post switch
    {
        Post.System => l.T("系统", "System"),
        Post.ActionOfficer => l.T("承办人", "Action officer"),
        Post.SectionHead => l.T("处室负责人", "Section head"),
        Post.OfficeSecretary => l.T("局办公室文秘", "Office secretary"),
        Post.DeputyDirectorInCharge => l.T("分管局领导", "Deputy director in charge"),
        Post.RegistryClerk => l.T("机要室定密经办", "Registry clerk"),
        Post.RegistryTopSecretCustodian => l.T("机要室专人", "Registry top secret custodian"),
        Post.PrintRoomOperator => l.T("文印室操作人员", "Print-room operator"),
        Post.SecrecyOfficer => l.T("专职保密员", "Secrecy officer"),
        Post.LeadingGroupHead => l.T("领导小组组长", "Leading group head"),
        Post.LeadingGroupDeputy => l.T("领导小组副组长", "Leading group deputy"),
        Post.LeadingGroupMember => l.T("领导小组组员", "Leading group member"),
        Post.SystemAdministrator => l.T("系统管理员", "System administrator"),
        Post.SecurityAdministrator => l.T("安全保密管理员", "Security administrator"),
        Post.SecurityAuditor => l.T("安全审计员", "Security auditor"),
    };

    /// <summary>Where a term comes from.</summary>
    public static string Say(this Language l, TermOrigin origin) => origin switch
    {
        TermOrigin.Foreseen => l.T("能预见", "Foreseen"),
        TermOrigin.Default => l.T("不能预见，按密级管理", "Not foreseeable, default of the level"),
        TermOrigin.SuperiorRule => l.T("上级特殊规定", "Superior rule"),
        TermOrigin.Received => l.T("来文原期限", "As received"),
    };

    /// <summary>One of the five steps of article 7, as the table of the procedure names it.</summary>
    public static string Step(this Language l, int number)
    {
        var name = FiveSteps.Table[number - 1].Name.In(l.English);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>第六条（一）项, Art. 6(1).</summary>
    public static string Say(this Language l, Clause clause) =>
        !l.English ? clause.ToString() : clause.Item == 0 ? $"Art. {clause.Article}" : $"Art. {clause.Article}({clause.Item})";

    /// <summary>What remains until a day: years and months, days within the last 90.</summary>
    public static string Left(this Language l, DateOnly today, DateOnly until)
    {
        var days = until.DayNumber - today.DayNumber;
        if (days <= 90)
        {
            return l.T($"{days} 天", days == 1 ? "1 day" : $"{days} days");
        }

        var months = ((until.Year - today.Year) * 12) + until.Month - today.Month;
        months -= today.AddMonths(months) > until ? 1 : 0;
        return (months / 12, months % 12) switch
        {
            (0, var m) => l.T($"{m}个月", $"{m} m"),
            (var y, 0) => l.T($"{y}年", $"{y} y"),
            var (y, m) => l.T($"{y}年{m}个月", $"{y} y {m} m"),
        };
    }

    /// <summary>2026年9月9日 星期三 09:41, Wed 9 Sep 2026 09:41.</summary>
    public static string Say(this Language l, DateTimeOffset now) => l.English
        ? now.ToString("ddd d MMM yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture)
        : $"{now.Year}年{now.Month}月{now.Day}日 星期{"日一二三四五六"[(int)now.DayOfWeek]} {now:HH:mm}";

    /// <summary>A stored citation such as 第五条（三）项2, short: 五（三）2, 5(3)2. Whatever else was cited stays as it is.</summary>
    public static string Cite(this Language l, string citation) => citation == LedgerEntry.BasisOfReceived
        ? l.T(citation, "as received")
        : Citation().Replace(citation, m => l.English ? $"5({ChineseNumber.Read(m.Groups[1].Value)}){m.Groups[2].Value}" : $"五（{m.Groups[1].Value}）{m.Groups[2].Value}")
            .Replace("、", l.T("、", ", "), StringComparison.Ordinal);

    /// <summary>An article of a law as the pack writes it, such as 第十七条: Art. 17.</summary>
    public static string Article(this Language l, string article) => l.English && article is ['第', .. var number, '条'] && ChineseNumber.Read(number) is { } n ? $"Art. {n}" : article;

    [System.Text.RegularExpressions.GeneratedRegex(@"第五条（([一二三])）项(\d+)")]
    private static partial System.Text.RegularExpressions.Regex Citation();

    /// <summary>9月9日, 9 Sep: only where work is listed.</summary>
    public static string Short(this Language l, DateOnly day) => l.English
        ? day.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture)
        : $"{day.Month}月{day.Day}日";
}
