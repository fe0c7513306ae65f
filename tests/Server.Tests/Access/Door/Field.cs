using System.Globalization;
using Shoumi.Server.Access;
using Shoumi.Server.Tests.Running;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Tests.Access.Door;

/// <summary>What a field takes.</summary>
public enum Takes
{
    /// <summary>One line of text.</summary>
    Line,

    /// <summary>Text with line breaks.</summary>
    Lines,

    /// <summary>A whole number in plain digits.</summary>
    Number,

    /// <summary>A date as 2026-09-09.</summary>
    Day,

    /// <summary>One of the values offered.</summary>
    Choice,

    /// <summary>A box.</summary>
    Tick,

    /// <summary>Any number of the values offered.</summary>
    Many,

    /// <summary>A password that is compared: only its shape can be bad.</summary>
    Secret,

    /// <summary>A password that is chosen.</summary>
    NewSecret,

    /// <summary>A file; a form without one never holds it.</summary>
    File,
}

/// <summary>One field of an endpoint, with what the matrix knows of it. What is bad is judged here anew, not by the product's own reader.</summary>
/// <param name="Valid">What somebody would type; none where nothing is typed.</param>
public sealed record Field(string Name, Takes Takes, params string[] Valid)
{
    public bool Required { get; init; }

    /// <summary>Longest text, or least and most of a number.</summary>
    public long Most { get; init; } = 200;

    public long Least { get; init; } = 1;

    /// <summary>Whether no control of the page is named so: a hidden field, a button, or one that only programs send.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether it decides which other fields there are: it is then tried alone, never together with all others.</summary>
    public bool Shapes { get; init; }

    /// <summary>Another field that is bad as soon as this one is.</summary>
    public string? Drags { get; init; }

    /// <summary>Another field without which this one is not asked for.</summary>
    public string? After { get; init; }

    /// <summary>Whether the page can show again whatever was typed: a choice cannot.</summary>
    public bool Keeps => Takes is Takes.Line or Takes.Lines or Takes.Number or Takes.Day && !Hidden && !IsSelect;

    /// <summary>A field of free text that the page offers as a list.</summary>
    public bool IsSelect { get; init; }

    /// <summary>Whether these values must be refused.</summary>
    public bool IsBad(IReadOnlyList<string> values)
    {
        if (Takes == Takes.File)
        {
            return true;
        }

        if (Takes == Takes.Many)
        {
            return values.Any(v => v.Trim().Length > 0 && !Valid.Contains(v)) || (Required && values.All(v => v.Trim().Length == 0));
        }

        var text = values.Count == 0 ? "" : Takes is Takes.Secret or Takes.NewSecret ? values[0] : values[0].Trim();
        if (values.Count > 1 || text.Length == 0)
        {
            return values.Count > 1 || Required;
        }

        return IsUnreadable(text) || Takes switch
        {
            Takes.Line or Takes.Lines => text.Length > Most || text.Length < Least,
            Takes.Number => !(text.All(char.IsAsciiDigit) && text.Length < 19 && long.Parse(text, CultureInfo.InvariantCulture) is var n && n >= Least && n <= Most),
            Takes.Day => !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            Takes.Choice or Takes.Tick => !Valid.Contains(text),
            Takes.Secret => text.Length > 128,
            Takes.NewSecret => text.Length > 128 || Passwords.Wrong(text, "", "", Office.Pack.Access, new Language(english: false)) is not null,
            Takes.Many or Takes.File => throw new InvalidOperationException(),
        };
    }

    private bool IsUnreadable(string text) => text.Any(c => (char.IsControl(c) && c != '\t' && !(Takes == Takes.Lines && c == '\n')) || c is '\u202E' or '\uFFFD');
}

/// <summary>Something that somebody hostile, careless or abroad may send.</summary>
/// <param name="Raw">As it stands percent-encoded in the body, where the value cannot be written as text here.</param>
public sealed record Hostile(string Name, string? Raw, params string[] Values)
{
    public static readonly Hostile[] All =
    [
        new("太长", null, new string('x', 600)),
        new("类型不对", null, "不是它"),
        new("控制字符", null, "甲\u0001乙"),
        new("空字符", null, "甲\0乙"),
        new("半个代理对", "%ED%A0%80%ED%A0%81", "\uFFFD"),
        new("不是文字的字节", "%FF%FE%C0%80", "\uFFFD"),
        new("反向书写", null, "甲\u202E乙"),
        new("标记", null, "<script>alert(1)</script>"),
        new("语句", null, "'; drop table person;--"),
        new("无穷大", null, "1e400"),
        new("阿拉伯文数字", null, "٣"),
        new("全角数字", null, "３"),
        new("负数", null, "-1"),
        new("过大的数", null, "99999999999999999999"),
        new("两个值", null, "甲", "乙"),
    ];

    /// <summary>Those that are no text at all: what cannot be a wrong password either.</summary>
    public static readonly Hostile[] ShapeOnly = [.. All.Where(h => h.Name is "太长" or "控制字符" or "空字符" or "反向书写" or "半个代理对" or "不是文字的字节" or "两个值")];

    /// <summary>Whether a page can show it again as it was typed.</summary>
    public bool CanBeShown => Raw is null && Values is [var one] && !one.Any(char.IsControl);

    public IEnumerable<string> Encoded(string name) => Raw is { } raw ? [$"{Uri.EscapeDataString(name)}={raw}"] : Values.Select(v => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(v)}");
}
