using System.Collections.Immutable;
using CsCheck;
using Xunit;

namespace Shoumi.Rules.Tests;

public sealed class RulingTests
{
    private static readonly Ruling One = Ruling.Forbid("MZ.6.1", "R6.1.1", ("given", "11年"));
    private static readonly Ruling Two = Ruling.Forbid("MZ.5.PRED", "R5.3");
    private static readonly Ruling Approval = new Ruling.NeedsApproval(Post.DeputyDirectorInCharge, new Clause(9, 3));
    private static readonly Ruling Duty = new Ruling.Permitted([new Duty("MZ.5.OTHER", "R5.4")]);
    private static readonly Ruling OtherDuty = new Ruling.Permitted([new Duty("MZ.7.SCOPE", "R7.1.6")]);

    private static readonly Ruling[] Answers = [Ruling.Yes, Duty, OtherDuty, Approval, One, Two];
    private static readonly Gen<Ruling> Any = Gen.Int[0, Answers.Length - 1].Select(i => Answers[i]);

    [Fact(DisplayName = "禁止重于须批准，须批准重于准许，先后次序不改变结果")]
    [Requirement("R3.1")]
    public void Forbidden_outweighs_approval_outweighs_permitted() => Any.Array[1, 6].Sample(rulings =>
    {
        var all = Ruling.All(rulings[0], [.. rulings[1..]]);
        var expected = rulings.Any(r => r is Ruling.Forbidden) ? typeof(Ruling.Forbidden)
            : rulings.Any(r => r is Ruling.NeedsApproval) ? typeof(Ruling.NeedsApproval)
            : typeof(Ruling.Permitted);
        Assert.IsType(expected, all);
        Assert.IsType(expected, Ruling.All(rulings[^1], [.. rulings.Reverse().Skip(1)]));
    });

    [Fact(DisplayName = "理由逐条累加，相同的只列一次")]
    [Requirement("R3.1")]
    public void Refusals_add_up_once_each()
    {
        var all = Ruling.All(One, Ruling.Yes, Two, Approval, Ruling.Forbid("MZ.6.1", "R6.1.1", ("given", "11年")));
        Assert.Equal(["MZ.6.1", "MZ.5.PRED"], all.Reasons.Select(r => r.Code));
    }

    [Fact(DisplayName = "同一理由而数值不同的，都要列出")]
    [Requirement("R3.1")]
    public void Refusals_with_other_values_are_other_refusals() =>
        Assert.Equal(2, Ruling.All(One, Ruling.Forbid("MZ.6.1", "R6.1.1", ("given", "12年"))).Reasons.Length);

    [Fact(DisplayName = "准许所附的义务逐项累加")]
    [Requirement("R5.4")]
    public void Duties_add_up()
    {
        var all = Assert.IsType<Ruling.Permitted>(Ruling.All(Ruling.Yes, Duty, Ruling.Yes, OtherDuty));
        Assert.Equal(["MZ.5.OTHER", "MZ.7.SCOPE"], all.Duties.Select(d => d.Code));
    }

    [Fact(DisplayName = "三种答复逐一处理，没有第四种")]
    [Requirement("R3.1")]
    public void Match_names_all_three()
    {
        static string Name(Ruling ruling) => ruling.Match(_ => "permitted", n => $"approval by {n.By}", f => f.Refusals[0].Code);
        Assert.Equal(["permitted", "approval by DeputyDirectorInCharge", "MZ.6.1"], ((Ruling[])[Duty, Approval, One]).Select(Name));
    }

    [Fact(DisplayName = "条款引用写成第几条第几项")]
    [Requirement("RP.2")]
    public void Clause_reads_as_in_the_regulation() =>
        Assert.Equal(["第六条（一）项", "第十一条"], ((Clause[])[new(6, 1), new(11)]).Select(c => c.ToString()));
}
