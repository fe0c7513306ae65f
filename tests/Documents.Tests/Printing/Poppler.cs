using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Shoumi.Documents.Tests.Printing;

/// <summary>A PDF seen through programs that are not ours: poppler's and qpdf.</summary>
internal sealed class Poppler : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"shoumi-{Guid.NewGuid():N}.pdf");

    public Poppler(byte[] pdf) => File.WriteAllBytes(file, pdf);

    /// <summary>The text, page by page, without line ends.</summary>
    public IReadOnlyList<string> Pages() =>
        [.. Run("pdftotext", "-raw", "-enc", "UTF-8", file, "-").TrimEnd('\f').Split('\f').Select(Joined)];

    /// <summary>The words of one page with their left edge and top as parts of the page's width and height.</summary>
    public IReadOnlyList<(string Word, double Left, double Top)> Words(int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var html = Run("pdftotext", "-bbox", "-f", number, "-l", number, file, "-");
        var document = XDocument.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]); // without the reference to a DTD on the web
        var sheet = document.Descendants().First(e => e.Name.LocalName == "page");
        return [.. sheet.Elements().Select(w => (w.Value, Number(w, "xMin") / Number(sheet, "width"), Number(w, "yMin") / Number(sheet, "height")))];
    }

    public string Fonts() => Run("pdffonts", file);

    public string Info() => Run("pdfinfo", file);

    public string Check() => Run("qpdf", "--check", file);

    public void Dispose() => File.Delete(file);

    internal static string Joined(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} does not start");
        var complaint = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {complaint.Result}");
    }
}
