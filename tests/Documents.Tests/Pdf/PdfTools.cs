using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Shoumi.Documents.Tests.Pdf;

/// <summary>What programs that are not ours say of a PDF.</summary>
internal static partial class PdfTools
{
    /// <summary>The complaints of <c>qpdf --check</c>, without the places that any longer file shifts.</summary>
    public static IReadOnlySet<string> Complaints(byte[] file) => WithFile(file, path => Run("qpdf", "--check", path).Replace(path, "", StringComparison.Ordinal).Split('\n')
        .Where(l => l.Contains("WARNING", StringComparison.Ordinal) || l.Contains("ERROR", StringComparison.Ordinal) || l.Contains("damaged", StringComparison.Ordinal))
        .Select(l => Offset().Replace(l, "")).ToHashSet());

    /// <summary>The text of the first page.</summary>
    public static string FirstPage(byte[] file) => WithFile(file, path => Run("pdftotext", "-f", "1", "-l", "1", path, "-"));

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

    [GeneratedRegex(@"offset \d+")]
    private static partial Regex Offset();
}
