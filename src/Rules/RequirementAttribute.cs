namespace Shoumi.Rules;

/// <summary>
/// Names the clause of the requirements that a rule implements or a test shows. <c>docs/regulation.md</c>
/// (clause → rule → test → page) is generated from these.
/// </summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
public sealed class RequirementAttribute(params string[] ids) : Attribute
{
    /// <summary>Identifiers such as <c>R6.1.1</c>.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;
}
