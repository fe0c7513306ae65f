namespace Shoumi.Rules;

/// <summary>密级, classification level: exactly three, ordered 绝密 &gt; 机密 &gt; 秘密 (article 5). Stored as these numbers, so that <c>&gt;=</c> works in SQL.</summary>
/// <remarks>The person always sees the Chinese word; "Secret" is never a translation of 秘密.</remarks>
[Requirement("R5.1")]
public enum Level
{
    /// <summary>秘密</summary>
    Confidential = 1,

    /// <summary>机密</summary>
    Secret = 2,

    /// <summary>绝密</summary>
    TopSecret = 3,
}

/// <summary>The Chinese words of the three levels: the only form in which a level is ever printed.</summary>
public static class Levels
{
    /// <summary>All three, highest first, as the regulation lists them.</summary>
    public static readonly IReadOnlyList<Level> All = [Level.TopSecret, Level.Secret, Level.Confidential];

    /// <summary>The word as it is printed in a mark.</summary>
    public static string Word(this Level level) => level switch
    {
        Level.TopSecret => "绝密",
        Level.Secret => "机密",
        Level.Confidential => "秘密",
    };

    /// <summary>Reads a level as people write it (绝密, 机密级); anything else is not a level of article 5 (<c>MZ.5</c>).</summary>
    [Requirement("R5.1")]
    public static Level? Read(string? text) => text?.Trim() switch
    {
        "绝密" or "绝密级" => Level.TopSecret,
        "机密" or "机密级" => Level.Secret,
        "秘密" or "秘密级" => Level.Confidential,
        _ => null,
    };

    /// <summary>The higher of two; one that is not known counts for nothing.</summary>
    [Requirement("R5.3")]
    public static Level? Higher(Level? one, Level? other) => one is null || other > one ? other : one;

    /// <summary>Refuses every word that is not one of the three levels, such as 内部 or 机密级核心.</summary>
    [Requirement("R5.1")]
    public static Ruling Judge(string? text) =>
        Read(text) is null ? Ruling.Forbid("MZ.5", "R5.1", ("given", text ?? "")) : Ruling.Yes;
}

/// <summary>What a draft is determined to be: every outgoing draft gets one of the three (article 7, item 1; system rule).</summary>
[Requirement("R7.1.5")]
public enum Determination
{
    /// <summary>非密: neither secret nor internal.</summary>
    Unclassified = 1,

    /// <summary>内部: internal material; no level, no ★, no entry in the classification ledger.</summary>
    Internal = 2,

    /// <summary>国家秘密: state secret.</summary>
    StateSecret = 3,
}
