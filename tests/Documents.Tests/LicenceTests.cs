using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Shoumi.Documents.Tests;

/// <summary>
/// A registry may answer with another version, and another version may bear another licence. What the lock files hold is therefore
/// compared, package by package, with <c>tests/licences.tsv</c>; a new package is a decision and needs a line there.
/// </summary>
public class LicenceTests
{
    private static readonly string Root = FindRoot();

    private sealed record Allowed(string Licence, string? FileHash);

    private static Dictionary<string, Allowed> AllowList() =>
        File.ReadLines(Path.Combine(Root, "tests", "licences.tsv")).Skip(1).Select(line => line.Split('\t'))
            .ToDictionary(parts => parts[0], parts => new Allowed(parts[1], parts.ElementAtOrDefault(2)), StringComparer.OrdinalIgnoreCase);

    private static (string Id, string Version)[] Locked() =>
    [
        .. new[] { "src", "tests", "bench" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "packages.lock.json", SearchOption.AllDirectories))
            .SelectMany(Packages).Distinct().Order(),
    ];

    private static IEnumerable<(string Id, string Version)> Packages(string lockFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(lockFile));
        foreach (var framework in document.RootElement.GetProperty("dependencies").EnumerateObject())
        {
            foreach (var package in framework.Value.EnumerateObject())
            {
                if (package.Value.GetProperty("type").GetString() != "Project")
                {
                    yield return (package.Name, package.Value.GetProperty("resolved").GetString()!);
                }
            }
        }
    }

    [Fact(DisplayName = "每个依赖包都经过许可审查，没有多余的条目")]
    public void Every_package_is_on_the_list_and_nothing_else()
    {
        var locked = Locked().Select(package => package.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var allowed = AllowList().Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.True(locked.Count > 50, "the lock files were not found");
        Assert.Empty(locked.Except(allowed, StringComparer.OrdinalIgnoreCase));
        Assert.Empty(allowed.Except(locked, StringComparer.OrdinalIgnoreCase));
    }

    [Fact(DisplayName = "每个依赖包的锁定版本所声明的许可与清单一致")]
    public void Every_locked_version_bears_the_licence_on_the_list()
    {
        var allowed = AllowList();
        Assert.All(Locked(), package =>
        {
            var entry = allowed[package.Id];
            var folder = Path.Combine(Cache(), package.Id.ToLowerInvariant(), package.Version.ToLowerInvariant());
            var specification = XDocument.Load(Path.Combine(folder, $"{package.Id.ToLowerInvariant()}.nuspec"));
            var licence = specification.Descendants().Single(element => element.Name.LocalName == "license");
            if (licence.Attribute("type")?.Value == "file")
            {
                var text = File.ReadAllBytes(Path.Combine(folder, licence.Value));
                Assert.Equal(entry.FileHash, Convert.ToHexStringLower(SHA256.HashData(text)));
            }
            else
            {
                Assert.Equal(entry.Licence, licence.Value);
            }
        });
    }

    private static string Cache() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shoumi.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests");
    }
}
