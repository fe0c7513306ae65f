namespace Shoumi.Server.Frame;

/// <summary>One label with its bar, or its two.</summary>
/// <param name="Hatched">Second series; null where the chart has one.</param>
public sealed record ChartBar(string Label, int Solid, int? Hatched = null);
