using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;

namespace Shoumi.Server.Storage;

/// <summary>
/// 访问令牌: with it another program acts for a person, under some of the person's posts and for so long. The token itself is shown once
/// and not kept: what is kept cannot be turned back into it.
/// </summary>
public sealed class AccessToken
{
    public int Id { get; private set; }

    public required int PersonId { get; init; }

    /// <summary>What its owner calls it, such as the name of the program.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Posts it is limited to. Of these, those count that the person holds on the day.</summary>
    public required PostSet Posts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last day on which it opens anything.</summary>
    public required DateOnly LastDay { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>To the minute. Housekeeping.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public bool IsLiveOn(DateOnly day) => RevokedAt is null && day <= LastDay;

    /// <summary>From now on it opens nothing.</summary>
    public void Revoke(DateTimeOffset at) => RevokedAt ??= at;
}

/// <summary>
/// What an act answered under an idempotency key, written with the act itself: sent once more, it answers the same and is not done again.
/// A number, a place and a status; no word of what the act was about.
/// </summary>
public sealed class KeptAnswer
{
    public required int PersonId { get; init; }

    /// <summary>As the program chose it.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path and body of the request, keyed with the token.</summary>
    public required byte[] Request { get; init; }

    public required DateTimeOffset At { get; init; }

    public required int Status { get; init; }

    /// <summary>Where what was done is seen.</summary>
    public required string Location { get; init; }

    /// <summary>Identity of what came into being; 0 where nothing did.</summary>
    public required int MadeId { get; init; }

    /// <summary>Line of the audit ledger.</summary>
    public required long Line { get; init; }
}

/// <summary>What is written about tokens and kept answers without being an act.</summary>
public static class TokenUpkeep
{
    /// <summary>How long an answer is kept at least.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Notes that a token was used, to the minute and so at most once in it.</summary>
    public static async Task UsedAsync(this Store store, AccessToken token, DateTimeOffset now, WriteGate gate, CancellationToken cancel)
    {
        var minute = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMinute));
        if (token.LastUsedAt >= minute)
        {
            return;
        }

        await gate.PassAsync(store, () => store.Tokens.Where(t => t.Id == token.Id && (t.LastUsedAt == null || t.LastUsedAt < minute)).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, minute), cancel), cancel);
    }

    /// <summary>Lets answers go that were kept long enough.</summary>
    public static Task<int> DropAnswersAsync(this Store store, DateTimeOffset now, WriteGate gate, CancellationToken cancel)
    {
        var before = now - Kept;
        return gate.PassAsync(store, () => store.Set<KeptAnswer>().Where(a => a.At < before).ExecuteDeleteAsync(cancel), cancel);
    }
}
