using Microsoft.EntityFrameworkCore;

namespace Shoumi.Server.Storage.Proofs;

/// <summary>
/// The hash tree over the audit ledger as it is kept: the lines themselves, every 256th level of complete subtrees above them, and the right
/// edge in the head. All of it is written in the act's own transaction; whatever a proof needs is read in a few steps.
/// </summary>
public static class HashTree
{
    /// <summary>Levels between two that are kept.</summary>
    public const int Step = 8;

    private const long Width = 1L << Step;

    /// <summary>Root over the first lines, so many.</summary>
    public static Task<byte[]> RootAsync(Store store, long size, CancellationToken cancel) =>
        ReadAsync(store, nodes => Merkle.Root(0, size, nodes), cancel);

    /// <summary>Proof that the line stands among the first lines, so many.</summary>
    /// <param name="seq">Number of the line, from 1.</param>
    public static Task<List<byte[]>> InclusionAsync(Store store, long seq, long size, CancellationToken cancel) =>
        ReadAsync(store, nodes => Merkle.Inclusion(seq - 1, size, nodes), cancel);

    /// <summary>Proof that the first lines, so many, are the beginning of the larger ledger.</summary>
    public static Task<List<byte[]>> ConsistencyAsync(Store store, long first, long second, CancellationToken cancel) =>
        ReadAsync(store, nodes => Merkle.Consistency(first, second, nodes), cancel);

    /// <summary>Builds the tree over lines that were written before there was one. Run when the schema is brought up to date.</summary>
    public static async Task CatchUpAsync(Store store, CancellationToken cancel)
    {
        if (await store.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(cancel) is not { Edge: null } head)
        {
            return;
        }

        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var (edge, nodes) = (new Frontier(), new List<AuditNode>());
        await foreach (var line in store.AuditEntries.OrderBy(e => e.Seq).Where(e => e.Seq <= head.Seq).Select(e => e.Canonical).AsAsyncEnumerable().WithCancellation(cancel))
        {
            edge.Grow(line, nodes);
        }

        await store.InsertAsync(nodes, cancel);
        await store.Database.ExecuteSqlAsync($"update audit_head set edge = {edge.Store()} where id = 1 and edge is null", cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Adds a line; nodes that are kept are put with the others.</summary>
    public static void Grow(this Frontier edge, byte[] line, List<AuditNode> nodes) => edge.Add(Merkle.Leaf(line), (height, position, hash) =>
    {
        if (height % Step == 0)
        {
            nodes.Add(new AuditNode { Height = height, Position = position, Hash = hash });
        }
    });

    // Asked twice: the first time only to see which parts of the tree it takes.
    private static async Task<T> ReadAsync<T>(Store store, Func<Func<long, long, byte[]>, T> ask, CancellationToken cancel)
    {
        var parts = new Dictionary<(int Height, long Part), byte[][]>();
        ask((from, size) =>
        {
            parts.TryAdd(PartOf(from, size), []);
            return Merkle.Empty;
        });
        foreach (var part in parts.Keys.ToList())
        {
            parts[part] = await PartAsync(store, part, cancel);
        }

        return ask((from, size) =>
        {
            var part = PartOf(from, size);
            var first = (from >> part.Height) - (part.Part * Width);
            return Merkle.Root(first, first + (size >> part.Height), (at, count) => count == 1 ? parts[part][at] : Halves(parts[part], at, count));
        });
    }

    private static byte[] Halves(byte[][] part, long at, long count) =>
        count == 1 ? part[at] : Merkle.Node(Halves(part, at, count / 2), Halves(part, at + (count / 2), count / 2));

    private static (int Height, long Part) PartOf(long from, long size)
    {
        var height = System.Numerics.BitOperations.Log2((ulong)size) / Step * Step;
        return (height, from >> height >> Step);
    }

    private static async Task<byte[][]> PartAsync(Store store, (int Height, long Part) part, CancellationToken cancel)
    {
        var (from, until) = (part.Part * Width, (part.Part + 1) * Width);
        if (part.Height > 0)
        {
            return await store.Set<AuditNode>().Where(n => n.Height == part.Height && n.Position >= from && n.Position < until).OrderBy(n => n.Position).Select(n => n.Hash).ToArrayAsync(cancel);
        }

        var lines = await store.AuditEntries.Where(e => e.Seq > from && e.Seq <= until).OrderBy(e => e.Seq).Select(e => e.Canonical).ToListAsync(cancel);
        return [.. lines.Select(l => Merkle.Leaf(l))];
    }
}
