namespace Shoumi.Server.Frame;

/// <summary>A view of a list, as a link.</summary>
/// <param name="Count">How many the viewer may see; not shown when null.</param>
/// <param name="Here">Whether it is the one shown.</param>
public sealed record Tab(string Text, string Href, int? Count = null, bool Here = false);
