using System.Security.Cryptography;
using Shoumi.Documents;
using Shoumi.Documents.Isolation;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Presenting the draft: its bytes are looked at in a child process, hashed and dropped.</summary>
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
        var kind = form.OneOf<DocumentKind>("kind", required: true);
        var paper = form.Ticked("paper");
        var draft = paper ? null : await ReadAsync(form, worker, desk, l);
        if (!form.IsValid)
        {
            return await PageAsync(http, desk, form.State(), 400);
        }

        var ruled = await OpenCase.HandleAsync(desk, new(kind!.Value, draft?.Hash, draft?.Format));
        return await Reply.AnswerAsync(http, ruled, opened => $"/cases/{opened.Id}", draft is null or { Format: "docx" } ? l.T("已开案，请填写拟办意见", "Case opened; now fill in the proposal") : l.T($"已开案。{draft.Value.Format.ToUpperInvariant()} 不能由系统加注标志，最好另存为 DOCX 换稿", $"Case opened. {draft.Value.Format.ToUpperInvariant()} cannot be marked here; better present it as DOCX"), refused => PageAsync(http, desk, form.State(Reply.Shown(http, refused)), 409));
    }

    /// <summary>A revised draft, as long as the case is with its drafter.</summary>
    public static async Task<IResult> ReplaceAsync(HttpContext http, Desk desk, WorkerClient worker, Language l, int id)
    {
        var form = await Form.ReadAsync(http, l);
        var draft = await ReadAsync(form, worker, desk, l);
        var version = form.Number("version", 0, int.MaxValue, required: true);
        if (!form.IsValid)
        {
            return await Api.ShowAsync(http, desk, l, id, form.State(), 400);
        }

        return await Api.AnswerAsync(http, desk, l, id, form, () => ReplaceDraft.HandleAsync(desk, id, new(draft!.Value.Hash, draft.Value.Format, version!.Value)), l.T("已换上新稿", "The revised draft is presented"));
    }

    private static async Task<(string Hash, string Format)?> ReadAsync(Form form, WorkerClient worker, Desk desk, Language l)
    {
        if (await form.FileAsync("file", Settings.LargestDocument, required: true, desk.Cancel) is not { } bytes)
        {
            return null;
        }

        var answer = await worker.DoAsync(new DocumentRequest(DocumentOperation.Inspect), bytes, desk.Cancel);
        var refusal = answer switch
        {
            DocumentAnswer.Refused refused => refused.Refusal,
            DocumentAnswer.Inspected { Inspection: { Encrypted: true } } => new DocumentRefusal("DOC.ENCRYPTED"),
            DocumentAnswer.Inspected { Inspection.Defect: { } defect } => defect,
            _ => null,
        };
        if (refusal is not null)
        {
            form.Wrong("file", $"{refusal.Code} {refusal.Text(l.English)} {refusal.Remedy(l.English)}");
            return null;
        }

        var format = answer is DocumentAnswer.Inspected { Inspection.Kind: var kind } ? kind.ToString().ToLowerInvariant() : "";
        return (Fingerprint(bytes), format);
    }

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Fingerprint(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>换稿: the drafter presents a revised draft; only at the first step, so that what is reviewed is what is marked.</summary>
[Requirement("R7.1.1")]
public static class ReplaceDraft
{
    public sealed record Input(string Hash, string Format, int Version);

    /// <returns>Null when there is no such case for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var step = FiveSteps.ByAct(Act.Propose)!;
        var facts = file.Facts(desk.Pack);
        var ruling = Ruling.All(Overtaken.Judge(file, input.Version, desk), FiveSteps.InOrder(step, facts), FiveSteps.ByPost(step, facts, desk.Actor), NotCipher(file.Case.Current));
        return await desk.EndAsync(Act.OpenCase, ruling, () => file.Case.Reference, () =>
        {
            file.Case.Present(input.Hash, input.Format);
            file.Case.Touch();
        }, () => new { input.Hash, input.Format }, Post.ActionOfficer);
    }

    private static Ruling NotCipher(Proposal? p) => p is { Source: { } source, Level: { } level }
        ? Rules.Matters.Received.MayPresentFile(new(source.Originator, source.DocumentNumber, level, p.Term, source.CipherTelegram))
        : Ruling.Yes;
}
