using System.Diagnostics;

namespace Shoumi.Bench;

/// <summary>What one page did under load.</summary>
/// <param name="Processor">Milliseconds of processor time of the server for one request.</param>
public sealed record Figures(double PerSecond, double P50, double P99, long Bytes, double Processor);

/// <summary>As many requests as come back, on so many connections, for some seconds.</summary>
public static class Load
{
    private const int Usual = 16;

    /// <summary>How long one page is measured; a third of it goes before, to warm up.</summary>
    public static TimeSpan Measured { get; set; } = TimeSpan.FromSeconds(6);

    public static async Task<Figures> RunAsync(Child server, HttpClient client, Func<int, string> path, int connections = Usual)
    {
        await WarmAsync(client, path);
        var (start, used) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        var all = await PhaseAsync(client, path, Measured, connections);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var processor = (server.ProcessorTime - used).TotalMilliseconds / all.Count;
        var sorted = all.Select(a => a.Milliseconds).Order().ToArray();
        return new Figures(sorted.Length / seconds, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)], all[0].Bytes, processor);
    }

    /// <summary>The same requests, not measured.</summary>
    public static Task WarmAsync(HttpClient client, Func<int, string> path) => PhaseAsync(client, path, Measured / 3, Usual);

    private static async Task<List<(double Milliseconds, long Bytes)>> PhaseAsync(HttpClient client, Func<int, string> path, TimeSpan time, int connections)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var runs = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            var mine = new List<(double, long)>();
            var random = new Random(connection);
            do
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(path(random.Next()));
                var body = await answer.Content.ReadAsByteArrayAsync();
                if (!answer.IsSuccessStatusCode)
                {
                    throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)answer.StatusCode}");
                }

                mine.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, body.Length));
            }
            while (Stopwatch.GetTimestamp() < until);
            return mine;
        })));
        return [.. runs.SelectMany(r => r)];
    }
}
