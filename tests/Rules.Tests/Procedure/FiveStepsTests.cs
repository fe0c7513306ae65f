using Shoumi.Rules.Procedure;
using Xunit;
using static Shoumi.Rules.Tests.Procedure.CaseMaking;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Procedure;

/// <summary>The table of article 7, run through: every stage with every act, post and decision.</summary>
public sealed class FiveStepsTests
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    /// <summary>What the regulation says, written down a second time: act, the stage it belongs to, the post, the code for everybody else.</summary>
    private static readonly Dictionary<Act, (Stage At, Post By, string Code)> Regulation = new()
    {
        [Act.Propose] = (Stage.Draft, Post.ActionOfficer, "MZ.7.1.DRAFTER"),
        [Act.ReviewAsSectionHead] = (Stage.SectionReview, Post.SectionHead, "MZ.7.2"),
        [Act.ReviewAsOfficeSecretary] = (Stage.OfficeReview, Post.OfficeSecretary, "MZ.7.3"),
        [Act.Approve] = (Stage.Approval, Post.DeputyDirectorInCharge, "MZ.7.4"),
        [Act.EnterInLedger] = (Stage.LedgerEntry, Post.RegistryClerk, "MZ.7.5"),
    };

    [Fact(DisplayName = "定密依次经五步，一步接一步，中间不留空")]
    [Requirement("R7.1.1", "R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1")]
    public void Five_in_order()
    {
        Assert.Equal([1, 2, 3, 4, 5], FiveSteps.Table.Select(s => s.Number));
        Assert.Equal([.. FiveSteps.Table.Skip(1).Select(s => s.Stage), Stage.Registered], FiveSteps.Table.Select(s => s.Next));
        Assert.Equal(Regulation.Select(r => (r.Key, r.Value.At, r.Value.By, r.Value.Code)), FiveSteps.Table.Select(s => (s.Act, s.Stage, s.Post, s.Refusal)));
        Assert.Equal([Stage.Registered, Stage.NotSecret, Stage.Withdrawn], Stages.Where(s => FiveSteps.Waiting(s) is null));
    }

    [Fact(DisplayName = "每个环节、每种行为、每个岗位、每种答复逐一判断：只有轮到的那一步、由该岗位的人才能办")]
    [Requirement("R7.1.1", "R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1", "R7.9")]
    public void Every_stage_act_post_and_decision()
    {
        foreach (var stage in Stages)
        {
            foreach (var (act, (at, by, code)) in Regulation)
            {
                foreach (var post in Enum.GetValues<Post>())
                {
                    string[] expected = [.. stage == at ? (string[])[] : ["MZ.7.ORDER"], .. post == by && act != Act.Propose ? (string[])[] : [code]];
                    // At the fifth step nothing is changed any more, whoever asks.
                    Assert.All(Enum.GetValues<Decision>(), decision => Expect(
                        FiveSteps.Judge(act, decision, At(stage), In(post), Strict),
                        act == Act.EnterInLedger && decision == Decision.Amend ? ["MZ.7.5.FIXED", .. expected] : expected));
                }
            }
        }
    }

    [Fact(DisplayName = "没有紧急通道：五步之外的行为，哪怕身兼各岗，也不能推进定密案")]
    [Requirement("R7.9", "R7.1.1")]
    public void There_is_no_way_around()
    {
        var everything = Somebody(Stranger, null, [.. Enum.GetValues<Post>()]);
        Assert.All(Enum.GetValues<Act>().Except(Regulation.Keys), act => Assert.All(Stages, stage =>
            AssertRefused(FiveSteps.Judge(act, Decision.Agree, At(stage), everything, SmallUnit), "MZ.7.ORDER")));
    }

    [Fact(DisplayName = "拟办由承办人本人作出，他人不能代拟，本人离岗后也不能")]
    [Requirement("R7.1.2", "R7.1.1")]
    public void Only_the_drafter_proposes()
    {
        Assert.Equal(Ruling.Yes, FiveSteps.Judge(Act.Propose, Decision.Agree, At(Stage.Draft), Somebody(Drafter, Section), Strict));
        AssertRefused(FiveSteps.Judge(Act.Propose, Decision.Agree, At(Stage.Draft), Somebody(Stranger, Section), Strict), "MZ.7.1.DRAFTER");
        AssertRefused(FiveSteps.Judge(Act.Propose, Decision.Agree, At(Stage.Draft), new Actor(Drafter, "某", Section, null, [], null, inService: false), Strict), "MZ.7.1.DRAFTER");
    }

    [Theory(DisplayName = "处室负责人和分管局领导只管自己的处室；文秘和机要室管全局")]
    [Requirement("R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1")]
    [InlineData(Act.ReviewAsSectionHead, "MZ.7.2")]
    [InlineData(Act.ReviewAsOfficeSecretary, null)]
    [InlineData(Act.Approve, "MZ.7.4")]
    [InlineData(Act.EnterInLedger, null)]
    public void The_right_unit(Act act, string? refusal)
    {
        var (stage, post, _) = Regulation[act];
        Expect(FiveSteps.Judge(act, Decision.Agree, At(stage), Somebody(Stranger, OtherSection, post), Strict), refusal is null ? [] : [refusal]);
        Expect(FiveSteps.Judge(act, Decision.Agree, At(stage), Somebody(Stranger, null, post), Strict), []);
    }

    [Fact(DisplayName = "在任期内的代理人与本职同样办理")]
    [Requirement("R7.2.1", "R7.9")]
    public void A_deputy_acts_like_the_holder()
    {
        var deputy = new Actor(Stranger, "某", Section, null, [new Holding(Post.SectionHead, Section, AsDeputy: true)], null);
        Assert.Equal(Ruling.Yes, FiveSteps.Judge(Act.ReviewAsSectionHead, Decision.Agree, At(Stage.SectionReview), deputy, Strict));
        Assert.True(deputy.Holds(Post.SectionHead, Section)?.AsDeputy);
    }

    [Fact(DisplayName = "没有轮到的，说明轮到谁；已办结的，说明已办结")]
    [Requirement("R7.1.1", "R3.1")]
    public void Out_of_order_names_the_step_that_is_due()
    {
        var early = FiveSteps.InOrder(FiveSteps.Table[3], At(Stage.OfficeReview));
        Assert.Contains("局办公室文秘审核", Sentences(Assert.Single(early.Reasons)).First(s => s.Contains("文秘审核", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All((Stage[])[Stage.Registered, Stage.NotSecret, Stage.Withdrawn], stage =>
            Assert.Contains(Assert.Single(FiveSteps.InOrder(FiveSteps.Table[4], At(stage)).Reasons).Arguments, a => a == ("step", "无，此案已办结")));
    }

    [Theory(DisplayName = "退回任何一步都回到拟办；同意或修改意见进入下一步")]
    [Requirement("R7.7")]
    [InlineData(2, Stage.OfficeReview)]
    [InlineData(3, Stage.Approval)]
    [InlineData(4, Stage.LedgerEntry)]
    [InlineData(5, Stage.Registered)]
    public void Return_goes_back_to_the_draft(int number, Stage next)
    {
        var step = FiveSteps.Table[number - 1];
        Assert.Equal(Stage.Draft, FiveSteps.After(step, Decision.Return, Determination.StateSecret));
        Assert.Equal(next, FiveSteps.After(step, Decision.Agree, Determination.StateSecret));
        Assert.Equal(next, FiveSteps.After(step, Decision.Amend, Determination.StateSecret));
    }

    [Fact(DisplayName = "每件拟稿都有定性；定为内部或非密的，签发后办结，不记入台账")]
    [Requirement("R7.1.5", "R2.3")]
    public void What_is_not_secret_ends_with_the_approval()
    {
        Assert.All((Determination[])[Determination.Internal, Determination.Unclassified], determination =>
        {
            Assert.Equal(Stage.NotSecret, FiveSteps.After(FiveSteps.Table[3], Decision.Agree, determination));
            Assert.Equal(Stage.Approval, FiveSteps.After(FiveSteps.Table[2], Decision.Agree, determination));
            Assert.Equal(Stage.Draft, FiveSteps.After(FiveSteps.Table[3], Decision.Return, determination));
        });
        Assert.Equal(3, Enum.GetValues<Determination>().Length);
    }

    [Fact(DisplayName = "兜底事项须有领导小组意见才能签发，退回不受此限")]
    [Requirement("R5.4")]
    public void A_catch_all_waits_for_the_group()
    {
        var facts = At(Stage.Approval) with { CatchAll = true };
        var leader = In(Post.DeputyDirectorInCharge);
        Assert.All((Decision[])[Decision.Agree, Decision.Amend], d => AssertRefused(FiveSteps.Judge(Act.Approve, d, facts, leader, Strict), "MZ.5.OTHER"));
        Assert.Equal(Ruling.Yes, FiveSteps.Judge(Act.Approve, Decision.Return, facts, leader, Strict));
        Assert.Equal(Ruling.Yes, FiveSteps.Judge(Act.Approve, Decision.Agree, facts with { GroupOpinionGiven = true }, leader, Strict));
        Assert.Equal(Ruling.Yes, FiveSteps.Judge(Act.Approve, Decision.Agree, facts, leader, Strict with { CatchAllNeedsGroupOpinion = false }));
        Assert.Equal(Ruling.Yes, FiveSteps.Judge(Act.ReviewAsSectionHead, Decision.Agree, facts with { Stage = Stage.SectionReview }, In(Post.SectionHead), Strict));
    }

    private static void Expect(Ruling ruling, string[] codes)
    {
        Assert.Equal(codes.Order(), ruling.Reasons.Select(r => r.Code).Order());
        Assert.Equal(codes.Length == 0, ruling.IsPermitted);
    }
}
