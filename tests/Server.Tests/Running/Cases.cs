using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Xunit;

namespace Shoumi.Server.Tests.Running;

/// <summary>Taking cases through the five steps over HTTP, as the people of the office do.</summary>
public static class Cases
{
    public const string Plan = "2026年度退役军人和军休人员安置计划";

    /// <summary>Opens a case for a draft on paper.</summary>
    public static async Task<int> OpenCaseAsync(this Office office, string drafter = Staff.Drafter, string kind = nameof(DocumentKind.Written)) =>
        Opened(await office.As(drafter).PostAsync("/cases", ("kind", kind), ("paper", "on")));

    /// <summary>Opens a case for a document.</summary>
    public static async Task<int> OpenCaseAsync(this Office office, byte[] document, string drafter = Staff.Drafter) =>
        Opened(await office.As(drafter).PostFileAsync("/cases", document, ("kind", nameof(DocumentKind.Written))));

    /// <summary>The fields of a proposal that is in order: the placement plan of article 5, item 3, number 2, for ten years.</summary>
    public static (string Name, string Value)[] Proposal(this Office office, int id, string title = Plan, string row = "CL-5.3.2", string group = "SC-4-06", string? amount = "10", string unit = "Year", string[]? people = null, params (string, string)[] more) =>
    [
        ("title", title),
        ("determination", nameof(Determination.StateSecret)),
        ("group", group),
        ("row", row),
        .. Pack.Row(row)!.Conditions.Select(c => ("condition", $"{c}:{Pack.Conditions[c].Options.First(o => o.Holds).Id}")),
        ("origin", amount is null ? nameof(TermOrigin.Default) : nameof(TermOrigin.Foreseen)),
        ("amount", amount ?? ""),
        ("unit", unit),
        .. (people ?? [Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk]).Select(p => ("scope", $"p:{office.Id(p)}")),
        ("sendTo", "市委、市政府有关部门"),
        ("copies", "6"),
        ("version", $"{office.Version(id)}"),
        .. more,
    ];

    public static Task<Answer> ProposeAsync(this Office office, int id, string drafter = Staff.Drafter, (string, string)[]? proposal = null) =>
        office.As(drafter).PostAsync($"/cases/{id}/propose", proposal ?? office.Proposal(id));

    /// <summary>A review or the approval; the step is named as in the address.</summary>
    public static Task<Answer> DecideAsync(this Office office, int id, string who, string step, Decision decision = Decision.Agree, string opinion = "同意。", params (string, string)[] changed) =>
        office.As(who).PostAsync($"/cases/{id}/{step}", [("decision", $"{decision}"), ("opinion", opinion), .. changed.Any(f => f.Item1 == "version") ? [] : new[] { ("version", $"{office.Version(id)}") }, .. changed]);

    public static Task<Answer> EnterAsync(this Office office, int id, string who = Staff.Clerk, params (string, string)[] more) =>
        office.As(who).PostAsync($"/cases/{id}/ledger-entry", [("decision", "Agree"), ("documentNumber", "滨民密〔2026〕1号"), ("carrierForm", "纸质"), ("copies", "6"), .. more.Any(f => f.Item1 == "version") ? [] : new[] { ("version", $"{office.Version(id)}") }, .. more]);

    /// <summary>A case taken up to where it waits for that stage.</summary>
    public static async Task<int> WaitingAtAsync(this Office office, Stage stage, Func<int, (string, string)[]>? proposal = null, string drafter = Staff.Drafter)
    {
        var id = await office.OpenCaseAsync(drafter);
        (Stage Done, Func<Task<Answer>> Act)[] steps =
        [
            (Stage.Draft, () => office.ProposeAsync(id, drafter, proposal?.Invoke(id))),
            (Stage.SectionReview, () => office.DecideAsync(id, Staff.Head, "section-review")),
            (Stage.OfficeReview, () => office.DecideAsync(id, Staff.Secretary, "office-review")),
            (Stage.Approval, () => office.DecideAsync(id, Staff.Leader, "approval")),
            (Stage.LedgerEntry, () => office.EnterAsync(id)),
        ];
        foreach (var (done, act) in steps)
        {
            if (done >= stage)
            {
                break;
            }

            var answer = await act();
            Assert.True(answer.Status == 302, $"Step of {done} answered {answer.Status}: {Told(answer)}");
        }

        return id;
    }

    /// <summary>A case taken through all five steps; the entry's id.</summary>
    public static async Task<(int Case, int Entry)> RegisteredAsync(this Office office, Func<int, (string, string)[]>? proposal = null)
    {
        var id = await office.WaitingAtAsync(Stage.Registered, proposal);
        return (id, office.Read(s => s.EntriesForTheClock().Single(e => e.CaseId == id).Id));
    }

    public static ClassificationCase Case(this Office office, int id) => office.Read(s => s.Set<ClassificationCase>().AsNoTracking().Single(c => c.Id == id));

    public static int Version(this Office office, int id) => office.Case(id).Version;

    public static ImmutableArray<Opinion> Opinions(this Office office, int id) => office.Read(s => s.Set<Opinion>().AsNoTracking().Where(o => o.CaseId == id).OrderBy(o => o.Id).ToImmutableArray());

    public static long LastLine(this Office office) => office.Read(s => s.AuditEntries.Max(e => e.Seq));

    public static AuditEntry Line(this Office office, long seq) => office.Read(s => s.AuditEntries.AsNoTracking().Single(e => e.Seq == seq));

    /// <summary>That an answer refuses on the page with this code, its article, reason and remedy, and that the refusal and nothing else was written.</summary>
    public static void Refused(this Office office, Answer answer, string code, long before)
    {
        Assert.True(answer.Status == 409, $"Expected {code}, got {answer.Status}: {Told(answer)}");
        Assert.Contains(code, answer.Body, StringComparison.Ordinal);
        Assert.Contains(Pack.Reason(code).Remedy.Zh.Split('[')[0], answer.Read, StringComparison.Ordinal);
        Assert.Equal(before + 1, office.LastLine());
        var line = office.Line(before + 1);
        Assert.Equal(3, line.Outcome);
        Assert.Contains(code, line.Codes.Split(' '));
    }

    /// <summary>What a page says, in short, for the message of a failed test.</summary>
    public static string Told(Answer answer) => string.Join(' ', System.Text.RegularExpressions.Regex.Replace(answer.Read, "(?s)<head.*?</head>|<[^>]+>", " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is var text && text.Length > 900 ? text[^900..] : text;

    private static Rules.Policy.PolicyPack Pack => Office.Pack;

    private static int Opened(Answer answer)
    {
        Assert.True(answer.Status == 302, $"Opening answered {answer.Status}: {Told(answer)}");
        return int.Parse(answer.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
