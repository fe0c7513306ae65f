using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// What a typed opinion comes to, whatever its case decides: a determination, a change judged against what the matter is now, or the early
/// end of its secrecy.
/// </summary>
[Requirement("R7.4.1", "R6.1.1", "R6.3.1")]
public static class ChangeReading
{
    /// <param name="reviewed">From the second step on.</param>
    /// <param name="day">The day whose facts count; today unless a paper says otherwise.</param>
    public static async Task<ProposalReading> OfAsync(Desk desk, ProposalInput input, CaseFile file, bool reviewed, DateOnly? day = null)
    {
        var on = day ?? desk.Today;
        return file switch
        {
            { Changed: null } => await ProposalReading.OfAsync(desk, input, reviewed ? file.Case : null, on),
            { Changed: { } matter, Case.Purpose: CasePurpose.Declassify } => Ended(input, matter, on),
            { Changed: { } matter } => Changed(desk, await ProposalReading.OfAsync(desk, OfMatter(desk, input, matter), reviewed ? file.Case : null, on), input, matter, on),
        };
    }

    /// <summary>
    /// What a change does not change: the title, and of a received matter that it was received, from whom, and the day it counts from. What
    /// its originator's notice says anew is level, term and scope.
    /// </summary>
    [Requirement("R4.3")]
    private static ProposalInput OfMatter(Desk desk, ProposalInput input, ChangedMatter matter)
    {
        var same = input with { Title = matter.Entry.Title };
        return !matter.Entry.IsReceived ? same : same with
        {
            ScopeId = desk.Pack.Scopes.FirstOrDefault(s => s.ReceivedOnly)?.Id ?? input.ScopeId,
            Originator = matter.Present.Source?.Originator ?? input.Originator,
            SourceNumber = matter.Present.Source?.DocumentNumber ?? input.SourceNumber,
            CipherTelegram = matter.Present.Source?.CipherTelegram ?? input.CipherTelegram,
            IssuedOn = matter.Entry.ClassifiedOn,
        };
    }

    /// <summary>Level, term and scope stay as they were until they end: 解密不填“拟”栏.</summary>
    private static ProposalReading Ended(ProposalInput input, ChangedMatter matter, DateOnly day) => new(
        Ruling.All(ChangeRules.StillStands(matter.Facts, CasePurpose.Declassify, day), ChangeRules.JudgeReason(input.ChangeReason)),
        matter.Present with { ChangeReason = input.ChangeReason },
        matter.Entry.Title,
        false);

    private static ProposalReading Changed(Desk desk, ProposalReading reading, ProposalInput input, ChangedMatter matter, DateOnly day)
    {
        var proposal = reading.Proposal with { ChangeReason = input.ChangeReason };
        var ruling = Ruling.All(
            reading.Ruling,
            ChangeRules.JudgeReason(input.ChangeReason),
            proposal.Determination == Determination.StateSecret ? Ruling.Yes : Ruling.Forbid("MZ.7.CHANGE", "R7.4.1", ("why", "不再需要保密的，办理提前解密"), ("why_en", "what need not be secret any more is declassified")),
            proposal.Source is null || matter.Entry.IsReceived ? Ruling.Yes : Ruling.Forbid("MZ.7.CHANGE", "R4.3", ("why", "自行确定的事项不能改作来文"), ("why_en", "what was determined here does not become a received matter")),
            // The day the matter was determined stays the first day counted.
            proposal.SecrecyFrom(matter.Entry.ClassifiedOn) is { } to ? ChangeRules.JudgeChange(matter.Facts, to, Roster.SameScope(proposal, matter.Present), day) : Ruling.Yes);
        var level = Levels.Higher(proposal.Level, matter.Entry.AccessLevel);
        return reading with { Ruling = ruling, Proposal = proposal, Title = Titles.Kept(matter.Entry.Title, proposal.Determination, level, desk.Bureau.Ceiling) };
    }
}
