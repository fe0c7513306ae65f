using System.Text;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>Reads a table kept as text: by its byte order mark, else as UTF-8, else as GB18030 (which holds GBK and GB 2312); parted by comma, semicolon or tab.</summary>
internal static class TextTableReader
{
    private const int Looked = 64 * 1024;

    public static void Read(byte[] file, SheetBuilder sheets)
    {
        var text = Decode(file) ?? throw new DocumentRefusedException("DOC.SHEET.FORMAT", "?");
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u0008') >= 0)
        {
            throw new DocumentRefusedException("DOC.SHEET.FORMAT", "?");
        }

        sheets.Begin("", hidden: false);
        Split(text, Separator(text), sheets);
    }

    private static string? Decode(byte[] file) => file switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Strictly(new UTF8Encoding(false, true), file.AsSpan(3)),
        [0xFF, 0xFE, ..] => Strictly(new UnicodeEncoding(false, false, true), file.AsSpan(2)),
        [0xFE, 0xFF, ..] => Strictly(new UnicodeEncoding(true, false, true), file.AsSpan(2)),
        _ when Wide(file) is { } bigEndian => Strictly(new UnicodeEncoding(bigEndian, false, true), file),
        _ => Strictly(new UTF8Encoding(false, true), file) ?? Strictly(Chinese(), file),
    };

    private static Encoding Chinese()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

    private static string? Strictly(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>UTF-16 without its mark: commas, digits and line ends then have a zero on one side. Null for anything else.</summary>
    private static bool? Wide(byte[] file)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < Math.Min(file.Length, Looked); i += 2)
        {
            even += file[i] == 0 ? 1 : 0;
            odd += file[i + 1] == 0 ? 1 : 0;
        }

        return file.Length % 2 != 0 || even + odd == 0 ? null : odd > even * 8 ? false : even > odd * 8 ? true : null;
    }

    /// <summary>The sign that stands most often outside quotes in the first lines.</summary>
    private static char Separator(string text)
    {
        var counts = new Dictionary<char, int> { ['\t'] = 0, [','] = 0, [';'] = 0, ['，'] = 0 };
        var quoted = false;
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Looked)))
        {
            quoted ^= c == '"';
            if (!quoted && counts.TryGetValue(c, out var n))
            {
                counts[c] = n + 1;
            }
        }

        // The Chinese comma parts columns only where nothing else does: it stands in every second title.
        counts['，'] = counts['\t'] + counts[','] + counts[';'] == 0 ? counts['，'] : 0;
        return counts.OrderByDescending(c => c.Value).First().Key;
    }

    private static void Split(string text, char separator, SheetBuilder sheets)
    {
        var (cells, cell, line, first) = (new List<string>(), new StringBuilder(), 1, 1);
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                // A doubled quote is one; a lone one ends the quotation.
                quoted = c != '"' || (i + 1 < text.Length && text[i + 1] == '"' && ++i > 0);
                line += c == '\n' ? 1 : 0;
                Add(cell, quoted ? c : null);
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == separator)
            {
                End(cells, cell);
            }
            else if (c is '\n' or '\r')
            {
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                End(cells, cell);
                sheets.Row(first, cells);
                cells.Clear();
                first = ++line;
            }
            else
            {
                Add(cell, c);
            }
        }

        End(cells, cell);
        sheets.Row(first, cells);
    }

    private static void Add(StringBuilder cell, char? c)
    {
        if (cell.Length <= SheetLimits.Cell)
        {
            cell.Append(c);
        }
    }

    private static void End(List<string> cells, StringBuilder cell)
    {
        // A line without end would otherwise be held whole before anybody counts its cells.
        if (cells.Count <= SheetLimits.Columns * 4)
        {
            cells.Add(SheetBuilder.Cell(cell.ToString()).Trim());
        }

        cell.Clear();
    }
}
