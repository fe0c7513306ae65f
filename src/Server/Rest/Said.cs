using System.ComponentModel;
using Shoumi.Rules;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Rest;

/// <summary>密级: the name that stays, and the word of the regulation.</summary>
public sealed record LevelSaid(
    [property: Description("TopSecret, Secret or Confidential.")] Level Id,
    [property: Description("绝密, 机密 or 秘密; the same in every language.")] string Word)
{
    public static LevelSaid Of(Level level) => new(level, level.Word());

    public static LevelSaid? Of(Level? level) => level is { } known ? Of(known) : null;
}

/// <summary>A value that has a name for programs and a word for people.</summary>
public sealed record Named(
    [property: Description("The name that stays.")] string Id,
    [property: Description("Its word, in the language asked for.")] string Word)
{
    public static Named Of<T>(T value, string word)
        where T : struct, Enum => new($"{value}", word);
}

/// <summary>A post held on the day.</summary>
public sealed record PostSaid(Post Id, string Word, int? UnitId, bool AsDeputy)
{
    public static PostSaid Of(Language l, Holding holding) => new(holding.Post, l.Say(holding.Post), holding.UnitId, holding.AsDeputy);
}
