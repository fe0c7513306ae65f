using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Shoumi.Server.Access;

/// <summary>
/// A form as browsers post it, and the query of an address. The framework's own reader refuses the whole form for one NUL in it and leaves bytes that are no text as
/// they are, so that nobody could be told which field was bad: here every field comes in, with U+FFFD where bytes were no text.
/// </summary>
public static class UrlEncodedForm
{
    private const int MostFields = 1000;
    private const int LongestName = 200;

    /// <exception cref="BadHttpRequestException">More bytes than the largest, or in another encoding than UTF-8.</exception>
    /// <exception cref="UnreadableFormException">More fields, or a longer name of one, than any page of ours has.</exception>
    public static async Task<FormCollection> ReadAsync(HttpRequest request, int largest, CancellationToken cancel)
    {
        if (request.GetTypedHeaders().ContentType is { Charset: { HasValue: true } charset } && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("Forms are read as UTF-8");
        }

        return Parse(await TextAsync(request.Body, largest, cancel));
    }

    /// <summary>Name by name, in the order in which they stand.</summary>
    /// <exception cref="UnreadableFormException">More fields, or a longer name of one, than any page of ours has.</exception>
    public static FormCollection Parse(string text)
    {
        var fields = new KeyValueAccumulator();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var name = WebUtility.UrlDecode(at < 0 ? pair : pair[..at]);
            if (name.Length > LongestName || fields.ValueCount == MostFields)
            {
                throw new UnreadableFormException(new InvalidDataException("Too many fields, or too long a name"));
            }

            fields.Append(name, at < 0 ? "" : WebUtility.UrlDecode(pair[(at + 1)..]));
        }

        return new FormCollection(fields.GetResults());
    }

    private static async Task<string> TextAsync(Stream body, int largest, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0; bytes.Write(buffer, 0, read))
        {
            if (bytes.Length + read > largest)
            {
                throw new BadHttpRequestException("Too large", StatusCodes.Status413PayloadTooLarge);
            }
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
