using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shoumi.Rules;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;
using Xunit;

namespace Shoumi.Server.Tests.Frame;

/// <summary>What the look promises and a program can check: words in both languages, no inline style or script, contrast, icons that exist.</summary>
public sealed partial class LookTests
{
    private static readonly string Server = Path.Combine(Root(), "src", "Server");
    private static readonly Language Chinese = new(english: false);
    private static readonly Language English = new(english: true);

    [Fact(DisplayName = "逐行画出的文字一律转义，任何题名都不成为页面的代码")]
    [Requirement("R3.1")]
    public void What_is_drawn_in_rows_is_encoded()
    {
        const string typed = "\"><script>alert('1')</script>&";
        Term term = new(TermForm.Condition, Event: typed);
        string[] drawn =
        [
            DocumentTitle.Drawn(Chinese, typed, true).Value,
            LevelBadge.Drawn(Chinese, Level.Secret, term).Value,
            Shoumi.Server.Features.Ledger.LedgerLine.Drawn(Chinese, new(1, typed, Level.Secret, term, typed, typed, typed, typed, typed, null, null, null, null, Shoumi.Server.Features.Ledger.EntryState.InForce, true), new(2026, 3, 2)).Value,
        ];

        Assert.All(drawn, d => Assert.DoesNotContain("<script", d, StringComparison.Ordinal));
        Assert.All(drawn, d => Assert.DoesNotContain("\"\"", d, StringComparison.Ordinal));
        Assert.All(drawn, d => Assert.Contains("&lt;script&gt;alert(&#x27;1&#x27;)", d, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "每一行为、岗位、期限来源、定性和环节都有中英文两种说法")]
    [Requirement("R3.1")]
    public void Every_word_exists_in_both_languages()
    {
        List<(string Zh, string En)> words =
        [
            .. Enum.GetValues<Act>().Select(x => (Chinese.Say(x), English.Say(x))),
            .. Enum.GetValues<Post>().Select(x => (Chinese.Say(x), English.Say(x))),
            .. Enum.GetValues<TermOrigin>().Select(x => (Chinese.Say(x), English.Say(x))),
            .. Enum.GetValues<Determination>().Select(x => (Chinese.Say(x), English.Say(x))),
            .. Enumerable.Range(1, 5).Select(x => (Chinese.Step(x), English.Step(x))),
        ];

        Assert.All(words, w => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", w.Zh));
        Assert.All(words, w => Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", w.En));
    }

    [Fact(DisplayName = "英文界面的密级仍写中文，国家秘密标志不翻译")]
    [Requirement("R5.1", "R8.3.1")]
    public async Task A_level_is_always_the_Chinese_word()
    {
        Assert.Equal(["绝密 Top Secret", "机密 Secret", "秘密 Confidential"], Levels.All.Select(l => English.Say(l)));

        var mark = await Render<LevelBadge>(English, (nameof(LevelBadge.Level), Level.Secret), (nameof(LevelBadge.Term), Term.Years(20)));
        Assert.Contains("<span>机密★20年</span>", mark, StringComparison.Ordinal);

        var inside = await Render<LevelBadge>(Chinese, (nameof(LevelBadge.Level), null), (nameof(LevelBadge.Determination), Determination.Internal));
        Assert.Contains("内部", inside, StringComparison.Ordinal);
        Assert.DoesNotContain("★", inside, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "尚余：九十日以内以天计，以上以年、月计")]
    [Requirement("R6.6.3")]
    [InlineData("2026-09-09", "2026-09-14", "5 天", "5 days")]
    [InlineData("2026-09-09", "2026-12-08", "90 天", "90 days")]
    [InlineData("2026-09-09", "2027-02-20", "5个月", "5 m")]
    [InlineData("2026-09-09", "2046-07-03", "19年9个月", "19 y 9 m")]
    [InlineData("2026-09-09", "2046-09-09", "20年", "20 y")]
    public void What_remains_is_said_in_days_near_the_end(string today, string until, string zh, string en)
    {
        var (from, to) = (DateOnly.Parse(today, CultureInfo.InvariantCulture), DateOnly.Parse(until, CultureInfo.InvariantCulture));

        Assert.Equal((zh, en), (Chinese.Left(from, to), English.Left(from, to)));
    }

    [Fact(DisplayName = "页面没有行内样式和脚本，所用图标都在图标集里")]
    [Requirement("R3.1")]
    public void Pages_hold_nothing_inline_and_only_icons_that_exist()
    {
        var symbols = Symbol().Matches(File.ReadAllText(Path.Combine(Server, "wwwroot", "icons.svg"))).Select(m => m.Groups[1].Value).ToHashSet();
        var pages = Directory.EnumerateFiles(Server, "*.razor", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);

        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.DoesNotMatch(@"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", page.Value));
        Assert.Empty(pages.Values.SelectMany(text => Named().Matches(text)).Select(m => m.Groups[1].Value).Except(symbols));
    }

    [Fact(DisplayName = "样式只用旧浏览器也认得的颜色写法")]
    [Requirement("R3.1")]
    public void The_stylesheets_use_nothing_that_old_browsers_drop()
    {
        var sheets = Directory.GetFiles(Path.Combine(Server, "wwwroot"), "*.css");

        Assert.Equal(3, sheets.Length);
        Assert.All(sheets, sheet => Assert.DoesNotMatch(@"light-dark\(|color-mix\(|oklch\(|:has\(|@layer|@container", Comment().Replace(File.ReadAllText(sheet), "")));
    }

    [Theory(DisplayName = "文字颜色对底色的对比度不低于 4.5")]
    [Requirement("R3.1")]
    [InlineData("ink", "paper")]
    [InlineData("ink-2", "desk")]
    [InlineData("ink-3", "desk")]
    [InlineData("act", "act-2")]
    [InlineData("seal", "seal-2")]
    [InlineData("ok", "ok-2")]
    [InlineData("warn", "warn-2")]
    [InlineData("bad", "bad-2")]
    [InlineData("nav-text", "nav-here")]
    [InlineData("paper", "reply")]
    public void Text_stands_out_from_its_ground(string text, string ground)
    {
        var tokens = Token().Matches(File.ReadAllText(Path.Combine(Server, "wwwroot", "shoumi.css"))).ToDictionary(m => m.Groups[1].Value, m => Luminance(m.Groups[2].Value));
        var (lighter, darker) = (Math.Max(tokens[text], tokens[ground]), Math.Min(tokens[text], tokens[ground]));

        Assert.True((lighter + 0.05) / (darker + 0.05) >= 4.5, $"{text} on {ground}: {(lighter + 0.05) / (darker + 0.05):0.0}");
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(string hex)
    {
        var wide = hex.Length == 3 ? string.Concat(hex.Select(c => $"{c}{c}")) : hex;
        var parts = Enumerable.Range(0, 3)
            .Select(i => int.Parse(wide.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static async Task<string> Render<TComponent>(Language language, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        await using var services = new ServiceCollection().AddSingleton(language).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)));
            return WebUtility.HtmlDecode(root.ToHtmlString());
        });
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Shoumi.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root");
        }

        return folder.FullName;
    }

    [GeneratedRegex("<symbol id=\"([^\"]+)\"")]
    private static partial Regex Symbol();

    [GeneratedRegex("<Icon Name=\"([a-z0-9-]+)\"")]
    private static partial Regex Named();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"--([a-z0-9-]+): #([0-9a-f]{3}(?:[0-9a-f]{3})?)\b")]
    private static partial Regex Token();
}
