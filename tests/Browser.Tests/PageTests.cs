using System.Text.RegularExpressions;
using Shoumi.Rules;
using Xunit;

namespace Shoumi.Browser.Tests;

/// <summary>Every page that a person can reach by its links, in both languages, on both screens and at 400 % zoom.</summary>
public sealed partial class PageTests(Chromium chromium, Demonstrated demonstrated)
{
    /// <summary>Pages of one kind that are looked at: cases stand at different steps, a second ledger entry shows nothing new.</summary>
    private const int OfOneKind = 2;

    /// <summary>Pages of one person that are looked at; more of them with <c>./test --long</c>.</summary>
    private static readonly int Most = Environment.GetEnvironmentVariable("SHOUMI_LONG") == "1" ? 40 : 11;

    [Theory(DisplayName = "每一页都合内容安全策略、不出本机、一页一个大标题、每个填写处都有名称，1366 宽不横滚，放大四倍仍可办")]
    [Requirement("R3.1")]
    [InlineData("4002", false)]
    [InlineData("4001", true)]
    [InlineData("2002", true)]
    [InlineData("1001", true)]
    [InlineData("3001", false)]
    [InlineData("2003", true)]
    [InlineData("0001", false)]
    [InlineData("0002", true)]
    [InlineData("0003", true)]
    [InlineData("9002", true)]
    public async Task Every_page(string number, bool english)
    {
        await using var seat = await demonstrated.SeatAsync(chromium, number, english);
        var wrong = new List<string>();
        var (queue, seen, kinds) = (new Queue<string>(["/", "/password", "/nothing-here"]), new HashSet<string>(), new Dictionary<string, int>());
        while (queue.TryDequeue(out var path) && seen.Count < Most)
        {
            var kind = Digits().Replace(path, "0");
            if (!seen.Add(path) || kinds.GetValueOrDefault(kind) >= OfOneKind)
            {
                continue;
            }

            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            await seat.GoAsync(path);
            wrong.AddRange(await LookAsync(seat, $"{number}{path.Replace('/', '_').Replace('?', '-')}"));
            var links = await seat.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href^=\"/\"]:not([download])')].map(a => a.getAttribute('href'))");
            foreach (var link in links.Select(l => l.Split('#')[0]).Where(l => !l.StartsWith("/language", StringComparison.Ordinal)))
            {
                queue.Enqueue(link);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(seen.Count > 4, $"{number} reached only {string.Join(' ', seen)}");
        seat.HasNoComplaint();
    }

    [Theory(DisplayName = "登录页同样合乎要求")]
    [Requirement("R3.1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_sign_in_page(bool english)
    {
        await using var seat = await chromium.SeatAsync(demonstrated.Office, english);
        await seat.GoAsync("/sign-in");
        Assert.Empty(await LookAsync(seat, "signin"));
        await seat.Page.FillAsync("[name=number]", "4003");
        await seat.Page.FillAsync("[name=password]", "not-the-password");
        await seat.Page.ClickAsync("[data-primary]");
        await seat.Expect("[name=password][aria-invalid=true]");
        Assert.Empty(await LookAsync(seat, "signin-wrong"));
        seat.HasNoComplaint();
    }

    private static async Task<List<string>> LookAsync(Seat seat, string name)
    {
        (int Width, int Height)[] windows = [(1440, 900), (1366, 768), (320, 640)];
        var wrong = new List<string>();
        foreach (var (width, height) in windows)
        {
            await seat.Page.SetViewportSizeAsync(width, height);
            wrong.AddRange((await seat.Page.EvaluateAsync<string[]>(Look, seat.T("zh-CN", "en"))).Select(w => $"{new Uri(seat.Page.Url).PathAndQuery} at {width}: {w}"));
        }

        foreach (var (width, height) in windows)
        {
            await seat.Page.SetViewportSizeAsync(width, height);
            await seat.ShootAsync($"{name}-{width}", whole: width != 1366);
        }

        return wrong;
    }

    /// <summary>What a program can see wrong with a page.</summary>
    private const string Look = """
        language => {
          const wrong = [];
          const about = e => e.outerHTML.replace(/\s+/g, ' ').slice(0, 110);
          if (document.documentElement.lang !== language) wrong.push(`language ${document.documentElement.lang}`);
          const heads = document.querySelectorAll('h1').length;
          if (heads !== 1) wrong.push(`${heads} h1`);
          for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
            if (!e.labels?.length && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')) wrong.push(`no label: ${about(e)}`);
          for (const e of document.querySelectorAll('a[href], button:not([aria-hidden])'))
            if (!(e.textContent.trim() || e.getAttribute('aria-label'))) wrong.push(`no name: ${about(e)}`);
          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) wrong.push(`twice the id ${id}`);
          if (document.querySelector('[style]')) wrong.push('inline style');
          if (document.documentElement.scrollWidth > innerWidth) {
            const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.wide-scroll, .card'));
            wrong.push(`wider than the window by ${document.documentElement.scrollWidth - innerWidth}: ${wide.slice(0, 3).map(about).join(' | ')}`);
          }
          for (const e of document.querySelectorAll('main button, main .field input, main .field select, main .field textarea')) {
            const r = e.getBoundingClientRect();
            if (r.width && !e.closest('.wide-scroll, table, .unseen') && !e.matches('.unseen') && (r.right > innerWidth + 1 || r.left < -1)) wrong.push(`out of the window: ${about(e)}`);
          }
          return wrong;
        }
        """;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
