using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Shoumi.Documents.Isolation;

/// <summary>How to start a worker.</summary>
public sealed record WorkerCommand(string Executable, ImmutableArray<string> Arguments)
{
    /// <summary>The running executable itself; under <c>dotnet</c> with the program as its argument.</summary>
    public static WorkerCommand Self()
    {
        var process = Environment.ProcessPath ?? throw new InvalidOperationException("This process does not know its own path");
        return Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? new(process, [Assembly.GetEntryAssembly()!.Location, Worker.Argument])
            : new(process, [Worker.Argument]);
    }
}

/// <summary>The parent's side: opens documents in child processes that have no more than so much time and memory and know no secrets.</summary>
/// <param name="command">How to start a child; this executable unless told otherwise.</param>
/// <param name="atOnce">How many children may run at the same time.</param>
/// <param name="time">Time for one document; <see cref="Limits.Time"/> unless told otherwise.</param>
/// <param name="memory">Memory for one document in bytes; <see cref="Limits.Memory"/> unless told otherwise.</param>
public sealed class WorkerClient(WorkerCommand? command = null, int atOnce = 2, TimeSpan? time = null, long? memory = null) : IDisposable
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(50);

    private readonly WorkerCommand _command = command ?? WorkerCommand.Self();
    private readonly SemaphoreSlim _places = new(atOnce);
    private readonly TimeSpan _time = time ?? Limits.Time;
    private readonly long _memory = memory ?? Limits.Memory;

    /// <summary>Does what is asked in a child process. Every way in which a file can go wrong is a <see cref="DocumentAnswer.Refused"/>.</summary>
    public async Task<DocumentAnswer> DoAsync(DocumentRequest request, ReadOnlyMemory<byte> file, CancellationToken cancel = default)
    {
        if (file.Length > Limits.File)
        {
            return new DocumentAnswer.Refused(new("DOC.TOO.LARGE", $"{file.Length >> 20} MB > {Limits.File >> 20} MB"));
        }

        await _places.WaitAsync(cancel);
        try
        {
            return await RunAsync(request, file, cancel);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<DocumentAnswer> RunAsync(DocumentRequest request, ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        using var child = Process.Start(Describe()) ?? throw new InvalidOperationException("No worker could be started");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(_time);
        var errors = child.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var watching = WatchMemoryAsync(child, stop);
        try
        {
            var sending = Ignoring(Wire.SendAsync(child.StandardInput.BaseStream, request, file, stop.Token));
            var (answer, bytes) = await Wire.ReceiveAsync<DocumentAnswer>(child.StandardOutput.BaseStream, stop.Token);
            await sending;
            return answer is DocumentAnswer.Marked marked ? marked with { File = bytes } : answer is DocumentAnswer.Tabulated read ? read with { Table = bytes } : answer;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Kill(child);
            return new DocumentAnswer.Refused(new(await watching ? "DOC.MEMORY" : "DOC.TIME"));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            Kill(child);
            return new DocumentAnswer.Refused(new(await watching ? "DOC.MEMORY" : "DOC.CRASH"));
        }
        finally
        {
            Kill(child);
            await stop.CancelAsync();
            await watching;
            await Ignoring(errors);
        }
    }

    private ProcessStartInfo Describe()
    {
        var start = new ProcessStartInfo(_command.Executable, _command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory)!,
        };
        var inherited = start.Environment.ToDictionary(e => e.Key, e => e.Value);
        start.Environment.Clear();

        // The heap ends before the whole process reaches its limit, so that running out of memory is an answer and not a kill.
        start.Environment["DOTNET_GCHeapHardLimit"] = (_memory * 4 / 5).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // or the runtime puts a socket into the temp folder
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        // Windows starts nothing without the first; whoever gives the server another temp folder means its children too.
        foreach (var needed in (string[])["SystemRoot", "TMPDIR"])
        {
            if (inherited.TryGetValue(needed, out var value))
            {
                start.Environment[needed] = value;
            }
        }

        return start;
    }

    /// <returns>Whether the child was stopped because it took too much.</returns>
    private async Task<bool> WatchMemoryAsync(Process child, CancellationTokenSource stop)
    {
        try
        {
            while (!child.HasExited)
            {
                child.Refresh();
                if (child.WorkingSet64 > _memory)
                {
                    Kill(child);
                    await stop.CancelAsync();
                    return true;
                }

                await Task.Delay(WatchEvery, stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Ended, one way or another.
        }

        return false;
    }

    private static void Kill(Process child)
    {
        try
        {
            child.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Already gone.
        }
    }

    private static async Task Ignoring(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The child ended first; what it had to say stands in its answer.
        }
    }
}
