namespace Shoumi.Cli.Verify;

/// <summary>A sentence in both languages.</summary>
internal readonly record struct Said(string Zh, string En);

/// <summary>What was given is not what it should be; the sentence says why, precisely enough to do something about it.</summary>
internal sealed class UnfitException(Said why) : Exception(why.En)
{
    public UnfitException(string zh, string en)
        : this(new Said(zh, en))
    {
    }

    /// <summary>Why.</summary>
    public Said Why => why;

    /// <summary>The same, said of something named.</summary>
    public UnfitException About(string zh, string en) => new($"{zh}：{why.Zh}", $"{en}: {why.En}");
}
