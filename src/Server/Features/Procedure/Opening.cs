using System.Security.Cryptography;
using Shoumi.Documents;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// Presenting the draft: its bytes are looked at in a child process, hashed and dropped. A file that hides text from whoever approves it –
/// encrypted, damaged, with tracked changes – is refused here, before anybody has worked on it.
/// </summary>
[Requirement("R7.1.1")]
public static class Opening
{
    public static Task<IResult> PageAsync(HttpContext http, Desk desk, FormState state, int status)
    {
        var presence = http.RequestServices.GetRequiredService<Presence>();
        return Reply.PageAsync<OpenCasePage>(http, new OpenCaseModel(desk.Actor.Name, presence.Unit!.Name, Settings.LargestDocument >> 20, state), status);
    }

    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, WorkerClient worker, Language l)
    {
        var form = await Form.ReadAsync(http, l);
        var asked = await AskAsync(form, desk, worker, l, form.Ticked("paper"));
        return form.IsValid
            ? await Reply.AnswerAsync(http, await asked.Act(), opened => $"/cases/{opened.Id}", asked.Done, refused => PageAsync(http, desk, form.State(Reply.Shown(http, refused)), 409))
            : await PageAsync(http, desk, form.State(), 400);
    }

    /// <summary>What a case is opened with, read alike for pages and programs.</summary>
    /// <param name="paper">Whether the draft is on paper only; otherwise its file is asked for.</param>
    public static async Task<Asked> AskAsync(Form form, Desk desk, WorkerClient worker, Language l, bool paper)
    {
        var kind = form.OneOf<DocumentKind>("kind", required: true);
        var draft = paper ? null : await ReadAsync(form, worker, desk, kind ?? DocumentKind.Written);
        return new(
            async () => await OpenCase.HandleAsync(desk, new(kind!.Value, draft?.Hash, draft?.Format), draft?.Fit ?? Ruling.Yes),
            draft?.Unmarkable is { } why ? $"{l.T("已开案。注意：", "Case opened. Beware: ")}{why.Text(l.English)}{why.Remedy(l.English)}" : l.T("已开案，请填写拟办意见", "Case opened; now fill in the proposal"));
    }

    /// <summary>A revised draft, as long as the case is with its drafter.</summary>
    public static async Task<IResult> ReplaceAsync(HttpContext http, Desk desk, WorkerClient worker, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var draft = await ReadAsync(form, worker, desk, DocumentKind.Written);
        var version = form.Number("version", 0, int.MaxValue, required: true);
        if (!form.IsValid)
        {
            return await Api.ShowAsync(http, desk, l, id, form.State(), 400);
        }

        return await Api.AnswerAsync(http, desk, l, id, form, () => ReplaceDraft.HandleAsync(desk, id, new(draft!.Hash, draft.Format, version!.Value), draft.Fit), draft?.Unmarkable is { } why ? $"{l.T("已换上新稿。注意：", "The revised draft is presented. Beware: ")}{why.Text(l.English)}{why.Remedy(l.English)}" : l.T("已换上新稿", "The revised draft is presented"));
    }

    /// <param name="Fit">Whether the file can be taken.</param>
    /// <param name="Unmarkable">Why no mark can be put on it, found out by trying; its drafter is told now and not after the fifth step.</param>
    private sealed record Draft(string Hash, string Format, Ruling Fit, DocumentRefusal? Unmarkable);

    private static async Task<Draft?> ReadAsync(Form form, WorkerClient worker, Desk desk, DocumentKind kind)
    {
        if (await form.FileAsync("file", Settings.LargestDocument, required: true, desk.Cancel) is not { } bytes)
        {
            return null;
        }

        var answer = await worker.DoAsync(new DocumentRequest(DocumentOperation.Inspect), bytes, desk.Cancel);
        var (format, refusal) = answer switch
        {
            DocumentAnswer.Inspected { Inspection: var found } => (found.Kind.ToString().ToLowerInvariant(), found.WhyNotPresentable),
            DocumentAnswer.Refused refused => ("", refused.Refusal),
            _ => ("", new DocumentRefusal("DOC.CRASH")),
        };
        return new(Fingerprint(bytes), format, DocumentReasons.Ruling(refusal), refusal is null ? await TriedAsync(worker, desk, kind, bytes) : null);
    }

    /// <summary>Any mark will do; one that the file bears already is no hindrance yet.</summary>
    private static async Task<DocumentRefusal?> TriedAsync(WorkerClient worker, Desk desk, DocumentKind kind, byte[] bytes)
    {
        var any = new ClassificationMark(Level.TopSecret, Term.Years(30));
        return await worker.DoAsync(new DocumentRequest(DocumentOperation.Mark, any, MarkingRules.UsualPlacement(kind), desk.Pack.Marking), bytes, desk.Cancel) is DocumentAnswer.Refused { Refusal: { Code: not "DOC.MARKED" } why }
            ? why
            : null;
    }

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Fingerprint(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>换稿: the drafter presents a revised draft; only at the first step, so that what is reviewed is what is marked.</summary>
[Requirement("R7.1.1")]
public static class ReplaceDraft
{
    public sealed record Input(string Hash, string Format, int Version);

    /// <param name="presented">Whether the file itself can be taken.</param>
    /// <returns>Null when there is no such case for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input, Ruling presented)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var step = FiveSteps.ByAct(Act.Propose)!;
        var facts = file.Facts();
        var ruling = Ruling.All(Overtaken.Judge(file, input.Version, desk), FiveSteps.InOrder(step, facts), FiveSteps.ByPost(step, facts, desk.Actor), NotCipher(file.Case.Current), presented);
        return await desk.EndAsync(Act.ReplaceDraft, ruling, () => file.Case.Reference, () =>
        {
            file.Case.Present(input.Hash, input.Format);
            file.Case.Touch();
            // Which draft was proposed when stays answerable by the beginning of its digest.
            desk.Store.Add(file.Said(desk, 0, Act.ReplaceDraft, Post.ActionOfficer, file.Case.UnitId, input.Hash[..12]));
        }, () => new { input.Hash, input.Format }, Post.ActionOfficer);
    }

    private static Ruling NotCipher(Proposal? p) => p is { Source: { } source, Level: { } level }
        ? Rules.Matters.Received.MayPresentFile(source.As(level, p.Term))
        : Ruling.Yes;
}
