using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Shoumi.Server.Access;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Rest;

/// <summary>
/// A JSON object read as the form of the same act: one set of rules for pages and programs. Which members there are and of which kind
/// each is, the type says that describes the body; a member that is none of them, or of another kind, is named.
/// </summary>
public static class JsonForm
{
    private static readonly JsonDocumentOptions Plain = new() { MaxDepth = 4 };
    private static readonly ConcurrentDictionary<Type, FrozenDictionary<string, Kind>> Known = [];

    private enum Kind
    {
        Text,
        Number,
        Flag,
        Texts,
    }

    /// <summary>The body, with what is wrong with its shape noted; and the digest of the request, by which a repeated one is known.</summary>
    /// <exception cref="BadHttpRequestException">No JSON object, too much of it, or another kind of content.</exception>
    public static async Task<(Form Form, byte[] Digest)> ReadAsync(HttpContext http, Language l, Type body)
    {
        if (http.Request.GetTypedHeaders().ContentType is not { } type || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Charset is { HasValue: true } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("Not JSON", StatusCodes.Status415UnsupportedMediaType);
        }

        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        var form = Parse(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length), l, Members(body));
        return (form, Digest(http, bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    /// <summary>
    /// The digest of a request with this body, keyed with the token, which is kept nowhere: a title that was sent and may not be stored
    /// cannot be found out from it by guessing.
    /// </summary>
    public static byte[] Digest(HttpContext http, ReadOnlySpan<byte> body)
    {
        using var digest = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()));
        digest.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
        digest.AppendData(body);
        return digest.GetHashAndReset();
    }

    private static Form Parse(string text, Language l, FrozenDictionary<string, Kind> members)
    {
        var (fields, wrong) = (new Dictionary<string, StringValues>(), new Dictionary<string, string>());
        try
        {
            using var json = JsonDocument.Parse(text, Plain);
            // Thrown for anything else than an object.
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (Wrong(member, members, fields, l) is { } error)
                {
                    wrong.TryAdd(member.Name.Length > 60 ? $"{member.Name[..60]}…" : member.Name, error);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("No JSON object");
        }

        var form = new Form(new FormCollection(fields), l);
        foreach (var (name, error) in wrong)
        {
            form.Wrong(name, error);
        }

        return form;
    }

    private static string? Wrong(JsonProperty member, FrozenDictionary<string, Kind> members, Dictionary<string, StringValues> fields, Language l)
    {
        if (!members.TryGetValue(member.Name, out var kind))
        {
            return l.T("没有这一栏", "No such field");
        }

        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (Values(member.Value, kind) is not { } values)
        {
            return kind switch
            {
                Kind.Text => l.T("应为字符串", "Must be a string"),
                Kind.Number => l.T("应为数字", "Must be a number"),
                Kind.Flag => l.T("应为 true 或 false", "Must be true or false"),
                Kind.Texts => l.T("应为字符串的数组", "Must be an array of strings"),
            };
        }

        return fields.TryAdd(member.Name, values) ? null : l.T("只能填一个值", "One value only");
    }

    private static StringValues? Values(JsonElement value, Kind kind) => (kind, value.ValueKind) switch
    {
        (Kind.Text, JsonValueKind.String) => Text(value),
        (Kind.Number, JsonValueKind.Number) => value.GetRawText(),
        (Kind.Flag, JsonValueKind.True) => "true",
        (Kind.Flag, JsonValueKind.False) => "false",
        (Kind.Texts, JsonValueKind.Array) when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => new StringValues([.. value.EnumerateArray().Select(Text)]),
        _ => null,
    };

    // Half of a surrogate pair is no text: it stands as what is no text does in a form.
    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static FrozenDictionary<string, Kind> Members(Type body) => Known.GetOrAdd(body, static type => type.GetProperties().ToFrozenDictionary(
        p => JsonNamingPolicy.CamelCase.ConvertName(p.Name),
        p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) switch
        {
            var t when t == typeof(int) => Kind.Number,
            var t when t == typeof(bool) => Kind.Flag,
            var t when t == typeof(string) || t == typeof(DateOnly) || t.IsEnum => Kind.Text,
            _ => Kind.Texts,
        }));
}
