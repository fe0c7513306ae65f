using CsCheck;
using Shoumi.Rules.Procedure;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Procedure;

/// <summary>知悉范围: who is named, and who may therefore know.</summary>
public sealed class ScopeTests
{
    private static readonly NamedPerson Cleared = new(1, "甲", Level.TopSecret, InService: true);
    private static readonly NamedUnit Section = new(10, "某科", UnitKind.Section, Active: true);
    private static readonly NamedUnit Bureau = new(1, "全局", UnitKind.Bureau, Active: true);

    [Fact(DisplayName = "知悉范围必须有人或单位")]
    [Requirement("R7.1.2")]
    public void Somebody_is_named() => AssertRefused(ScopeRules.Judge(Level.Confidential, [], []), "MZ.7.1.OPINION");

    [Fact(DisplayName = "绝密的知悉范围不能写全局，机密、秘密可以")]
    [Requirement("R7.1.6")]
    public void The_whole_bureau_is_no_scope_for_top_secret()
    {
        AssertRefused(ScopeRules.Judge(Level.TopSecret, [], [Bureau]), "MZ.7.1.WIDE");
        AssertRefused(ScopeRules.Judge(Level.TopSecret, [Cleared], [Section, Bureau]), "MZ.7.1.WIDE");
        Assert.Equal(Ruling.Yes, ScopeRules.Judge(Level.TopSecret, [Cleared], [Section]));
        Assert.Equal(Ruling.Yes, ScopeRules.Judge(Level.Secret, [], [Bureau]));
    }

    [Fact(DisplayName = "范围内的人须在岗并达到涉密等级，单位须未撤销，不合的一一点名")]
    [Requirement("R7.1.6")]
    public void Everybody_named_is_cleared_and_in_service()
    {
        var ruling = ScopeRules.Judge(
            Level.Secret,
            [Cleared, new(2, "乙", Level.Confidential, true), new(3, "丙", null, true), new(4, "丁", Level.TopSecret, false), new(5, "戊", Level.Secret, true)],
            [Section, new(11, "已撤科", UnitKind.Section, false)]);
        AssertRefused(ruling, "MZ.7.1.CLEARED");
        Assert.Equal("乙、丙、丁、已撤科", Assert.Single(ruling.Reasons[0].Arguments).Value);
        Assert.Equal(Ruling.Yes, ScopeRules.Judge(null, [new(3, "丙", null, true)], []));
    }

    [Fact(DisplayName = "既在知悉范围又达到涉密等级的才能知悉")]
    [Requirement("R7.1.6", "R11.6")]
    public void Clearance_and_scope_are_both_needed()
    {
        var principal = Gen.Int[1, 30].Select(n => (long)n);
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], principal.Array[0, 6], principal.Array[0, 6]).Sample((level, cleared, grants, held) =>
        {
            var sorted = held.Order().ToArray();
            var may = AccessScope.MayKnow(level == 0 ? null : (Level)level, grants, cleared == 0 ? null : (Level)cleared, sorted);
            Assert.Equal(level <= cleared && grants.Intersect(held).Any(), may);
        });
    }

    [Fact(DisplayName = "知悉可授予本人、所在单位和所任岗位；管理员和离岗人员一概没有")]
    [Requirement("R7.1.6", "RN1.4")]
    public void What_a_person_is_known_by()
    {
        Holding[] holdings = [new(Post.SectionHead, 10, false), new(Post.RegistryClerk, null, false)];
        var person = new Actor(5, "甲", 10, Level.Secret, [.. holdings], null);
        Assert.Equal(
            ((long[])[Principal.Person(5), Principal.Everyone, Principal.Unit(10), Principal.Post(Post.SectionHead, 10), Principal.Post(Post.RegistryClerk, 0)]).Order(), person.Principals);
        Assert.True(person.Posts.Contains(Post.ActionOfficer));

        var administrator = new Actor(6, "乙", 10, null, [.. holdings], Post.SystemAdministrator);
        Assert.Empty(administrator.Principals);
        Assert.Equal(PostSet.Of(Post.SystemAdministrator), administrator.Posts);

        var gone = new Actor(7, "丙", 10, Level.Secret, [.. holdings], null, inService: false);
        Assert.Empty(gone.Principals);
        Assert.Equal(PostSet.None, gone.Posts);
    }

    [Fact(DisplayName = "人、单位、岗位的编号再大也不会混同")]
    [Requirement("R7.1.6")]
    public void Principals_are_never_confused() => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample((a, b) =>
    {
        long[] all = [Principal.Person(a), Principal.Unit(a), .. Enum.GetValues<Post>().Select(p => Principal.Post(p, a))];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(a == b, Principal.Person(a) == Principal.Person(b));
    });

    [Fact(DisplayName = "为全局任的岗位适用于每个单位，为某单位任的只适用于该单位")]
    [Requirement("R7.2.1", "R7.4.1")]
    public void A_post_is_held_for_a_unit()
    {
        var head = new Actor(5, "甲", 10, null, [new(Post.SectionHead, 10, false)], null);
        var clerk = new Actor(5, "甲", 10, null, [new(Post.RegistryClerk, null, false)], null);
        Assert.Equal((true, false), (head.Holds(Post.SectionHead, 10) is not null, head.Holds(Post.SectionHead, 11) is not null));
        Assert.Equal((true, false), (clerk.Holds(Post.RegistryClerk, 11) is not null, clerk.Holds(Post.SectionHead, 10) is not null));
    }
}
