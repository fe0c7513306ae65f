using System.Diagnostics;

namespace Shoumi.Server.Tests.Running;

/// <summary>Printed forms, read back by another program.</summary>
public static class Sheets
{
    /// <summary>The text of a PDF as it lies on the page.</summary>
    public static async Task<string> TextAsync(byte[] pdf)
    {
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", "-", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var reading = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(pdf);
        process.StandardInput.Close();
        return await reading;
    }

    /// <summary>The same without white space: a line may have been broken anywhere.</summary>
    public static async Task<string> WordsAsync(byte[] pdf) => string.Concat((await TextAsync(pdf)).Where(c => !char.IsWhiteSpace(c)));
}
