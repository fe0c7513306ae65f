using System.Diagnostics;
using System.Text;
using Shoumi.Cli.Verify;
using Shoumi.Documents.Tests.Verify;

namespace Shoumi.Bench;

/// <summary>The verifier of the audit ledger over an export of very many lines, and over one proof; no server takes part.</summary>
public static class VerifyBench
{
    private const int Runs = 5;

    public static int Run(int lines)
    {
        var folder = Directory.CreateTempSubdirectory("shoumi-bench-verify").FullName;
        try
        {
            Machine.Print($"Verifying {lines:N0} lines of the audit ledger (Q5: under 60 s; proof at most 2 KB, under 50 ms)");
            Console.WriteLine("| profile | MiB | hashing alone, one processor, s | verify, s | × limit | lines/s | MiB/s | as a command, s | memory, MiB | proof, bytes | proof verified, ms |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
            foreach (var profileB in new[] { false, true })
            {
                Row(Path.Combine(folder, $"{profileB}.ledger"), lines, new MadeKey(profileB));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Row(string path, int lines, MadeKey key)
    {
        var ledger = MadeLedger.Of(lines, new Random(1), key);
        using (var file = File.Create(path))
        {
            file.Write(Encoding.UTF8.GetBytes(ledger.First() + "\n"));
            foreach (var line in ledger.Lines)
            {
                file.Write(line);
                file.WriteByte((byte)'\n');
            }
        }

        string[] heads = [.. Enumerable.Range(1, 10).Select(n => ledger.Head((int)((long)lines * n / 10)))];
        var proof = ledger.Proof(lines * 2 / 3, lines);
        var hashing = Hashing(ledger, key.ProfileB ? Profile.B : Profile.A);
        ledger.Lines.Clear();
        ledger.Acts.Clear();
        GC.Collect();
        var best = Enumerable.Range(0, Runs).Min(_ => Check(path, heads));
        var (command, memory) = Command(path, heads);
        var bytes = Encoding.UTF8.GetBytes(proof);
        var proving = Enumerable.Range(0, 20).Min(_ => Prove(bytes, key));
        var size = new FileInfo(path).Length / (1024.0 * 1024);
        Console.WriteLine($"| {(key.ProfileB ? "B, SM3 and SM2" : "A, SHA-256 and ECDSA")} | {size:F0} | {hashing:F2} | {best:F2} | {best / hashing:F2} | {lines / best:N0} | {size / best:F0} | {command:F2} | {memory:F0} | {bytes.Length:N0} | {proving * 1000:F2} |");
    }

    /// <summary>The limit: what has to be hashed – every line twice, every node once – with nothing read, parsed or compared.</summary>
    private static double Hashing(MadeLedger ledger, Profile profile)
    {
        var (into, node) = (new byte[Profile.HashSize], new byte[1 + (2 * Profile.HashSize)]);
        var started = Stopwatch.GetTimestamp();
        foreach (var line in ledger.Lines)
        {
            profile.Hash(line, into);
            profile.Hash(line, into);
            profile.Hash(node, into);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Check(string path, string[] heads)
    {
        var started = Stopwatch.GetTimestamp();
        using var file = LedgerFile.Open(path);
        var report = Verifier.Check(file, [.. heads.Select(Head.Load)], []);
        return report.Wrong.Count == 0 && report.Held.Count == heads.Length ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException(report.Wrong[0].What.En);
    }

    private static double Prove(byte[] proof, MadeKey key)
    {
        var started = Stopwatch.GetTimestamp();
        return Proof.Read(proof).Check([key.Public], []).Count == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException("The proof does not hold");
    }

    private static (double Seconds, double Memory) Command(string path, string[] heads)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Shoumi.Cli.exe" : "Shoumi.Cli"), ["verify", path, "--head", .. heads]) { RedirectStandardOutput = true })!;
        var most = 0L;
        while (!process.WaitForExit(20))
        {
            process.Refresh();
            most = process.HasExited ? most : Math.Max(most, process.PeakWorkingSet64);
        }

        return process.ExitCode == 0 ? (Stopwatch.GetElapsedTime(started).TotalSeconds, most / (1024.0 * 1024)) : throw new InvalidOperationException("The command found something wrong");
    }
}
