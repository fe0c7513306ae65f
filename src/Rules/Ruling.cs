using System.Collections.Immutable;

namespace Shoumi.Rules;

/// <summary>The answer of every rule: permitted (with duties), needs approval (by whom) or forbidden, always with its clause.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    /// <summary>Permitted without duties. One instance, so that judging allocates nothing.</summary>
    public static readonly Permitted Yes = new([]);

    /// <summary>准许: the act may be done; the duties say what must be done along with it.</summary>
    public sealed record Permitted(ImmutableArray<Duty> Duties) : Ruling
    {
        /// <summary>Equal when the duties are.</summary>
        public bool Equals(Permitted? other) => other is not null && Duties.SequenceEqual(other.Duties);

        /// <inheritdoc/>
        public override int GetHashCode() => Duties.Length;
    }

    /// <summary>须批准: the act may be done once that post has approved.</summary>
    public sealed record NeedsApproval(Post By, Clause Basis) : Ruling;

    /// <summary>不予办理: all the reasons, not only the first.</summary>
    public sealed record Forbidden(ImmutableArray<Refusal> Refusals) : Ruling
    {
        /// <summary>Equal when the reasons are.</summary>
        public bool Equals(Forbidden? other) => other is not null && Refusals.SequenceEqual(other.Refusals);

        /// <inheritdoc/>
        public override int GetHashCode() => Refusals.Length;
    }

    /// <summary>Whether the act may be done now.</summary>
    public bool IsPermitted => this is Permitted;

    /// <summary>The reasons of a refusal; empty for the other two answers.</summary>
    public ImmutableArray<Refusal> Reasons => this is Forbidden f ? f.Refusals : [];

    /// <summary>Forbidden for one reason.</summary>
    public static Ruling Forbid(string code, string requirement, params ReadOnlySpan<(string Name, string Value)> arguments) =>
        new Forbidden([new Refusal(code, requirement, arguments.ToImmutableArray())]);

    /// <summary>The one way to take an answer apart: every caller names all three cases.</summary>
    public T Match<T>(Func<Permitted, T> permitted, Func<NeedsApproval, T> needsApproval, Func<Forbidden, T> forbidden) => this switch
    {
        Permitted p => permitted(p),
        NeedsApproval n => needsApproval(n),
        Forbidden f => forbidden(f),
        // The hierarchy is closed by the private constructor; the compiler cannot see that. Unknown means refused.
        _ => throw new InvalidOperationException($"A ruling of unknown kind: {GetType()}"),
    };

    /// <summary>
    /// Several rules about one act: forbidden outweighs needs-approval outweighs permitted; refusals and duties add up.
    /// There is always a first: "no rule" is not a permission.
    /// </summary>
    public static Ruling All(Ruling first, params ReadOnlySpan<Ruling> rest)
    {
        var worst = first;
        foreach (var next in rest)
        {
            worst = Both(worst, next);
        }

        return worst;
    }

    private static Ruling Both(Ruling a, Ruling b) => (a, b) switch
    {
        (Forbidden x, Forbidden y) => new Forbidden([.. x.Refusals, .. y.Refusals.Except(x.Refusals)]),
        (Forbidden, _) => a,
        (_, Forbidden) => b,
        (NeedsApproval, _) => a,
        (_, NeedsApproval) => b,
        (Permitted x, Permitted y) => x.Duties.IsEmpty ? b : y.Duties.IsEmpty ? a : new Permitted([.. x.Duties, .. y.Duties]),
        _ => throw new InvalidOperationException($"Rulings of unknown kind: {a.GetType()}, {b.GetType()}"),
    };
}

/// <summary>
/// One reason why an act is refused. Text, article, basis and remedy stand in the policy pack under <see cref="Code"/>;
/// the arguments fill its sentences with the value given and the value allowed.
/// </summary>
/// <param name="Code">Reason code, such as <c>MZ.6.1</c>.</param>
/// <param name="Requirement">The requirement that refuses, such as <c>R6.1.1</c>.</param>
/// <param name="Arguments">Named values for the sentence. Never a title.</param>
public sealed record Refusal(string Code, string Requirement, ImmutableArray<(string Name, string Value)> Arguments)
{
    /// <summary>Two refusals are the same when code, requirement and arguments are.</summary>
    public bool Equals(Refusal? other) =>
        other is not null && Code == other.Code && Requirement == other.Requirement && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Requirement, Arguments.Length);
}

/// <summary>What must be done along with a permitted act, such as having a second person confirm.</summary>
/// <param name="Code">Code of the duty's text in the policy pack.</param>
/// <param name="Requirement">The requirement it comes from.</param>
public sealed record Duty(string Code, string Requirement);

/// <summary>A place in a regulation: article and item, such as article 6 item 1. Zero means "not of that form" (the notice, system rules).</summary>
public readonly record struct Clause(int Article, int Item = 0)
{
    /// <summary>第六条（一）项</summary>
    public override string ToString() => Item == 0 ? $"第{ChineseNumber.Write(Article)}条" : $"第{ChineseNumber.Write(Article)}条（{ChineseNumber.Write(Item)}）项";
}
