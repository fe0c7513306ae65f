using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Whether this system may keep a title: never before the level is known, never above the ceiling, never of a cipher telegram.</summary>
[Requirement("R4.3")]
public static class Titles
{
    /// <summary>The title as it may be stored, or null.</summary>
    public static string? Kept(string? title, Determination? determination, Level? level, Level? ceiling, bool cipherTelegram = false) => determination is not { } known ? null : known switch
    {
        Determination.Internal or Determination.Unclassified => title,
        Determination.StateSecret => !cipherTelegram && level is { } l && ceiling is { } c && l <= c ? title : null,
    };
}
