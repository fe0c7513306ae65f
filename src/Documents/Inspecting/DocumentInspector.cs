using System.Text;
using Shoumi.Documents.Pdf;

namespace Shoumi.Documents.Inspecting;

/// <summary>Tells what a file is by its content, whether it is encrypted, signed or protected, and whether it is sound enough to work on.</summary>
public static class DocumentInspector
{
    private const int Head = 4096, PdfHead = 1024;

    /// <summary>Looks at a file. Never throws for anything a file can contain.</summary>
    public static Inspection Inspect(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length > Limits.File)
        {
            return new(FileKind.Unknown, Defect: new("DOC.TOO.LARGE", $"{file.Length >> 20} MB > {Limits.File >> 20} MB"));
        }

        try
        {
            return Tell(file);
        }
        catch (DocumentRefusedException e)
        {
            return new(FileKind.Unknown, Defect: e.Refusal);
        }
    }

    private static Inspection Tell(byte[] file) => file switch
    {
        [] => new(FileKind.Unknown, Defect: new("DOC.MALFORMED", "0 bytes")),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => CompoundInspector.Inspect(file),
        [0x50, 0x4B, 3, 4, ..] or [0x50, 0x4B, 5, 6, ..] or [0x50, 0x4B, 7, 8, ..] => PackageInspector.Inspect(file),
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, ..] => new(FileKind.SevenZip, Encrypted: file.AsSpan(32).IndexOf((ReadOnlySpan<byte>)[0x06, 0xF1, 0x07, 0x01]) >= 0),
        [0x1F, 0x8B, ..] => new(FileKind.Gzip),
        [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, ..] => new(FileKind.Rar),
        [0x89, 0x50, 0x4E, 0x47, ..] or [0xFF, 0xD8, 0xFF, ..] or [0x47, 0x49, 0x46, 0x38, ..] or [0x42, 0x4D, ..] or [0x49, 0x49, 0x2A, 0, ..] or [0x4D, 0x4D, 0, 0x2A, ..] => new(FileKind.Picture),
        _ when IsPdf(file) => PdfInspector.Inspect(file),
        _ when file.Length > 262 && file.AsSpan(257, 5).SequenceEqual("ustar"u8) => new(FileKind.Tar),
        _ => TellText(file),
    };

    /// <summary>Whether it is a PDF: some have a few bytes before their head.</summary>
    public static bool IsPdf(byte[] file) => file is not [0x50, 0x4B, ..] && file.AsSpan(0, Math.Min(PdfHead, file.Length)).IndexOf("%PDF-"u8) >= 0;

    private static Inspection TellText(byte[] file)
    {
        var utf16 = file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        var head = (file is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : utf16 ? Encoding.Unicode : Encoding.Latin1).GetString(file, 0, Math.Min(Head, file.Length)).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\r', '\n', '\t');
        var kind = head switch
        {
            _ when head.StartsWith(@"{\rtf", StringComparison.Ordinal) => FileKind.Rtf,
            _ when head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase) => FileKind.Html,
            _ when head.StartsWith("<?xml", StringComparison.Ordinal) => FileKind.Xml,
            _ when IsMail(head) => FileKind.Mail,
            _ when utf16 || !head.Any(c => c < ' ' && c is not ('\t' or '\r' or '\n' or '\f' or '\x1B')) => FileKind.Text,
            _ => FileKind.Unknown,
        };
        return new(kind);
    }

    private static bool IsMail(string head)
    {
        var first = head.Split('\n')[0];
        return first.StartsWith("From ", StringComparison.Ordinal)
            || ((string[])["Return-Path:", "Received:", "From:", "Date:", "Message-ID:", "MIME-Version:", "Delivered-To:", "Subject:", "To:", "X-"])
                .Any(h => first.StartsWith(h, StringComparison.OrdinalIgnoreCase) && head.Contains("\nFrom:", StringComparison.OrdinalIgnoreCase) | first.StartsWith("From:", StringComparison.OrdinalIgnoreCase));
    }
}
