using System.Collections.Immutable;
using Shoumi.Rules;
using SkiaSharp;

namespace Shoumi.Documents.Printing;

/// <summary>Everything that stands on a 审计台账封签单.</summary>
[Requirement("RN1.4")]
public sealed record HeadSlipContent
{
    /// <summary>The bureau's name, the beginning of the form's title.</summary>
    public required string Bureau { get; init; }

    /// <summary>The installation.</summary>
    public required string Instance { get; init; }

    /// <summary>Number of lines.</summary>
    public required long Size { get; init; }

    /// <summary>Root over the lines, hexadecimal.</summary>
    public required string Root { get; init; }

    /// <summary>When it was signed, China Standard Time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Fingerprint of the key, hexadecimal.</summary>
    public required string Key { get; init; }

    /// <summary>The head itself, as a file has it; the code on the slip bears it whole.</summary>
    public required string Head { get; init; }

    /// <summary>Who printed it, when, and under which number of the audit ledger.</summary>
    public required PrintRecord Print { get; init; }

    /// <summary>Whether the data are invented: then every page says so.</summary>
    public required bool Demonstration { get; init; }
}

/// <summary>
/// 审计台账封签单: one page that says what the audit ledger was at a moment, with the signed head as a code to be read back, for the three
/// administrators to sign by hand and keep outside the system.
/// </summary>
[Requirement("RN1.4")]
public static class HeadSlip
{
    private const float CodeSize = 198f;
    private const int Group = 8;

    /// <summary>Writes the slip as one PDF of one page.</summary>
    public static PrintedSheet Write(HeadSlipContent content, Stream output)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(output);
        using var lettering = new Lettering();
        var setter = new FormSetter(lettering);
        var pages = Pagination.Pages(Bands(content, setter), FormPages.Bottom - FormPages.FirstTop - CodeSize - 40f, FormPages.Bottom - FormPages.NextTop);
        return new FormPages($"{content.Bureau}审计台账封签单", $"第 {Furniture.Count(content.Size)} 笔", null, "本单", content.Print, content.Demonstration)
            .Write(lettering, pages, output, (canvas, end) => Code(canvas, lettering, content, end));
    }

    private static IEnumerable<Band> Bands(HeadSlipContent content, FormSetter setter)
    {
        yield return setter.Row("系统", [Body(content.Instance)]);
        yield return setter.Row("笔数", [Strong(Furniture.Count(content.Size))], "签发时间", [Body(Furniture.When(content.At))]);
        yield return setter.Row("根", Lines(content.Root));
        yield return setter.Row("密钥指纹", [Body(Grouped(content.Key))]);
        yield return setter.Row("用途", [Body("本单记明签发时审计台账的全部内容。三员核对无误后亲笔签名，存放于系统之外；日后以右下角图码或上列数字校验，此前任何一笔被改动、删除或插入，都会显示出来。")]);
        foreach (var who in (string[])["系统管理员", "安全保密管理员", "安全审计员"])
        {
            yield return new([who.Length > 5 ? who[..4] : who, .. who.Length > 5 ? [who[4..]] : Array.Empty<string>()], [setter.Box([[Body("")]], [[Body("签名 ＿＿＿＿＿＿＿＿　　＿＿年＿＿月＿＿日")]], 44f)]);
        }
    }

    private static void Code(SKCanvas canvas, Lettering lettering, HeadSlipContent content, float end)
    {
        Furniture.QrCode(canvas, content.Head, Furniture.Upright.Right - CodeSize, end + 16f, CodeSize);
        string[] words = ["图码即封签全文，用扫码枪读入", "“台账校验”页，或存为文件后运行", "shoumi verify，即可校验。"];
        for (var i = 0; i < words.Length; i++)
        {
            lettering.Write(canvas, new(words[i], FormSetter.Small), Furniture.Upright.Left, end + 32f + (i * 16f));
        }
    }

    private static ImmutableArray<ImmutableArray<Piece>> Lines(string hex) => [[Body(Grouped(hex[..(hex.Length / 2)]))], [Body(Grouped(hex[(hex.Length / 2)..]))]];

    /// <summary>In groups that a person can compare.</summary>
    private static string Grouped(string hex) => string.Join(' ', hex.Chunk(Group).Select(c => new string(c)));

    private static Piece Body(string text) => new(text, FormSetter.Body);

    private static Piece Strong(string text) => new(text, FormSetter.Strong);
}
