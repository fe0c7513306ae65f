using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Changes;

/// <summary>What becomes of a matter after the decision: change, early declassification, notices, re-marking, the yearly review.</summary>
public static class Api
{
    public static void MapChanges(this IEndpointRouteBuilder app)
    {
        app.MapGet("/changes", (HttpContext http, Desk desk, Language l) => ChangesView.PageAsync(http, desk, l, FormState.Empty, 200)).RequiresAct(Act.ViewChanges);
        app.MapPost("/ledger/{id:int}/changes", OpenAsync).RequiresAct(Act.OpenChange);
        app.MapPost("/cases/{id:int}/change-entry", EnterAsync).RequiresAct(Act.EnterInLedger);
        app.MapPost("/notices/{id:int}/receipt", ReceiveAsync).RequiresAct(Act.ReceiveNotice);
        app.MapPost("/notices/{id:int}/remarked", (HttpContext http, Desk desk, Language l, int id) => RemarkedAsync(http, desk, l, () => ConfirmRemarking.OfNoticeAsync(desk, id), "/changes?view=notices")).RequiresAct(Act.ConfirmRemarking);
        app.MapPost("/ledger/{id:int}/remarked", (HttpContext http, Desk desk, Language l, int id) => RemarkedAsync(http, desk, l, () => ConfirmRemarking.OfEntryAsync(desk, id), "/terms")).RequiresAct(Act.ConfirmRemarking);
        app.MapPost("/cases/{id:int}/remarked-document", RemarkedDocument.PostAsync).RequiresAct(Act.IssueRemarkedDocument);
        app.MapPost("/cases/{id:int}/change-form", ChangePrint.ApprovalAsync).RequiresAct(Act.PrintChange);
        app.MapPost("/notices/{id:int}/print", ChangePrint.NoticeAsync).RequiresAct(Act.PrintChange);
        app.MapPost("/reviews", ReviewAsync).RequiresAct(Act.ReviewYearly);
    }

    private static async Task<IResult> OpenAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var asked = AskingChange.Open(form, desk, l, id);
        if (!form.IsValid)
        {
            return await Ledger.Api.EntryAsync(http, desk, l, id, form.State(), 400);
        }

        var ruled = await Overtaken.OrToldAsync(desk, asked.Act);
        return await Reply.AnswerAsync(http, ruled, opened => $"/cases/{opened.Id}", asked.Done, refused => Ledger.Api.EntryAsync(http, desk, l, id, form.State(Reply.Shown(http, refused)), 409));
    }

    private static async Task<IResult> EnterAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var asked = AskingChange.Enter(form, desk, l, id);
        return form.IsValid
            ? await Procedure.Api.AnswerAsync(http, desk, l, id, form, asked.Act, asked.Done)
            : await Procedure.Api.ShowAsync(http, desk, l, id, form.State(), 400);
    }

    private static async Task<IResult> ReceiveAsync(HttpContext http, Desk desk, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var asked = AskingChange.Receive(form, desk, l, id);
        if (!form.IsValid)
        {
            return await ChangesView.PageAsync(http, desk, l, form.State(), 400, "notices", id);
        }

        var ruled = await Overtaken.OrToldAsync(desk, asked.Act);
        return await Reply.AnswerAsync(http, ruled, _ => "/changes?view=notices", asked.Done, refused => Reply.RefusedAsync(http, refused, "/changes?view=notices"));
    }

    private static async Task<IResult> RemarkedAsync(HttpContext http, Desk desk, Language l, Func<Task<Ruled?>> act, string back) =>
        await Reply.AnswerAsync(http, await Overtaken.OrToldAsync(desk, act), _ => back, l.T("已记改标", "Re-marking recorded"), refused => Reply.RefusedAsync(http, refused, back));

    private static async Task<IResult> ReviewAsync(HttpContext http, Desk desk, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var entries = form.Many("entry", ReviewYearly.Most, 10).Select(e => int.TryParse(e, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : 0).Distinct().ToList();
        if (entries.Count == 0 && form.IsValid)
        {
            form.Wrong("entry", l.T("请选择至少一件", "Choose one at least"));
        }
        else if (entries.Contains(0))
        {
            form.Unknown("entry");
        }

        if (!form.IsValid)
        {
            return await ChangesView.PageAsync(http, desk, l, form.State(), 400, "review");
        }

        var ruled = await Overtaken.OrToldAsync(desk, () => ReviewYearly.HandleAsync(desk, entries));
        return await Reply.AnswerAsync(http, ruled, _ => "/changes?view=review", l.T($"已审核 {entries.Count} 件，继续保密", $"{entries.Count} reviewed; they stay secret"), refused => Reply.RefusedAsync(http, refused, "/changes?view=review"));
    }
}
