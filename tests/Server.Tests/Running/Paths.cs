using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Shoumi.Rules;
using Shoumi.Server.Access;

namespace Shoumi.Server.Tests.Running;

/// <summary>Endpoints as a test calls them.</summary>
public static partial class Paths
{
    public static string Method(this RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];

    public static Act? Act(this RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<RequiresAct>()?.Act;

    public static string Path(this RouteEndpoint endpoint, int id = 1) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id:int}", $"{id}", StringComparison.Ordinal);

    public static bool IsRest(this RouteEndpoint endpoint) => endpoint.Path().StartsWith(RestPath.Root, StringComparison.Ordinal);

    public static bool TakesFile(this RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.EndsWith("/file", StringComparison.Ordinal) || endpoint.RoutePattern.RawText.EndsWith("/marked-document", StringComparison.Ordinal);

    /// <summary>A page without what differs on every request: form tokens.</summary>
    public static string Steady(string body) => Token().Replace(body, "token");

    /// <summary>A page without any figure: for answers that may name the path that was asked for.</summary>
    public static string WithoutFigures(string body) => Figures().Replace(Steady(body), "#");

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Token();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Figures();
}
