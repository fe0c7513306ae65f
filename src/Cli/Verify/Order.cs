namespace Shoumi.Cli.Verify;

/// <summary>Whether each line follows the one before: its number, the hash it names, its moment.</summary>
internal sealed class Order(Action<long, long, Said> wrong)
{
    private const int MostTold = 20;
    private readonly byte[] last = new byte[Profile.HashSize];
    private readonly List<Said> told = [];
    private long place, seq, moment;

    /// <summary>What is to be known and is not wrong.</summary>
    public IReadOnlyList<Said> Told => told;

    /// <summary>Whether anything was wrong.</summary>
    public bool Broken { get; private set; }

    public void Next(Block block, int i)
    {
        var line = block[i];
        place++;
        if (line.Fault is { } fault)
        {
            Wrong(place, new($"第 {place} 行：{fault.Zh}", $"line {place}: {fault.En}"));
        }
        else if (line.Seq != seq + 1)
        {
            Wrong(place - 1, Misnumbered(line.Seq));
        }
        else if (!block.Previous(i).SequenceEqual(last))
        {
            Wrong(place - 1, place == 1
                ? new("第 1 行不是台账的开头：它说前面还有别的行", "line 1 is not the beginning of a ledger: it says that there is a line before it")
                : new($"第 {place - 1} 行与第 {place} 行接不上：其中一行被改动，或其间有行被删去、插入", $"lines {place - 1} and {place} do not join: one of them was changed, or a line between them was taken out or put in"));
        }

        Moment(line);
        // After a fault the count goes on from what the line says, so that one line taken out is one finding.
        seq = line.Seq > 0 ? line.Seq : seq + 1;
        block.Hash(i).CopyTo(last);
    }

    private Said Misnumbered(long found) => found > seq + 1
        ? new($"第 {place} 行的序号是 {found}，应为 {seq + 1}：其间的行被删去，或次序被调换", $"line {place} is numbered {found} and should be {seq + 1}: lines between were taken out, or put in another order")
        : found == seq
            ? new($"第 {place} 行的序号 {found} 与上一行相同：有行重复或插入", $"line {place} has the number {found} of the line before: one was repeated or put in")
            : new($"第 {place} 行的序号是 {found}，应为 {seq + 1}：有行被插入、重复，或次序被调换", $"line {place} is numbered {found} and should be {seq + 1}: lines were put in, repeated, or put in another order");

    private void Moment(LedgerLine line)
    {
        if (line.Moment > 0 && line.Moment < moment && told.Count < MostTold)
        {
            told.Add(new($"第 {place} 行的时间早于上一行：时钟曾回拨，台账中应有安全管理员的确认", $"line {place} is earlier than the line before: the clock was set back, which the security administrator must have confirmed in the ledger"));
        }

        moment = line.Moment > 0 ? line.Moment : moment;
    }

    private void Wrong(long from, Said what)
    {
        Broken = true;
        wrong(Math.Max(from, 1), place, what);
    }
}
