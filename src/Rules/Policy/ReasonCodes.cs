namespace Shoumi.Rules.Policy;

/// <summary>
/// The reason codes that the product itself uses. A pack that lacks one of them is refused when it is read, because a refusal
/// without a reason must never reach anybody (RP.2, R3.1). A test compares this list with the source, both ways.
/// </summary>
[Requirement("RP.2", "R3.1")]
public static class ReasonCodes
{
    /// <summary>All of them, by article; last the rules of the product itself.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "MZ.2",
        "MZ.4.10", "MZ.4.10.OVER", "MZ.4.10.CIPHER", "MZ.4.10.TERM", "MZ.4.10.NOTICE",
        "MZ.5", "MZ.5.ROW", "MZ.5.PRED", "MZ.5.OTHER", "MZ.5.MAP",
        "MZ.6.1", "MZ.6.2", "MZ.6.3", "MZ.6.5", "MZ.6.6.LATE", "MZ.6.6.ENDED", "MZ.6.6.PAST", "MZ.6.6.DELIVER",
        "MZ.7.ORDER", "MZ.7.1.DRAFTER", "MZ.7.1.OPINION", "MZ.7.1.BASIS", "MZ.7.1.WIDE", "MZ.7.1.CLEARED", "MZ.7.1.FILE", "MZ.7.2", "MZ.7.3", "MZ.7.4",
        "MZ.7.5", "MZ.7.5.FIRST", "MZ.7.5.SECOND", "MZ.7.5.FIXED", "MZ.7.5.UNSTORED", "MZ.7.5.IMPORT", "MZ.7.5.REVERSAL", "MZ.7.DATE", "MZ.7.WITHDRAW", "MZ.7.VACANT", "MZ.7.CHANGE", "MZ.7.CHANGE.UNIT",
        "MZ.8.1", "MZ.8.2", "MZ.8.3", "MZ.8.3.NOT", "MZ.8.3.FREE", "MZ.8.4.MEMBER", "MZ.8.4.COVER", "MZ.8.4.SOURCE", "MZ.8.5.LIST", "MZ.8.6.HOLDER", "MZ.8.6.FIRST", "MZ.8.6.FILE",
        "MZ.9.3.TS",
        "MZ.N1.GROUP",
        "SYS.SOD", "SYS.POST", "SYS.ACCOUNT", "SYS.SETUP", "SYS.ADMIN", "SYS.MOVE", "SYS.LAST", "SYS.CONFLICT", "SYS.CLOCK",
    ];

    /// <summary>
    /// Codes of the shipped pack for which the product has no act yet, with the article whose acts will raise them. A pack need not have
    /// them. Whoever raises one moves it up.
    /// </summary>
    public static readonly IReadOnlyList<(string Code, int Article)> Later =
    [
        ("MZ.7.SCOPE", 10), // handing an item to somebody outside its scope of knowledge
    ];
}
