using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;
using Shoumi.Server.Storage.Schema;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>暂存: what the drafter has typed is kept on the server, never in the browser. Until the level is known, and above the ceiling, without the title.</summary>
public static class SaveDraft
{
    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, WriteGate gate, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var input = ProposalInput.Read(form, desk.Pack);
        var file = await CaseFile.FindAsync(desk, id);
        if (file is null || file.Case.DrafterId != desk.Actor.PersonId || file.Case.Stage != Stage.Draft)
        {
            return await Reply.NothingAsync(http);
        }

        if (!form.IsValid)
        {
            return http.Request.Headers.ContainsKey("HX-Request")
                ? new RazorComponentResult<Frame.BadFields>(new { Form = form.State() }) { StatusCode = StatusCodes.Status400BadRequest }
                : await Api.ShowAsync(http, desk, l, id, form.State(), 400, input);
        }

        // Until the level is known nothing that people wrote is kept; above the ceiling the title never is.
        var reading = await ProposalReading.OfAsync(desk, input);
        var known = reading.Proposal.Level is not null || reading.Proposal.Determination != Determination.StateSecret && input.Determination is not null;
        await KeepAsync(desk, gate, id, input with { Title = reading.Title, Justification = known ? input.Justification : null });
        return http.Request.Headers.ContainsKey("HX-Request")
            ? new RazorComponentResult<DraftKept>(new { At = (DateTimeOffset?)desk.Calendar.Now })
            : Reply.Done(http, "/cases", l.T("已暂存", "Draft kept"));
    }

    private static async Task KeepAsync(Desk desk, WriteGate gate, int id, ProposalInput input)
    {
        var json = JsonSerializer.Serialize(input, Json.Stored);
        desk.Store.ChangeTracker.Clear();
        var file = (await CaseFile.FindAsync(desk, id))!;
        if (await desk.Store.Drafts(file.Case).SingleOrDefaultAsync(desk.Cancel) is { } kept)
        {
            (kept.Form, kept.SavedAt) = (json, desk.Now);
        }
        else
        {
            desk.Store.Add(new DraftInput { CaseId = id, Form = json, SavedAt = desk.Now });
        }

        await desk.Store.SaveHousekeepingAsync(Housekeeping.DraftAutosave, gate, desk.Cancel);
    }
}
