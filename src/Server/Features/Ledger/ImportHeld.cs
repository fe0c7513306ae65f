using System.Collections.Concurrent;

namespace Shoumi.Server.Features.Ledger;

/// <summary>A spreadsheet that somebody has uploaded and not yet imported: its cells and its digest.</summary>
/// <param name="Hash">SHA-256 of the file in hexadecimal.</param>
/// <param name="Table">Its cells, as <see cref="Documents.Sheets.Reading.SheetTable"/> holds them.</param>
public sealed record HeldLedger(string Hash, byte[] Table, DateTimeOffset Since);

/// <summary>
/// Uploaded ledgers between upload and confirmation: in memory alone, one for each person, for half an hour, and no more of them at a time
/// than fit. Nothing of them is on the disk; whoever signs out, or waits too long, uploads again.
/// </summary>
public sealed class HeldLedgers(TimeProvider clock)
{
    /// <summary>Most bytes of all of them together.</summary>
    public const long Most = 192L << 20;

    /// <summary>How long one is held.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<int, HeldLedger> held = [];
    private readonly Lock door = new();

    /// <summary>Holds it in place of whatever the person had uploaded before; where there is no room, the oldest ones go.</summary>
    public void Hold(int personId, string hash, byte[] table)
    {
        lock (door)
        {
            held[personId] = new(hash, table, clock.GetUtcNow());
            Forget();
            foreach (var (who, _) in held.OrderBy(h => h.Value.Since).ToList())
            {
                if (held.Values.Sum(h => (long)h.Table.Length) > Most)
                {
                    held.TryRemove(who, out _);
                }
            }
        }
    }

    /// <summary>What the person has uploaded; null when there is nothing, or not any more.</summary>
    public HeldLedger? Of(int personId)
    {
        Forget();
        return held.GetValueOrDefault(personId);
    }

    /// <summary>Lets it go.</summary>
    public void Drop(int personId) => held.TryRemove(personId, out _);

    private void Forget()
    {
        foreach (var (who, ledger) in held)
        {
            if (clock.GetUtcNow() - ledger.Since > Longest)
            {
                held.TryRemove(who, out _);
            }
        }
    }
}
