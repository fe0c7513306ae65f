namespace Shoumi.Server.Texts;

/// <summary>The language a person reads in, for one request: Chinese unless asked otherwise. Both texts stand side by side where they are used.</summary>
public sealed class Language(bool english)
{
    /// <summary>Whether the person asked for English.</summary>
    public bool English { get; } = english;

    /// <summary>The text in that language.</summary>
    public string T(string zh, string en) => English ? en : zh;

    /// <summary>BCP 47 tag for the page.</summary>
    public string Tag => English ? "en" : "zh-CN";
}
