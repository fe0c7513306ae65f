using System.Diagnostics;
using System.Net.Sockets;

namespace Shoumi.Bench;

/// <summary>How long until the first page is there, beside the SDK's own Razor template, and how large what is installed is.</summary>
public static class StartBench
{
    private const int Times = 5;

    public static async Task<int> RunAsync(int rows)
    {
        var root = Root();
        var place = await LedgerBench.PrepareAsync(rows, postgres: false);
        var work = Directory.CreateTempSubdirectory("shoumi-start").FullName;
        try
        {
            var template = Path.Combine(work, "razor");
            Run("dotnet", $"new webapp -o {template} -n Razor --no-https");
            Run("dotnet", $"publish {template}/Razor.csproj -c Release -o {work}/razor-out");
            var package = Path.Combine(work, "shoumi");
            Run("dotnet", $"publish {root}/src/Server/Server.csproj -c Release -r linux-x64 --self-contained true -p:PublishReadyToRun=true -o {package}");
            Machine.Print($"Start with {rows:N0} items on SQLite, and the package");
            Console.WriteLine($"- self-contained package, linux-x64: {Size(package):F0} MiB in {Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories).Count()} files; as .tar.gz {Packed(work, package):F0} MiB");
            Console.WriteLine();
            Console.WriteLine($"| first page, {Times} starts | median, s | worst, s |");
            Console.WriteLine("|---|---:|---:|");
            await MeasureAsync("Shoumi, sign-in page, a million items", () => (Path.Combine(package, "Shoumi.Server"), $"--demo --data {place.Folder}"), "/sign-in");
            await MeasureAsync("dotnet new webapp", () => ("dotnet", $"{work}/razor-out/Razor.dll --contentRoot {work}/razor-out"), "/");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, Func<(string Program, string Arguments)> command, string page)
    {
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var (port, (program, arguments)) = (FreePort(), command());
            var start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(program, $"{arguments} --urls http://127.0.0.1:{port}") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using var client = new HttpClient();
            await AnsweredAsync(client, new Uri($"http://127.0.0.1:{port}{page}"));
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            process.Kill();
            await process.WaitForExitAsync();
        }

        times.Sort();
        Console.WriteLine($"| {name} | {times[times.Count / 2]:F2} | {times[^1]:F2} |");
    }

    private static async Task AnsweredAsync(HttpClient client, Uri page)
    {
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(page);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException)
            {
                await Task.Delay(5);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Size(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / (1024.0 * 1024);

    private static double Packed(string work, string folder)
    {
        var archive = Path.Combine(work, "package.tar.gz");
        Run("tar", $"-czf {archive} -C {folder} .");
        return new FileInfo(archive).Length / (1024.0 * 1024);
    }

    private static void Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {arguments} ended with {process.ExitCode}:\n{said}");
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shoumi.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Not run from the source tree");
    }
}
