using System.Collections.Immutable;

namespace Shoumi.Rules.Policy;

/// <summary>One thing that is wrong in a pack, with the place where somebody has to put it right.</summary>
/// <param name="File">The file as it was named when it was read.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Path">Keys from the top, such as <c>reasons.MZ.6.1.remedy.en</c>.</param>
/// <param name="MessageZh">What is wrong and what would be right.</param>
/// <param name="MessageEn">The same in English.</param>
public sealed record PolicyError(string File, int Line, int Column, string Path, string MessageZh, string MessageEn)
{
    /// <summary><c>file:line:column path message</c>, as editors and terminals understand it.</summary>
    public override string ToString() => $"{File}:{Line}:{Column} {Path} {MessageZh} / {MessageEn}";
}

/// <summary>What reading a pack gave: the pack, or everything that is wrong with it.</summary>
/// <param name="Pack">Null when there is an error.</param>
/// <param name="Errors">All of them, by file, line and column.</param>
public sealed record PolicyReading(PolicyPack? Pack, ImmutableArray<PolicyError> Errors);
