using Shoumi.Rules.Policy;

namespace Shoumi.Server;

/// <summary>How this server was started, on the command line or by variables that begin with SHOUMI_ (for the address also ASPNETCORE_URLS): <c>--data DIR</c>, <c>--database CONNECTION</c> (PostgreSQL), <c>--urls URL</c>, <c>--policies DIR</c>, <c>--demo</c>.</summary>
public sealed record Settings(string DataFolder, string? Postgres, string Urls, string Policies, bool Demo)
{
    /// <summary>Largest document that is taken in, in bytes.</summary>
    public const int LargestDocument = 50 * 1024 * 1024;

    public static Settings Read(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("SHOUMI_").AddCommandLine([.. args.Where(a => a != "--demo")]).Build();
        var demo = args.Contains("--demo") || configuration["demo"] == "true";
        var data = configuration["data"] ?? (demo ? "data-demo" : "data");
        return new Settings(
            Path.GetFullPath(data),
            configuration["database"],
            configuration["urls"] ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:5080",
            configuration["policies"] ?? Path.Combine(AppContext.BaseDirectory, "policies"),
            demo);
    }
}

/// <summary>The policy pack as it lies in the folder. A broken pack keeps the server from starting and says line and reason.</summary>
public static class Regulation
{
    private const string Default = "minzheng.yaml";

    public static PolicyPack? Load(string folder, TextWriter complaints)
    {
        var file = Path.Combine(folder, Default);
        if (!File.Exists(file))
        {
            complaints.WriteLine($"{file}: 找不到条例包 / policy pack not found");
            return null;
        }

        var overlays = Directory.EnumerateFiles(folder, "*.yaml").Where(f => Path.GetFileName(f) != Default).Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileName(f), File.ReadAllText(f))).ToList();
        var reading = PolicyReader.Read(File.ReadAllText(file), Default, overlays);
        foreach (var error in reading.Errors)
        {
            complaints.WriteLine(error);
        }

        return reading.Pack;
    }
}
