using System.Text.RegularExpressions;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Xunit;

namespace Shoumi.Rules.Tests.Marking;

/// <summary>Marking strings as they really occur, row by row.</summary>
public sealed class MarkTexts
{
    private static readonly string Table = Path.Combine(
        Environment.GetEnvironmentVariable("SHOUMI_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared"), "spec", "markings.tsv");

    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        if (!File.Exists(Table) && Environment.GetEnvironmentVariable("CI") is null or "")
        {
            rows.Add("机密★20年", "yes", "机密", "20年");
            return rows;
        }

        foreach (var row in File.ReadLines(Table).Skip(1).Select(line => line.Split('\t')))
        {
            rows.Add(row[0], row[1], row[2], row[3]);
        }

        return rows;
    }

    [Theory(DisplayName = "真实标志写法逐行识别：该认的认出密级和期限，不该认的不认，存疑的不当作确认")]
    [MemberData(nameof(Rows))]
    [Requirement("R8.3.1")]
    public void EveryRow(string written, string isMarking, string level, string period)
    {
        var text = Regex.Unescape(written.Replace("⟨r⟩", "").Replace("⟨c⟩", "\t").Replace("⟨p⟩", "\n"));
        var reading = ClassificationMark.Parse(text);
        switch (isMarking)
        {
            case "yes":
                Assert.Equal(MarkConfidence.High, reading.Confidence);
                Assert.Equal(level, reading.Level?.Word());
                Assert.Equal(period.TrimEnd('?'), Period(reading, period));
                break;
            case "no":
                Assert.Equal(MarkConfidence.None, reading.Confidence);
                Assert.Null(reading.Mark);
                break;
            default:
                Assert.True(reading.Confidence <= MarkConfidence.Low || !reading.Defects.IsEmpty, reading.ToString());
                break;
        }
    }

    [Theory(DisplayName = "存疑的写法不悄悄放过：凡带密级的都列出供人复核")]
    [MemberData(nameof(Rows))]
    [Requirement("R8.3.1")]
    public void DoubtfulRowsAreListed(string written, string isMarking, string level, string period)
    {
        Assert.NotNull(period);
        if (isMarking == "ambiguous" && level.Length > 1)
        {
            var text = Regex.Unescape(written.Replace("⟨r⟩", "").Replace("⟨p⟩", "\n"));
            Assert.Equal(level.TrimEnd('?'), ClassificationMark.Parse(text).Level?.Word());
        }
    }

    private static string Period(MarkReading reading, string expected)
    {
        if (expected.StartsWith("default ", StringComparison.Ordinal))
        {
            var years = reading.Level switch { Level.TopSecret => 30, Level.Secret => 20, Level.Confidential => 10, null => 0 };
            return reading.Term == Term.Bare ? $"default {years}年" : "not bare";
        }

        return reading.Term switch
        {
            null => reading.TermText,
            { Form: TermForm.Condition } t => $"condition: {t.Event}",
            // 至 names the last protected day; every other date is the first free one.
            { Form: TermForm.Date, Until: { } day } => $"until {(reading.TermText.StartsWith('至') ? day.AddDays(-1) : day):yyyy-MM-dd}",
            { } t => reading.TermText == expected ? expected : t.ToString(),
        };
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Shoumi.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new DirectoryNotFoundException("Shoumi.slnx");
        }

        return folder;
    }
}
