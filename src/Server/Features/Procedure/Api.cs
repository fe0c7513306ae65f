using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>The endpoints of article 7. Each form posts to the endpoint of its act, which carries that act.</summary>
public static class Api
{
    public static void MapProcedure(this IEndpointRouteBuilder app)
    {
        app.MapGet("/cases", CaseList.PageAsync).RequiresAct(Act.ViewCases);
        app.MapGet("/cases/new", (HttpContext http, Desk desk) => Opening.PageAsync(http, desk, FormState.Empty, 200)).RequiresAct(Act.OpenCase);
        app.MapPost("/cases", Opening.PostAsync).RequiresAct(Act.OpenCase);
        app.MapGet("/cases/{id:int}", CaseAsync).RequiresAct(Act.ViewCases);
        app.MapPost("/cases/{id:int}/preview", PreviewAsync).RequiresAct(Act.ViewCases);
        app.MapPost("/cases/{id:int}/draft", SaveDraft.PostAsync).RequiresAct(Act.Propose);
        app.MapPost("/cases/{id:int}/file", Opening.ReplaceAsync).RequiresAct(Act.ReplaceDraft);
        app.MapPost("/cases/{id:int}/take-over", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, _) => Asking.TakeOver(form, desk, l, id))).RequiresAct(Act.TakeOverCase);
        app.MapPost("/cases/{id:int}/propose", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, roster) => Asking.Propose(form, desk, l, id, roster))).RequiresAct(Act.Propose);
        app.MapPost("/cases/{id:int}/section-review", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, roster) => Asking.Decide(form, desk, l, id, Act.ReviewAsSectionHead, roster))).RequiresAct(Act.ReviewAsSectionHead);
        app.MapPost("/cases/{id:int}/office-review", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, roster) => Asking.Decide(form, desk, l, id, Act.ReviewAsOfficeSecretary, roster))).RequiresAct(Act.ReviewAsOfficeSecretary);
        app.MapPost("/cases/{id:int}/approval", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, roster) => Asking.Decide(form, desk, l, id, Act.Approve, roster))).RequiresAct(Act.Approve);
        app.MapPost("/cases/{id:int}/paper-approval", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, _) => Asking.RecordPaper(form, desk, l, id))).RequiresAct(Act.RecordPaperApproval);
        app.MapPost("/cases/{id:int}/ledger-entry", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, _) => Asking.Enter(form, desk, l, id))).RequiresAct(Act.EnterInLedger);
        app.MapPost("/cases/{id:int}/group-opinion", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, _) => Asking.GroupOpinion(form, desk, l, id))).RequiresAct(Act.GiveGroupOpinion);
        app.MapPost("/cases/{id:int}/withdraw", (HttpContext http, Desk desk, Language l, int id) => ActAsync(http, desk, l, id, (form, _) => Asking.Withdraw(form, desk, l, id))).RequiresAct(Act.Withdraw);
        app.MapPost("/cases/{id:int}/drafting-sheet", DraftingSheetPrint.PostAsync).RequiresAct(Act.PrintDraftingSheet);
        app.MapPost("/cases/{id:int}/marked-document", Marked.PostAsync).RequiresAct(Act.IssueMarkedDocument);
        // The address that a refused form leaves in the browser: whoever reloads it is led back to the case.
        app.MapGet("/cases/{id:int}/{act}", async (HttpContext http, Desk desk, int id) => await desk.Store.Visible(desk.Actor).AnyAsync(c => c.Id == id, desk.Cancel) ? Results.Redirect($"/cases/{id}") : await Reply.NothingAsync(http)).RequiresAct(Act.ViewCases);
        app.MapGet("/people", FindAsync).RequiresAct(Act.FindPeople);
    }

    private static async Task<IResult> CaseAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var query = Form.OfQuery(http, l);
        var differ = query.Ticked("differ");
        return query.IsValid ? await ShowAsync(http, desk, l, id, FormState.Empty, 200, null, differ) : await Reply.BadInputAsync(http, query, $"/cases/{id}");
    }

    /// <summary>The case's page as it stands after whatever was posted: 200, or 400 and 409 with everything typed kept.</summary>
    internal static async Task<IResult> ShowAsync(HttpContext http, Desk desk, Language l, int id, FormState state, int status, ProposalInput? typed = null, bool differ = false, string? query = null)
    {
        // A refusal has dropped whatever was pending: the page shows what is stored.
        desk.Store.ChangeTracker.Clear();
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return await Reply.NothingAsync(http);
        }

        var model = await new CaseView(desk, l, file, await Roster.LoadAsync(desk)).MakeAsync(state, typed, differ, query);
        return await Reply.PageAsync<CasePage>(http, model, status);
    }

    /// <summary>What an act's answer becomes: the page with its refusal, or on to the page that shows what was done.</summary>
    internal static async Task<IResult> AnswerAsync(HttpContext http, Desk desk, Language l, int id, Form form, Func<Task<Ruled?>> act, string done, ProposalInput? typed = null, bool differ = false) =>
        await Reply.AnswerAsync(http, await Overtaken.OrToldAsync(desk, act), _ => $"/cases/{id}", done, refused => ShowAsync(http, desk, l, id, form.State(Refused.Shown(http, desk, refused)), 409, typed, differ));

    /// <summary>An act on a case, asked for by a form of its page.</summary>
    private static async Task<IResult> ActAsync(HttpContext http, Desk desk, Language l, int id, Func<Form, Roster, Asked> read)
    {
        var form = await Form.ReadAsync(http, l);
        var asked = read(form, await Roster.LoadAsync(desk));
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, asked.Act, asked.Done, asked.Typed, asked.Differs)
            : await ShowAsync(http, desk, l, id, form.State(), 400, asked.Typed, asked.Differs);
    }

    /// <summary>What follows from a half-filled form. Nothing is written and nothing recorded; on submit everything is computed again.</summary>
    private static async Task<IResult> PreviewAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var input = ProposalInput.Read(form, desk.Pack);
        var (query, differs) = (form.Text("q", 40) ?? "", form.OneOf<Decision>("decision") == Decision.Amend);
        if (!http.Request.Headers.ContainsKey("HX-Request"))
        {
            return await ShowAsync(http, desk, l, id, form.State(), form.IsValid ? 200 : 400, input, differs, query);
        }

        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return Results.NotFound();
        }

        await http.RequestServices.GetRequiredService<Surroundings>().FillAsync();
        var model = await new ProposalView(desk, l, await Roster.LoadAsync(desk), file).MakeAsync(input, form.State(), null, differs, "");
        return new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<ProposalPreview>(new { Model = model, Along = true, Rows = http.Request.Query["rows"] == "true" });
    }

    private static async Task<IResult> FindAsync(HttpContext http, Desk desk, Language l)
    {
        var form = Form.OfQuery(http, l);
        var query = form.Text("q", 40) ?? "";
        if (!form.IsValid)
        {
            return await Reply.BadInputAsync(http, form, "/");
        }

        var found = ProposalView.Found(await Roster.LoadAsync(desk), l, query, [], []);
        return new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<PeopleFound>(new { Found = found, Query = query });
    }
}
