namespace Shoumi.Documents.Pdf;

/// <summary>Tells whether a PDF is sound enough to append to, encrypted – also with an empty password – or signed.</summary>
internal static class PdfInspector
{
    private const int MostFields = 10_000;

    public static Inspection Inspect(byte[] bytes)
    {
        try
        {
            var file = PdfFile.Open(bytes);
            if (file.Xref.Encrypted)
            {
                return new(FileKind.Pdf, Encrypted: true);
            }

            PdfFirstPage.Find(file);
            FormLoops.Refuse(file);
            var signed = bytes.AsSpan().IndexOf("/ByteRange"u8) >= 0;
            var locked = signed && IsLocked(file);
            return new(FileKind.Pdf, Signed: locked, SignedEarlier: signed && !locked);
        }
        catch (DocumentRefusedException e)
        {
            return new(FileKind.Pdf, Encrypted: MayBeEncrypted(bytes), Signed: bytes.AsSpan().IndexOf("/ByteRange"u8) >= 0, Defect: e.Refusal);
        }
    }

    /// <summary>
    /// Whether a signature forbids what would be appended: a certified document, locked fields, granted usage rights. So does a signature that
    /// no field leads to, since nobody can tell what it says.
    /// </summary>
    private static bool IsLocked(PdfFile file)
    {
        if (file.Table(file.Root["Perms"]) is { Entries.Length: > 0 })
        {
            return true;
        }

        var signatures = 0;
        foreach (var field in Fields(file))
        {
            if (file.Table(field["V"]) is not { } signature || signature["ByteRange"] is null)
            {
                continue;
            }

            signatures++;
            if (field["Lock"] is not null || file.Items(signature["Reference"]).Count > 0)
            {
                return true;
            }
        }

        return signatures == 0;
    }

    private static IEnumerable<PdfValue.Table> Fields(PdfFile file)
    {
        var seen = new HashSet<PdfValue>();
        var open = new Stack<PdfValue>(file.Items(file.Table(file.Root["AcroForm"])?["Fields"]));
        while (open.TryPop(out var next) && seen.Count < MostFields)
        {
            if (seen.Add(next) && file.Table(next) is { } field)
            {
                yield return field;
                foreach (var kid in file.Items(field["Kids"]))
                {
                    open.Push(kid);
                }
            }
        }
    }

    // Of a file that cannot be followed, its bytes are all there is to go by.
    private static bool MayBeEncrypted(byte[] bytes) =>
        ((string[])["/Encrypt ", "/Encrypt<<", "/Encrypt\n", "/Encrypt\r"]).Any(word => bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(word)) >= 0);
}
