using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Changes;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// 纸质签批: the leader in charge signed on paper; somebody else records it, with the paper's date. The step is the leader's, judged on the
/// leader's posts on that date; the ledger names who recorded it.
/// </summary>
[Requirement("R7.4.1", "R6.6.1", "R7.6")]
public static class RecordPaperApproval
{
    /// <param name="LeaderId">Who signed.</param>
    /// <param name="SignedOn">The date on the paper: the day the term starts.</param>
    public sealed record Input(int LeaderId, DateOnly SignedOn, string? Text, int Version);

    /// <returns>Null when there is no such case for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var step = FiveSteps.ByAct(Act.Approve)!;
        var facts = file.Facts();
        var leader = await desk.Store.People.SingleOrDefaultAsync(p => p.Id == input.LeaderId, desk.Cancel);
        var signer = leader is null ? null : await desk.Store.ActorAsync(leader, input.SignedOn, desk.Cancel);
        var ruling = Ruling.All(
            Overtaken.Judge(file, input.Version, desk),
            FiveSteps.MayRecordPaper(facts, desk.Actor.PersonId, input.LeaderId),
            await DecideStep.StillHoldsAsync(desk, file, input.SignedOn),
            desk.Calendar.Judge(),
            FiveSteps.PaperDate(input.SignedOn, Earliest(file), desk.Today),
            signer is null || (int?)file.Case.Level > ((int?)signer.Cleared ?? 0)
                ? Ruling.Forbid("MZ.7.4", "R7.4.1")
                : FiveSteps.Judge(Act.Approve, Decision.Agree, facts, signer, desk.Pack.Procedure));
        var notices = await Notices.OfAsync(desk, file, null);
        return await desk.EndAsync(Act.RecordPaperApproval, ruling, () => file.Case.Reference, () => Save(desk, file, step, signer!, input, notices), () => new { input.LeaderId, input.SignedOn });
    }

    /// <summary>The paper cannot be older than what it was signed on: the office's review and, where needed, the leading group's opinion.</summary>
    public static DateOnly Earliest(CaseFile file) =>
        Calendar.DayOf(file.Opinions.Where(o => o.Revision == file.Case.Revision && (o.Step == 3 || o.Act == Act.GiveGroupOpinion)).Select(o => o.At).DefaultIfEmpty(file.Case.OpenedAt).Max());

    /// <summary>Who may have signed: everybody who held the post on some day from the earliest possible one to today, whatever became of them since.</summary>
    public static async Task<IReadOnlyList<Person>> SignersAsync(Desk desk, CaseFile file)
    {
        var (step, earliest, today, unit) = (FiveSteps.ByAct(Act.Approve)!, Earliest(file), desk.Today, file.Case.UnitId);
        var held = desk.Store.Appointments.Where(a => a.Post == step.Post && (a.UnitId == null || a.UnitId == unit) && a.From <= today && (a.To == null || a.To >= earliest));
        var people = await desk.Store.People.AsNoTracking().Where(p => held.Any(a => a.PersonId == p.Id) && p.Administers == null && (p.InServiceTo == null || p.InServiceTo >= earliest)).OrderBy(p => p.Id).ToListAsync(desk.Cancel);
        var facts = file.Facts();
        return [.. people.Where(p => (int?)file.Case.Level <= ((int?)p.Cleared ?? 0) || file.Case.Level is null)
            .Where(p => FiveSteps.MayRecordPaper(facts, desk.Actor.PersonId, p.Id).IsPermitted && FiveSteps.Separate(step, facts, p.Id, desk.Pack.Procedure).IsPermitted)];
    }

    private static void Save(Desk desk, CaseFile file, Step step, Actor signer, Input input, IReadOnlyList<ChangeNotice> notices)
    {
        desk.Store.AddRange(notices);
        desk.Store.Add(new Opinion
        {
            CaseId = file.Case.Id,
            Revision = file.Case.Revision,
            Step = step.Number,
            Act = Act.RecordPaperApproval,
            PersonId = signer.PersonId,
            Post = step.Post,
            AsDeputy = signer.Under(step.Post, file.UnitOf(step))?.AsDeputy ?? false,
            Decision = Decision.Agree,
            Text = input.Text,
            At = desk.Now,
            PaperDate = input.SignedOn,
            RecordedById = desk.Actor.PersonId,
        });
        Knowledge.HasActed(desk, file, signer.PersonId);
        DecideStep.Advance(desk, file, step, Decision.Agree, input.SignedOn, signer.PersonId);
    }
}
