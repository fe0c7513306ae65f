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
        app.MapPost("/cases/{id:int}/take-over", TakeOverAsync).RequiresAct(Act.TakeOverCase);
        app.MapPost("/cases/{id:int}/propose", ProposeAsync).RequiresAct(Act.Propose);
        app.MapPost("/cases/{id:int}/section-review", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, Act.ReviewAsSectionHead)).RequiresAct(Act.ReviewAsSectionHead);
        app.MapPost("/cases/{id:int}/office-review", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, Act.ReviewAsOfficeSecretary)).RequiresAct(Act.ReviewAsOfficeSecretary);
        app.MapPost("/cases/{id:int}/approval", (HttpContext http, Desk desk, Language l, int id) => DecideAsync(http, desk, l, id, Act.Approve)).RequiresAct(Act.Approve);
        app.MapPost("/cases/{id:int}/paper-approval", PaperAsync).RequiresAct(Act.RecordPaperApproval);
        app.MapPost("/cases/{id:int}/ledger-entry", EnterAsync).RequiresAct(Act.EnterInLedger);
        app.MapPost("/cases/{id:int}/group-opinion", GroupAsync).RequiresAct(Act.GiveGroupOpinion);
        app.MapPost("/cases/{id:int}/withdraw", WithdrawAsync).RequiresAct(Act.Withdraw);
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

    private static async Task<IResult> ProposeAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var input = ProposalInput.Read(form, desk.Pack);
        NeedTitle(form, desk, input, l);
        await KnownScopeAsync(form, desk, input);
        var version = form.Number("version", 0, int.MaxValue, required: true);
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, () => Propose.HandleAsync(desk, id, input, version!.Value), l.T("已送处室负责人审核", "Sent to the section head"), input)
            : await ShowAsync(http, desk, l, id, form.State(), 400, input);
    }

    // Persons and units are chosen from those there are; a number that nobody has is a wrong field, not a person outside the rules.
    private static async Task KnownScopeAsync(Form form, Desk desk, ProposalInput input)
    {
        var roster = await Roster.LoadAsync(desk);
        if (input.People.Any(p => roster.Person(p) is null) || input.Units.Any(u => roster.Unit(u) is null))
        {
            form.Unknown("scope");
        }
    }

    // A title is asked for wherever it may be stored; elsewhere leaving it empty is right.
    private static void NeedTitle(Form form, Desk desk, ProposalInput input, Language l)
    {
        var level = Rules.Matters.Catalogue.LevelOf(desk.Pack, input.RowIds) ?? Levels.Read(input.ClaimedLevel);
        if (string.IsNullOrWhiteSpace(input.Title) && Titles.Kept("x", input.Determination, level, desk.Bureau.Ceiling, input.CipherTelegram) is not null)
        {
            form.Wrong("title", l.T("请填写标题", "Enter the title"));
        }
    }

    private static async Task<IResult> DecideAsync(HttpContext http, Desk desk, Language l, int id, Act act)
    {
        var form = await Form.ReadAsync(http, l);
        var decision = form.OneOf<Decision>("decision", required: true);
        var (text, version) = (form.Text("opinion", 500, required: decision is Decision.Return or Decision.Amend, lines: true), form.Number("version", 0, int.MaxValue, required: true));
        var changed = decision == Decision.Amend ? ProposalInput.Read(form, desk.Pack) : null;
        var differ = decision == Decision.Amend;
        if (changed is not null)
        {
            await KnownScopeAsync(form, desk, changed);
            NeedTitle(form, desk, changed, l);
        }

        if (!form.IsValid)
        {
            return await ShowAsync(http, desk, l, id, form.State(), 400, changed, differ);
        }

        return await AnswerAsync(http, desk, l, id, form, () => DecideStep.HandleAsync(desk, id, act, new(decision!.Value, text, version!.Value, changed)), decision == Decision.Return ? l.T("已退回承办人", "Returned to the drafter") : l.T("已办理", "Done"), changed, differ);
    }

    private static async Task<IResult> PaperAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var (leader, day, text, version) = (form.Number("approver", 1, int.MaxValue, required: true), form.Date("approvedOn", required: true), form.Text("paperOpinion", 500, lines: true), form.Number("version", 0, int.MaxValue, required: true));
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, () => RecordPaperApproval.HandleAsync(desk, id, new(leader!.Value, day!.Value, text, version!.Value)), l.T("已补记纸质签批", "Paper approval recorded"))
            : await ShowAsync(http, desk, l, id, form.State(), 400);
    }

    private static async Task<IResult> EnterAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var decision = form.OneOf<Decision>("decision", required: true);
        var back = decision == Decision.Return;
        var input = new EnterInLedger.Input(
            decision ?? default,
            form.Text("opinion", 500, lines: true) ?? (back ? form.Text("remark", 200) : null),
            form.Text("documentNumber", 60),
            form.Among("carrierForm", CaseView.CarrierForms(l).Select(c => c.Value), required: !back),
            form.Number("copies", 1, 9999, required: !back) ?? 1,
            form.Text("remark", 200, required: back),
            form.Number("version", 0, int.MaxValue, required: true) ?? 0);
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, () => EnterInLedger.HandleAsync(desk, id, input), back ? l.T("已退回承办人", "Returned to the drafter") : l.T("已记入定密台账", "Entered in the classification ledger"))
            : await ShowAsync(http, desk, l, id, form.State(), 400);
    }

    private static async Task<IResult> GroupAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var (text, version, agrees) = (form.Text("groupOpinion", 480, required: true, lines: true), form.Number("version", 0, int.MaxValue, required: true), form.Among("agrees", ["true", "false"], required: true));
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, () => GiveGroupOpinion.HandleAsync(desk, id, new(agrees == "true", text!, version!.Value)), l.T("已记入领导小组意见", "The group's opinion is recorded"))
            : await ShowAsync(http, desk, l, id, form.State(), 400);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var input = new Withdraw.Input(form.Among("carriers", Withdraw.Carriers(l).Select(c => c.Value)), form.Text("reason", 200, required: true), form.Number("version", 0, int.MaxValue, required: true) ?? 0);
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, () => Withdraw.HandleAsync(desk, id, input), l.T("已撤回", "Withdrawn"))
            : await ShowAsync(http, desk, l, id, form.State(), 400);
    }

    private static async Task<IResult> TakeOverAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var version = form.Number("version", 0, int.MaxValue, required: true);
        return form.IsValid
            ? await AnswerAsync(http, desk, l, id, form, () => TakeOverCase.HandleAsync(desk, id, new(version!.Value)), l.T("已接办，您现在是承办人", "Taken over; you are the drafter now"))
            : await ShowAsync(http, desk, l, id, form.State(), 400);
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
