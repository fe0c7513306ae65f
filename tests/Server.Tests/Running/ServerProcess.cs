using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Shoumi.Server.Tests.Running;

/// <summary>The server as an office runs it: a process of its own on an office's folder and database, everything it prints kept.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => this.process = process;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Starts it with that temp folder and waits until it listens.</summary>
    public static async Task<ServerProcess> StartAsync(Office office, string temp)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Composition).Assembly.Location, "--data", office.Folder, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["TMPDIR"] = temp;
        start.Environment.Remove("ASPNETCORE_TEMP");
        if (office.Connection is { } connection)
        {
            // Not as an argument, which everybody on the machine could read.
            start.Environment["SHOUMI_DATABASE"] = connection;
        }

        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        server.process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        server.process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        server.process.Exited += (_, _) => server.listening.TrySetException(new InvalidOperationException($"The server ended before it listened: {server.Said}"));
        server.process.Start();
        // Read all along: a pipe that nobody empties stops whoever writes into it.
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        server.Address = await server.listening.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
        process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }

        if (line is not null && Url().Match(line) is { Success: true } url)
        {
            listening.TrySetResult(new Uri(url.Value));
        }
    }

    [GeneratedRegex("http://127[.]0[.]0[.]1:[0-9]+")]
    private static partial Regex Url();
}
