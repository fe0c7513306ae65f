using CsCheck;
using Xunit;

namespace Shoumi.Rules.Tests;

public sealed class PostSetTests
{
    private static readonly Post[] All = Enum.GetValues<Post>();
    private static readonly Gen<Post[]> Some = Gen.Int[0, All.Length - 1].Select(i => All[i]).Array[0, 8];

    [Fact(DisplayName = "一组岗位里有谁没有谁，与逐个放进去的一致")]
    [Requirement("RN1.3")]
    public void It_is_a_set() => Some.Sample(posts =>
    {
        var set = PostSet.Of(posts);
        Assert.All(All, post => Assert.Equal(posts.Contains(post), set.Contains(post)));
        Assert.Equal(posts.Distinct().Order(), set.Members);
        Assert.Equal(posts.Distinct().Count(), set.Count);
        Assert.Equal(set, posts.Aggregate(PostSet.None, (all, post) => all.With(post)));
    });

    [Fact(DisplayName = "两组岗位相交，当且仅当有人同在两组")]
    [Requirement("RN1.3")]
    public void Meeting_is_sharing_a_post() =>
        Gen.Select(Some, Some).Sample((a, b) => Assert.Equal(a.Intersect(b).Any(), PostSet.Of(a).Meets(PostSet.Of(b))));

    [Fact(DisplayName = "每个岗位各占一位，三十二位够用")]
    [Requirement("RN1.3")]
    public void Every_post_has_its_own_bit()
    {
        Assert.All(All, post => Assert.InRange((int)post, 0, 31));
        Assert.Equal(All.Length, PostSet.Of(All).Count);
    }
}
