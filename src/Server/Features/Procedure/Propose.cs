using Shoumi.Rules;
using Shoumi.Rules.Matters;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Procedure;

/// <summary>第一步 承办人员拟办: level, term and scope of knowledge proposed, with the basis (article 7 item 1).</summary>
[Requirement("R7.1.2", "R7.1.4", "R7.1.5", "R7.1.6")]
public static class Propose
{
    /// <returns>Null when there is no such case for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, ProposalInput input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var reading = await ProposalReading.OfAsync(desk, input);
        var facts = file.Facts(desk.Pack);
        var ruling = Ruling.All(FiveSteps.Judge(Act.Propose, Decision.Agree, facts, desk.Actor, desk.Pack.Procedure), reading.Ruling, NoCipherFile(file, reading.Proposal));
        var draft = desk.Store.Drafts(file.Case).SingleOrDefault();
        return await desk.EndAsync(Act.Propose, ruling, () => file.Case.Reference, () => Save(desk, file, reading, draft), () => new { file.Case.Revision, reading.Proposal }, Post.ActionOfficer);
    }

    /// <summary>A cipher telegram is registered, its content never enters the system: a case that was opened with a file cannot become one.</summary>
    private static Ruling NoCipherFile(CaseFile file, Proposal proposal) => file.Case.FileHash is not null && proposal is { Source: { } source, Level: { } level }
        ? Received.MayPresentFile(new(source.Originator, source.DocumentNumber, level, proposal.Term, source.CipherTelegram))
        : Ruling.Yes;

    private static void Save(Desk desk, CaseFile file, ProposalReading reading, DraftInput? draft)
    {
        desk.Store.Add(new Opinion
        {
            CaseId = file.Case.Id,
            Revision = file.Case.Revision,
            Step = 1,
            Act = Act.Propose,
            PersonId = desk.Actor.PersonId,
            Post = Post.ActionOfficer,
            AsDeputy = false,
            Text = reading.Proposal.Justification,
            Proposal = reading.Proposal,
            At = desk.Now,
        });
        Knowledge.Grant(desk, file, reading.Proposal, reading.CatchAll);
        file.Case.Propose(reading.Proposal, reading.Title, desk.Now);
        if (draft is not null)
        {
            draft.Form = "{}";
        }
    }
}
