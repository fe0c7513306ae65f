using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>Asking for a correction (更正) of an entry.</summary>
public sealed record CorrectionBody
{
    [Description("Column: Title, DocumentNumber, CarrierForm, Copies or Remark. 更正哪一栏。")]
    public required CorrectedField Field { get; init; }

    [Description("What it should be; a whole number for Copies, one of the carrier forms for CarrierForm. 应为。")]
    [System.ComponentModel.DataAnnotations.MaxLength(200)]
    public required string Becomes { get; init; }

    [Description("Why. 理由。")]
    [System.ComponentModel.DataAnnotations.MaxLength(200)]
    public required string Reason { get; init; }
}

/// <summary>The second person's answer to a correction.</summary>
public sealed record CorrectionDecisionBody
{
    [Description("Identity of the correction that waits.")]
    [System.ComponentModel.DataAnnotations.Range(1, int.MaxValue)]
    public required int Correction { get; init; }
}

/// <summary>One entry of the classification ledger. Of an entry that the person only keeps, all but number, level, term, end and state is absent.</summary>
public sealed record LedgerItem(
    long Id,
    [property: Description("台账号, such as 2026-0118.")] string Number,
    LevelSaid Level,
    [property: Description("保密期限 as it stands behind the star, such as 20年.")] string Term,
    [property: Description("在保, 自行解密, 已更正, 已变更, 提前解密.")] Named State,
    [property: Description("First day on which it is free; absent where it does not end by itself.")] DateOnly? FreeFrom,
    [property: Description("Whether the person may know more than number and mark.")] bool Known,
    [property: Description("事项名称; absent where it is not stored.")] string? Title,
    [property: Description("定密依据.")] string? Basis,
    string? Unit,
    string? Drafter,
    [property: Description("定密责任人: who approved.")] string? Classifier,
    [property: Description("定密日: the day its term counts from.")] DateOnly? ClassifiedOn,
    [property: Description("How many may know.")] int? People,
    int? Copies)
{
    public static LedgerItem Of(Language l, LedgerRow row) => new(
        row.Id, row.Number, LevelSaid.Of(row.Level), row.Term.ToString(), Named.Of(row.State, l.Say(row.State)), row.FreeFrom, row.Known,
        row.Title, row.Basis, row.Unit, row.Drafter, row.Authority, row.StartsOn, row.People, row.Copies);
}

/// <summary>One entry with the columns that only those see who may know it.</summary>
public sealed record LedgerDetail(
    LedgerItem Entry,
    [property: Description("Last day on which it is protected.")] DateOnly? LastProtectedDay,
    string? DocumentNumber,
    [property: Description("知悉范围, in words.")] string? Scope,
    [property: Description("定密类型, in words.")] string? Kind,
    [property: Description("载体形式.")] string? CarrierForm,
    string? Remark,
    [property: Description("Edition of the policy pack it was decided by.")] string? PackVersion,
    DateTimeOffset? EnteredAt,
    string? EnteredBy,
    [property: Description("The entry that took its place.")] long? ReplacedById,
    [property: Description("The entry whose place it took.")] long? ReplacesId,
    [property: Description("更正, newest first; to somebody who only keeps the ledger the one that waits.")] IReadOnlyList<CorrectionItem> Corrections,
    [property: Description("Acts of this interface that may be done now.")] IReadOnlyList<ActNow> MayDo);

/// <summary>更正: one column of an entry, asked for by one person and confirmed by another.</summary>
public sealed record CorrectionItem(long Id, string Field, string Was, string Becomes, string? Reason, string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string State)
{
    public static CorrectionItem Of(CorrectionShown c) => new(c.Id, c.Field, c.Was, c.Becomes, c.Reason, c.RequestedBy, c.RequestedAt, c.DecidedBy, c.DecidedAt, c.State);
}

/// <summary>An act that may be done now, with the address to send it to.</summary>
public sealed record ActNow(Act Act, string Word, string Href)
{
    /// <summary>The act, unless the posts of the token do not do it.</summary>
    public static IEnumerable<ActNow> Of(Desk desk, Language l, Act act, bool may, string href) =>
        may && Authority.Judge(act, desk.Actor.Posts).IsPermitted ? [new(act, l.Say(act), RestPath.Root + href)] : [];
}

/// <summary>The classification ledger for programs: the page's query, mask and acts.</summary>
public static class LedgerRest
{
    private static readonly QueryField[] Filter =
    [
        new("q", "Number, document number, or two characters and more of a title. 台账号、文号或题名。") { Most = 100 },
        new("level", "Level; several may be given. 密级。", [.. Levels.All.Select(v => $"{v}")]) { Many = true },
        new("state", "How it stands today. 状态。", "in-force", "declassified", "corrected"),
        new("unit", "Identity of the drafter's unit. 单位。") { Number = (1, int.MaxValue) },
        new("matter", "Row of the catalogue, such as CL-5.3.2. 事项。") { Most = 20 },
        new("year", "Year of the number. 年份。") { Number = (1949, 2999) },
        new("sort", "Order: newest number first, what ends first, or highest level first. 排序。", "number", "free", "level"),
        Paging.Limit,
        Paging.Cursor,
    ];

    public static void MapLedgerRest(this RouteGroupBuilder v1)
    {
        v1.MapGet("/ledger", ListAsync).RequiresAct(Act.ViewClassificationLedger).Says<Listed<LedgerItem>>(new(
            "listLedger", "The classification ledger 定密台账", "The entries that the person may know of; of what the person only keeps, number and mark. A filter by what a masked row hides finds only what is known.") { Query = Filter });
        v1.MapGet("/ledger/{id:int}", EntryAsync).RequiresAct(Act.ViewClassificationLedger).OfOne().Says<LedgerDetail>(new(
            "getLedgerEntry", "One entry 台账记录", "With every column of the register, its corrections and what may be done now."));
        v1.MapPost("/ledger/{id:int}/corrections", (HttpContext http, Desk desk, Language l, int id) =>
            Acting.AnswerAsync<CorrectionBody>(http, desk, l, form => AskingCorrection.RequestAsync(form, desk, l, id), _ => $"{RestPath.Root}/ledger/{id}", 201)).RequiresAct(Act.RequestCorrection).OfOne().Says<ActDone>(new(
            "requestCorrection", "Ask for a correction 申请更正", "Of a clerical mistake (article 7, item 5). A second person confirms it.") { Body = typeof(CorrectionBody), Status = 201, Example = """{"field":"Remark","becomes":"共六份","reason":"笔误"}""" });
        v1.MapPost("/ledger/{id:int}/corrections/confirm", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, true)).RequiresAct(Act.ConfirmCorrection).OfOne().Says<ActDone>(new(
            "confirmCorrection", "Confirm a correction 确认更正", "As the second person. A further entry is written and both stay visible.") { Body = typeof(CorrectionDecisionBody), Example = """{"correction":1}""" });
        v1.MapPost("/ledger/{id:int}/corrections/reject", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, false)).RequiresAct(Act.RejectCorrection).OfOne().Says<ActDone>(new(
            "rejectCorrection", "Reject a correction 不同意更正", "As the second person, or take back one's own.") { Body = typeof(CorrectionDecisionBody), Example = """{"correction":1}""" });
    }

    private static Task<IResult> DecideAsync(HttpContext http, Desk desk, Language l, int id, bool confirm) =>
        Acting.AnswerAsync<CorrectionDecisionBody>(http, desk, l, form => Task.FromResult(AskingCorrection.Decide(form, desk, id, confirm)), done => $"{RestPath.Root}/ledger/{(done.Id > 0 ? done.Id : id)}");

    private static async Task<IResult> ListAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Paging.Query(http, l, Filter);
        var (filter, limit) = (LedgerQuery.Read(query, l), Paging.ReadLimit(query));
        var after = Paging.ReadPlace(query, l, filter.Sort);
        if (!query.IsValid)
        {
            return Problems.BadInput(l, query.Errors);
        }

        if (!LedgerQuery.AsKeeper(desk, filter))
        {
            await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        }

        var (rows, more) = await LedgerQuery.FoundAsync(desk, LedgerQuery.Entries(desk.Store, desk, filter), filter, after, null, limit);
        var known = Storage.Store.IsKeeper(desk.Actor) ? (await desk.Store.Known(desk.Actor, rows.Select(r => r.CaseId).ToList()).ToListAsync(desk.Cancel)).ToHashSet() : null;
        var roster = await Roster.LoadAsync(desk);
        return Results.Json(new Listed<LedgerItem>(
            [.. rows.Select(e => LedgerItem.Of(l, Api.Row(desk, roster, e, known is null || known.Contains(e.CaseId))))],
            more ? Paging.After(filter.Sort, LedgerPlace.Of(rows[^1])!.Value) : null));
    }

    private static async Task<IResult> EntryAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var query = Paging.Query(http, l);
        if (!query.IsValid)
        {
            return Problems.BadInput(l, query.Errors);
        }

        return await EntryView.FindAsync(desk, id) is var (entry, known) ? Results.Json(Detail(desk, l, entry, await EntryView.MakeAsync(desk, l, entry, known, FormState.Empty))) : Problems.Nothing(l);
    }

    private static LedgerDetail Detail(Desk desk, Language l, LedgerEntry entry, LedgerEntryModel model)
    {
        var (c, own) = (model.Columns, $"/ledger/{model.Row.Id}");
        var path = $"{own}/corrections";
        return new(
            LedgerItem.Of(l, model.Row), model.LastProtectedDay, c?.DocumentNumber, c?.Scope, c?.Kind, c?.CarrierForm, c?.Remark, c?.PackVersion, c?.EnteredAt, c?.EnteredBy,
            model.CorrectedBy?.Id, model.Corrects?.Id,
            [.. model.Row.Known ? model.Corrections.Select(CorrectionItem.Of) : model.Pending is { } waits ? [CorrectionItem.Of(waits)] : []],
            [
                .. ActNow.Of(desk, l, Act.RequestCorrection, model.MayRequest, path),
                .. ActNow.Of(desk, l, Act.ConfirmCorrection, model.Pending is not null, $"{path}/confirm"),
                .. ActNow.Of(desk, l, Act.RejectCorrection, model.Pending is not null || model.Own is not null, $"{path}/reject"),
                .. ActNow.Of(desk, l, Act.OpenChange, model.MayChange, $"{own}/changes"),
                .. ActNow.Of(desk, l, Act.ConfirmRemarking, Changes.ConfirmRemarking.MayRecord(desk, entry).IsPermitted, $"{own}/remarked"),
            ]);
    }
}
