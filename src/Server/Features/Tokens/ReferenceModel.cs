using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Shoumi.Server.Features.Tokens;

/// <summary>The description of the interface, to be read.</summary>
/// <param name="Says">What holds for every request.</param>
public sealed record ReferenceModel(string Says, IReadOnlyList<OperationShown> Operations)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>From the document as programs get it, so that page and document cannot differ.</summary>
    public static async Task<ReferenceModel> OfAsync(OpenApiDocument document, CancellationToken cancel)
    {
        var root = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancel))!;
        return new ReferenceModel(
            $"{root["info"]!["description"]}",
            [.. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => Operation(root, path.Key, o.Key, o.Value!)))]);
    }

    private static OperationShown Operation(JsonNode root, string path, string method, JsonNode operation)
    {
        var content = operation["requestBody"]?["content"]?["application/json"];
        return new(
            $"{operation["operationId"]}", method.ToUpperInvariant(), path, $"{operation["summary"]}", $"{operation["description"]}",
            [
                .. (operation["parameters"]?.AsArray() ?? []).Select(p => Part($"{p!["name"]}", $"{p["in"]}", p["schema"]!, p["required"]?.GetValue<bool>() == true, $"{p["description"]}")),
                .. content is null ? [] : Members(Resolved(root, content["schema"]!)),
            ],
            content?["example"]?.ToJsonString(Readable),
            [.. operation["responses"]!.AsObject().Select(r => (r.Key, $"{r.Value!["description"]}"))]);
    }

    private static IEnumerable<PartShown> Members(JsonNode schema)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(r => $"{r}").ToHashSet();
        return (schema["properties"]?.AsObject() ?? []).Select(p => Part(p.Key, "body", p.Value!, required.Contains(p.Key), $"{p.Value!["description"]}"));
    }

    private static PartShown Part(string name, string place, JsonNode schema, bool required, string says)
    {
        var most = schema["maxLength"] ?? schema["maximum"];
        var type = schema["type"] is JsonArray several ? string.Join(", ", several.Select(t => $"{t}").Where(t => t != "null")) : $"{schema["type"]}";
        return new(name, place, $"{type}{(most is null ? "" : $" ≤ {most}")}{(schema["format"] is { } format ? $" ({format})" : "")}", required, says);
    }

    private static JsonNode Resolved(JsonNode root, JsonNode schema) =>
        schema["$ref"] is { } reference ? root["components"]!["schemas"]![$"{reference}".Split('/')[^1]]! : schema;
}

/// <summary>One operation.</summary>
/// <param name="Example">Example of the body; null where nothing is sent.</param>
public sealed record OperationShown(
    string Id, string Method, string Path, string Summary, string Says, IReadOnlyList<PartShown> Parts, string? Example, IReadOnlyList<(string Status, string Says)> Answers);

/// <summary>One part of a request.</summary>
/// <param name="Place">path, query, header or body.</param>
public sealed record PartShown(string Name, string Place, string Type, bool Required, string Says);
