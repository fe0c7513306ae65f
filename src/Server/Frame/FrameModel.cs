using Shoumi.Rules;

namespace Shoumi.Server.Frame;

/// <summary>What stands around every page, for one request: filled once before the page is rendered, read by the frame alone.</summary>
public sealed record FrameModel
{
    /// <summary>The bureau's name; empty before set-up.</summary>
    public string BureauName { get; set; } = "";

    /// <summary>Edition of the policy pack in force, such as 2026-03-01.</summary>
    public string PackVersion { get; set; } = "";

    /// <summary>The server's time, China Standard Time.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Whether the database was made as a demonstration.</summary>
    public bool IsDemonstration { get; set; }

    /// <summary>The highest level this installation may hold; null before set-up.</summary>
    public Level? Ceiling { get; set; }

    /// <summary>Who is signed in; null on the pages before sign-in.</summary>
    public Viewer? Viewer { get; set; }

    /// <summary>The sidebar: only what the person's posts may do.</summary>
    public IReadOnlyList<NavGroup> Nav { get; set; } = [];

    /// <summary>Path and query of this page, to come back to after changing the language.</summary>
    public string Path { get; set; } = "/";

    /// <summary>Where the search field leads; null when there is nothing the person may search.</summary>
    public string? SearchPath { get; set; }

    /// <summary>What the act just done has brought about: one line, without a title.</summary>
    public string? Flash { get; set; }

    /// <summary>The server's day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);
}

/// <summary>The signed-in person.</summary>
/// <param name="Posts">Words of the posts held today, such as 机要室 · 定密经办.</param>
/// <param name="MayHoldTokens">Whether other programs may act for the person.</param>
public sealed record Viewer(string Name, string Posts, bool MayHoldTokens = false);

/// <summary>A group of the sidebar; the first group has no title.</summary>
public sealed record NavGroup(string? Title, IReadOnlyList<NavItem> Items);

/// <summary>A line of the sidebar.</summary>
/// <param name="Icon">Symbol in <c>icons.svg</c>.</param>
/// <param name="Count">What waits there; not shown when null.</param>
/// <param name="Here">Whether this page belongs to it.</param>
public sealed record NavItem(string Href, string Icon, string Label, int? Count = null, bool Here = false);
