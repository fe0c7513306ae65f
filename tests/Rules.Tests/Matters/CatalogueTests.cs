using System.Collections.Immutable;
using CsCheck;
using Shoumi.Rules.Matters;
using Shoumi.Rules.Policy;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Matters;

public sealed class CatalogueTests
{
    private static readonly string[] AllTicks = [.. Pack.Conditions.Values.SelectMany(c => c.Options.Select(o => $"{c.Id}.{o.Id}"))];

    [Theory(DisplayName = "选范围、选事项、条件具备，密级随事项而定")]
    [Requirement("R5.2", "R4.2")]
    [InlineData("SC-4-01", "CL-5.1.1", "unpublished.unpublished", "绝密")]
    [InlineData("SC-4-02", "CL-5.1.2", "special-person.special", "绝密")]
    [InlineData("SC-4-03", "CL-5.2.2", "important-military.combat", "机密")]
    [InlineData("SC-4-03", "CL-5.3.3", "general-operation.training", "秘密")]
    [InlineData("SC-4-04", "CL-5.1.3", "special-need.special", "绝密")]
    [InlineData("SC-4-04", "CL-5.2.1", "", "机密")]
    [InlineData("SC-4-05", "CL-5.3.1", "unsettled.unsettled central-or-provincial.provincial", "秘密")]
    [InlineData("SC-4-06", "CL-5.3.2", "annual-plan.annual", "秘密")]
    [InlineData("SC-4-07", "CL-5.3.4", "border-area.border exact-coordinates.exact", "秘密")]
    [InlineData("SC-4-08", "CL-5.3.6", "aggregate.aggregate", "秘密")]
    [InlineData("SC-4-09", "CL-5.3.5", "", "秘密")]
    public void The_level_follows_from_the_row(string scope, string row, string ticked, string level)
    {
        var answer = Answer(scope, [row], ticked);
        Assert.Equal(Ruling.Yes, Catalogue.Judge(Pack, answer));
        Assert.Equal(Ruling.Yes, Catalogue.Judge(Pack, answer with { ClaimedLevel = level }));
        Assert.Equal(Levels.Read(level), Catalogue.LevelOf(Pack, [row]));
    }

    [Theory(DisplayName = "同一事项不得改定别的密级")]
    [Requirement("R5.2")]
    [InlineData("秘密")]
    [InlineData("绝密级")]
    public void No_other_level_for_the_row(string claimed)
    {
        var ruling = Catalogue.Judge(Pack, Answer("SC-4-04", ["CL-5.2.1"]) with { ClaimedLevel = claimed });
        AssertRefused(ruling, "MZ.5.ROW");
        var said = Sentences(ruling.Reasons[0]).ToArray();
        Assert.Contains("应定为机密", said[0], StringComparison.Ordinal);
        Assert.Contains("第五条（二）项1", said[0], StringComparison.Ordinal);
        Assert.Contains("article 5(2)1", said[1], StringComparison.Ordinal);
    }

    [Theory(DisplayName = "三级以外的叫法都不是密级")]
    [Requirement("R5.1")]
    [InlineData("内部")]
    [InlineData("机密级核心")]
    [InlineData("")]
    [InlineData("Secret")]
    public void No_fourth_level(string claimed)
    {
        AssertRefused(Levels.Judge(claimed), "MZ.5");
        AssertRefused(Catalogue.Judge(Pack, Answer("SC-4-04", ["CL-5.2.1"]) with { ClaimedLevel = claimed }), "MZ.5");
    }

    [Theory(DisplayName = "限定条件少一个，该事项就不成立")]
    [Requirement("R5.3")]
    [InlineData("SC-4-01", "CL-5.1.1", "", "尚未公开")]
    [InlineData("SC-4-04", "CL-5.1.3", "", "特殊需要")]
    [InlineData("SC-4-07", "CL-5.3.4", "border-area.border", "标有准确经纬度")]
    [InlineData("SC-4-07", "CL-5.3.4", "exact-coordinates.exact", "边境地区")]
    [InlineData("SC-4-08", "CL-5.3.6", "", "综合资料")]
    [InlineData("SC-4-05", "CL-5.3.1", "unsettled.unsettled", "中央或省级部门的意见")]
    [InlineData("SC-4-03", "CL-5.2.2", "general-operation.training", "重要军事设施、驻军或重要军事行动")]
    [InlineData("SC-4-06", "CL-5.3.2", "annual-plan.none", "年度安置计划")]
    public void Every_limiting_word_must_hold(string scope, string row, string ticked, string condition)
    {
        var ruling = Catalogue.Judge(Pack, Answer(scope, [row], ticked));
        AssertRefused(ruling, "MZ.5.PRED");
        Assert.Contains(condition, Sentences(ruling.Reasons[0]).First(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "两个条件都不具备，就列出两条理由")]
    [Requirement("R5.3", "R3.1")]
    public void All_unmet_conditions_are_named() => AssertRefused(Catalogue.Judge(Pack, Answer("SC-4-07", ["CL-5.3.4"])), "MZ.5.PRED", "MZ.5.PRED");

    [Fact(DisplayName = "一般与重要军事行动混在一份材料里，取最高一级")]
    [Requirement("R5.3")]
    public void A_mixed_record_has_the_highest_level()
    {
        var mixed = Answer("SC-4-03", ["CL-5.3.3", "CL-5.2.2"], "general-operation.training important-military.secret-exercise");
        Assert.Equal(Ruling.Yes, Catalogue.Judge(Pack, mixed with { ClaimedLevel = "机密" }));
        Assert.Equal(Level.Secret, Catalogue.LevelOf(Pack, mixed.RowIds));
        AssertRefused(Catalogue.Judge(Pack, mixed with { ClaimedLevel = "秘密" }), "MZ.5.ROW");
    }

    [Theory(DisplayName = "答出了重要军事行动，却只按一般军事行动定秘密的，不准")]
    [Requirement("R5.3")]
    [InlineData("important-military.combat", true)]
    [InlineData("important-military.facility", true)]
    [InlineData("", false)]
    public void Answers_may_show_a_higher_row(string also, bool refused)
    {
        var ruling = Catalogue.Judge(Pack, Answer("SC-4-03", ["CL-5.3.3"], $"general-operation.relief {also}"));
        AssertRefused(ruling, refused ? ["MZ.5.ROW"] : []);
        Assert.All(ruling.Reasons, r => Assert.Contains("依据列上对应的事项，即第五条（二）项2", Sentences(r).ElementAt(2), StringComparison.Ordinal));
    }

    [Theory(DisplayName = "没有选范围或事项，或选了目录里没有的，就没有定密依据")]
    [Requirement("RN3.6", "R7.1.4", "R4.2")]
    [InlineData(null, "CL-5.2.1")]
    [InlineData("SC-4-99", "CL-5.2.1")]
    [InlineData("SC-4-04", "")]
    [InlineData("SC-4-04", "CL-5.9.9")]
    [InlineData("SC-4-04", "CL-5.2.1 CL-5.9.9")]
    public void Without_a_row_there_is_no_basis(string? scope, string rows) =>
        AssertRefused(Catalogue.Judge(Pack, Answer(scope, [.. rows.Split(' ', StringSplitOptions.RemoveEmptyEntries)])), "MZ.7.1.BASIS");

    [Fact(DisplayName = "事项不在所选范围之内的，不准")]
    [Requirement("R5.6")]
    public void The_row_belongs_to_the_group()
    {
        var ruling = Catalogue.Judge(Pack, Answer("SC-4-06", ["CL-5.1.1"], "unpublished.unpublished"));
        AssertRefused(ruling, "MZ.5.MAP");
        Assert.Contains("第五条（一）项1不属于第四条（六）项", Sentences(ruling.Reasons[0]).First(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "第十类范围只收不定，不由本局另选事项")]
    [Requirement("R4.3", "R5.5")]
    public void Received_matters_are_not_chosen()
    {
        Assert.Empty(Catalogue.RowsUnder(Pack, Pack.Scope("SC-4-10")!));
        AssertRefused(Catalogue.Judge(Pack, Answer("SC-4-10", ["CL-5.3.7"]) with { Justification = "理由" }), "MZ.4.10");
    }

    [Fact(DisplayName = "前九类范围都可以选“其它”事项，有缺口的范围也不例外")]
    [Requirement("R4.2", "R5.4", "R5.5")]
    public void Catch_alls_are_offered_under_every_group() => Assert.All(Pack.Scopes.Where(s => !s.ReceivedOnly), scope =>
    {
        var rows = Catalogue.RowsUnder(Pack, scope);
        Assert.Equal([.. scope.Rows, "CL-5.1.4", "CL-5.2.3", "CL-5.3.7"], rows.Select(r => r.Id));
    });

    [Theory(DisplayName = "“其它”事项要写理由，写了理由还要有领导小组的意见")]
    [Requirement("R5.4", "R5.5")]
    [InlineData("CL-5.1.4", null)]
    [InlineData("CL-5.2.3", "")]
    [InlineData("CL-5.3.7", " 　")]
    [InlineData("CL-5.3.7", "区划调整方案尚未公开，提前泄露会影响稳定")]
    public void A_catch_all_is_justified(string row, string? justification)
    {
        var ruling = Catalogue.Judge(Pack, Answer("SC-4-05", [row]) with { Justification = justification });
        if (string.IsNullOrWhiteSpace(justification))
        {
            AssertRefused(ruling, "MZ.5.OTHER");
        }
        else
        {
            Assert.Equal([new Duty("MZ.5.OTHER", "R5.4")], Assert.IsType<Ruling.Permitted>(ruling).Duties);
        }
    }

    [Fact(DisplayName = "条例包免去领导小组意见的，“其它”事项不附义务")]
    [Requirement("R5.4")]
    public void The_opinion_is_a_switch()
    {
        var pack = Pack with { Procedure = Pack.Procedure with { CatchAllNeedsGroupOpinion = false } };
        Assert.Equal(Ruling.Yes, Catalogue.Judge(pack, Answer("SC-4-05", ["CL-5.3.7"]) with { Justification = "理由" }));
    }

    [Fact(DisplayName = "“其它”事项不得批量导入，列明的事项可以")]
    [Requirement("R5.4")]
    public void A_catch_all_is_not_imported()
    {
        AssertRefused(Catalogue.JudgeImported(Pack, Answer("SC-4-05", ["CL-5.3.7"]) with { Justification = "理由" }), "MZ.5.OTHER");
        Assert.Equal(Ruling.Yes, Catalogue.JudgeImported(Pack, Answer("SC-4-04", ["CL-5.2.1"])));
    }

    [Fact(DisplayName = "无论怎样回答，准许的都在范围之内、条件具备、密级最高；不准的都说得清")]
    [Requirement("R5.2", "R5.3", "R5.4", "R5.6", "R3.1")]
    public void Whatever_is_answered() => Gen.Select(
        Gen.Int[0, Pack.Scopes.Length - 1],
        Gen.Int[0, Pack.Rows.Length - 1].Array[0, 3],
        Gen.Int[0, AllTicks.Length - 1].Array[0, 30],
        Gen.Bool).Sample((s, rows, ticks, justified) =>
    {
        MatterRow[] chosen = [.. rows.Select(i => Pack.Rows[i]).Distinct()];
        var ticked = ticks.Select(i => AllTicks[i]).ToImmutableHashSet();
        var answer = new MatterAnswer(Pack.Scopes[s].Id, [.. chosen.Select(r => r.Id)], ticked, justified ? "理由" : null, null);
        var ruling = Catalogue.Judge(Pack, answer);
        Assert.All(ruling.Reasons.SelectMany(Sentences), AssertReadable);
        var offered = Catalogue.RowsUnder(Pack, Pack.Scopes[s]);
        var sound = chosen.Length > 0
            && chosen.All(offered.Contains)
            && chosen.All(r => r.Conditions.All(c => ticked.Any(t => t.StartsWith(c + ".", StringComparison.Ordinal))))
            && (justified || !chosen.Any(r => r.CatchAll))
            && !offered.Any(r => r.Level > chosen.Max(c => c.Level) && r.Conditions.Length > 0
                && r.Conditions.All(c => ticked.Any(t => t.StartsWith(c + ".", StringComparison.Ordinal))));
        Assert.Equal(sound, ruling.IsPermitted);
        Assert.Equal(chosen.Length == 0 ? null : chosen.Max(r => r.Level), Catalogue.LevelOf(Pack, answer.RowIds));
    });

    [Fact(DisplayName = "条件要求全部具备时，少一个答案也不行")]
    [Requirement("R5.3")]
    public void A_condition_may_need_every_answer()
    {
        var one = new ConditionOption("one", new("一", "one"), true);
        var condition = new Condition("c", new("条件", "condition"), new("?", "?"), [one, one with { Id = "two" }, one with { Id = "not", Holds = false }], All: true);
        Assert.True(Answer(null, [], "c.one c.two").Meets(condition));
        Assert.False(Answer(null, [], "c.one c.not").Meets(condition));
        Assert.True(Answer(null, [], "c.one").Meets(condition with { All = false }));
        Assert.False(Answer(null, [], "c.not").Meets(condition with { All = false }));
    }

    private static MatterAnswer Answer(string? scope, ImmutableArray<string> rows, string ticked = "") =>
        new(scope, rows, [.. ticked.Split(' ', StringSplitOptions.RemoveEmptyEntries)], null, null);
}
