using Shoumi.Rules.Policy;
using Xunit;

namespace Shoumi.Rules.Tests.Policy;

/// <summary>Packs as people break them. In the new text § stands where the error must point: it is taken out before reading.</summary>
public sealed class BrokenPackTests
{
    [Theory(DisplayName = "条例包写错时，指出文件、行、列、路径和应当怎样写")]
    [Requirement("R1.1", "R3.1", "RP.2")]
    [InlineData("键名拼错", "idle_minutes: 10", "§idle_minuets: 10", "access.idle_minuets", "是不是“idle_minutes”", "", 2)]
    [InlineData("多余的键", "prefix: MZ", "prefix: MZ\n§colour: red", "colour", "没有“colour”这个键")]
    [InlineData("缺少键", "  step_days: 2\n", "", "procedure.step_days", "缺少“step_days”", "procedure:\n  §")]
    [InlineData("缺少整节", "access:\n  password_length: 12\n  password_classes: 3\n  lock_after: 5\n  lock_minutes: 30\n  idle_minutes: 10\n", "", "access", "缺少“access”", "§id: minzheng\n")]
    [InlineData("不是数", "lock_after: 5", "lock_after: §five", "access.lock_after", "整数")]
    [InlineData("数太小", "password_length: 12", "password_length: §4", "access.password_length", "8至64")]
    [InlineData("上限不为正", "Secret: {cap_years: 20", "Secret: {cap_years: §0", "levels.Secret.cap_years", "1至100", "", 2)]
    [InlineData("默认高于上限", "default_years: 20}", "default_years: §25}", "levels.Secret.default_years", "超过上限")]
    [InlineData("不是真假", "allow_same_person_steps: false", "allow_same_person_steps: §no", "procedure.allow_same_person_steps", "true 或 false")]
    [InlineData("日期不存在", "version: 2026-03-01", "version: §2026-02-30", "version", "日期")]
    [InlineData("没有第四级", "number: 3\n    level: TopSecret", "number: 3\n    level: §Internal", "rows[3].level", "只能是")]
    [InlineData("编号重复", "- id: CL-5.1.2\n", "- id: §CL-5.1.1\n", "rows[2].id", "重复定义", "", 2)]
    [InlineData("理由码重复", "  MZ.6.2:\n", "  §MZ.6.1:\n", "", "重复", "", 3)]
    [InlineData("事项不存在", "rows: [CL-5.3.2]", "rows: [§CL-5.3.9]", "scopes[6].rows[1]", "没有“CL-5.3.9”", "", 2)]
    [InlineData("条件不存在", "conditions: [aggregate]", "conditions: [§agregate]", "rows[13].conditions[1]", "没有“agregate”")]
    [InlineData("理由没有依据", "    item: 2\n    basis: REG\n    about: term\n", "    item: 2\n    about: term\n", "reasons.MZ.6.2.basis", "缺少“basis”", "  MZ.6.2:\n    §")]
    [InlineData("理由的依据不存在", "    item: 2\n    basis: REG\n    about: term\n", "    item: 2\n    basis: §RGE\n    about: term\n", "reasons.MZ.6.2.basis", "没有“RGE”")]
    [InlineData("理由没有出路", "    remedy:\n      zh: 只登记来电单位、编号、密级和期限。\n      en: Register only its originator, number, level and term.\n", "", "reasons.MZ.4.10.CIPHER.remedy", "缺少“remedy”", "  MZ.4.10.CIPHER:\n    §")]
    [InlineData("缺英文", "      en: Choose a row of that group, or another group.\n", "", "reasons.MZ.5.MAP.remedy.en", "缺少“en”", "    remedy:\n      §zh: 改选与该范围对应的事项")]
    [InlineData("找谁不明", "    who: leader\n    rule:\n      zh: 国家秘密只让", "    who: §boss\n    rule:\n      zh: 国家秘密只让", "reasons.MZ.7.SCOPE.who", "没有“boss”")]
    [InlineData("花括号不成对", "{level}级最长{allowed}]。", "{level}级最长{allowed]。", "reasons.MZ.6.1.text.zh", "不成对", "      zh: §保密期限超过上限")]
    [InlineData("缺系统用的码", "  MZ.7.VACANT:\n", "  MZ.7.VACANCY:\n", "reasons", "缺少系统要用的理由码“MZ.7.VACANT”", "reasons:\n  # 第二条 Article 2\n  §MZ.2")]
    [InlineData("理由码前缀不对", "  MZ.12.OPEN:\n", "  ZM.12.OPEN:\n", "reasons.ZM.12.OPEN.text", "开头", "    about: carrier\n    text:\n      §zh: 还有密件没有清退")]
    [InlineData("事项无人可选", "rows: [CL-5.1.3, CL-5.2.1]", "rows: [CL-5.1.3]", "rows[5].id", "谁也选不到", "  - id: §CL-5.2.1\n")]
    [InlineData("条件无法成立", "{id: border, text:", "{id: border, holds: false, text:", "conditions.border-area.options", "没有一个答案", "      §- {id: border")]
    [InlineData("简称太长", "short: {zh: 非法组织、违法民间组织情况,", "short: §{zh: 非法组织、违法民间组织情况非法组织、违法民间组织情况,", "rows[5].short", "22")]
    [InlineData("没有提醒天数", "[90, 30, 7]", "§[]", "terms.reminder_days", "至少要有一个")]
    [InlineData("提醒天数乱序", "[90, 30, 7]", "§[30, 90, 7]", "terms.reminder_days", "从多到少")]
    [InlineData("不是列表", "rows: [CL-5.1.1]", "rows: §CL-5.1.1", "scopes[1].rows", "列表", "", 2)]
    [InlineData("不是键值", "procedure:\n  allow_same_person_steps: false\n  catch_all_needs_group_opinion: true\n  step_days: 2\n", "procedure: §none\n", "procedure", "键")]
    [InlineData("星号不对", "star: \"★\"", "star: §\"☆\"", "marking.star", "★")]
    [InlineData("引号没有合上", "issuer: 市保密局\n", "issuer: §\"市保密局\n", "", "YAML")]
    [InlineData("缩进用了制表符", "  issuer: 民政部\n", "§\tissuer: 民政部\n", "", "YAML")]
    [InlineData("用了锚点", "  max_months: 11", "  max_months: §&m 11", "", "锚点")]
    [InlineData("两个文档", "prefix: MZ", "prefix: MZ\n§---\nid: x", "", "一个文档")]
    public void Faults_are_named_with_their_place(
        string kind, string old, string with, string path, string message, string pointed = "", int errors = 1)
    {
        var (broken, line, column) = Break(ShippedPack.BaseYaml, old, with, pointed);
        var reading = PolicyReader.Read(broken, "broken.yaml", []);
        Assert.Null(reading.Pack);
        var error = Assert.Single(reading.Errors, e => (e.File, e.Line, e.Column, e.Path) == ("broken.yaml", line, column, path));
        Assert.Contains(message, error.MessageZh, StringComparison.Ordinal);
        Assert.DoesNotContain(error.MessageEn, c => c is >= '一' and <= '龥' && !broken.Contains(c));
        Assert.True(errors == reading.Errors.Length, $"{kind}: {string.Join('\n', reading.Errors)}");
        Assert.StartsWith($"broken.yaml:{line}:{column} {path}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "有几处错就一次指出几处，按行排列")]
    [Requirement("R1.1")]
    public void All_faults_at_once()
    {
        var broken = ShippedPack.BaseYaml
            .Replace("idle_minutes", "idle_minuets", StringComparison.Ordinal)
            .Replace("cap_years: 30", "cap_years: many", StringComparison.Ordinal)
            .Replace("who: superior", "who: inferior", StringComparison.Ordinal);
        var errors = PolicyReader.Read(broken, "broken.yaml", []).Errors;
        Assert.Equal(
            ["levels.TopSecret.cap_years", "access.idle_minutes", "access.idle_minuets", "reasons.MZ.6.3.who"],
            errors.Select(e => e.Path).Except(["levels.TopSecret.default_years"]));
        Assert.Equal(errors.Select(e => e.Line).Order(), errors.Select(e => e.Line));
    }

    [Theory(DisplayName = "空文件、非键值的文件、过大或嵌套过深的文件都被拒绝，而不是把机器拖垮")]
    [Requirement("R1.1")]
    [InlineData("", "空的")]
    [InlineData("# only a comment\n", "空的")]
    [InlineData("- a\n- b\n", "键: 值")]
    [InlineData("just words", "键: 值")]
    public void Other_texts_are_refused(string yaml, string message)
    {
        var reading = PolicyReader.Read(yaml, "odd.yaml", []);
        Assert.Null(reading.Pack);
        Assert.Contains(message, Assert.Single(reading.Errors).MessageZh, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "别名炸弹、深层嵌套和超大文件当场停住")]
    [Requirement("R1.1")]
    public void Bombs_do_not_go_off()
    {
        var laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"b{i}: [*a,*a,*a,*a]\n"));
        string[] bombs = [laughs, new string('[', 500_000), "x: " + new string('x', 1_100_000), string.Concat(Enumerable.Repeat("- 1\n", 60_000))];
        Assert.All(bombs, bomb => Assert.Single(PolicyReader.Read(bomb, "bomb.yaml", []).Errors));
    }

    private static (string Text, int Line, int Column) Break(string yaml, string old, string with, string pointed)
    {
        var at = yaml.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The shipped pack no longer holds “{old}”");
        var text = string.Concat(yaml.AsSpan(0, at), with, yaml.AsSpan(at + old.Length));
        if (pointed.Length > 0)
        {
            var plain = pointed.Replace("§", "", StringComparison.Ordinal);
            var found = text.IndexOf(plain, StringComparison.Ordinal);
            Assert.True(found >= 0, $"The broken pack does not hold “{plain}”");
            text = text.Insert(found + pointed.IndexOf('§', StringComparison.Ordinal), "§");
        }

        var place = text.IndexOf('§', StringComparison.Ordinal);
        var lineStart = text.LastIndexOf('\n', place) + 1;
        return (text.Remove(place, 1), text.AsSpan(0, place).Count('\n') + 1, place - lineStart + 1);
    }
}
