using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Shoumi.Documents.Tests.Pdf;

/// <summary>What programs that are not ours say of a PDF.</summary>
internal static partial class PdfTools
{
    /// <summary>The complaints of <c>qpdf --check</c>, without the places that any longer file shifts.</summary>
    public static IReadOnlySet<string> Complaints(byte[] file) => WithFile(file, path => Run("qpdf", "--check", path).Replace(path, "", StringComparison.Ordinal).Split('\n')
        .Where(l => l.Contains("WARNING", StringComparison.Ordinal) || l.Contains("ERROR", StringComparison.Ordinal) || l.Contains("damaged", StringComparison.Ordinal))
        .Select(l => Offset().Replace(l, "")).ToHashSet());

    /// <summary>Where pdftotext sees a word on the first page as it is shown, in percent of its width and height; null where it sees none.</summary>
    public static (double X, double Y)? Find(byte[] file, string word) => WithFile<(double, double)?>(file, path =>
    {
        var html = Run("pdftotext", "-bbox", "-cropbox", "-f", "1", "-l", "1", path, "-");
        // Words are placed on the page as it is turned, its size is given as it is not.
        var (across, down) = Turned().IsMatch(Run("pdfinfo", "-f", "1", "-l", "1", path)) ? (2, 1) : (1, 2);
        return PageSize().Match(html) is { Success: true } page && Regex.Match(html, $"<word xMin=\"([-0-9.]+)\" yMin=\"([-0-9.]+)\"[^>]*>{word}</word>") is { Success: true } seen
            ? (100 * Number(seen.Groups[1]) / Number(page.Groups[across]), 100 * Number(seen.Groups[2]) / Number(page.Groups[down]))
            : null;
    });

    /// <summary>What <c>pdfsig</c> says of the signatures.</summary>
    public static string Signatures(byte[] file) => WithFile(file, path => Run("pdfsig", "-nocert", path));

    private static T WithFile<T>(byte[] file, Func<string, T> look)
    {
        var path = Path.Combine(Path.GetTempPath(), $"shoumi-{Guid.NewGuid():N}.pdf");
        try
        {
            File.WriteAllBytes(path, file);
            return look(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text + errors.Result;
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("<page width=\"([0-9.]+)\" height=\"([0-9.]+)\">")]
    private static partial Regex PageSize();

    [GeneratedRegex(@"rot:\s+(?:90|270)\b")]
    private static partial Regex Turned();

    [GeneratedRegex(@"offset \d+")]
    private static partial Regex Offset();
}
