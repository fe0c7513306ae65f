using System.Collections.Immutable;
using Shoumi.Rules.Policy;

namespace Shoumi.Server.Texts;

/// <summary>A sentence of the policy pack with its values put in, as plain text.</summary>
public static class Fill
{
    public static string In(this Wording wording, bool english, ImmutableArray<(string Name, string Value)> arguments) =>
        wording.With(arguments).In(english).Replace("*", "", StringComparison.Ordinal);
}
