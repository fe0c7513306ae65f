using CsCheck;
using Shoumi.Rules.Procedure;
using Xunit;
using static Shoumi.Rules.Tests.Procedure.CaseMaking;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Procedure;

/// <summary>System rule of article 7: nobody does two of the first four steps of one case.</summary>
public sealed class SeparationTests
{
    private static readonly Ruling Reported = new Ruling.Permitted([new Duty("SYS.SOD", "R7.6")]);

    [Fact(DisplayName = "一人不得在同一案中办理前四步中的两步，哪怕在退回之前办的")]
    [Requirement("R7.6")]
    public void Nobody_does_two_of_the_first_four()
    {
        foreach (var step in FiveSteps.Table.Where(s => s.Number is > 1 and <= 4))
        {
            foreach (var done in Enumerable.Range(2, 3))
            {
                var facts = At(step.Stage, new StepTaken(1, done, Stranger)) with { Revision = 2 };
                var ruling = FiveSteps.Judge(step.Act, Decision.Agree, facts, Somebody(Stranger, null, step.Post), Strict);
                if (done == step.Number)
                {
                    Assert.Equal(Ruling.Yes, ruling);
                }
                else
                {
                    AssertRefused(ruling, "SYS.SOD");
                }
            }
        }
    }

    [Fact(DisplayName = "承办人不审核、不签发、不登记自己的拟稿，任什么职都一样")]
    [Requirement("R7.6")]
    public void The_drafter_does_nothing_else() => Assert.All(FiveSteps.Table.Skip(1), step => AssertRefused(
        FiveSteps.Judge(step.Act, Decision.Agree, At(step.Stage), Somebody(Drafter, null, step.Post), Strict), "SYS.SOD"));

    [Fact(DisplayName = "审核人不能再改当承办人的拟办")]
    [Requirement("R7.6")]
    public void A_reviewer_does_not_propose() => AssertRefused(
        FiveSteps.Judge(Act.Propose, Decision.Agree, At(Stage.Draft, new StepTaken(1, 2, Drafter)), Somebody(Drafter, Section), Strict), "SYS.SOD");

    [Fact(DisplayName = "前四步的办理人（承办人除外）可以登记台账")]
    [Requirement("R7.6", "R7.5.1")]
    public void The_fifth_step_bars_the_drafter_only() => Assert.All(Enumerable.Range(2, 3), done => Assert.Equal(
        Ruling.Yes, FiveSteps.Judge(Act.EnterInLedger, Decision.Agree, At(Stage.LedgerEntry, new StepTaken(1, done, Stranger)), In(Post.RegistryClerk), Strict)));

    [Fact(DisplayName = "小单位开关只放宽前四步，承办人仍不得登记自己的拟稿")]
    [Requirement("R7.6")]
    public void The_switch_for_small_units_lifts_the_first_half()
    {
        Assert.All(FiveSteps.Table.Skip(1).Take(3), step => Assert.Equal(
            Reported, FiveSteps.Judge(step.Act, Decision.Agree, At(step.Stage, new StepTaken(1, 1, Drafter)), Somebody(Drafter, null, step.Post), SmallUnit)));
        AssertRefused(FiveSteps.Judge(Act.EnterInLedger, Decision.Agree, At(Stage.LedgerEntry), Somebody(Drafter, null, Post.RegistryClerk), SmallUnit), "SYS.SOD");
    }

    [Fact(DisplayName = "小单位开关只在真的用到时才报告")]
    [Requirement("R7.6")]
    public void The_switch_is_reported_only_where_it_is_used()
    {
        Assert.Equal(Ruling.Yes, FiveSteps.Judge(Act.ReviewAsSectionHead, Decision.Agree, At(Stage.SectionReview), In(Post.SectionHead), SmallUnit));
        Assert.Equal(Reported, FiveSteps.Judge(Act.Approve, Decision.Agree, At(Stage.Approval, new StepTaken(1, 2, Stranger)), In(Post.DeputyDirectorInCharge), SmallUnit));
    }

    [Fact(DisplayName = "签发人不得补记自己的签批；承办人和本处室审核人也不得补记，文秘可以；补记的人不得登记")]
    [Requirement("R7.6", "R7.4.1")]
    public void Paper_is_recorded_by_another_person()
    {
        AssertRefused(FiveSteps.MayRecordPaper(At(Stage.Approval), Stranger, Stranger), "SYS.SOD");
        Assert.Equal(Ruling.Yes, FiveSteps.MayRecordPaper(At(Stage.Approval, new StepTaken(1, 3, Stranger)), Stranger, Drafter));
        Assert.All(Enumerable.Range(1, 2), step => AssertRefused(FiveSteps.MayRecordPaper(At(Stage.Approval, new StepTaken(1, step, Stranger)), Stranger, Drafter), "SYS.SOD"));
        Assert.Equal(Ruling.Yes, FiveSteps.MayRecordPaper(At(Stage.Approval), Stranger, 5));
        AssertRefused(FiveSteps.Judge(Act.EnterInLedger, Decision.Agree, At(Stage.LedgerEntry) with { RecorderId = Stranger }, In(Post.RegistryClerk), Strict), "SYS.SOD");
        AssertRefused(FiveSteps.Judge(Act.EnterInLedger, Decision.Agree, At(Stage.LedgerEntry) with { RecorderId = Stranger }, In(Post.RegistryClerk), SmallUnit), "SYS.SOD");
    }

    [Fact(DisplayName = "无论怎样退回、换人，准许办理的人都没有办过前四步中的另一步")]
    [Requirement("R7.6")]
    public void Whatever_the_history() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[2, 5], Gen.Select(Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[1, 5], (r, s, p) => new StepTaken(r, s, p)).Array[0, 8]).Sample((number, person, taken) =>
        {
            var ruling = FiveSteps.Separate(FiveSteps.Table[number - 1], At(FiveSteps.Table[number - 1].Stage, taken), person, Strict);
            Assert.Equal(taken.All(t => t.PersonId != person || t.Step == number || t.Step == 5), ruling.IsPermitted);
        });
}
