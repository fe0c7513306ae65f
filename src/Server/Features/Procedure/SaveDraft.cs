using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Changes;
using Shoumi.Server.Storage;
using Shoumi.Server.Storage.Schema;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>暂存: what the drafter has typed is kept on the server, never in the browser. Until the level is known, and above the ceiling, without a word.</summary>
[Requirement("R7.1.2")]
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

        var reading = await ChangeReading.OfAsync(desk, input, file, reviewed: false);
        var kept = JsonSerializer.Serialize(Keepable(desk, input, reading.Proposal, file), Json.Stored);
        if (!await desk.Store.KeepDraftAsync(id, kept, desk.Now, gate, desk.Cancel))
        {
            // The case was proposed or withdrawn in between: there is no draft any more.
            return await Reply.NothingAsync(http);
        }

        return http.Request.Headers.ContainsKey("HX-Request")
            ? new RazorComponentResult<DraftKept>(new { At = (DateTimeOffset?)desk.Calendar.Now })
            : Reply.Done(http, "/cases", l.T("已暂存", "Draft kept"));
    }

    /// <summary>
    /// What may be kept: whatever people write in their own words can be the content, so all of it stands or falls with the title. The
    /// choices stay; what only looks like one – a level that is none, a number that is none – is words too.
    /// </summary>
    private static ProposalInput Keepable(Desk desk, ProposalInput input, Proposal proposal, CaseFile file)
    {
        // Nobody determines anything where secrecy ends: the level is that of the matter.
        var determination = file.Case.Purpose == CasePurpose.Declassify ? proposal.Determination : input.Determination;
        // Until the level is known nothing may be kept; a change is protected as its matter is, whatever it comes to.
        var level = proposal.Level is { } known ? Levels.Higher(known, file.Changed?.Entry.AccessLevel) : null;
        if (Titles.Kept("", determination, level, desk.Bureau.Ceiling, proposal.Source?.CipherTelegram == true) is not null)
        {
            return input;
        }

        return input with
        {
            Title = null,
            Justification = null,
            ChangeReason = null,
            SendTo = null,
            Originator = null,
            SourceNumber = null,
            SourceTerm = null,
            ScopeId = desk.Pack.Scope(input.ScopeId ?? "")?.Id,
            RowIds = [.. input.RowIds.Where(r => desk.Pack.Row(r) is not null)],
            Ticked = [.. input.Ticked.Where(t => t.Split('.') is [var c, var o] && desk.Pack.Conditions.GetValueOrDefault(c)?.Options.Any(x => x.Id == o) == true)],
            ClaimedLevel = Levels.Read(input.ClaimedLevel)?.Word(),
            Amount = int.TryParse(input.Amount, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? $"{n}" : null,
        };
    }
}
