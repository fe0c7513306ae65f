using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Shoumi.Server.Tests.Running;

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Body, byte[] Bytes, HttpResponseHeaders Headers, string? Location, string ContentType = "")
{
    /// <summary>The body as a person reads it: entities undone.</summary>
    public string Read => WebUtility.HtmlDecode(Body);

    /// <summary>The words alone, without their markup.</summary>
    public string Plain => Regex.Replace(Read, "<[^>]+>", "");
}

/// <summary>One browser: its cookies, and the form token read from a page. Redirects are looked at, not followed.</summary>
public sealed partial class Visitor : IDisposable
{
    public const string TokenField = "__RequestVerificationToken";

    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private string? token;

    public Visitor(Uri server) => http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };

    public CookieCollection Cookies => cookies.GetCookies(http.BaseAddress!);

    public void Carry(string cookie, string value)
    {
        cookies.Add(http.BaseAddress!, new Cookie(cookie, value));
        token = null;
    }

    /// <summary>Name under which a file is handed in.</summary>
    public string FileName { get; set; } = "文稿.docx";

    public async Task<Answer> GetAsync(string path) => await ReadAsync(await http.GetAsync(path));

    /// <summary>Posts a form as a browser does, with the token of a page seen before.</summary>
    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) => await SendAsync(path, new FormUrlEncodedContent([.. await WithTokenAsync(fields)]));

    /// <summary>Posts a form that carries a file.</summary>
    public async Task<Answer> PostFileAsync(string path, byte[] file, params (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in await WithTokenAsync(fields))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(file), "file", FileName);
        return await SendAsync(path, content);
    }

    /// <summary>Posts whatever is given, without adding a token.</summary>
    public async Task<Answer> SendAsync(string path, HttpContent content) => await ReadAsync(await http.PostAsync(path, content));

    /// <summary>The token of a page, as every form carries it.</summary>
    public async Task<string> TokenAsync()
    {
        await oneAtATime.WaitAsync();
        try
        {
            return token ??= await FindTokenAsync();
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<string> FindTokenAsync()
    {
        foreach (var page in new[] { "/", "/sign-in", "/setup" })
        {
            if (Token().Match((await GetAsync(page)).Body) is { Success: true } found)
            {
                return WebUtility.HtmlDecode(found.Groups[1].Value);
            }
        }

        throw new InvalidOperationException("No page with a form");
    }

    /// <summary>Who one is has changed: the next form takes a new token.</summary>
    public void ForgetToken() => token = null;

    public void Dispose()
    {
        http.Dispose();
        oneAtATime.Dispose();
    }

    private async Task<IEnumerable<KeyValuePair<string, string>>> WithTokenAsync((string Name, string Value)[] fields) =>
        fields.Append((TokenField, await TokenAsync())).Select(f => KeyValuePair.Create(f.Item1, f.Item2));

    private static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var bytes = await response.Content.ReadAsByteArrayAsync();
            return new Answer((int)response.StatusCode, System.Text.Encoding.UTF8.GetString(bytes), bytes, response.Headers, response.Headers.Location?.OriginalString, response.Content.Headers.ContentType?.MediaType ?? "");
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
