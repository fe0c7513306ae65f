using System.Collections.Immutable;
using System.Text;
using Shoumi.Rules.Registers;

namespace Shoumi.Documents.Sheets.Reading;

/// <summary>The sheets of a file as one run of bytes: how they come out of the child process and are held until they are imported.</summary>
public static class SheetTable
{
    private const byte Format = 1;

    /// <summary>Writes what was read.</summary>
    internal static byte[] Write(SheetBuilder sheets)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Format);
        writer.Write7BitEncodedInt(sheets.Sheets.Count);
        foreach (var sheet in sheets.Sheets)
        {
            writer.Write(sheet.Name);
            writer.Write(sheet.Hidden);
            writer.Write7BitEncodedInt(sheet.Rows.Count);
            foreach (var (number, cells) in sheet.Rows)
            {
                writer.Write7BitEncodedInt(number);
                writer.Write7BitEncodedInt(cells.Length);
                foreach (var cell in cells)
                {
                    writer.Write(cell);
                }

                if (bytes.Length > SheetLimits.Text)
                {
                    throw new DocumentRefusedException("DOC.SHEET.TOO.LARGE", $"> {SheetLimits.Text >> 20} MB");
                }
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>The sheets again; null where the bytes do not keep to the form, as from a child that a hostile file has turned.</summary>
    public static ImmutableArray<SheetGrid>? Read(byte[] table)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(table, writable: false), new UTF8Encoding(false, true));
            if (reader.ReadByte() != Format)
            {
                return null;
            }

            // One text that stands in many cells is held once.
            var known = new Dictionary<string, string>();
            var sheets = ImmutableArray.CreateBuilder<SheetGrid>();
            for (var left = Count(reader, SheetLimits.Sheets); left > 0; left--)
            {
                sheets.Add(new(reader.ReadString(), reader.ReadBoolean(), Rows(reader, known)));
            }

            return sheets.ToImmutable();
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidDataException)
        {
            return null;
        }
    }

    private static ImmutableArray<SheetRow> Rows(BinaryReader reader, Dictionary<string, string> known)
    {
        var rows = ImmutableArray.CreateBuilder<SheetRow>();
        for (var left = Count(reader, SheetLimits.Rows); left > 0; left--)
        {
            var number = reader.Read7BitEncodedInt();
            var cells = new string[Count(reader, SheetLimits.Columns)];
            for (var i = 0; i < cells.Length; i++)
            {
                var text = reader.ReadString();
                cells[i] = known.TryGetValue(text, out var same) ? same : known[text] = text;
            }

            rows.Add(new(number, System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(cells)));
        }

        return rows.ToImmutable();
    }

    private static int Count(BinaryReader reader, int most) => reader.Read7BitEncodedInt() is var n && n >= 0 && n <= most ? n : throw new InvalidDataException();
}
