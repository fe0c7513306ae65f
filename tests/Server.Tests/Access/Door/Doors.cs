using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Tests.Running;
using Shoumi.Server.Texts;
using static Shoumi.Server.Tests.Access.Door.Takes;

namespace Shoumi.Server.Tests.Access.Door;

/// <summary>One way to post to the server: where, by whom, on what, and which fields it takes.</summary>
/// <param name="Route">As the server maps it.</param>
/// <param name="Fields">The fields, for the office and the item it is posted to.</param>
public sealed record DoorRow(string Route, string Who, Func<Office, int, Field[]> Fields)
{
    /// <summary>Tells several rows of one route apart.</summary>
    public string As { get; init; } = "";

    /// <summary>Makes what is posted to, by the person who may do the act.</summary>
    public Func<Office, Task<int>> Item { get; init; } = _ => Task.FromResult(1);

    /// <summary>What is sent; less where a wrong text is a legitimate try.</summary>
    public Hostile[] Sent { get; init; } = Hostile.All;

    /// <summary>Whether the fields stand in the address and not in a form.</summary>
    public bool InAddress { get; init; }

    public string Key => As.Length == 0 ? Route : $"{Route} {As}";

    public override string ToString() => Key;
}

/// <summary>Every endpoint that is posted to. A new one without a row here fails the test; so does a field that is read and stands in no row.</summary>
public static class Doors
{
    private const string Marked = "甲\"<b>乙&丙";

    /// <summary>Of an endpoint that takes no field: the item stands in its address.</summary>
    public static readonly Func<Office, int, Field[]> Nothing = (_, _) => [];

    public static readonly DoorRow SetUp = new("/setup", "", (_, _) =>
    [
        new("bureauName", Line, $"滨江市民政局{Marked}") { Required = true, Most = 60 },
        new("ceiling", Choice, nameof(Level.Secret)) { Required = true },
        .. new[] { ("system", "0001"), ("security", "0002"), ("auditor", "0003") }.SelectMany(a => new Field[]
        {
            new($"{a.Item1}.name", Line, $"名{a.Item2}{Marked}") { Required = true, Most = 40 },
            // Any of the hostile texts stands at all three numbers at once, and so repeats.
            new($"{a.Item1}.number", Line, a.Item2) { Required = true, Most = 20 },
            new($"{a.Item1}.password", NewSecret, Staff.Password) { Required = true },
            new($"{a.Item1}.again", Secret, Staff.Password) { Required = true },
        }),
    ]);

    public static readonly DoorRow[] All =
    [
        new("/sign-in", "", (_, _) => [new("number", Line, "4002") { Required = true, Most = 20 }, new("password", Secret, "Xin-2026-Kouling") { Required = true }]) { Sent = Hostile.ShapeOnly },
        new("/sign-out", Staff.OtherHead, Nothing),
        new("/password", Staff.Colleague, (_, _) =>
        [
            new("current", Secret, Staff.Password) { Required = true },
            new("password", NewSecret, "Xin-2026-Kouling") { Required = true },
            new("again", Secret, "Xin-2026-Kouling") { Required = true },
        ]) { Sent = Hostile.ShapeOnly },
        new("/clock", Staff.SecurityAdministrator, Nothing),
        new("/proofs/heads", Staff.Auditor, Nothing),
        new("/proofs/heads/{id:int}/slip", Staff.Auditor, Nothing) { Item = SignedHeadAsync },
        new("/proofs/export", Staff.Auditor, Nothing),
        new("/proofs/check", Staff.Auditor, (_, _) => [new("heads", Takes.Lines, $"{{}}{Marked}") { Most = 65536 }]),
        new("/tokens", Staff.Drafter, (_, _) =>
        [
            new("tokenName", Line, $"档案系统{Marked}") { Required = true, Most = 60 },
            new("posts", Many, nameof(Post.ActionOfficer)) { Required = true },
            new("lastDay", Day, "2026-06-30") { Required = true },
        ]),
        new("/tokens/{id:int}/revoke", Staff.Drafter, Nothing),

        new("/organisation/units", Staff.SystemAdministrator, (_, _) => [new("unitName", Line, $"新设科室{Marked}") { Required = true, Most = 60 }, new("kind", Choice, nameof(UnitKind.Section)) { Required = true }]),
        new("/organisation/units/{id:int}/close", Staff.SystemAdministrator, Nothing),
        new("/organisation/persons", Staff.SystemAdministrator, (office, _) =>
        [
            new("number", Line, "7701") { Required = true, Most = 20 },
            new("name", Line, $"新来的{Marked}") { Required = true, Most = 40 },
            new("unit", Number, $"{office.Unit(Staff.Other)}") { Required = true, Most = int.MaxValue, IsSelect = true },
        ]),
        new("/organisation/persons/{id:int}/appointments", Staff.SecurityAdministrator, (office, _) =>
        [
            new("post", Choice, nameof(Post.SectionHead)) { Required = true },
            new("unit", Number, $"{office.Unit(Staff.Other)}") { Most = int.MaxValue, IsSelect = true, Required = true, After = "post" },
            new("from", Day, "2026-03-02") { Required = true },
            new("to", Day, "2026-09-09"),
            new("document", Line, $"局任{Marked}") { Required = true, Most = 100 },
            new("deputy", Tick, "true"),
        ]) { Item = Person(Staff.Stranger) },
        new("/organisation/appointments/{id:int}/end", Staff.SecurityAdministrator, Nothing),
        new("/organisation/persons/{id:int}/cleared-level", Staff.SecurityAdministrator, (_, _) => [new("level", Choice, nameof(Level.Secret))]) { Item = Person(Staff.Stranger) },
        new("/organisation/persons/{id:int}/move", Staff.SystemAdministrator, (office, _) => [new("moveTo", Number, $"{office.Unit(Staff.Drafting)}") { Required = true, Most = int.MaxValue, IsSelect = true }]) { Item = Person(Staff.Stranger) },
        new("/organisation/persons/{id:int}/end-service", Staff.SystemAdministrator, (_, _) => [new("on", Day, "2026-03-31") { Required = true }]) { Item = Person(Staff.Stranger) },
        new("/organisation/persons/{id:int}/account", Staff.SystemAdministrator, Nothing),
        new("/organisation/persons/{id:int}/reset-password", Staff.SecurityAdministrator, Nothing),
        new("/organisation/persons/{id:int}/reset-administrator", Staff.SystemAdministrator, Nothing),
        new("/organisation/persons/{id:int}/unlock", Staff.SecurityAdministrator, Nothing),
        new("/organisation/persons/{id:int}/close-account", Staff.SystemAdministrator, Nothing),

        new("/terms/rules", Staff.SecrecyOfficer, (_, _) =>
        [
            new("matter", Choice, "CL-5.3.2") { Required = true },
            new("issuer", Line, $"民政部{Marked}") { Required = true, Most = 100 },
            new("documentNumber", Line, $"民发〔2025〕8号{Marked}") { Required = true, Most = 60 },
            new("validFrom", Day, "2025-06-01") { Required = true },
            new("form", Choice, nameof(TermForm.Duration)) { Required = true },
            new("amount", Number, "15") { Required = true, Most = 99, After = "form" },
            new("unit", Choice, nameof(TermUnit.Year)),
        ]),
        new("/terms/rules/{id:int}/withdraw", Staff.SecrecyOfficer, Nothing),

        new("/cases", Staff.Drafter, (_, _) => [new("kind", Choice, nameof(DocumentKind.Written)) { Required = true }, new("paper", Tick, "on") { Drags = "file" }, new("file", Takes.File) { Shapes = true, Drags = null }]),
        new("/cases/{id:int}/file", Staff.Drafter, (office, id) => [new("file", Takes.File) { Required = true }, Version(office, id)]) { Item = office => office.OpenCaseAsync() },
        new("/cases/{id:int}/propose", Staff.Drafter, (office, id) => [.. CatchAll(office), Version(office, id)]) { As = "其它", Item = office => office.OpenCaseAsync() },
        new("/cases/{id:int}/propose", Staff.Drafter, (office, id) => [.. Received(office), Version(office, id)]) { As = "来文", Item = office => office.OpenCaseAsync() },
        new("/cases/{id:int}/propose", Staff.Drafter, (office, id) => [.. NotSecret(office), Version(office, id)]) { As = "不定密", Item = office => office.OpenCaseAsync() },
        new("/cases/{id:int}/take-over", Staff.Head, (office, id) => [Version(office, id)]) { Item = office => office.OpenCaseAsync() },
        new("/cases/{id:int}/draft", Staff.Drafter, (office, _) => CatchAll(office)) { Item = office => office.OpenCaseAsync() },
        new("/cases/{id:int}/preview", Staff.Drafter, (office, _) => [.. CatchAll(office), new("q", Line, "夏") { Most = 40 }, new("decision", Choice, nameof(Decision.Agree)) { Hidden = true }]) { Item = office => office.OpenCaseAsync() },
        new("/cases/{id:int}/section-review", Staff.Head, Decided) { As = "退回", Item = office => office.WaitingAtAsync(Stage.SectionReview) },
        new("/cases/{id:int}/section-review", Staff.Head, (office, id) => [.. CatchAll(office), Opinion, new("decision", Choice, nameof(Decision.Amend)) { Hidden = true, Shapes = true, Required = true }, Version(office, id)]) { As = "修改意见", Item = office => office.WaitingAtAsync(Stage.SectionReview) },
        new("/cases/{id:int}/office-review", Staff.Secretary, Decided) { Item = office => office.WaitingAtAsync(Stage.OfficeReview) },
        new("/cases/{id:int}/approval", Staff.Leader, Decided) { Item = office => office.WaitingAtAsync(Stage.Approval) },
        new("/cases/{id:int}/paper-approval", Staff.Clerk, (office, id) =>
        [
            new("approver", Number, $"{office.Id(Staff.Leader)}") { Required = true, Most = int.MaxValue, IsSelect = true },
            new("approvedOn", Day, "2026-03-02") { Required = true },
            new("paperOpinion", Lines, $"同意{Marked}") { Most = 500 },
            Version(office, id),
        ]) { Item = office => office.WaitingAtAsync(Stage.Approval) },
        new("/cases/{id:int}/ledger-entry", Staff.Clerk, (office, id) =>
        [
            new("decision", Choice, nameof(Decision.Agree)) { Required = true, Hidden = true, Shapes = true },
            new("opinion", Lines, $"同意{Marked}") { Most = 500, Hidden = true },
            new("documentNumber", Line, $"滨民密1号{Marked}") { Most = 60 },
            new("carrierForm", Choice, "纸质") { Required = true },
            new("copies", Number, "6") { Required = true, Most = 9999 },
            new("remark", Line, $"备注{Marked}"),
            Version(office, id),
        ]) { Item = office => office.WaitingAtAsync(Stage.LedgerEntry) },
        new("/cases/{id:int}/group-opinion", Staff.OfficeHead, (office, id) =>
        [
            new("agrees", Choice, "true", "false") { Required = true },
            new("groupOpinion", Lines, $"同意{Marked}") { Required = true, Most = 480 },
            Version(office, id),
        ]) { Item = office => office.WaitingAtAsync(Stage.SectionReview, id => Typed(CatchAll(office), Version(office, id), ("scope", $"p:{office.Id(Staff.OfficeHead)}"))) },
        new("/cases/{id:int}/withdraw", Staff.Drafter, (office, id) =>
        [
            new("carriers", Choice, "已交机要室"),
            new("reason", Line, $"不再印发{Marked}") { Required = true },
            Version(office, id),
        ]) { Item = office => office.OpenCaseAsync() },
        new("/cases/{id:int}/drafting-sheet", Staff.Drafter, Nothing),
        new("/cases/{id:int}/marked-document", Staff.Clerk, (_, _) => [new("file", Takes.File) { Required = true }, new("placement", Choice, "BelowTitle")]) { Item = ChartAsync },

        new("/ledger/{id:int}/corrections", Staff.Clerk, (_, _) =>
        [
            new("field", Choice, nameof(CorrectedField.Remark)) { Required = true },
            new("becomes", Line, $"应为{Marked}") { Required = true },
            new("reason", Line, $"笔误{Marked}") { Required = true },
        ]) { Item = async office => (await office.RegisteredAsync()).Entry },
        new("/ledger/{id:int}/corrections/confirm", Staff.SecondClerk, (_, _) => [new("correction", Number, "1") { Required = true, Hidden = true, Most = int.MaxValue }]) { Item = CorrectedAsync },
        new("/ledger/{id:int}/corrections/reject", Staff.SecondClerk, (_, _) => [new("correction", Number, "1") { Required = true, Hidden = true, Most = int.MaxValue }]) { Item = CorrectedAsync },
        new("/ledger/imports", Staff.Clerk, (_, _) => [new("file", Takes.File) { Required = true }]),
        new("/ledger/imports/headings", Staff.Clerk, (_, _) => [.. OldLedger.Fields.Where(f => f.Name != "column").Select(f => f with { Required = false })]) { Item = OldLedger.UploadedAsync },
        new("/ledger/imports/columns", Staff.Clerk, (_, _) => OldLedger.Fields) { Item = OldLedger.UploadedAsync },
        new("/ledger/imports/trial", Staff.Clerk, (_, _) => OldLedger.Fields) { Item = OldLedger.UploadedAsync },
        new("/ledger/imports/problems", Staff.Clerk, (_, _) => OldLedger.Fields) { Item = OldLedger.UploadedAsync },
        new("/ledger/imports/confirm", Staff.Clerk, (_, _) =>
        [
            .. OldLedger.Fields,
            new("hash", Line, new string('a', 64)) { Required = true, Hidden = true, Most = 64 },
            new("rows", Number, "1") { Required = true, Hidden = true, Least = 0, Most = 200_000 },
        ]) { Item = OldLedger.UploadedAsync },
        new("/ledger/imports/{id:int}/reversal", Staff.Clerk, (_, _) => [new("reason", Line, $"导错了文件{Marked}") { Required = true }]) { Item = OldLedger.ImportedAsync },
        new("/ledger/imports/{id:int}/reversal/confirm", Staff.SecondClerk, (_, _) => [new("version", Number, "0") { Required = true, Least = 0, Most = int.MaxValue, Hidden = true }]) { Item = OldLedger.AskedAsync },
        new("/ledger/imports/{id:int}/reversal/reject", Staff.SecondClerk, (_, _) => [new("version", Number, "0") { Required = true, Least = 0, Most = int.MaxValue, Hidden = true }]) { Item = OldLedger.AskedAsync },
        new("/ledger/{id:int}/changes", Staff.Drafter, (_, _) => [new("purpose", Choice, nameof(CasePurpose.Declassify)) { Required = true }, new("noticeNumber", Line, $"省民密8号{Marked}") { Most = 60, Hidden = true }]) { Item = async office => (await office.RegisteredAsync()).Entry },
        new("/ledger/{id:int}/remarked", Staff.Clerk, Nothing),
        new("/cases/{id:int}/propose", Staff.Drafter, (office, id) => [new("changeReason", Lines, $"形势变化\n{Marked}") { Most = 500 }, Version(office, id)]) { As = "解密", Item = office => office.ChangeOpenedAsync(CasePurpose.Declassify) },
        new("/cases/{id:int}/change-entry", Staff.Clerk, (office, id) =>
        [
            new("decision", Choice, nameof(Decision.Agree)) { Required = true, Hidden = true, Shapes = true },
            new("remark", Line, $"备注{Marked}"),
            Version(office, id),
        ]) { Item = office => office.EndingAtAsync(Stage.LedgerEntry) },
        new("/notices/{id:int}/receipt", Staff.Clerk, (_, _) => [new("receivedOn", Day, "2026-03-02")]) { Item = NoticeAsync },
        new("/notices/{id:int}/remarked", Staff.Clerk, Nothing),
        new("/cases/{id:int}/remarked-document", Staff.Clerk, (_, _) => [new("file", Takes.File) { Required = true }, new("placement", Choice, "BelowTitle")]) { Item = RemarkedAsync },
        new("/cases/{id:int}/change-form", Staff.Drafter, Nothing),
        new("/notices/{id:int}/print", Staff.Clerk, Nothing),
        new("/reviews", Staff.Head, (_, _) => [new("entry", Many, "1") { Required = true }]),
        new("/ledger/export", Staff.Clerk, (_, _) => [.. Addresses.LedgerFilter]) { InAddress = true },
        new("/ledger/print", Staff.Clerk, (_, _) => [.. Addresses.LedgerFilter]) { InAddress = true },
        new("/statistics/export", Staff.Clerk, (_, _) => [Addresses.Year]) { InAddress = true },
        new("/statistics/annual", Staff.Clerk, (_, _) => [Addresses.Year]) { InAddress = true },
        new("/statistics/matters", Staff.Clerk, Nothing),
    ];

    private static Field Opinion => new("opinion", Lines, $"应改{Marked}") { Required = true, Most = 500 };

    private static Field Version(Office office, int id) => new("version", Number, $"{office.Version(id)}") { Required = true, Least = 0, Most = int.MaxValue, Hidden = true };

    private static Field[] Decided(Office office, int id) => [new("decision", Choice, nameof(Decision.Return)) { Required = true, Hidden = true, Shapes = true }, Opinion, Version(office, id)];

    /// <summary>A proposal that rests on a catch-all row, so that the justification has its place too.</summary>
    private static Field[] CatchAll(Office office) =>
    [
        .. Proposed(office),
        new("group", Choice, "SC-4-06") { Shapes = true },
        new("row", Choice, "CL-5.3.7") { Shapes = true },
        new("condition", Many),
        new("justification", Lines, $"参照同类事项\n{Marked}") { Most = 500 },
        new("origin", Choice, nameof(TermOrigin.Foreseen)),
        new("amount", Line, "5") { Most = 20 },
        new("within", Line) { Most = 20, Hidden = true },
        new("unit", Choice, nameof(TermUnit.Year)),
        new("superiorRule", Number) { Most = int.MaxValue, IsSelect = true },
    ];

    /// <summary>A received matter, with what is copied from it.</summary>
    private static Field[] Received(Office office) =>
    [
        .. Proposed(office),
        new("group", Choice, "SC-4-10") { Shapes = true },
        new("level", Line, "秘密") { Most = 20, IsSelect = true },
        new("sourceTerm", Line, "5年") { Most = 40 },
        new("originator", Line, $"省民政厅{Marked}") { Most = 60 },
        new("sourceNumber", Line, $"省民密3号{Marked}") { Most = 60 },
        new("issuedOn", Day, "2026-01-05"),
        new("cipher", Tick, "on"),
    ];

    /// <summary>What is not classified, with the reason.</summary>
    private static Field[] NotSecret(Office office) => [.. Proposed(office, Determination.Internal), new("whyNot", Lines, $"日常安排\n{Marked}") { Most = 500 }];

    private static Field[] Proposed(Office office, Determination determination = Determination.StateSecret) =>
    [
        new("title", Line, $"安置计划{Marked}") { Most = 200, Required = determination != Determination.StateSecret },
        new("determination", Choice, $"{determination}") { Shapes = determination != Determination.StateSecret },
        new("sendTo", Line, $"市委{Marked}") { Most = 200 },
        new("copies", Number, "6") { Most = 9999 },
        new("scope", Many, [.. new[] { Staff.Drafter, Staff.Head, Staff.Secretary, Staff.Leader, Staff.Clerk }.Select(p => $"p:{office.Id(p)}")]),
    ];

    private static (string, string)[] Typed(Field[] fields, Field version, params (string, string)[] more) => [.. fields.Append(version).SelectMany(f => f.Valid.Select(v => (f.Name, v))), .. more];

    private static Func<Office, Task<int>> Person(string number) => office => Task.FromResult(office.Id(number));

    private static async Task<int> ChartAsync(Office office)
    {
        var opened = await office.As(Staff.Drafter).PostFileAsync("/cases", Papers.Official, ("kind", nameof(DocumentKind.Chart)));
        var id = int.Parse(opened.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await office.ProposeAsync(id);
        foreach (var (who, step) in new[] { (Staff.Head, "section-review"), (Staff.Secretary, "office-review"), (Staff.Leader, "approval") })
        {
            await office.DecideAsync(id, who, step);
        }

        await office.EnterAsync(id);
        return id;
    }

    /// <summary>A chart that has been declassified early: its file is to be re-marked.</summary>
    private static async Task<int> RemarkedAsync(Office office)
    {
        var id = await ChartAsync(office);
        var change = await office.ChangeAsync(office.Read(s => s.EntriesForTheClock().Single(e => e.CaseId == id).Id), CasePurpose.Declassify);
        await office.ApprovedAsync(change);
        await office.EnterChangeAsync(change);
        return id;
    }

    private static async Task<int> SignedHeadAsync(Office office)
    {
        await office.As(Staff.Auditor).PostAsync("/proofs/heads");
        return (int)office.Read(s => s.SignedHeads.Max(h => h.Size));
    }

    private static async Task<int> NoticeAsync(Office office)
    {
        var id = await office.EndingAtAsync(Stage.LedgerEntry);
        return office.Notices(id).Single(n => n.UnitId is null).Id;
    }

    private static async Task<int> CorrectedAsync(Office office)
    {
        var (_, entry) = await office.RegisteredAsync();
        await office.As(Staff.Clerk).PostAsync($"/ledger/{entry}/corrections", ("field", "Remark"), ("becomes", "更正"), ("reason", "笔误"));
        return entry;
    }
}
