using Shoumi.Rules;

namespace Shoumi.Server.Frame;

/// <summary>What kind of line it is in 办理经过.</summary>
public enum HistoryKind
{
    /// <summary>What is waited for now; pinned on top.</summary>
    Waiting,

    /// <summary>The case was opened.</summary>
    Opened,

    /// <summary>A step was done.</summary>
    Done,

    /// <summary>Sent back.</summary>
    Returned,

    /// <summary>A reviewer's differing opinion.</summary>
    Differs,

    /// <summary>Refused: part of the history.</summary>
    Refused,

    /// <summary>Withdrawn.</summary>
    Withdrawn,
}

/// <summary>One line of 办理经过, newest first.</summary>
/// <param name="Who">The person, or the system.</param>
/// <param name="What">The verb.</param>
/// <param name="Opinion">Words given along with it.</param>
/// <param name="Level">Level proposed, where one was.</param>
/// <param name="Term">Term proposed, where one was.</param>
/// <param name="Code">Reason code of a refusal.</param>
public sealed record HistoryEntry(
    HistoryKind Kind,
    string Who,
    string What,
    DateTimeOffset? At,
    string? Opinion = null,
    Level? Level = null,
    Term Term = default,
    string? Code = null);

/// <summary>How the lines of the history look.</summary>
public static class HistoryKinds
{
    /// <summary>Class in the stylesheet and symbol.</summary>
    public static (string Class, string Icon) Look(this HistoryKind kind) => kind switch
    {
        HistoryKind.Waiting => ("waiting", "play"),
        HistoryKind.Opened => ("opened", "file-text"),
        HistoryKind.Done => ("done", "check"),
        HistoryKind.Returned => ("returned", "arrow-back-up"),
        HistoryKind.Differs => ("returned", "pencil"),
        HistoryKind.Refused => ("refused", "ban"),
        HistoryKind.Withdrawn => ("returned", "x"),
    };
}
