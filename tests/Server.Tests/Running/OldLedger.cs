using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Shoumi.Rules.Registers;
using Shoumi.Server.Tests.Access.Door;
using Xunit;
using static Shoumi.Server.Tests.Access.Door.Takes;

namespace Shoumi.Server.Tests.Running;

/// <summary>Importing an old ledger as a clerk does: uploaded, columns as proposed, tried out, confirmed.</summary>
public static partial class OldLedger
{
    public const string Heading = "序号,文件名称,文号,密级,保密期限,定密日期,知悉范围,定密依据,承办人,定密责任人,承办处室,份数,载体形式,备注";

    /// <summary>What the door tests send: one sheet, headings in its first row, its columns as they are proposed.</summary>
    public static readonly Field[] Fields =
    [
        new("sheet", Many, "0") { Required = true },
        new("header", Many, "0.1"),
        new("column", Many, [.. new[] { OldColumn.Number, OldColumn.Title, OldColumn.DocumentNumber, OldColumn.Level, OldColumn.Term, OldColumn.ClassifiedOn, OldColumn.Scope, OldColumn.Basis, OldColumn.Drafter, OldColumn.Classifier, OldColumn.Unit, OldColumn.Copies, OldColumn.CarrierForm, OldColumn.Remark }.Select((c, i) => $"0.{i}.{c}")]),
    ];

    private static int made;

    /// <summary>A ledger kept as text, in UTF-8.</summary>
    public static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Prepend(Heading)));

    /// <summary>An entry that is in order and like no other.</summary>
    public static string Line(string title, string level = "秘密", string term = "10年", string day = "2020-05-06", string scope = Staff.Drafting, string unit = Staff.Drafting) =>
        $"{Interlocked.Increment(ref made)},{title},滨民密〔2020〕{made}号,{level},{term},{day},{scope},第五条（三）项2,夏晴川,韩志远,{unit},3,纸质,";

    public static async Task<Answer> UploadAsync(this Office office, byte[] file, string who = Staff.Clerk)
    {
        office.As(who).FileName = "台账.csv";
        return await office.As(who).PostFileAsync("/ledger/imports", file);
    }

    /// <summary>What the page of columns, or of the trial, would send on.</summary>
    public static (string Name, string Value)[] Form(Answer page) =>
    [
        .. Chosen().Matches(page.Body).Where(m => !m.Groups[1].Value.EndsWith('.')).Select(m => (Name(page.Body, m.Index), m.Groups[1].Value)),
        .. Ticked().Matches(page.Body).Select(m => ("sheet", m.Groups[1].Value)),
        .. Hidden().Matches(page.Body).Where(m => m.Groups[1].Value != Visitor.TokenField).Select(m => (m.Groups[1].Value, System.Net.WebUtility.HtmlDecode(m.Groups[2].Value))),
    ];

    /// <summary>Uploads and tries out.</summary>
    public static async Task<Answer> TryAsync(this Office office, byte[] file, string who = Staff.Clerk)
    {
        var uploaded = await office.UploadAsync(file, who);
        Assert.True(uploaded is { Status: 302, Location: "/ledger/imports/columns" }, $"{uploaded.Status} {Cases.Told(uploaded)}");
        var columns = await office.As(who).GetAsync("/ledger/imports/columns");
        Assert.Equal(200, columns.Status);
        var trial = await office.As(who).PostAsync("/ledger/imports/trial", Form(columns));
        Assert.True(trial.Status == 200, $"{trial.Status} {Cases.Told(trial)}");
        return trial;
    }

    /// <summary>Uploads, tries out and confirms. The import's id.</summary>
    public static async Task<int> ImportAsync(this Office office, byte[] file, string who = Staff.Clerk)
    {
        var trial = await office.TryAsync(file, who);
        var done = await office.As(who).PostAsync("/ledger/imports/confirm", Form(trial));
        Assert.True(done.Status == 302, $"{done.Status} {Cases.Told(done)}");
        return int.Parse(done.Location!.Split('/')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>The number that a page of counts shows beside these words.</summary>
    public static int Count(Answer page, string words) =>
        int.Parse(Regex.Match(page.Read, $"<dt>{words}</dt><dd><b>(\\d+)</b>").Groups[1].Value, CultureInfo.InvariantCulture);

    public static async Task<int> UploadedAsync(Office office)
    {
        Assert.Equal(302, (await office.UploadAsync(Csv(Line("试填用的一条")))).Status);
        return 1;
    }

    public static Task<int> ImportedAsync(Office office) => office.ImportAsync(Csv(Line($"整批撤销用的一条{made}")));

    public static async Task<int> AskedAsync(Office office)
    {
        var id = await ImportedAsync(office);
        Assert.Equal(302, (await office.As(Staff.Clerk).PostAsync($"/ledger/imports/{id}/reversal", ("reason", "导错了文件"))).Status);
        return id;
    }

    private static string Name(string body, int at) => body.LastIndexOf("<select name=\"header\"", at, StringComparison.Ordinal) > body.LastIndexOf("<select name=\"column\"", at, StringComparison.Ordinal) ? "header" : "column";

    [GeneratedRegex("<option value=\"([0-9.]+[A-Za-z]*)\" selected>")]
    private static partial Regex Chosen();

    [GeneratedRegex("<input type=\"checkbox\" name=\"sheet\" value=\"(\\d+)\" checked")]
    private static partial Regex Ticked();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
