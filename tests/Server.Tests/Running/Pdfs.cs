using System.Diagnostics;

namespace Shoumi.Server.Tests.Running;

/// <summary>A printed PDF, as a stranger's program copies its text out.</summary>
public static class Pdfs
{
    /// <summary>The text as it lies on the paper.</summary>
    public static Task<string> TextAsync(byte[] pdf) => RunAsync(pdf, "-layout");

    /// <summary>The text of each page without white space, so that wrapped cells can be found.</summary>
    public static async Task<IReadOnlyList<string>> PagesAsync(byte[] pdf) =>
        [.. (await RunAsync(pdf, "-raw")).TrimEnd('\f').Split('\f').Select(page => string.Concat(page.Where(c => !char.IsWhiteSpace(c))))];

    private static async Task<string> RunAsync(byte[] pdf, string how)
    {
        using var process = Process.Start(new ProcessStartInfo("pdftotext", [how, "-enc", "UTF-8", "-", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var reading = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(pdf);
        process.StandardInput.Close();
        return await reading;
    }
}
