using System.Buffers.Binary;

namespace Shoumi.Documents.Inspecting;

/// <summary>Tells the old binary Office formats apart and whether they are encrypted.</summary>
internal static class CompoundInspector
{
    private const int WordEncrypted = 0x0100;
    private const int ExcelFilePass = 0x002F, ExcelBof = 0x0809, ExcelEof = 0x000A;
    private const uint PowerPointEncrypted = 0xF3D1C4DF;
    private const int HeadOfStream = 1 << 20;

    public static Inspection Inspect(byte[] file)
    {
        var compound = new CompoundFile(file);
        if (compound.Has("EncryptedPackage") || compound.Has("DRMEncryptedTransform") || compound.Has("\tDRMContent"))
        {
            return new(FileKind.EncryptedOffice, Encrypted: true);
        }

        var signed = compound.Has("_signatures") || compound.Has("_xmlsignatures");
        var macros = compound.Has("VBA") || compound.Has("_VBA_PROJECT_CUR");
        if (compound.Has("WordDocument"))
        {
            var head = compound.Read("WordDocument", 32);
            return head.Length < 32
                ? new(FileKind.Doc, Defect: new("DOC.MALFORMED", "WordDocument"))
                : new(FileKind.Doc, (BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(10)) & WordEncrypted) != 0, signed, Macros: macros);
        }

        if (compound.Has("Workbook") || compound.Has("Book"))
        {
            return new(FileKind.Xls, IsExcelEncrypted(compound.Read(compound.Has("Workbook") ? "Workbook" : "Book", HeadOfStream)), signed, Macros: macros);
        }

        if (compound.Has("PowerPoint Document"))
        {
            var user = compound.Read("Current User", 64);
            var encrypted = compound.Has("EncryptedSummary") || (user.Length >= 16 && BinaryPrimitives.ReadUInt32LittleEndian(user.AsSpan(12)) == PowerPointEncrypted);
            return new(FileKind.Ppt, encrypted, signed, Macros: macros);
        }

        return compound.Names.Any(n => n.StartsWith("__substg1.0_", StringComparison.Ordinal)) ? new(FileKind.Mail) : new(FileKind.OtherCompound);
    }

    private static bool IsExcelEncrypted(byte[] workbook)
    {
        for (var at = 0; at + 4 <= workbook.Length;)
        {
            var (id, length) = (BinaryPrimitives.ReadUInt16LittleEndian(workbook.AsSpan(at)), BinaryPrimitives.ReadUInt16LittleEndian(workbook.AsSpan(at + 2)));
            if (id is ExcelFilePass or ExcelEof || (at == 0 && (id & 0xFF) != (ExcelBof & 0xFF)))
            {
                return id == ExcelFilePass;
            }

            at += 4 + length;
        }

        return false;
    }
}
