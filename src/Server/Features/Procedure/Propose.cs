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
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, ProposalInput input, int version)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var reading = await Changes.ChangeReading.OfAsync(desk, input, file, reviewed: false);
        var facts = file.Facts();
        var ruling = Ruling.All(Overtaken.Judge(file, version, desk), FiveSteps.Judge(Act.Propose, Decision.Agree, facts, desk.Actor, desk.Pack.Procedure), reading.Ruling, Cipher.Judge(file.Case, reading.Proposal));
        return await desk.EndAsync(Act.Propose, ruling, () => file.Case.Reference, () => Save(desk, file, reading), () => Said.Of(file.Case, reading.Proposal), Post.ActionOfficer);
    }

    private static void Save(Desk desk, CaseFile file, ProposalReading reading)
    {
        desk.Store.Add(file.Said(desk, 1, Act.Propose, Post.ActionOfficer, file.Case.UnitId, reading.Proposal.Justification, proposal: reading.Proposal));
        file.Case.Propose(reading.Proposal, reading.Title, desk.Now, file.Changed?.Entry.AccessLevel);
        Knowledge.Grant(desk, file);
    }
}

/// <summary>A cipher telegram is registered, its content never enters the system: it has no file, and what has a file does not become one.</summary>
[Requirement("R4.3")]
public static class Cipher
{
    public static Ruling Judge(ClassificationCase @case, Proposal? proposal) => @case.FileHash is not null && proposal is { Source: { } source, Level: { } level }
        ? Received.MayPresentFile(source.As(level, proposal.Term))
        : Ruling.Yes;
}

/// <summary>What the audit ledger keeps of an opinion: who, what and how long, but none of the words people wrote.</summary>
public static class Said
{
    public static object Of(ClassificationCase @case, Proposal? p) => new { @case.Revision, p?.Determination, p?.ScopeId, p?.RowIds, p?.Level, Term = p?.Term.ToString(), p?.Origin, p?.SuperiorRuleId, p?.Source?.IssuedOn, p?.People, p?.Units, p?.Copies, Pack = p?.Basis?.Version };
}
