using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Shoumi.Bench;

/// <summary>A server started as a child of the bench.</summary>
public sealed partial class Child : IAsyncDisposable
{
    private readonly Process process;

    private Child(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Child> StartAsync(string which, Place place)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [which, place.Name, place.Database]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new Child(process, new Uri((await AnswerAsync(process, "listening"))[0]));
    }

    /// <summary>Processor time the server has used so far, of all cores: what a request costs also where others share the machine.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Managed heap, working set, and what of it is the server's own, in MiB.</summary>
    public async Task<(double Heap, double WorkingSet, double Own)> MemoryAsync()
    {
        await process.StandardInput.WriteLineAsync("?");
        var parts = await AnswerAsync(process, "memory");
        return (Mebibytes(parts[0]), Mebibytes(parts[1]), Mebibytes(parts[2]));
    }

    /// <summary>As many connections as any load has; signed in when a staff number is given.</summary>
    public async Task<HttpClient> ConnectAsync(string? staffNumber, string password, CookieContainer? cookies = null)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 64, CookieContainer = cookies ?? new CookieContainer(), AllowAutoRedirect = false };
        var client = new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        if (staffNumber is not null)
        {
            var hidden = Hidden().Match(await client.GetStringAsync("/sign-in"));
            using var form = new FormUrlEncodedContent([new(hidden.Groups["name"].Value, WebUtility.HtmlDecode(hidden.Groups["value"].Value)), new("back", ""), new("number", staffNumber), new("password", password)]);
            using var answer = await client.PostAsync("/sign-in", form);
            if (answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
            {
                throw new InvalidOperationException($"Signing in as {staffNumber} answered {(int)answer.StatusCode}");
            }
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<string[]> AnswerAsync(Process process, string word)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(word + " ", StringComparison.Ordinal))
            {
                return line.Split(' ')[1..];
            }
        }

        throw new InvalidOperationException($"The server ended before it said “{word}”");
    }

    private static double Mebibytes(string bytes) => long.Parse(bytes, CultureInfo.InvariantCulture) / (1024.0 * 1024);

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]{40,})\"")]
    private static partial Regex Hidden();
}
