using Shoumi.Rules.Procedure;
using Xunit;
using static Shoumi.Rules.Tests.Procedure.CaseMaking;

namespace Shoumi.Rules.Tests.Procedure;

/// <summary>The case itself: from the draft on, revision by revision.</summary>
public sealed class ClassificationCaseTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact(DisplayName = "定密案随拟稿开立，停在第一步，尚无密级")]
    [Requirement("R7.1.1")]
    public void It_begins_with_the_draft()
    {
        var opened = Opened(Morning);
        Assert.Equal((Stage.Draft, 1, Morning), (opened.Stage, opened.Revision, opened.WaitingSince));
        Assert.Null(opened.Level);
        Assert.Null(opened.Secrecy);
    }

    [Fact(DisplayName = "一经拟办，即按拟定的密级保护")]
    [Requirement("R7.1.1", "R7.1.2")]
    public void From_the_proposal_on_it_is_protected()
    {
        var @case = Opened(Morning);
        @case.Propose(Proposed(Level.Secret), null, Morning.AddHours(1));
        Assert.Equal((Stage.SectionReview, Level.Secret, Morning.AddHours(1)), (@case.Stage, @case.Level!.Value, @case.WaitingSince));
        Assert.Null(@case.Secrecy);
    }

    [Fact(DisplayName = "退回生成新的一稿，签发的结果随之作废；每次变动都留下版本")]
    [Requirement("R7.7")]
    public void A_return_begins_a_new_revision()
    {
        var @case = Opened(Morning);
        @case.Propose(Proposed(), null, Morning);
        @case.Fix(new(2026, 3, 2), Stranger);
        var before = @case.Version;
        @case.Move(Stage.Draft, Morning.AddDays(1));
        Assert.Equal((Stage.Draft, 2, before + 1), (@case.Stage, @case.Revision, @case.Version));
        Assert.Null(@case.ClassifiedOn);
        Assert.Null(@case.ApprovedById);
    }

    [Fact(DisplayName = "签发之日起计，密级和期限以签发时的意见为准")]
    [Requirement("R7.4.1", "R6.6.1", "R7.8")]
    public void Approval_fixes_what_holds_then()
    {
        var @case = Opened(Morning);
        @case.Propose(Proposed(years: 5), null, Morning);
        @case.Amend(Proposed(Level.Secret, 15), null);
        @case.Fix(new(2026, 3, 4), Stranger);
        Assert.Equal(new Secrecy(Level.Secret, Term.Years(15), TermOrigin.Foreseen, new(2026, 3, 4)), @case.Secrecy);
    }

    [Fact(DisplayName = "来文的期限自来文制发之日起算，默认年限也一样；自行定密的自签发之日起算")]
    [Requirement("R4.3", "R6.4.1", "R6.6.1")]
    public void A_received_term_starts_on_the_originators_date()
    {
        var received = Proposed(Level.Secret, 1) with { Origin = TermOrigin.Received, Source = new("省民政厅", "1号", false, new(2025, 12, 1)) };
        var @case = Opened(Morning);
        @case.Propose(received, null, Morning);
        @case.Fix(new(2026, 3, 4), Stranger);
        Assert.Equal(new DateOnly(2026, 12, 1), @case.Secrecy!.LastProtectedDay);
        Assert.Equal(new DateOnly(2026, 3, 4), @case.ClassifiedOn);
        Assert.Equal(new DateOnly(2025, 12, 1), (received with { Origin = TermOrigin.Default }).SecrecyFrom(new(2026, 3, 4))!.StartsOn);
        Assert.Equal(new DateOnly(2026, 3, 4), (received with { Source = null }).SecrecyFrom(new(2026, 3, 4))!.StartsOn);
        Assert.Null((received with { Term = Term.Bare }).SecrecyFrom(new(2026, 3, 4)));
    }

    [Fact(DisplayName = "接办的人即为承办人，先前的拟办仍是原承办人的")]
    [Requirement("R7.6", "R7.7")]
    public void Whoever_takes_over_is_the_drafter()
    {
        var @case = Opened(Morning);
        var before = @case.Version;
        @case.TakeOver(Stranger);
        Assert.Equal((Stranger, before + 1), (@case.DrafterId, @case.Version));
    }

    [Fact(DisplayName = "定密依据连同条例名称、版本、限定条件的答案和密级一并留存")]
    [Requirement("R7.1.4", "R5.3")]
    public void The_basis_is_kept_whole()
    {
        var basis = BasisSnapshot.Of(ShippedPack.Pack, ["CL-5.3.3", "CL-5.2.2"], ["important-military.redeployment", "nothing.at-all"]);
        Assert.Equal((ShippedPack.Pack.Id, ShippedPack.Pack.Version, ShippedPack.Pack.Title), (basis.Pack, basis.Version, basis.Title));
        Assert.Equal("CL-5.2.2", basis.Highest()!.Id);
        Assert.Equal(["为调防供应饮食"], basis.Answers.Select(a => a.Zh));
        Assert.Equal(["Catering for a redeployment"], basis.Answers.Select(a => a.En));
        Assert.False(basis.ReliesOnCatchAll());
        Assert.True(BasisSnapshot.Of(ShippedPack.Pack, ["CL-5.3.7"], []).ReliesOnCatchAll());
        Assert.Null(BasisSnapshot.Of(ShippedPack.Pack, [], []).Highest());
    }

    [Fact(DisplayName = "审核人的修改另成一条意见，意见一经作出不可改动")]
    [Requirement("R7.8")]
    public void An_opinion_is_written_once()
    {
        var settable = typeof(Opinion).GetProperties().Concat(typeof(Proposal).GetProperties())
            .Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));
        Assert.Empty(settable);

        var (@case, first) = (Opened(Morning), Proposed(years: 5));
        @case.Propose(first, null, Morning);
        @case.Amend(first with { Term = Term.Years(3) }, null);
        Assert.Equal((Term.Years(5), Term.Years(3)), (first.Term, @case.Current!.Term));
    }

    [Fact(DisplayName = "不定密也是意见，没有密级，不成国家秘密")]
    [Requirement("R7.1.5")]
    public void Not_secret_is_an_opinion_too()
    {
        var @case = Opened(Morning);
        @case.Propose(Proposed(level: null), null, Morning);
        @case.Fix(new(2026, 3, 4), Stranger);
        Assert.Equal(Determination.Internal, @case.Current?.Determination);
        Assert.Null(@case.Secrecy);
    }
}
