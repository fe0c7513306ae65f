using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Tokens;

/// <summary>The own tokens.</summary>
/// <param name="Latest">Latest last day of a new one.</param>
/// <param name="Posts">Posts held today: name and word.</param>
/// <param name="OnceOnly">The new token, shown this once.</param>
public sealed record TokensModel(DateOnly Today, DateOnly Latest, IReadOnlyList<(string Id, string Text)> Posts, IReadOnlyList<TokenRow> Tokens, string? OnceOnly, FormState Form);

/// <summary>One token, without itself.</summary>
/// <param name="Live">Whether it opens anything today.</param>
public sealed record TokenRow(int Id, string Name, IReadOnlyList<string> Posts, DateTimeOffset CreatedAt, DateOnly LastDay, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, bool Live);
