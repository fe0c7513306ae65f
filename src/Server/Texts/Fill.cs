using System.Collections.Immutable;
using Shoumi.Rules.Policy;

namespace Shoumi.Server.Texts;

/// <summary>A sentence of the policy pack with its values put in, as plain text.</summary>
public static class Fill
{
    public static string In(this Wording wording, bool english, ImmutableArray<(string Name, string Value)> arguments) =>
        arguments.Aggregate(wording.In(english).Replace("*", "", StringComparison.Ordinal), (text, a) => text.Replace($"{{{a.Name}}}", a.Value, StringComparison.Ordinal));
}
