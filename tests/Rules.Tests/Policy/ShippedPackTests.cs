using Shoumi.Rules.Policy;
using Xunit;

namespace Shoumi.Rules.Tests.Policy;

public sealed class ShippedPackTests
{
    private static readonly PolicyPack Pack = ShippedPack.Pack;

    public static TheoryData<string> Codes => [.. Pack.Reasons.Keys.Order()];

    [Fact(DisplayName = "随产品提供的条例包和现行法叠加包没有错误")]
    [Requirement("R1.1")]
    public void It_has_no_fault() => Assert.Empty(ShippedPack.Reading.Errors);

    [Theory(DisplayName = "每条理由都用两种语言说清为什么、可以怎么办、找谁办、依据哪一条")]
    [Requirement("R3.1", "RP.2")]
    [MemberData(nameof(Codes))]
    public void Every_reason_says_why_and_what_instead(string code)
    {
        var reason = Pack.Reason(code);
        foreach (var wording in (Wording[])[reason.Text, reason.Remedy, reason.Who, reason.Rule, Pack.Bases[reason.Basis].Title])
        {
            ShippedPack.AssertReadable(wording.With([]).Zh);
            ShippedPack.AssertReadable(wording.With([]).En);
            Assert.Contains(wording.Zh, c => c is >= '一' and <= '龥');
            Assert.Equal(Values(wording.Zh), Values(wording.En));
        }

        Assert.NotEqual(reason.Text.Zh, reason.Remedy.Zh);
    }

    [Theory(DisplayName = "理由的编号写着它所在的条和项")]
    [Requirement("RP.2")]
    [MemberData(nameof(Codes))]
    public void The_code_names_the_clause(string code)
    {
        var parts = code.Split('.');
        if (parts[0] == "MZ" && int.TryParse(parts[1], out var article))
        {
            Assert.Equal(article, Pack.Reason(code).Clause?.Article);
        }
        else if (parts[0] == "MZ")
        {
            Assert.Null(Pack.Reason(code).Clause);
            Assert.Equal("NOTICE", Pack.Reason(code).Basis);
        }
    }

    [Fact(DisplayName = "条例写明它依据的法律、实施办法、民政部规定和市保密局规定")]
    [Requirement("RP.2", "R1.1")]
    public void It_names_what_it_rests_on()
    {
        string[] titles = ["保守国家秘密法", "保守国家秘密法实施办法", "具体范围规定", "市保密局", "新形势下保密工作"];
        Assert.All(titles, title => Assert.Contains(Pack.Bases.Values, b => b.Title.Zh.Contains(title, StringComparison.Ordinal)));
        Assert.All(Pack.Bases.Values, b => Assert.NotEqual("", b.Issuer));
    }

    [Theory(DisplayName = "三级密级的期限上限和默认期限各为三十年、二十年、十年")]
    [Requirement("R6.1.1", "R6.4.1")]
    [InlineData(Level.TopSecret, 30)]
    [InlineData(Level.Secret, 20)]
    [InlineData(Level.Confidential, 10)]
    public void Caps_and_defaults(Level level, int years) => Assert.Equal(new LevelPolicy(level, years, years), Pack.Levels[level]);

    [Fact(DisplayName = "目录里绝密四项、机密三项、秘密七项，依次编号，每级末项为“其它”")]
    [Requirement("R5.1", "R5.2")]
    public void The_catalogue_is_complete()
    {
        foreach (var (level, item, count) in ((Level, int, int)[])[(Level.TopSecret, 1, 4), (Level.Secret, 2, 3), (Level.Confidential, 3, 7)])
        {
            var rows = Pack.Rows.Where(r => r.Level == level).ToArray();
            Assert.Equal(Enumerable.Range(1, count).Select(n => ($"CL-5.{item}.{n}", new Clause(5, item), n)), rows.Select(r => (r.Id, r.Clause, r.Number)));
            Assert.Equal([rows[^1]], rows.Where(r => r.CatchAll));
        }
    }

    [Fact(DisplayName = "保密范围十类依次编号，第十类只收不定")]
    [Requirement("R4.1", "R4.3")]
    public void The_ten_groups()
    {
        Assert.Equal(Enumerable.Range(1, 10).Select(n => ($"SC-4-{n:00}", new Clause(4, n))), Pack.Scopes.Select(s => (s.Id, s.Clause)));
        Assert.Equal(["SC-4-10"], Pack.Scopes.Where(s => s.ReceivedOnly).Select(s => s.Id));
        Assert.Equal(["SC-4-03", "SC-4-05", "SC-4-09"], Pack.Scopes.Where(s => s.Gap is not null).Select(s => s.Id));
    }

    [Fact(DisplayName = "每个事项都写明所依据的部颁规定")]
    [Requirement("R2.2")]
    public void Every_row_rests_on_the_ministry() => Assert.All(Pack.Rows, r => Assert.Equal("民政部", Pack.Bases[r.LineRule].Issuer));

    [Theory(DisplayName = "含限定词的事项都有对应的提问")]
    [Requirement("R5.3")]
    [InlineData("CL-5.1.1", "尚未公开")]
    [InlineData("CL-5.1.2", "特殊人员")]
    [InlineData("CL-5.1.3", "特殊需要")]
    [InlineData("CL-5.2.2", "作战 戒严 调防 秘密军事演习 重要军事设施 驻军")]
    [InlineData("CL-5.3.1", "未解决 中央 省")]
    [InlineData("CL-5.3.3", "训练 抢险救灾")]
    [InlineData("CL-5.3.4", "边境地区 准确经纬度")]
    [InlineData("CL-5.3.6", "综合资料")]
    public void Limiting_words_are_asked(string id, string words)
    {
        var options = string.Join(' ', Pack.Row(id)!.Conditions.SelectMany(c => Pack.Conditions[c].Options).Select(o => o.Text.Zh));
        Assert.All(words.Split(' '), word =>
        {
            Assert.Contains(word, options, StringComparison.Ordinal);
            Assert.Contains(word.Split('，')[0], Pack.Row(id)!.Name.Zh, StringComparison.Ordinal);
        });
    }

    [Fact(DisplayName = "现行法另有规定的地方提示两种规定和以哪一种为准，法律位阶高于条例")]
    [Requirement("R1.1")]
    public void Current_law_is_shown_beside_the_regulation()
    {
        Assert.Equal(
            Enum.GetValues<HintMoment>().Order(), Pack.Hints.Select(h => h.On).Order());
        Assert.All(Pack.Hints, hint =>
        {
            Assert.True(hint.Precedence > Pack.Precedence);
            Assert.Equal("national-2024", hint.Pack);
            Assert.StartsWith("第", hint.Basis.Article, StringComparison.Ordinal);
            ShippedPack.AssertReadable(hint.Text.Zh);
            ShippedPack.AssertReadable(hint.Governs.En);
        });
    }

    [Fact(DisplayName = "版式按公文格式国家标准：天头37毫米，订口28毫米，3号黑体，行距28磅")]
    [Requirement("R8.1.1")]
    public void Typography()
    {
        var marking = Pack.Marking;
        Assert.Equal((37, 28), (Millimetres(marking.TopMargin), Millimetres(marking.LeftMargin)));
        Assert.Equal((32, 28 * 20, 6, "★", "黑体"), (marking.HalfPoints, marking.LineHeight, marking.CopyNumberDigits, marking.Star, marking.Fonts[0]));
        static int Millimetres(int twips) => (int)Math.Round(twips * 25.4 / 1440);
    }

    [Fact(DisplayName = "登录、提醒和程序的默认值")]
    [Requirement("R6.6.3", "R7.6", "RN3.9", "R6.5.1")]
    public void Defaults()
    {
        Assert.Equal(new AccessPolicy(12, 3, 5, 30, 10), Pack.Access);
        Assert.Equal(new ProcedurePolicy(false, true, 2), Pack.Procedure);
        Assert.Equal([90, 30, 7], Pack.Terms.ReminderDays);
        Assert.Equal(11, Pack.Terms.MaxMonths);
        Assert.Equal(
            [TermForm.Duration, TermForm.Date, TermForm.Condition, TermForm.LongTerm, TermForm.Bare], Pack.Terms.AcceptedFromOutside);
    }

    private static IEnumerable<string> Values(string text) => text.Split('{').Skip(1).Select(part => part.Split('}')[0]).Distinct().Order();
}
