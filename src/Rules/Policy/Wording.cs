using System.Collections.Immutable;
using System.Text;

namespace Shoumi.Rules.Policy;

/// <summary>
/// A text in both languages. English falls back to Chinese where a pack gives none. In a sentence, <c>{name}</c> stands for an argument
/// of the refusal and <c>[…]</c> for a part that is left out when one of its arguments is absent.
/// </summary>
public sealed record Wording(string Zh, string En)
{
    /// <summary>The text in the language asked for.</summary>
    public string In(bool english) => english && En.Length > 0 ? En : Zh;

    /// <summary>
    /// The sentence with its values filled in. An argument <c>x_en</c> is the English form of the argument <c>x</c>; where there is none,
    /// both languages print the same value, as they do for levels and marks. A value that is absent never leaves a hole.
    /// </summary>
    [Requirement("R3.1")]
    public Wording With(ImmutableArray<(string Name, string Value)> arguments) => new(Fill(Zh, arguments, ""), Fill(En, arguments, "_en"));

    private static string Fill(string text, ImmutableArray<(string Name, string Value)> arguments, string suffix)
    {
        var filled = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('[', at);
            var close = open < 0 ? -1 : text.IndexOf(']', open);
            if (close < 0)
            {
                filled.Append(Values(text[at..], arguments, suffix).Text);
                break;
            }

            filled.Append(Values(text[at..open], arguments, suffix).Text);
            var (part, complete) = Values(text[(open + 1)..close], arguments, suffix);
            filled.Append(complete ? part : "");
            at = close + 1;
        }

        return filled.ToString();
    }

    private static (string Text, bool Complete) Values(string text, ImmutableArray<(string Name, string Value)> arguments, string suffix)
    {
        var filled = new StringBuilder();
        var complete = true;
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                filled.Append(text, at, text.Length - at);
                break;
            }

            var name = text[(open + 1)..close];
            var value = Find(arguments, name + suffix) ?? Find(arguments, name);
            complete &= value is not null;
            filled.Append(text, at, open - at).Append(value ?? "…");
            at = close + 1;
        }

        return (filled.ToString(), complete);
    }

    private static string? Find(ImmutableArray<(string Name, string Value)> arguments, string name)
    {
        foreach (var (given, value) in arguments)
        {
            if (given == name && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }
}
