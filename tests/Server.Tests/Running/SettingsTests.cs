using Shoumi.Rules;
using Xunit;

namespace Shoumi.Server.Tests.Running;

/// <summary>What the server is told at its start. The variables are the process's own, and nobody else here reads them.</summary>
public sealed class SettingsTests
{
    [Theory(DisplayName = "监听地址：命令行为先，其次环境变量，都没有的只在本机")]
    [Requirement("RN3.9")]
    [InlineData(null, null, "http://localhost:5080")]
    [InlineData("http://localhost:6001", null, "http://localhost:6001")]
    [InlineData("http://localhost:6001", "http://localhost:6002", "http://localhost:6002")]
    public void The_address_asked_for_is_the_address_taken(string? variable, string? argument, string expected)
    {
        var before = Environment.GetEnvironmentVariable("ASPNETCORE_URLS");
        try
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", variable);
            Assert.Equal(expected, Settings.Read(argument is null ? [] : ["--urls", argument]).Urls);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", before);
        }
    }
}
