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
        var table = _file.Table(resources);
        var named = (_file.Table(table?["XObject"])?.Entries ?? []).AddRange(_file.Table(table?["Pattern"])?.Entries ?? []);
        foreach (var (name, value) in named)
        {
            if (value is not PdfValue.Reference form || _done.Contains(form) || (content is not null && !Draws(content, name)) || _file.Stream(form) is not { } stream || !IsDrawing(stream))
            {
                continue;
            }

            if (_open.Contains(form) || _open.Count > Deepest)
            {
                throw PdfSyntax.Malformed("Form");
            }

            _open.Add(form);
            // A form without resources of its own draws with those of its page.
            Follow(_file.Table(stream.Table["Resources"]) ?? resources, _file.Content(stream));
            _open.Remove(form);
            _done.Add(form);
        }
    }

    private static bool Draws(byte[] content, string name) =>
        Named().Matches(System.Text.Encoding.Latin1.GetString(content)).Any(m => m.Groups["name"].Value == name || m.Groups["name"].Value.Contains('#', StringComparison.Ordinal));

    private bool IsDrawing(PdfStream stream) => stream.Table["PatternType"] is not null || _file.Resolve(stream.Table["Subtype"]) is PdfValue.Name { Text: "Form" };

    // What is drawn, and the colour that is a drawing.
    [GeneratedRegex(@"/(?<name>[^\s/<>\[\]()%]+)\s*(Do|scn|SCN)\b")]
    private static partial Regex Named();
}
