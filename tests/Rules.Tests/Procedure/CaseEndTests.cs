using Shoumi.Rules.Procedure;
using Xunit;
using static Shoumi.Rules.Tests.Procedure.CaseMaking;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Procedure;

/// <summary>Withdrawing, issuing, paper dates and corrections.</summary>
public sealed class CaseEndTests
{
    private static readonly DateOnly Reviewed = new(2026, 3, 2), Today = new(2026, 3, 5);

    [Fact(DisplayName = "签发前承办人可以撤回，须交代草稿载体的去向；签发后和办结后不能")]
    [Requirement("R7.7")]
    public void Withdrawal() => Assert.All(Enum.GetValues<Stage>(), stage =>
    {
        var open = stage < Stage.LedgerEntry;
        string[] late = open ? [] : ["MZ.7.WITHDRAW"];
        Assert.Equal(late, Codes(FiveSteps.MayWithdraw(At(stage), Somebody(Drafter, Section), carriersAccountedFor: true)));
        Assert.Equal([.. late, "MZ.7.WITHDRAW"], Codes(FiveSteps.MayWithdraw(At(stage), Somebody(Drafter, Section), carriersAccountedFor: false)));
        Assert.Equal(["MZ.7.1.DRAFTER", .. late], Codes(FiveSteps.MayWithdraw(At(stage), In(Post.SectionHead), carriersAccountedFor: true)));
    });

    [Fact(DisplayName = "承办人已离岗或不能再接触的，由本处室负责人或其代理人撤回，别的处室的不行")]
    [Requirement("R7.7", "R7.9")]
    public void The_head_withdraws_where_the_drafter_is_away()
    {
        var away = At(Stage.OfficeReview) with { DrafterAway = true };
        Assert.Equal(Ruling.Yes, FiveSteps.MayWithdraw(away, In(Post.SectionHead), carriersAccountedFor: true));
        Assert.Equal(Ruling.Yes, FiveSteps.MayWithdraw(away, Deputy, carriersAccountedFor: true));
        Assert.Equal(["MZ.7.1.DRAFTER"], Codes(FiveSteps.MayWithdraw(away, Somebody(Stranger, OtherSection, Post.SectionHead), carriersAccountedFor: true)));
        Assert.Equal(["MZ.7.WITHDRAW"], Codes(FiveSteps.MayWithdraw(away with { Stage = Stage.LedgerEntry }, In(Post.SectionHead), carriersAccountedFor: true)));
    }

    [Fact(DisplayName = "接办只在第一步、承办人不能再办时，由本处室负责人或代理人办，审核过此案的人不得接办")]
    [Requirement("R7.7", "R7.6", "R7.9")]
    public void Taking_over()
    {
        var away = At(Stage.Draft, new StepTaken(1, 1, Drafter)) with { DrafterAway = true };
        Assert.Equal(Ruling.Yes, FiveSteps.MayTakeOver(away, In(Post.SectionHead), Strict));
        Assert.Equal(Ruling.Yes, FiveSteps.MayTakeOver(away, Deputy, Strict));
        Assert.Equal(["SYS.POST"], Codes(FiveSteps.MayTakeOver(away with { DrafterAway = false }, In(Post.SectionHead), Strict)));
        Assert.Equal(["SYS.POST"], Codes(FiveSteps.MayTakeOver(away, Somebody(Stranger, OtherSection, Post.SectionHead), Strict)));
        Assert.All(Enum.GetValues<Stage>().Where(s => s != Stage.Draft), stage => Assert.Equal(["MZ.7.ORDER"], Codes(FiveSteps.MayTakeOver(away with { Stage = stage }, In(Post.SectionHead), Strict))));
        var reviewed = away with { Taken = [new StepTaken(1, 2, Stranger)] };
        Assert.Equal(["SYS.SOD"], Codes(FiveSteps.MayTakeOver(reviewed, In(Post.SectionHead), Strict)));
        Assert.True(FiveSteps.MayTakeOver(reviewed, In(Post.SectionHead), SmallUnit).IsPermitted);
    }

    [Fact(DisplayName = "未记入定密台账的，不得印发、标注；不定密的不得加标志")]
    [Requirement("R7.5.2", "R8.3.3")]
    public void Nothing_is_issued_before_the_fifth_step() => Assert.All(Enum.GetValues<Stage>(), stage =>
    {
        var ruling = FiveSteps.MayIssue(At(stage));
        Assert.Equal(stage == Stage.Registered, ruling.IsPermitted);
        if (stage != Stage.Registered)
        {
            AssertRefused(ruling, stage == Stage.NotSecret ? "MZ.8.3.NOT" : "MZ.7.5.FIRST");
        }
    });

    [Theory(DisplayName = "纸质签发以纸面日期为准，不早于文秘审核，不晚于今天")]
    [Requirement("R6.6.1", "R7.4.1")]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void The_date_on_paper(int afterReview, bool permitted)
    {
        var ruling = FiveSteps.PaperDate(Reviewed.AddDays(afterReview), Reviewed, Today);
        Assert.Equal(permitted, ruling.IsPermitted);
        if (!permitted)
        {
            AssertRefused(ruling, "MZ.7.DATE");
        }
    }

    [Fact(DisplayName = "更正由第二人确认，申请人不得自己确认")]
    [Requirement("R7.5.1")]
    public void A_correction_needs_a_second_person()
    {
        Assert.Equal(Ruling.Yes, Correction.MayDecide(Drafter, Stranger));
        AssertRefused(Correction.MayDecide(Drafter, Drafter), "MZ.7.5.SECOND");
    }

    [Theory(DisplayName = "更正只及于文书栏目，新记录的密级、期限、依据和日期等其余各栏与原记录相同，原记录不变")]
    [InlineData(CorrectedField.Title, "更正后的名称")]
    [InlineData(CorrectedField.DocumentNumber, "滨民密〔2026〕2号")]
    [InlineData(CorrectedField.CarrierForm, "光盘")]
    [InlineData(CorrectedField.Copies, "9")]
    [InlineData(CorrectedField.Remark, "更正后的备注")]
    [Requirement("R7.4.1", "R7.5.1")]
    public void Only_clerical_columns_are_corrected(CorrectedField field, string becomes)
    {
        // Of the entry itself: who entered it and when, in which year's numbers, as what, and what it corrects.
        string[] ofItsOwn = ["Year", "Reference", "Kind", "EnteredAt", "EnteredById", "ReplacesId", "Rest", "Shown"];
        var columns = typeof(LedgerEntry).GetProperties();
        var entry = Entry();
        var before = columns.ToDictionary(c => c.Name, c => c.GetValue(entry));
        var at = new DateTimeOffset(2027, 1, 4, 1, 0, 0, TimeSpan.Zero);

        var written = entry.Corrected(new Correction { EntryId = 7, CaseId = 3, RequestedById = Stranger, RequestedAt = at, Reason = "笔误", Field = field, Was = "", Becomes = becomes }, 2027, at);

        Assert.All(columns, c => Assert.Equal(before[c.Name], c.GetValue(entry)));
        Assert.All(columns.Where(c => c.Name != $"{field}" && !ofItsOwn.Contains(c.Name)), c => Assert.True(Equals(before[c.Name], c.GetValue(written)), c.Name));
        Assert.Equal(becomes, $"{columns.Single(c => c.Name == $"{field}").GetValue(written)}");
        Assert.Equal((2027, at, Stranger, (int?)entry.Id), (written.Year, written.EnteredAt, written.EnteredById, written.ReplacesId));
    }

    // Every column has a value of its own, so that one that is left out or swapped shows.
    private static LedgerEntry Entry() => new()
    {
        Year = 2026,
        CaseId = 3,
        EnteredAt = new(2026, 3, 5, 2, 0, 0, TimeSpan.Zero),
        EnteredById = 11,
        UnitId = 12,
        DrafterId = 13,
        ClassifierId = 14,
        Title = "安置计划",
        Level = Level.Secret,
        Term = Term.Years(20),
        Origin = TermOrigin.SuperiorRule,
        Mark = "机密★20年",
        RowId = "CL-5.3.2",
        Basis = "第五条（三）项2",
        ClassifiedOn = new(2026, 3, 4),
        LastProtectedDay = new(2046, 3, 3),
        FreeFrom = new(2046, 3, 4),
        DocumentNumber = "滨民密〔2026〕1号",
        CarrierForm = "纸质",
        Copies = 6,
        Remark = "急",
        Knowing = 15,
    };

    private static Actor Deputy => new(Stranger, "某", Section, Level.TopSecret, [new Holding(Post.SectionHead, Section, AsDeputy: true)], null);

    private static IEnumerable<string> Codes(Ruling ruling) => ruling.Reasons.Select(r => r.Code);
}
