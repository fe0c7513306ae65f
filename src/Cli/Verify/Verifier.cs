namespace Shoumi.Cli.Verify;

/// <summary>One thing that is wrong.</summary>
/// <param name="From">The first line it may be about; 0 where it is about none.</param>
/// <param name="To">The last.</param>
internal sealed record Finding(long From, long To, Said What);

/// <summary>What a check came to.</summary>
/// <param name="Wrong">The first of what is wrong.</param>
/// <param name="MoreWrong">How much more there is.</param>
/// <param name="Told">What is to be known and is not wrong.</param>
/// <param name="Held">The heads that agree, smallest first.</param>
internal sealed record Report(string Instance, long Lines, byte[] Root, IReadOnlyList<Finding> Wrong, long MoreWrong, IReadOnlyList<Said> Told, IReadOnlyList<Head> Held);

/// <summary>Checks an export against itself and against the heads kept elsewhere, as docs/ledger-format.md says under “What to check”. Shares no code with the server.</summary>
internal sealed class Verifier
{
    private const int Most = 20;

    private readonly LedgerFile file;
    private readonly Head[] heads;
    private readonly Tree tree;
    private readonly Order order;
    private readonly List<Finding> wrong = [];
    private readonly List<Head> held = [], failed = [];
    private long moreWrong;
    private int compared;

    private Verifier(LedgerFile file, IEnumerable<Head> heads)
    {
        this.file = file;
        this.heads = [.. heads.OrderBy(h => h.Size)];
        tree = new Tree(file.Profile);
        order = new Order(Wrong);
    }

    /// <param name="keys">Keys got elsewhere, which then count instead of those in the export.</param>
    public static Report Check(LedgerFile file, IReadOnlyList<Head> heads, IReadOnlyList<byte[]> keys)
    {
        var evidence = new Evidence(file, keys.Count > 0 ? keys : file.Keys);
        var verifier = new Verifier(file, heads.Where(evidence.Counts));
        foreach (var finding in evidence.Wrong.Concat(Evidence.Forks(verifier.heads)))
        {
            verifier.Wrong(finding.From, finding.To, finding.What);
        }

        verifier.CheckLines();
        verifier.CheckEnd();
        return new Report(file.Instance, verifier.tree.Size, verifier.tree.Root(), verifier.wrong, verifier.moreWrong, verifier.order.Told, verifier.held);
    }

    /// <summary>This thread reads and puts together; every processor hashes. No more blocks are under way than keep them all busy.</summary>
    private void CheckLines()
    {
        var under = new Queue<(Block Block, Task Work)>();
        var free = new Stack<Block>();
        var instance = System.Text.Encoding.UTF8.GetBytes(file.Instance);
        Compare();
        while (true)
        {
            while (under.Count < 2 * Environment.ProcessorCount && file.Next(free.TryPop(out var used) ? used : null) is { } block)
            {
                under.Enqueue((block, Task.Run(() => block.Work(file.Profile, instance))));
            }

            if (!under.TryDequeue(out var next))
            {
                return;
            }

            next.Work.GetAwaiter().GetResult();
            Join(next.Block);
            free.Push(next.Block);
        }
    }

    private void Join(Block block)
    {
        for (var i = 0; i < block.Count; i++)
        {
            tree.Add(block.Leaf(i));
            order.Next(block, i);
            Compare();
        }
    }

    /// <summary>Whether the heads of the size reached hold.</summary>
    private void Compare()
    {
        for (; compared < heads.Length && heads[compared].Size == tree.Size; compared++)
        {
            (tree.Root().AsSpan().SequenceEqual(heads[compared].Root) ? held : failed).Add(heads[compared]);
        }
    }

    private void CheckEnd()
    {
        var (size, good) = (tree.Size, held.Select(h => h.Size).DefaultIfEmpty(0).Max());
        if (file.Broken is { } broken)
        {
            Wrong(size + 1, size + 1, new($"第 {size + 1} 行：{broken.Zh}", $"line {size + 1}: {broken.En}"));
        }

        if (size < file.Size)
        {
            Wrong(size + 1, file.Size, new($"首行写明 {file.Size} 行，实有 {size} 行：第 {size + 1} 至 {file.Size} 行缺失", $"the first line says {file.Size} lines and there are {size}: lines {size + 1} to {file.Size} are missing"));
        }
        else if (size > file.Size)
        {
            Wrong(file.Size + 1, size, new($"首行写明 {file.Size} 行，实有 {size} 行：多出 {size - file.Size} 行", $"the first line says {file.Size} lines and there are {size}: {size - file.Size} too many"));
        }
        else if (!tree.Root().AsSpan().SequenceEqual(file.Root))
        {
            Wrong(good < size ? good + 1 : 0, good < size ? size : 0, order.Broken || good == size
                ? new("各行算出的根与首行所写不同", "the root over the lines is not the one in the first line")
                : new($"各行算出的根与首行所写不同，而各行相接：第 {size} 行或首行被改动，或第 {good + 1} 行以后被改动并重新连缀", $"the root over the lines is not the one in the first line, and yet they join: line {size} or the first line was changed, or lines from {good + 1} on were changed and chained again"));
        }

        foreach (var head in heads[compared..])
        {
            Wrong(size + 1, head.Size, new($"签署封签 {head.Name} 时（{head.At}）已有 {head.Size} 行，现只有 {size} 行：第 {size + 1} 至 {head.Size} 行被删去，或恢复了旧备份", $"when head {head.Name} was signed ({head.At}) there were {head.Size} lines, now there are {size}: lines {size + 1} to {head.Size} were taken away, or an older backup was restored"));
        }

        if (failed.FirstOrDefault() is { } first)
        {
            var from = held.Where(h => h.Size < first.Size).Select(h => h.Size).DefaultIfEmpty(0).Max() + 1;
            Wrong(from, first.Size, new($"第 {from} 至 {first.Size} 行之间的历史被改写：与封签 {first.Name}（{first.At}）不符" + Others(f => $"，另有 {f} 份也不符"), $"history between lines {from} and {first.Size} was rewritten: it does not agree with head {first.Name} ({first.At})" + Others(f => $", nor with {f} more")));
        }
    }

    private string Others(Func<int, string> say) => failed.Count > 1 ? say(failed.Count - 1) : "";

    private void Wrong(long from, long to, Said what)
    {
        if (wrong.Count < Most)
        {
            wrong.Add(new(from, to, what));
        }
        else
        {
            moreWrong++;
        }
    }
}
