using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Changes;

/// <summary>What becomes of a matter after the decision, for programs: the readings and handlers of the pages. The notices go out with the approval.</summary>
public static class ChangesRest
{
    public static void MapChangesRest(this RouteGroupBuilder v1)
    {
        v1.MapGet("/changes", (HttpContext http, Desk desk, Language l) => CasesRest.ListAsync(http, desk, l, "changes")).RequiresAct(Act.ViewChanges).Says<Listed<CaseItem>>(new(
            "listChanges", "Changes 变更与解密案", "The cases that change or end a matter, newest first.") { Query = [Paging.Limit, Paging.Cursor] });
        v1.MapGet("/notices", ListAsync).RequiresAct(Act.ViewChanges).Says<Listed<NoticeItem>>(new(
            "listNotices", "Notices 通知与改标", "The notices of changes that are not done with: not signed for, or not re-marked. Newest first.") { Query = [Paging.Limit, Paging.Cursor] });
        v1.MapPost("/ledger/{id:int}/changes", (HttpContext http, Desk desk, Language l, int id) =>
            Acting.AnswerAsync<OpenChangeBody>(http, desk, l, form => Task.FromResult(AskingChange.Open(form, desk, l, id).Act), opened => $"{RestPath.Root}/cases/{opened.Id}", 201, version: 0)).RequiresAct(Act.OpenChange).OfOne().Says<ActDone>(new(
            "openChange", "Open a change 申请变更或解密", "By a case of its own, which goes through the five steps (article 7, item 4); with its approval a notice goes to everybody who holds the matter. It starts from what the matter is now: propose it with a reason.")
            { Body = typeof(OpenChangeBody), Status = 201, Example = """{"purpose":"Declassify"}""" });
        v1.MapPost("/cases/{id:int}/change-entry", (HttpContext http, Desk desk, Language l, int id) => CasesRest.ActAsync<ChangeEntryBody>(http, desk, l, id, (form, _) => AskingChange.Enter(form, desk, l, id))).RequiresAct(Act.EnterInLedger).OfOne().Says<ActDone>(new(
            "enterChange", "Step 5 of a change: enter in the ledger 变更记入台账", "As a further entry; the former one stays and points to it. What is extended is entered once every notice is signed for.")
            { Body = typeof(ChangeEntryBody), Example = """{"decision":"Agree","version":4}""" });
        v1.MapPost("/notices/{id:int}/receipt", (HttpContext http, Desk desk, Language l, int id) =>
            Acting.AnswerAsync<ReceiptBody>(http, desk, l, form => Task.FromResult(AskingChange.Receive(form, desk, l, id).Act), _ => $"{RestPath.Root}/notices")).RequiresAct(Act.ReceiveNotice).OfOne().Says<ActDone>(new(
            "receiveNotice", "Acknowledge a notice 签收通知", "By somebody of the unit that holds the matter, or by the registry from a slip signed on paper.") { Body = typeof(ReceiptBody), Example = """{"receivedOn":"2026-03-02"}""" });
        v1.MapPost("/notices/{id:int}/remarked", (HttpContext http, Desk desk, Language l, int id) =>
            RemarkedAsync(http, desk, l, () => ConfirmRemarking.OfNoticeAsync(desk, id), "notices")).RequiresAct(Act.ConfirmRemarking).OfOne().Says<ActDone>(new(
            "recordRemarking", "Record re-marking by a notice 改标回执", "The holder's carriers bear the former mark struck and the new one beside it.") { Body = typeof(RemarkedBody) });
        v1.MapPost("/ledger/{id:int}/remarked", (HttpContext http, Desk desk, Language l, int id) =>
            RemarkedAsync(http, desk, l, () => ConfirmRemarking.OfEntryAsync(desk, id), $"ledger/{id}")).RequiresAct(Act.ConfirmRemarking).OfOne().Says<ActDone>(new(
            "recordRemarkingOfEntry", "Record re-marking of what ran out 到期事项改标", "By the registry: a term that runs out has no notice.") { Body = typeof(RemarkedBody) });
    }

    private static Task<IResult> RemarkedAsync(HttpContext http, Desk desk, Language l, Func<Task<Ruled?>> act, string seen) =>
        Acting.AnswerAsync<RemarkedBody>(http, desk, l, _ => Task.FromResult(act), _ => $"{RestPath.Root}/{seen}");

    private static async Task<IResult> ListAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Paging.Query(http, l, Paging.Limit, Paging.Cursor);
        var (limit, before) = (Paging.ReadLimit(query), Paging.Read(query, l, "notices"));
        if (!query.IsValid)
        {
            return Problems.BadInput(l, query.Errors);
        }

        await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        var (found, roster) = (await WaitingNotices.Standing(desk).AsNoTracking().Where(n => before == null || n.Id < before).OrderByDescending(n => n.Id).Take(limit + 1).ToListAsync(desk.Cancel), await Roster.LoadAsync(desk));
        var (page, ids) = (found.Take(limit).ToList(), found.Select(n => n.CaseId).Distinct().ToList());
        var changes = await desk.Store.Visible(desk.Actor).AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, desk.Cancel);
        return Results.Json(new Listed<NoticeItem>(
            [.. page.Select(n => NoticeItem.Of(desk, l, ChangesView.Row(desk, roster, n, changes[n.CaseId])))],
            found.Count > limit ? Paging.After("notices", page[^1].Id) : null));
    }
}
