using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Changes;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// 第二、三、四步: review by the head of the drafter's unit, by the office secretary, approval by the leader in charge (article 7 items 2–4).
/// One act for the three, because the table is one: <see cref="FiveSteps.Table"/>.
/// </summary>
[Requirement("R7.2.1", "R7.3.1", "R7.4.1", "R7.7", "R7.8")]
public static class DecideStep
{
    /// <param name="Version">The version the person decided on; another one means that somebody else was first.</param>
    /// <param name="Changed">Other values, for 修改意见.</param>
    public sealed record Input(Decision Decision, string? Text, int Version, ProposalInput? Changed);

    /// <returns>Null when there is no such case for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Act act, Input input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file || FiveSteps.ByAct(act) is not { } step)
        {
            return null;
        }

        var reading = input is { Decision: Decision.Amend, Changed: { } changed } ? await ChangeReading.OfAsync(desk, changed, file, reviewed: true) : null;
        var notices = act == Act.Approve && input.Decision != Decision.Return ? await Notices.OfAsync(desk, file, reading?.Proposal) : [];
        var ruling = Ruling.All(
            Overtaken.Judge(file, input.Version, desk),
            FiveSteps.Judge(act, input.Decision, file.Facts(reading?.Proposal), desk.Actor, desk.Pack.Procedure),
            reading?.Ruling ?? (input.Decision == Decision.Return ? Ruling.Yes : await StillHoldsAsync(desk, file, desk.Today)),
            Cipher.Judge(file.Case, reading?.Proposal),
            // The fourth step fixes a date: not while nobody vouches for the clock.
            act == Act.Approve && input.Decision != Decision.Return ? desk.Calendar.Judge() : Ruling.Yes);
        return await desk.EndAsync(act, ruling, () => file.Case.Reference, () => Save(desk, file, step, input, reading, notices), () => new { input.Decision, Said = Said.Of(file.Case, reading?.Proposal) }, step.Post, file.UnitOf(step));
    }

    private static void Save(Desk desk, CaseFile file, Step step, Input input, ProposalReading? reading, IReadOnlyList<ChangeNotice> notices)
    {
        desk.Store.AddRange(notices);
        desk.Store.Add(file.Said(desk, step.Number, step.Act, step.Post, file.UnitOf(step), input.Text, input.Decision, reading?.Proposal));
        if (reading is not null)
        {
            file.Case.Amend(reading.Proposal, reading.Title, file.Changed?.Entry.AccessLevel);
        }

        Advance(desk, file, step, input.Decision, desk.Today, desk.Actor.PersonId);
    }

    /// <summary>
    /// Whoever agrees agrees on the day's facts: a superior rule withdrawn meanwhile, somebody in the scope who has left or lost the
    /// clearance, a source that has run out, a caught-up catalogue stop it here and not afterwards. The drafter is not judged again: what
    /// the drafter wrote is known to the drafter, and the case goes on without.
    /// </summary>
    internal static async Task<Ruling> StillHoldsAsync(Desk desk, CaseFile file, DateOnly day) => file.Case is { Current: { Determination: Determination.StateSecret } current, Stage: not Stage.Draft }
        ? (await ChangeReading.OfAsync(desk, ProposalInput.From(current, file.Case.Title), file, reviewed: true, day)).Ruling
        : Ruling.Yes;

    /// <summary>Moves the case on, and who may know it with it; the fourth step fixes what was decided, from its day on.</summary>
    internal static void Advance(Desk desk, CaseFile file, Step step, Decision decision, DateOnly day, int deciderId)
    {
        Knowledge.HasActed(desk, file, desk.Actor.PersonId);
        var next = FiveSteps.After(step, decision, file.Case.Current!.Determination);
        file.Case.Move(next, desk.Now);
        if (step.Number == 4 && decision != Decision.Return)
        {
            file.Case.Fix(day, deciderId);
        }

        Knowledge.Grant(desk, file);
        if (next is Stage.Registered or Stage.NotSecret)
        {
            Knowledge.Close(desk, file);
        }
    }
}

/// <summary>Of two people who decide one step at once, one wins, and the other is told who and what.</summary>
public static class Overtaken
{
    /// <summary>
    /// Does the act. Where somebody else was first in the very same moment, it is judged once more on what is stored now, so that the
    /// refusal names who and what, is recorded, and comes back on the page with everything typed.
    /// </summary>
    public static async Task<Ruled?> OrToldAsync(Desk desk, Func<Task<Ruled?>> act)
    {
        try
        {
            return await act();
        }
        catch (OvertakenException)
        {
            desk.Store.ChangeTracker.Clear();
            return await act();
        }
    }

    /// <summary>Refused when the case is no longer the one that was decided on.</summary>
    public static Ruling Judge(CaseFile file, int version, Desk desk)
    {
        if (file.Case.Version == version)
        {
            return Ruling.Yes;
        }

        var last = file.Opinions.LastOrDefault();
        var who = last is null ? "" : desk.Store.People.Where(p => p.Id == last.PersonId).Select(p => p.Name).Single();
        var (did, didEn) = last?.Decision switch { Decision.Agree => ("同意，", "agreed, "), Decision.Amend => ("提出修改意见，", "differed, "), Decision.Return => ("退回，", "returned it, "), null => ("", "") };
        return Ruling.Forbid("SYS.CONFLICT", "R7.1.1", ("who", who), ("what", FiveSteps.Waiting(file.Case.Stage)?.Name.Zh is { } zh ? $"{did}现在应办{zh}" : $"{did}已办结"), ("what_en", FiveSteps.Waiting(file.Case.Stage)?.Name.En is { } en ? $"{didEn}now due: {en}" : $"{didEn}closed"));
    }
}
