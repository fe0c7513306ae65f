using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Article 7 for programs: the cases, and the acts on them, each with the reading and the handler of its form.</summary>
public static class CasesRest
{
    private static readonly QueryField View = new("view", "mine: what waits for the person (the usual); open, closed or all. 视图。", "mine", "open", "closed", "all");

    public static void MapCasesRest(this RouteGroupBuilder v1)
    {
        v1.MapGet("/cases", (HttpContext http, Desk desk, Language l) => ListAsync(http, desk, l, null)).RequiresAct(Act.ViewCases).Says<Listed<CaseItem>>(new(
            "listCases", "Cases 定密案", "The cases that the person may know of, newest first.") { Query = [View, Paging.Limit, Paging.Cursor] });
        v1.MapGet("/cases/{id:int}", ShowAsync).RequiresAct(Act.ViewCases).OfOne().Says<CaseDetail>(new(
            "getCase", "One case 定密案", "Its steps, opinions and proposal, its version, what may be done now and what may not and why."));
        v1.MapPost("/cases", OpenAsync).RequiresAct(Act.OpenCase).Says<ActDone>(new(
            "openCase", "Open a case 拟稿开案", "With a draft on paper as JSON; with a document as multipart/form-data of kind and file. The document is looked at, hashed and dropped; a digest alone is not taken, since nobody could have looked at the draft.")
            { Body = typeof(OpenCaseBody), Status = 201, TakesDocument = true, Example = """{"kind":"Written","paper":true}""" });
        v1.MapPost("/cases/{id:int}/proposal", (HttpContext http, Desk desk, Language l, int id) => ActAsync<ProposalBody>(http, desk, l, id, (form, roster) => Asking.Propose(form, desk, l, id, roster))).RequiresAct(Act.Propose).OfOne().Says<ActDone>(new(
            "propose", "Step 1: propose 拟办", "Level, term and scope of knowledge with their basis.")
            { Body = typeof(ProposalBody), Example = """{"title":"2026年度安置计划","determination":"StateSecret","group":"SC-4-06","row":"CL-5.3.2","condition":["not-public:not-public"],"origin":"Foreseen","amount":"10","unit":"Year","scope":["p:4","u:3"],"sendTo":"市委有关部门","copies":6,"version":1}""" });
        v1.MapPost("/cases/{id:int}/section-review", (HttpContext http, Desk desk, Language l, int id) => ActAsync<DecisionBody>(http, desk, l, id, (form, roster) => Asking.Decide(form, desk, l, id, Act.ReviewAsSectionHead, roster))).RequiresAct(Act.ReviewAsSectionHead).OfOne().Says<ActDone>(Decides("reviewAsSectionHead", "Step 2: section review 处室审核"));
        v1.MapPost("/cases/{id:int}/office-review", (HttpContext http, Desk desk, Language l, int id) => ActAsync<DecisionBody>(http, desk, l, id, (form, roster) => Asking.Decide(form, desk, l, id, Act.ReviewAsOfficeSecretary, roster))).RequiresAct(Act.ReviewAsOfficeSecretary).OfOne().Says<ActDone>(Decides("reviewAsOfficeSecretary", "Step 3: secretary's review 文秘审核"));
        v1.MapPost("/cases/{id:int}/approval", (HttpContext http, Desk desk, Language l, int id) => ActAsync<DecisionBody>(http, desk, l, id, (form, roster) => Asking.Decide(form, desk, l, id, Act.Approve, roster))).RequiresAct(Act.Approve).OfOne().Says<ActDone>(Decides("approve", "Step 4: approve and sign 审批签发"));
        v1.MapPost("/cases/{id:int}/ledger-entry", (HttpContext http, Desk desk, Language l, int id) => ActAsync<EntryBody>(http, desk, l, id, (form, _) => Asking.Enter(form, desk, l, id))).RequiresAct(Act.EnterInLedger).OfOne().Says<ActDone>(new(
            "enterInLedger", "Step 5: enter in the ledger 记入台账", "With the next number of the year.") { Body = typeof(EntryBody), Example = """{"decision":"Agree","documentNumber":"滨民密〔2026〕1号","carrierForm":"纸质","copies":6,"version":5}""" });
        v1.MapPost("/cases/{id:int}/group-opinion", (HttpContext http, Desk desk, Language l, int id) => ActAsync<GroupOpinionBody>(http, desk, l, id, (form, _) => Asking.GroupOpinion(form, desk, l, id))).RequiresAct(Act.GiveGroupOpinion).OfOne().Says<ActDone>(new(
            "giveGroupOpinion", "The leading group's opinion 领导小组意见", "Needed before step 4 where a catch-all row is relied on.") { Body = typeof(GroupOpinionBody), Example = """{"agrees":true,"groupOpinion":"同意定密。","version":3}""" });
        v1.MapPost("/cases/{id:int}/withdrawal", (HttpContext http, Desk desk, Language l, int id) => ActAsync<WithdrawBody>(http, desk, l, id, (form, _) => Asking.Withdraw(form, desk, l, id))).RequiresAct(Act.Withdraw).OfOne().Says<ActDone>(new(
            "withdraw", "Withdraw 撤回", "Before step 4, saying what became of the drafts.") { Body = typeof(WithdrawBody), Example = """{"carriers":"已交机要室","reason":"不再发文","version":2}""" });
    }

    private static Operation Decides(string id, string summary) => new(id, summary, "Agree, return to the drafter, or differ with values of one's own.") { Body = typeof(DecisionBody), Example = """{"decision":"Agree","opinion":"同意。","version":2}""" };

    internal static Task<IResult> ActAsync<TBody>(HttpContext http, Desk desk, Language l, int id, Func<Form, Roster, Asked> read) =>
        Acting.AnswerAsync<TBody>(http, desk, l, async form => read(form, await Roster.LoadAsync(desk)).Act, done => done.Id > 0 ? $"{RestPath.Root}/ledger/{done.Id}" : $"{RestPath.Root}/cases/{id}");

    private static async Task<IResult> OpenAsync(HttpContext http, Desk desk, Language l, WorkerClient worker, IOptions<FormOptions> small)
    {
        var document = http.Request.HasFormContentType;
        var (form, digest) = document ? await ReadDocumentAsync(http, l, small.Value) : await JsonForm.ReadAsync(http, l, typeof(OpenCaseBody));
        if (!document && !form.Ticked("paper"))
        {
            form.Wrong("paper", l.T("JSON 只登记纸质草稿；有文稿的，连同 kind 以 multipart/form-data 提交", "JSON opens a case for a draft on paper; send a document with kind as multipart/form-data"));
        }

        var asked = await Opening.AskAsync(form, desk, worker, l, paper: !document);
        return await Acting.AnswerAsync(http, desk, l, form, digest, asked.Act, opened => $"{RestPath.Root}/cases/{opened.Id}", StatusCodes.Status201Created, version: 0);
    }

    /// <summary>A form with a document. Known again by its fields and the document, since the border between its parts is another one each time.</summary>
    private static async Task<(Form, byte[])> ReadDocumentAsync(HttpContext http, Language l, FormOptions small)
    {
        FormBody.Widen(http, small, FormBody.LargestWithDocument);
        var form = await Form.ReadAsync(http, l);
        var said = System.Text.Encoding.UTF8.GetBytes($"{form.Raw("kind")}\n{form.Raw("paper")}\n");
        var document = await form.FileAsync("file", Settings.LargestDocument, required: false, http.RequestAborted) ?? [];
        return (form, JsonForm.Digest(http, [.. said, .. document]));
    }

    internal static async Task<IResult> ListAsync(HttpContext http, Desk desk, Language l, string? only)
    {
        var query = Paging.Query(http, l, only is null ? [View, Paging.Limit, Paging.Cursor] : [Paging.Limit, Paging.Cursor]);
        var (view, limit) = (only ?? query.Among("view", View.Choices) ?? "mine", Paging.ReadLimit(query));
        var before = Paging.Read(query, l, view);
        if (!query.IsValid)
        {
            return Problems.BadInput(l, query.Errors);
        }

        await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        var rows = await CaseList.Cases(desk, view, before).OrderByDescending(c => c.Id).Take(limit + 1).AsNoTracking().ToListAsync(desk.Cancel);
        var (page, roster) = (rows.Take(limit).ToList(), await Roster.LoadAsync(desk));
        var ids = page.Select(c => c.Id).ToList();
        var mine = await Waiting.For(desk).Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(desk.Cancel);
        return Results.Json(new Listed<CaseItem>(
            [.. page.Select(c => CaseItem.Of(l, c, CaseList.Row(desk, l, roster, c, mine.Contains(c.Id))))],
            rows.Count > limit ? Paging.After(view, page[^1].Id) : null));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var query = Paging.Query(http, l);
        if (!query.IsValid)
        {
            return Problems.BadInput(l, query.Errors);
        }

        return await CaseFile.FindAsync(desk, id) is { } file
            ? Results.Json(CaseDetail.Of(desk, l, file, await new CaseView(desk, l, file, await Roster.LoadAsync(desk)).MakeAsync(FormState.Empty, null, false, null)))
            : Problems.Nothing(l);
    }
}
