using System.Collections.Frozen;
using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Shoumi.Documents;
using Shoumi.Documents.Isolation;
using Shoumi.Documents.Reading;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Policy;

namespace Shoumi.Cli;

/// <summary><c>shoumi mark</c> and <c>shoumi read-mark</c>: put a mark into a DOCX or PDF and read it back (article 8).</summary>
internal static class MarkCommands
{
    private static readonly FrozenDictionary<string, Placement> Places = new Dictionary<string, Placement>
    {
        ["upper-left"] = Placement.UpperLeft,
        ["after-title"] = Placement.AfterTitle,
        ["below-title"] = Placement.BelowTitle,
        ["upper-right"] = Placement.UpperRight,
        ["foot"] = Placement.Foot,
    }.ToFrozenDictionary();

    public static void Add(RootCommand root, Language language)
    {
        root.Subcommands.Add(Mark(language));
        root.Subcommands.Add(ReadMark(language));
    }

    private static Command Mark(Language language)
    {
        var input = new Argument<FileInfo>("IN") { Description = language.T("要标志的 DOCX 或 PDF 文件，不会改动", "the DOCX or PDF to mark; it is not changed") };
        var output = new Argument<FileInfo>("OUT") { Description = language.T("标志后的文件", "where the marked file goes") };
        var mark = new Option<string>("--mark") { Required = true, Description = language.T("标志，如 机密★20年；期限不得超过条例包规定的上限，依上级特殊规定超过的，在系统中登记该规定后由系统标注", "the mark, such as 机密★20年; its term within the cap of the policy pack: a longer one, by a rule of the superior authority, is marked by the system in which that rule is registered") };
        var chart = new Option<bool>("--chart") { Description = language.T("保密图表：标在标题下方，或以 --place after-title 标在标题之后", "a chart: below its title, or behind it with --place after-title") };
        var place = new Option<string>("--place") { Description = language.T("标在何处；条例规定的位置没有空处时，可选首页有空处的一处", "where; a place that the regulation does not name only where those it names have no room") };
        place.AcceptOnlyFromAmong([.. Places.Keys]);
        var command = new Command("mark", language.T(
            "在文件上加注国家秘密标志。文件不能标志的，说明原因，返回 2，不写 OUT；文件含有未处理修订的照标，返回 0，并提醒删去的文字仍可恢复，印发前须接受或拒绝全部修订",
            "put a state secret mark into a document. Where it cannot be marked: the reason, exit code 2 and no OUT. One with pending tracked changes is marked, exit code 0, with a note that deleted text can be brought back and every change must be accepted or rejected before it is issued")) { input, output, mark, chart, place };
        command.SetAction((parsed, cancel) =>
        {
            var kind = parsed.GetValue(chart) ? DocumentKind.Chart : DocumentKind.Written;
            var placement = parsed.GetValue(place) is { } chosen ? Places[chosen] : MarkingRules.UsualPlacement(kind);
            return MarkAsync(parsed.GetValue(input)!, parsed.GetValue(output)!, parsed.GetValue(mark)!, (kind, placement), language, cancel);
        });
        return command;
    }

    private static Command ReadMark(Language language)
    {
        var input = new Argument<FileInfo>("FILE") { Description = language.T("DOCX 或 PDF 文件", "a DOCX or PDF") };
        var command = new Command("read-mark", language.T("读出文件上的标志及其位置", "read the marks of a document and where they stand")) { input };
        command.SetAction((parsed, cancel) => ReadMarkAsync(parsed.GetValue(input)!, language, cancel));
        return command;
    }

    private static async Task<int> MarkAsync(FileInfo input, FileInfo output, string written, (DocumentKind Kind, Placement Placement) place, Language language, CancellationToken cancel)
    {
        if (ClassificationMark.ParseStrict(written) is not { } mark || !MarkingRules.JudgeOwnMark(mark).IsPermitted)
        {
            var meant = ClassificationMark.Parse(written).Mark is { Term.Form: not TermForm.Bare } m ? language.T($"是否指 {m}？", $" Did you mean {m}?") : "";
            return Refuse(language.T($"“{written}”不是规范的标志，应如 机密★20年、秘密★6个月。", $"“{written}” is not a well-formed mark, such as 机密★20年 or 秘密★6个月.") + meant);
        }

        if (Unlawful(mark, language) is { } reason)
        {
            return Refuse(reason);
        }

        if (FilePlace.IsSame(input.FullName, output.FullName))
        {
            return Refuse(language.T("OUT 与 IN 是同一个文件；原件不改动，请另取文件名。", "OUT and IN are the same file; the original is never changed, choose another name."));
        }

        if (Load(input, language, out var refused) is not { } file)
        {
            return refused;
        }

        using var worker = new WorkerClient();
        var (ruling, answer) = await worker.MarkAsync(place.Kind, new(DocumentOperation.Mark, mark, place.Placement), file, cancel);
        return answer switch
        {
            null => Refuse(PolicyCommands.Shipped(out var trouble) is { } pack ? Said(pack, ruling, language)! : trouble),
            DocumentAnswer.Marked marked => await WriteAsync(output, marked, language, cancel),
            _ => Refuse(answer, language),
        };
    }

    private static async Task<int> WriteAsync(FileInfo output, DocumentAnswer.Marked marked, Language language, CancellationToken cancel)
    {
        try
        {
            await FilePlace.WriteWholeAsync(output.FullName, marked.File, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(language.T($"不能写入 {output.FullName}：{e.Message}", $"Cannot write {output.FullName}: {e.Message}"));
        }

        Console.Out.WriteLine(Describe(marked.At, language));
        foreach (var note in marked.Notes)
        {
            Console.Out.WriteLine(note.Text(language.English));
        }

        return ExitCode.Done;
    }

    /// <summary>
    /// What the regulation says against the mark, or null. A rule of the superior authority may allow more, but it is registered in the
    /// system, with its document: here nobody could tell whether there is one, so there is no switch that would claim it.
    /// </summary>
    [Requirement("R6.1.1", "R6.3.1")]
    private static string? Unlawful(ClassificationMark mark, Language language) => PolicyCommands.Shipped(out var trouble) is { } pack
        ? Said(pack, Terms.JudgeTerm(pack, mark.Level, mark.Term), language)
        : language.T($"读不到条例包，不能核对期限：{trouble}", $"The policy pack cannot be read, so the term cannot be checked: {trouble}");

    /// <summary>The reasons of a ruling with their codes and remedies; null when it permits.</summary>
    private static string? Said(PolicyPack pack, Ruling ruling, Language language)
    {
        var reasons = ruling.Reasons.Select(r => (r.Arguments, Says: pack.Reason(r.Code), r.Code));
        string Plain(Wording words, ImmutableArray<(string Name, string Value)> arguments) => words.With(arguments).In(language.English).Replace("*", "", StringComparison.Ordinal);
        return string.Join('\n', reasons.Select(r => $"{r.Code} {Plain(r.Says.Text, r.Arguments)}\n{Plain(r.Says.Remedy, r.Arguments)}")) is { Length: > 0 } refused ? refused : null;
    }

    private static async Task<int> ReadMarkAsync(FileInfo input, Language language, CancellationToken cancel)
    {
        if (Load(input, language, out var refused) is not { } file)
        {
            return refused;
        }

        using var worker = new WorkerClient();
        var answer = await worker.DoAsync(new(DocumentOperation.Read), file, cancel);
        if (answer is not DocumentAnswer.Found found)
        {
            return Refuse(answer, language);
        }

        if (found.Sightings.IsEmpty)
        {
            return Refuse(language.T("文件上没有标志。", "The document bears no mark."));
        }

        foreach (var sighting in found.Sightings)
        {
            Console.Out.WriteLine(Describe(sighting, language));
        }

        return ExitCode.Done;
    }

    private static string Describe(MarkSighting sighting, Language language)
    {
        var spot = sighting.Spot switch
        {
            MarkSpot.Body => language.T("正文", "body"),
            MarkSpot.Table => language.T("表格", "table"),
            MarkSpot.TextBox => language.T("文本框", "text box"),
            MarkSpot.Header => language.T("页眉", "header"),
            MarkSpot.Footer => language.T("页脚", "footer"),
        };
        string Percent(double value) => value.ToString("0", CultureInfo.InvariantCulture) + "%";
        var where = sighting switch
        {
            { BehindTitle: true } => language.T("标题之后", "behind the title"),
            { BelowTitle: true } => language.T("标题下方", "below the title"),
            { X: { } x, Y: { } y } => language.T($"首页左起 {Percent(x)}、上起 {Percent(y)}", $"page 1, {Percent(x)} from the left, {Percent(y)} from the top"),
            _ => language.T("位置不详", "place not known"),
        };
        var doubt = sighting.Reading.Confidence == MarkConfidence.High ? "" : language.T("\t存疑", "\tdoubtful");
        return $"{sighting.Reading.Words}\t{spot}\t{where}{doubt}{(sighting.Hidden ? language.T("\t隐藏", "\thidden") : "")}{(sighting.Struck ? language.T("\t已划去", "\tstruck") : "")}";
    }

    private static byte[]? Load(FileInfo file, Language language, out int refused)
    {
        refused = ExitCode.Done;
        try
        {
            if (file.Length <= Limits.File)
            {
                return File.ReadAllBytes(file.FullName);
            }

            refused = Refuse(new DocumentAnswer.Refused(new("DOC.TOO.LARGE", $"{file.Length >> 20} MB > {Limits.File >> 20} MB")), language);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refused = Refuse(language.T($"不能读取 {file.FullName}：{e.Message}", $"Cannot read {file.FullName}: {e.Message}"));
        }

        return null;
    }

    private static int Refuse(DocumentAnswer answer, Language language) => answer is DocumentAnswer.Refused { Refusal: var refusal }
        ? Refuse($"{refusal.Code} {refusal.Text(language.English)}\n{refusal.Remedy(language.English)}{Choices(refusal)}")
        : throw new InvalidOperationException($"Not asked for: {answer.GetType().Name}");

    private static string Choices(DocumentRefusal refusal) => string.Concat((refusal.Elsewhere ?? []).Select(p => $"\n--place {Places.Single(n => n.Value == p).Key}"));

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return ExitCode.Refused;
    }
}
