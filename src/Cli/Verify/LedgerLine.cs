namespace Shoumi.Cli.Verify;

/// <summary>What a line says of itself (docs/ledger-format.md, “A line”); what the acts mean is not the verifier's business.</summary>
/// <param name="Seq">0 where it could not be read.</param>
/// <param name="Moment">The digits of its moment as one number, so that a later moment is a larger one; 0 where it could not be read.</param>
/// <param name="Fault">Why it is no line of this ledger; null where it is one.</param>
internal readonly record struct LedgerLine(long Seq, long Moment, Said? Fault)
{
    /// <summary>No line is longer; of a proof neither.</summary>
    public const int Longest = 64 * 1024;

    /// <param name="instance">As it stands between the quotes.</param>
    /// <param name="previous">Where the hash goes that it names as that of the line before.</param>
    public static LedgerLine Read(ReadOnlySpan<byte> line, Profile profile, ReadOnlySpan<byte> instance, Span<byte> previous)
    {
        var (seq, moment) = (0L, 0L);
        try
        {
            if (line.Length > Longest)
            {
                throw TooLong;
            }

            var scan = new Scan(line);
            scan.Version();
            Algorithm(scan.Raw("alg"u8), profile);
            Instance(scan.Raw("instance"u8), instance);
            seq = scan.Number("seq"u8);
            if (!IsMoment(scan.Raw("at"u8), out moment))
            {
                throw new UnfitException("at 不是精确到毫秒的世界时", "at is no moment in UTC to the millisecond");
            }

            Act(ref scan);
            scan.Hex("previous"u8, previous);
            scan.Close();
            scan.End();
            return new(seq, moment, null);
        }
        catch (UnfitException e)
        {
            return new(seq, moment, e.Why);
        }
    }

    public static UnfitException TooLong => new($"超过 {Longest} 字节：台账没有这么长的行", $"is longer than {Longest} bytes, as no line of a ledger is");

    /// <summary>A moment as 2026-11-28T01:02:03.004Z, one that the calendar has.</summary>
    public static bool IsMoment(ReadOnlySpan<byte> text, out long digits)
    {
        digits = 0;
        var form = "0000-00-00T00:00:00.000Z"u8;
        if (text.Length != form.Length)
        {
            return false;
        }

        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] != '0' ? text[i] != form[i] : !char.IsAsciiDigit((char)text[i]))
            {
                return false;
            }

            digits = form[i] == '0' ? (digits * 10) + (text[i] - '0') : digits;
        }

        var (day, time) = ((int)(digits / 1_000_000_000), digits % 1_000_000_000);
        var (year, month) = (day / 10_000, day / 100 % 100);
        return year >= 1 && month is >= 1 and <= 12 && day % 100 >= 1 && day % 100 <= DateTime.DaysInMonth(year, month)
            && time / 10_000_000 < 24 && time / 100_000 % 100 < 60 && time / 1000 % 100 < 60;
    }

    private static void Act(ref Scan scan)
    {
        scan.Number("act"u8);
        scan.Number("actor"u8);
        scan.Number("post"u8);
        scan.Boolean("deputy"u8);
        scan.Raw("subject"u8);
        if (scan.Number("outcome"u8) is var outcome and not (1 or 2 or 3))
        {
            throw new UnfitException($"outcome 是 {outcome}，只能是 1、2、3", $"outcome is {outcome} and neither 1, 2 nor 3");
        }

        scan.Raw("codes"u8);
        var start = scan;
        if (scan.Raw("payload"u8).Length > 0)
        {
            Span<byte> commitment = stackalloc byte[Profile.HashSize];
            start.Hex("payload"u8, commitment);
        }
    }

    private static void Algorithm(ReadOnlySpan<byte> found, Profile profile)
    {
        Span<byte> expected = stackalloc byte[16];
        if (!found.SequenceEqual(expected[..System.Text.Encoding.UTF8.GetBytes(profile.HashName, expected)]))
        {
            throw new UnfitException($"散列算法是“{Show(found)}”，这份台账用 {profile.HashName}", $"its hash is “{Show(found)}”, that of this ledger is {profile.HashName}");
        }
    }

    private static void Instance(ReadOnlySpan<byte> found, ReadOnlySpan<byte> expected)
    {
        if (!found.SequenceEqual(expected))
        {
            throw new UnfitException($"属于另一单位的台账（{Show(found)}）", $"belongs to the ledger of another bureau ({Show(found)})");
        }
    }

    private static string Show(ReadOnlySpan<byte> text) => Scan.Cut(System.Text.Encoding.UTF8.GetString(text));
}
