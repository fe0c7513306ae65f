using System.Diagnostics;

namespace Shoumi.Bench;

/// <summary>What one page did under load.</summary>
public sealed record Figures(double PerSecond, double P50, double P95, long Bytes);

/// <summary>As many requests as come back, on sixteen connections, for some seconds.</summary>
public static class Load
{
    public const int Connections = 16;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2), Measured = TimeSpan.FromSeconds(6);

    public static async Task<Figures> RunAsync(HttpClient client, Func<int, string> path)
    {
        await PhaseAsync(client, path, WarmUp);
        var start = Stopwatch.GetTimestamp();
        var all = await PhaseAsync(client, path, Measured);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = all.Select(a => a.Milliseconds).Order().ToArray();
        return new Figures(sorted.Length / seconds, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.95)], all[0].Bytes);
    }

    private static async Task<List<(double Milliseconds, long Bytes)>> PhaseAsync(HttpClient client, Func<int, string> path, TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var runs = await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
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
