using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Shoumi.Documents.Pdf;

/// <summary>Reads values out of the bytes of a PDF. What is not well formed is refused, never guessed at: an update is put on top of it.</summary>
internal sealed class PdfSyntax(byte[] bytes, int at)
{
    // Deeper than any writer nests; the stack ends later.
    private const int Deepest = 100;

    /// <summary>Where reading goes on.</summary>
    public int At { get; set; } = at;

    public static bool IsDelimiter(char c) => c is '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%';

    /// <summary>One value.</summary>
    /// <exception cref="DocumentRefusedException"><c>DOC.MALFORMED</c></exception>
    public PdfValue Value(int depth = 0)
    {
        Skip();
        return Peek() switch
        {
            _ when depth > Deepest => throw Malformed(),
            '/' => new PdfValue.Name(Name()),
            '(' => new PdfValue.Atom(Literal()),
            '<' when Peek(1) == '<' => Table(depth),
            '<' => new PdfValue.Atom(Hexadecimal()),
            '[' => List(depth),
            (>= '0' and <= '9') or '+' or '-' or '.' => NumberOrReference(),
            _ => Word() is var word && (word is "true" or "false" or "null") ? new PdfValue.Atom(word) : throw Malformed(),
        };
    }

    /// <summary>Whether the next word is this one; then it is passed.</summary>
    public bool Passes(string word)
    {
        Skip();
        if (At + word.Length > bytes.Length || !bytes.AsSpan(At, word.Length).SequenceEqual(Encoding.Latin1.GetBytes(word)))
        {
            return false;
        }

        At += word.Length;
        return true;
    }

    /// <summary>A whole number that is not negative.</summary>
    public int Whole()
    {
        Skip();
        return int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw Malformed();
    }

    /// <summary>The same, if there is one; otherwise nothing is passed.</summary>
    public int? TryWhole()
    {
        Skip();
        var start = At;
        if (int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var n))
        {
            return n;
        }

        At = start;
        return null;
    }

    /// <summary>A word of regular characters, such as <c>obj</c>.</summary>
    public string Word()
    {
        Skip();
        var start = At;
        while (At < bytes.Length && !IsSpace(bytes[At]) && !IsDelimiter((char)bytes[At]))
        {
            At++;
        }

        return Encoding.Latin1.GetString(bytes, start, At - start);
    }

    /// <summary>Passes white space and comments.</summary>
    public void Skip()
    {
        while (At < bytes.Length)
        {
            if (bytes[At] == '%')
            {
                while (At < bytes.Length && bytes[At] is not ((byte)'\r' or (byte)'\n'))
                {
                    At++;
                }
            }
            else if (IsSpace(bytes[At]))
            {
                At++;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>
    /// Whether a drawing holds a number that PDF does not know, such as 1e2: some programs read it, others stop there and show nothing that
    /// comes behind it, the mark included.
    /// </summary>
    public static bool HoldsOddNumbers(byte[] content)
    {
        var syntax = new PdfSyntax(content, 0);
        try
        {
            for (syntax.Skip(); syntax.At < content.Length; syntax.Skip())
            {
                var word = IsDelimiter((char)content[syntax.At]) ? "" : syntax.Word();
                if (word == "BI")
                {
                    return false; // the bytes of a picture follow; nothing behind them can be told from them for sure
                }

                if (word.Length > 0 && char.IsAsciiDigit(word[0]) && word.Contains('e', StringComparison.OrdinalIgnoreCase) && double.TryParse(word, CultureInfo.InvariantCulture, out _))
                {
                    return true;
                }

                _ = word.Length == 0 ? syntax.Value() : null;
            }
        }
        catch (DocumentRefusedException)
        {
            // Where it is not well formed, the mark is read back all the same.
        }

        return false;
    }

    public static DocumentRefusedException Malformed(string what = "PDF") => new("DOC.MALFORMED", what);

    private PdfValue NumberOrReference()
    {
        var word = Word();
        var back = At;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && TryWhole() is { } generation && Word() == "R")
        {
            return new PdfValue.Reference(number, generation);
        }

        At = back;
        var atom = new PdfValue.Atom(word);
        return atom.Number is null ? throw Malformed() : atom;
    }

    private PdfValue.List List(int depth)
    {
        At++;
        var items = ImmutableArray.CreateBuilder<PdfValue>();
        for (Skip(); Peek() != ']'; Skip())
        {
            items.Add(Value(depth + 1));
        }

        At++;
        return new(items.ToImmutable());
    }

    private PdfValue.Table Table(int depth)
    {
        At += 2;
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, PdfValue>>();
        for (Skip(); Peek() != '>'; Skip())
        {
            var key = Peek() == '/' ? Name() : throw Malformed();
            entries.Add(new(key, Value(depth + 1)));
        }

        if (Peek(1) != '>')
        {
            throw Malformed();
        }

        At += 2;
        return new(entries.ToImmutable());
    }

    private string Name()
    {
        At++;
        var name = new StringBuilder();
        while (At < bytes.Length && !IsSpace(bytes[At]) && !IsDelimiter((char)bytes[At]))
        {
            if (bytes[At] == '#' && At + 2 < bytes.Length && byte.TryParse(Encoding.Latin1.GetString(bytes, At + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                name.Append((char)code);
                At += 3;
            }
            else
            {
                name.Append((char)bytes[At++]);
            }
        }

        return name.ToString();
    }

    private string Literal()
    {
        var start = At++;
        for (var open = 1; open > 0; At++)
        {
            var c = Peek();
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            At += c == '\\' ? 1 : 0;
        }

        return Encoding.Latin1.GetString(bytes, start, At - start);
    }

    private string Hexadecimal()
    {
        var start = At;
        while (Peek() != '>')
        {
            At++;
        }

        At++;
        return Encoding.Latin1.GetString(bytes, start, At - start);
    }

    private char Peek(int ahead = 0) => At + ahead < bytes.Length ? (char)bytes[At + ahead] : throw Malformed();

    private static bool IsSpace(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;
}
