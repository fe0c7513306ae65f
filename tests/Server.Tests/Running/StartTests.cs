using System.Diagnostics;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Server.Tests.Running;

/// <summary>The server's own process.</summary>
public sealed class StartTests
{
    [Fact(DisplayName = "条例包有误的，服务器不启动，写明文件和行号，退出码为 2")]
    [Requirement("R7.1.4")]
    public async Task A_broken_policy_pack_keeps_the_server_from_starting()
    {
        var folder = Directory.CreateTempSubdirectory("shoumi-broken-");
        try
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "policies", "minzheng.yaml"));
            var line = Array.FindIndex(lines, l => l.Contains("level: TopSecret", StringComparison.Ordinal));
            lines[line] = lines[line].Replace("TopSecret", "Core", StringComparison.Ordinal);
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "minzheng.yaml"), lines);
            var start = new ProcessStartInfo("dotnet", [typeof(Composition).Assembly.Location, "--data", Path.Combine(folder.FullName, "data"), "--policies", folder.FullName, "--urls", "http://127.0.0.1:0"]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());

            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);

            Assert.Equal(2, process.ExitCode);
            Assert.Matches($@"minzheng\.yaml:{line + 1}\b", await error);
            Assert.Empty(await output);
            Assert.False(Directory.Exists(Path.Combine(folder.FullName, "data")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
