using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Access;

/// <summary>What the protocol carries beside the page: whether it holds under TLS, in which characters, by which methods.</summary>
public sealed class TransportTests(SqliteOffice office) : IClassFixture<SqliteOffice>
{
    [Theory(DisplayName = "经 TLS 访问的，答复要求此后只经 TLS；不经 TLS 的不作此要求")]
    [Requirement("RN3.9")]
    [InlineData("https", "max-age=31536000; includeSubDomains")]
    [InlineData("http", "")]
    public void Once_by_TLS_always_by_TLS(string scheme, string said)
    {
        var http = new DefaultHttpContext { Request = { Scheme = scheme } };
        Headers.Set(http);
        Assert.Equal(said, http.Response.Headers.StrictTransportSecurity.ToString());
    }

    [Fact(DisplayName = "经 TLS 访问的，各种凭据都只经 TLS 送回")]
    [Requirement("RN3.9")]
    public void Under_TLS_every_cookie_is_secure()
    {
        var http = new DefaultHttpContext { Request = { Scheme = "https" } };
        Flash.Set(http, "已办理");
        Assert.Contains("secure", http.Response.Headers.SetCookie.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(CookieSecurePolicy.SameAsRequest, office.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.SecurePolicy);
        Assert.Equal(CookieSecurePolicy.SameAsRequest, office.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).Cookie.SecurePolicy);
    }

    [Theory(DisplayName = "页面、样式、脚本和图都写明是 UTF-8，按所写的类型使用")]
    [Requirement("RN3.9")]
    [InlineData("/sign-in", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/shoumi.css", "text/css")]
    [InlineData("/icons.svg", "image/svg+xml")]
    [InlineData("/watermark.svg", "image/svg+xml")]
    public async Task Every_text_names_its_characters(string path, string type)
    {
        using var answer = await AskAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("utf-8", answer.Content.Headers.ContentType?.CharSet, ignoreCase: true);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory(DisplayName = "不回显请求：TRACE 等方法一概不受理")]
    [Requirement("RN3.9")]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Nothing_is_echoed(string method)
    {
        foreach (var path in new[] { "/", "/sign-in", "/app.js", "/nowhere" })
        {
            using var answer = await AskAsync(new HttpMethod(method), path);
            Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
            Assert.DoesNotContain("X-Probe", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = office.Address };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Probe", "echo");
        foreach (Cookie cookie in office.As(Staff.Clerk).Cookies)
        {
            request.Headers.Add("Cookie", $"{cookie.Name}={cookie.Value}");
        }

        return await http.SendAsync(request);
    }
}
