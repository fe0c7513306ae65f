using Xunit;

namespace Shoumi.Rules.Tests;

/// <summary>What a person holds on a day.</summary>
public sealed class ActorTests
{
    private static readonly Holding Deputy = new(Post.DeputyDirectorInCharge, 10, AsDeputy: true), Holder = new(Post.DeputyDirectorInCharge, 10, AsDeputy: false);

    [Fact(DisplayName = "离岗之后不再任任何职务，任期没有终止的也一样；管理员不任职务")]
    [Requirement("R7.2.1", "R7.4.1", "RN1.4")]
    public void Who_has_left_holds_nothing()
    {
        var (gone, administrator) = (Somebody([Holder], inService: false), new Actor(1, "某", 10, null, [Holder], Post.SystemAdministrator));
        Assert.All(new[] { gone, administrator }, actor =>
        {
            Assert.Empty(actor.Holdings);
            Assert.Null(actor.Holds(Post.DeputyDirectorInCharge, 10));
            Assert.Null(actor.Under(Post.DeputyDirectorInCharge, 10));
        });
        Assert.NotNull(Somebody([Holder]).Holds(Post.DeputyDirectorInCharge, 10));
    }

    [Fact(DisplayName = "是不是代理，看当天的任职：既任又代的按任，只代的写明代理")]
    [Requirement("R7.9")]
    public void Deputyship_follows_the_holding()
    {
        Assert.False(Somebody([Deputy, Holder]).Under(Post.DeputyDirectorInCharge, 10)!.Value.AsDeputy);
        Assert.True(Somebody([Deputy]).Under(Post.DeputyDirectorInCharge, 10)!.Value.AsDeputy);
        Assert.True(Somebody([Deputy]).Under(Post.DeputyDirectorInCharge, null)!.Value.AsDeputy);
        Assert.Null(Somebody([Deputy]).Under(Post.DeputyDirectorInCharge, 20));
        Assert.Null(Somebody([Deputy]).Under(Post.ActionOfficer, 10));
    }

    private static Actor Somebody(Holding[] holdings, bool inService = true) => new(1, "某", 10, Level.TopSecret, [.. holdings], null, inService);
}
