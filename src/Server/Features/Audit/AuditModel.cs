using Shoumi.Rules;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Audit;

/// <summary>审计台账 as the security auditor reads it: numbers, acts, codes and digests; never a title.</summary>
/// <param name="Total">Number of the newest entry.</param>
/// <param name="Tabs">All, permitted, needs approval, refused; each keeps the rest of the filter.</param>
/// <param name="Filter">What is asked for.</param>
/// <param name="Acts">Every act: value and words.</param>
/// <param name="Previous">Link to newer entries; null at the newest.</param>
/// <param name="Next">Link to older entries; null at the first.</param>
/// <param name="Form">Errors of the filter.</param>
public sealed record AuditModel(
    DateOnly Today, long Total, IReadOnlyList<Tab> Tabs, AuditFilter Filter, IReadOnlyList<(string Id, string Name)> Acts, IReadOnlyList<AuditRow> Rows, string? Previous, string? Next, FormState Form);

/// <summary>Which lines are asked for: all of it must hold. The auditor finds resets of passwords, refusals of one act, one person's lines.</summary>
/// <param name="Query">Number, subject or reason code.</param>
/// <param name="Act">One act; null for all.</param>
/// <param name="Outcome">What the ruling was; null for any.</param>
public sealed record AuditFilter(string Query, Act? Act, Outcome? Outcome)
{
    /// <summary>Whether anything is narrowed.</summary>
    public bool Narrows => Query.Length > 0 || Act is not null || Outcome is not null;

    /// <summary>The address of this filter, at a position where one is given.</summary>
    public string Path(string? position = null)
    {
        string?[] parts = [Query.Length > 0 ? $"q={Uri.EscapeDataString(Query)}" : null, Act is { } act ? $"act={act}" : null, Outcome is { } outcome ? $"outcome={(int)outcome}" : null, position];
        var query = string.Join('&', parts.OfType<string>());
        return query.Length > 0 ? $"/audit?{query}" : "/audit";
    }
}

/// <summary>What a ruling was.</summary>
public enum Outcome
{
    /// <summary>准许</summary>
    Permitted = 1,

    /// <summary>须批准</summary>
    NeedsApproval = 2,

    /// <summary>不予办理</summary>
    Forbidden = 3,
}

/// <summary>One entry.</summary>
/// <param name="Person">By name; the system for what happens by itself.</param>
/// <param name="Subject">What it was about, by number only.</param>
/// <param name="Code">Reason codes of a refusal, or who must approve.</param>
/// <param name="Digest">First characters of the entry's digest.</param>
public sealed record AuditRow(long Sequence, DateTimeOffset At, string Person, string Post, Act Act, string Subject, Outcome Outcome, string? Code, string Digest);

/// <summary>How outcomes look and read.</summary>
public static class Outcomes
{
    /// <summary>Symbol and class.</summary>
    public static (string Icon, string Class) Look(this Outcome outcome) => outcome switch
    {
        Outcome.Permitted => ("check", "fine"),
        Outcome.NeedsApproval => ("player-pause", "wait"),
        Outcome.Forbidden => ("ban", "no"),
    };

    /// <summary>The outcome's word.</summary>
    public static string Say(this Texts.Language l, Outcome outcome) => outcome switch
    {
        Outcome.Permitted => l.T("准许", "Permitted"),
        Outcome.NeedsApproval => l.T("须批准", "Needs approval"),
        Outcome.Forbidden => l.T("不予办理", "Not permitted"),
    };
}
