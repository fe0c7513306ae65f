using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shoumi.Rules;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Rest;

/// <summary>What a program got.</summary>
public sealed record Reply(int Status, string Body, byte[] Bytes, string? MediaType, HttpResponseHeaders Headers)
{
    private JsonElement? json;

    public JsonElement Json => json ??= JsonDocument.Parse(Body).RootElement;

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>The fields that a problem names.</summary>
    public IReadOnlySet<string> Named => Json.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(e => e.Name).ToHashSet() : new HashSet<string>();

    public bool Replayed => Headers.TryGetValues("Idempotency-Replayed", out var said) && said.Single() == "true";
}

/// <summary>A program that acts for a person by a token, over HTTP and without cookies.</summary>
public sealed partial class Caller : IDisposable
{
    private readonly HttpClient http;

    public Caller(Uri server, string? token)
    {
        Token = token;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };
        if (token is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }
    }

    public string? Token { get; }

    public Task<Reply> GetAsync(string path, string? language = null) => SendAsync(HttpMethod.Get, path, null, null, language);

    /// <summary>An act; with a new key where none is given.</summary>
    public Task<Reply> PostAsync(string path, object body, string? key = null, string? language = null) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), key ?? Guid.NewGuid().ToString(), language);

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, string? key, string? language = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = content };
        if (key is { Length: > 0 })
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new Reply((int)response.StatusCode, Encoding.UTF8.GetString(bytes), bytes, response.Content.Headers.ContentType?.MediaType, response.Headers);
    }

    public void Dispose() => http.Dispose();

    /// <summary>A token made by its owner on the page, read off it as its owner would.</summary>
    public static async Task<string> TokenAsync(Office office, string number, IEnumerable<Post>? posts = null, int days = 30)
    {
        var held = posts ?? office.Read(s => Programs.ActorFactsOf(s, number, office.Today)).Posts.Members;
        var page = await office.As(number).PostAsync("/tokens", [("tokenName", "档案系统"), .. held.Select(p => ("posts", $"{p}")), ("lastDay", $"{office.Today.AddDays(days):yyyy-MM-dd}")]);
        Assert.True(page.Status == 200, $"{page.Status} {Cases.Told(page)}");
        return Shown().Match(page.Body).Value;
    }

    [GeneratedRegex("shoumi_[A-Za-z0-9_-]{43}")]
    private static partial Regex Shown();
}

/// <summary>Programs of an office.</summary>
public static class Programs
{
    public static Actor ActorFactsOf(Shoumi.Server.Storage.Store store, string number, DateOnly day) =>
        Server.Access.ActorFacts.ActorAsync(store, store.People.Single(p => p.StaffNumber == number), day, default).GetAwaiter().GetResult();

    /// <summary>A program that acts for the person under all of the person's posts, or under these.</summary>
    public static async Task<Caller> CallerAsync(this Office office, string number, params Post[] posts) =>
        new(office.Address, await Caller.TokenAsync(office, number, posts.Length == 0 ? null : posts));

    /// <summary>A proposal that is in order, as a program sends it.</summary>
    public static Dictionary<string, object> RestProposal(this Office office, int id, string title = Cases.Plan, string[]? people = null)
    {
        var body = new Dictionary<string, object>();
        foreach (var field in office.Proposal(id, title, people: people).GroupBy(f => f.Name))
        {
            body[field.Key] = field.Key is "scope" or "condition" ? field.Select(f => f.Value).ToArray() : field.Key is "copies" or "version" ? int.Parse(field.Single().Value, System.Globalization.CultureInfo.InvariantCulture) : field.Single().Value;
        }

        return body;
    }
}
