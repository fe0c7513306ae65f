namespace Shoumi.Server.Features.Audit;

/// <summary>The server's clock.</summary>
/// <param name="TrustedAt">Since when it is not trusted; null while it is in order.</param>
public sealed record ClockModel(DateTimeOffset Now, DateTimeOffset? TrustedAt);
