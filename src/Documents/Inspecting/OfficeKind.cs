using System.IO.Compression;

namespace Shoumi.Documents.Inspecting;

/// <summary>How a document that was marked here is named and sent: a template or a document with macros stays what it is, and opens as such.</summary>
public static class OfficeKind
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    /// <summary>Extension and media type of a file that was marked here.</summary>
    public static (string Extension, string MediaType) Of(byte[] file)
    {
        if (DocumentInspector.IsPdf(file))
        {
            return ("pdf", "application/pdf");
        }

        using var zip = new ZipArchive(new MemoryStream(file, writable: false));
        using var types = new StreamReader(zip.GetEntry("[Content_Types].xml")!.Open());
        var text = types.ReadToEnd();
        bool Holds(string main) => text.Contains(main, StringComparison.OrdinalIgnoreCase);
        return Holds("ms-word.document.macroEnabled.main+xml") ? ("docm", "application/vnd.ms-word.document.macroEnabled.12")
            : Holds("ms-word.template.macroEnabledTemplate.main+xml") ? ("dotm", "application/vnd.ms-word.template.macroEnabled.12")
            : Holds("wordprocessingml.template.main+xml") ? ("dotx", Word + "template")
            : ("docx", Word + "document");
    }
}
