namespace Shoumi.Documents.Tests.Verify;

/// <summary>What somebody with an export in his hands is given: the file, and the heads he kept.</summary>
/// <param name="IsRight">Whether the place named, from one line to another, is where it was done, as closely as can be told.</param>
public sealed record Forgery(byte[] Export, IReadOnlyList<string> Heads, Func<long, long, bool> IsRight);

/// <summary>The twelve ways to change history, each on a ledger of its own.</summary>
public sealed class Attack(Random random, MadeLedger honest, MadeKey other)
{
    private readonly MadeLedger forged = honest.Copy();
    private int[] held = [];

    private int Size => honest.Lines.Count;

    public static string[] Kinds { get; } = ["payload", "actor or time", "delete", "truncate", "reorder", "back-dated", "duplicate", "splice", "re-chain", "re-chain with key", "fork", "older backup"];

    public Forgery Make(string kind)
    {
        // The reader's newest head covers the place that is attacked; how many more he kept, and of when, is chance.
        var place = random.Next(Size - 1);
        held = [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(Size + 1)).Append(random.Next(place + 2, Size + 1)).Distinct().Order()];
        return kind switch
        {
            "payload" => Edit(place, act => act with { Payload = MadeLedger.Hex(MadeLedger.RandomBytes(random)) }),
            "actor or time" => Edit(place, act => random.Next(2) == 0 ? act with { Actor = act.Actor + 1 } : act with { At = act.At.AddMilliseconds(random.Next(1, 9)) }),
            "delete" => Delete(place),
            "truncate" => Truncate(),
            "reorder" => Reorder(place),
            "back-dated" => BackDate(place),
            "duplicate" => Duplicate(place),
            "splice" => Splice(place),
            "re-chain" => Rechain(place),
            "re-chain with key" => RechainWithKey(place),
            "fork" => Fork(place),
            "older backup" => OlderBackup(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>The line as it was but for one thing; the lines after it are left.</summary>
    private Forgery Edit(int place, Func<MadeAct, MadeAct> change)
    {
        forged.Lines[place] = forged.Line(change(forged.Acts[place]), Previous(place));
        return Near(place + 1);
    }

    private Forgery Delete(int place)
    {
        forged.Lines.RemoveAt(place);
        Renumber(place, place + 1);
        return Near(place + 1);
    }

    private Forgery Truncate()
    {
        var left = random.Next(held[^1]);
        forged.Lines.RemoveRange(left, Size - left);
        // What the first line says is his to choose; what the head says is not.
        return new(forged.Export(FirstLine()), Heads(), (from, to) => from == left + 1 && (to == Size || held.Contains((int)to)));
    }

    private Forgery Reorder(int place)
    {
        var with = random.Next(place + 1, Size);
        (forged.Lines[place], forged.Lines[with]) = (forged.Lines[with], forged.Lines[place]);
        return Near(place + 1);
    }

    private Forgery BackDate(int place)
    {
        var act = honest.Acts[place] with { Act = 7, At = honest.Acts[place].At.AddDays(-random.Next(1, 400)) };
        forged.Lines.Insert(place, forged.Line(act, Previous(place)));
        Renumber(place + 1, place);
        return Near(place + 1, place + 2);
    }

    private Forgery Duplicate(int place)
    {
        forged.Lines.Insert(place, forged.Lines[place]);
        return Near(place + 1, place + 2);
    }

    private Forgery Splice(int place)
    {
        var foreign = MadeLedger.Of(place + 1, random, honest.Key);
        forged.Lines[place] = foreign.Lines[place];
        return Near(place + 1);
    }

    private Forgery Rechain(int place)
    {
        Rewrite(place);
        // With access to the database and no key; he may well put a key of his own in its place.
        var first = forged.First(null, null, random.Next(2) == 0 ? other : honest.Key);
        return new(forged.Export(first), Heads(), Between(place + 1));
    }

    private Forgery RechainWithKey(int place)
    {
        Rewrite(place);
        return new(forged.Export(), [.. Heads(), forged.Head(Size)], Between(place + 1));
    }

    /// <summary>One history to one reader and another to the other; then they meet.</summary>
    private Forgery Fork(int place)
    {
        Rewrite(place);
        var shown = random.Next(2) == 0 ? honest : forged;
        var hidden = shown == honest ? forged : honest;
        var size = random.Next(place + 1, Size + 1);
        return new(shown.Export(), [shown.Head(size), hidden.Head(size)], (from, to) => (from, to) == (1, size));
    }

    /// <summary>The backup is put back, and whatever comes next is written after it.</summary>
    private Forgery OlderBackup()
    {
        var left = random.Next(held[^1]);
        forged.Lines.RemoveRange(left, Size - left);
        forged.Acts.RemoveRange(left, Size - left);
        for (var i = random.Next(2) == 0 ? 0 : random.Next(1, Size + 10); i > 0; i--)
        {
            var seq = forged.Lines.Count + 1;
            forged.Append(new(seq, DateTime.UtcNow, 5, 3, "9", ""));
        }

        return new(forged.Export(), Heads(), (from, to) => from == forged.Lines.Count + 1 || (from <= left + 1 && left + 1 <= to));
    }

    private void Rewrite(int place)
    {
        forged.Acts[place] = forged.Acts[place] with { Actor = forged.Acts[place].Actor + 1 };
        forged.Rechain(place);
    }

    /// <summary>Numbers without a gap again, but not the hashes: the lazier forger.</summary>
    private void Renumber(int from, int act)
    {
        if (random.Next(2) == 0)
        {
            return;
        }

        for (var i = from; i < forged.Lines.Count; i++, act++)
        {
            forged.Lines[i] = forged.Line(honest.Acts[act] with { Seq = i + 1 }, Previous(act));
        }
    }

    private byte[] Previous(int place) => place == 0 ? new byte[32] : honest.Key.Hash(honest.Lines[place - 1]);

    private Forgery Near(params long[] places) => new(forged.Export(FirstLine()), Heads(), (from, to) => to - from <= 1 && places.Any(p => from <= p && p <= to));

    /// <summary>After the newest head before the place, and up to the oldest that covers it.</summary>
    private Func<long, long, bool> Between(long place) =>
        (from, to) => (from, to) == (held.Where(h => h < place).DefaultIfEmpty(0).Max() + 1, held.First(h => h >= place));

    private string FirstLine() => random.Next(2) == 0 ? honest.First() : forged.First();

    private string[] Heads() => [.. held.Select(h => honest.Head(h))];
}
