using System.Text.RegularExpressions;

namespace Shoumi.Documents.Pdf;

/// <summary>
/// Refuses drawings that draw themselves: what reads them goes round until its process ends. That a form's resources name the form is usual
/// and harmless; that its content also draws it is not.
/// </summary>
internal sealed partial class FormLoops
{
    // Forms within forms, deeper than any program writes.
    private const int Deepest = 40;

    private readonly PdfFile _file;
    private readonly HashSet<PdfValue.Reference> _done = [];
    private readonly List<PdfValue.Reference> _open = [];

    private FormLoops(PdfFile file) => _file = file;

    /// <exception cref="DocumentRefusedException"><c>DOC.MALFORMED</c></exception>
    public static void Refuse(PdfFile file)
    {
        var loops = new FormLoops(file);
        foreach (var resources in PdfFirstPage.ResourcesOfPages(file).Distinct())
        {
            loops.Follow(resources, null);
        }
    }

    /// <param name="content">What is drawn with these resources; null where all they name counts as drawn.</param>
    private void Follow(PdfValue? resources, byte[]? content)
    {
        foreach (var (name, value) in _file.Table(_file.Table(resources)?["XObject"])?.Entries ?? [])
        {
            if (value is not PdfValue.Reference form || _done.Contains(form) || (content is not null && !Draws(content, name)) || _file.Stream(form) is not { } stream || _file.Resolve(stream.Table["Subtype"]) is not PdfValue.Name { Text: "Form" })
            {
                continue;
            }

            if (_open.Contains(form) || _open.Count > Deepest)
            {
                throw PdfSyntax.Malformed("Form");
            }

            _open.Add(form);
            Follow(stream.Table["Resources"], Content(stream));
            _open.Remove(form);
            _done.Add(form);
        }
    }

    private static bool Draws(byte[] content, string name) =>
        Drawing().Matches(System.Text.Encoding.Latin1.GetString(content)).Any(m => m.Groups["name"].Value == name || m.Groups["name"].Value.Contains('#', StringComparison.Ordinal));

    private byte[]? Content(PdfStream stream)
    {
        try
        {
            return _file.Unpacked(stream);
        }
        catch (DocumentRefusedException e) when (e.Refusal.Code == "DOC.MALFORMED")
        {
            return null;
        }
    }

    [GeneratedRegex(@"/(?<name>[^\s/<>\[\]()%]+)\s+Do\b")]
    private static partial Regex Drawing();
}
