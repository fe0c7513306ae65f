using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Shoumi.Cli.Verify;

/// <summary>
/// Reads JSON as docs/ledger-format.md has it: one object, these members in this order, no white space. Whatever else a JSON reader would
/// accept is another sequence of bytes, and bytes are what is hashed and signed.
/// </summary>
internal ref struct Scan
{
    private static readonly SearchValues<byte> EndsText = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(n => (byte)n)]);

    private readonly ReadOnlySpan<byte> all;
    private int at;
    private bool later;

    public Scan(ReadOnlySpan<byte> text)
    {
        all = text;
        if (!Utf8.IsValid(text))
        {
            throw new UnfitException("不是 UTF-8 文本", "is no UTF-8 text");
        }

        Open();
    }

    private readonly ReadOnlySpan<byte> Rest => all[at..];

    /// <summary>How far it has read.</summary>
    public readonly int At => at;

    /// <summary>An object inside begins here.</summary>
    public void Open()
    {
        Demand("{"u8, "不是 JSON 对象", "is no JSON object");
        later = false;
    }

    /// <summary>An object ends here; its owner has members before it.</summary>
    public void Close()
    {
        Demand("}"u8, "应在此结束，却还有别的成员", "has more members than it should");
        later = true;
    }

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (Rest.Length > 0)
        {
            throw new UnfitException($"末尾之后还有 {Rest.Length} 个字节", $"{Rest.Length} bytes follow its end");
        }
    }

    /// <summary>The name of the next member, which has to be this one.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        var rest = Rest;
        var comma = later ? 1 : 0;
        if (rest.Length < comma + name.Length + 3 || (later && rest[0] != ',') || rest[comma] != '"' || !rest[(comma + 1)..].StartsWith(name) || !rest[(comma + 1 + name.Length)..].StartsWith("\":"u8))
        {
            throw Misses(name);
        }

        at += comma + name.Length + 3;
        later = true;
    }

    /// <summary>The bytes between the quotes, escapes and all.</summary>
    public ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> name)
    {
        Name(name);
        return Quoted(name);
    }

    public string Text(ReadOnlySpan<byte> name)
    {
        var raw = Raw(name);
        if (!raw.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(raw);
        }

        try
        {
            return JsonSerializer.Deserialize<string>(all[(at - raw.Length - 2)..at])!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UnfitException($"{Show(name)} 不是文本", $"{Show(name)} is no text"); // half a surrogate pair
        }
    }

    /// <summary>A number as 0, 1, 2 …: no sign, no leading zero, at most eighteen digits.</summary>
    public long Number(ReadOnlySpan<byte> name)
    {
        Name(name);
        var rest = Rest;
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits is <= 0 or > 18 || (digits > 1 && rest[0] == '0') || rest[digits] is not ((byte)',' or (byte)'}'))
        {
            throw new UnfitException($"{Show(name)} 不是数", $"{Show(name)} is no number");
        }

        var number = 0L;
        foreach (var digit in rest[..digits])
        {
            number = (number * 10) + (digit - '0');
        }

        at += digits;
        return number;
    }

    public void Boolean(ReadOnlySpan<byte> name)
    {
        Name(name);
        at += Rest.StartsWith("true"u8) ? 4 : Rest.StartsWith("false"u8) ? 5 : throw new UnfitException($"{Show(name)} 不是 true 或 false", $"{Show(name)} is neither true nor false");
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public byte[] Hex(ReadOnlySpan<byte> name)
    {
        var raw = Raw(name);
        var bytes = new byte[raw.Length / 2];
        return IsHex(raw, bytes) ? bytes : throw NoHex(name);
    }

    /// <summary>Lower-case hexadecimal of a known length.</summary>
    public void Hex(ReadOnlySpan<byte> name, scoped Span<byte> into)
    {
        if (!IsHex(Raw(name), into))
        {
            throw NoHex(name);
        }
    }

    /// <summary>A list of lower-case hexadecimal texts.</summary>
    public List<byte[]> HexList(ReadOnlySpan<byte> name)
    {
        Name(name);
        Demand("["u8, $"{Show(name)} 不是列表", $"{Show(name)} is no list");
        var list = new List<byte[]>();
        while (!Rest.StartsWith("]"u8))
        {
            if (list.Count > 0)
            {
                Demand(","u8, $"{Show(name)} 不是列表", $"{Show(name)} is no list");
            }

            var raw = Quoted(name);
            var bytes = new byte[raw.Length / 2];
            list.Add(IsHex(raw, bytes) ? bytes : throw NoHex(name));
        }

        at++;
        return list;
    }

    /// <summary>What kind of file it is and by which version of the format; of a later version nothing more may be concluded.</summary>
    public void Format(string format)
    {
        if (Text("format"u8) is var found && found != format)
        {
            throw new UnfitException($"格式是“{Cut(found)}”，不是“{format}”", $"its format is “{Cut(found)}” and not “{format}”");
        }

        Version();
    }

    public void Version()
    {
        if (Number("v"u8) is var version && version != 1)
        {
            throw new UnfitException($"是第 {version} 版格式，本工具只认第 1 版，请用新版工具", $"is of format version {version}; this tool knows version 1 only, use a later one");
        }
    }

    /// <summary>So much of a text as may stand in a message: what is checked may be hostile.</summary>
    public static string Cut(string text)
    {
        var plain = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return plain.Length > 60 ? plain[..60] + "…" : plain;
    }

    private static bool IsHex(ReadOnlySpan<byte> raw, scoped Span<byte> into) =>
        raw.Length == into.Length * 2 && !raw.ContainsAnyInRange((byte)'A', (byte)'F') && Convert.FromHexString(raw, into, out _, out _) == OperationStatus.Done;

    private static string Show(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);

    private static UnfitException NoHex(ReadOnlySpan<byte> name) => new($"{Show(name)} 不是应有长度的小写十六进制", $"{Show(name)} is no lower-case hexadecimal of the right length");

    private ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> name)
    {
        if (Rest.Length > 0 && Rest[0] == '"')
        {
            var start = at + 1;
            for (var end = start; ;)
            {
                var found = all[end..].IndexOfAny(EndsText);
                end += found;
                if (found < 0 || all[end] < 32)
                {
                    break;
                }

                if (all[end] == '"')
                {
                    at = end + 1;
                    return all[start..end];
                }

                if (Escape(all[end..]) is not (> 0 and var length))
                {
                    break;
                }

                end += length;
            }
        }

        throw new UnfitException($"{Show(name)} 不是文本", $"{Show(name)} is no text");
    }

    /// <summary>Length of the escape that begins here; 0 where it is none.</summary>
    private static int Escape(ReadOnlySpan<byte> text) => text.Length < 2 ? 0 : text[1] switch
    {
        (byte)'u' => text.Length >= 6 && !text[2..6].ContainsAnyExcept("0123456789abcdefABCDEF"u8) ? 6 : 0,
        var c => "\"\\/bfnrt"u8.Contains(c) ? 2 : 0,
    };

    private void Demand(ReadOnlySpan<byte> expected, string zh, string en)
    {
        if (!Rest.StartsWith(expected))
        {
            throw new UnfitException(zh, en);
        }

        at += expected.Length;
    }

    private readonly UnfitException Misses(ReadOnlySpan<byte> name)
    {
        var here = Cut(Encoding.UTF8.GetString(Rest.Length > 20 ? Rest[..20] : Rest));
        return new($"第 {at + 1} 字节处应为成员 {Show(name)}，却是“{here}”", $"member {Show(name)} should stand at byte {at + 1} and not “{here}”");
    }
}
