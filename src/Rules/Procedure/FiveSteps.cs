using System.Collections.Immutable;
using Shoumi.Rules.Policy;

namespace Shoumi.Rules.Procedure;

/// <summary>Where a case stands. Five stages in strict order, three ends.</summary>
public enum Stage
{
    /// <summary>一、承办人员拟办.</summary>
    Draft = 1,

    /// <summary>二、处室负责人审核.</summary>
    SectionReview = 2,

    /// <summary>三、局办公室文秘人员审核.</summary>
    OfficeReview = 3,

    /// <summary>四、分管局领导审批签发.</summary>
    Approval = 4,

    /// <summary>五、机要室记入定密台账.</summary>
    LedgerEntry = 5,

    /// <summary>已记入台账: the five steps are done.</summary>
    Registered = 6,

    /// <summary>不定密: approved as internal or unclassified; nothing to enter (article 3 of the definitions).</summary>
    NotSecret = 7,

    /// <summary>撤回: withdrawn before step 4.</summary>
    Withdrawn = 8,
}

/// <summary>What a reviewer or approver answers.</summary>
public enum Decision
{
    /// <summary>同意.</summary>
    Agree = 1,

    /// <summary>修改意见: agrees with other values, kept as an opinion of its own beside the drafter's.</summary>
    Amend = 2,

    /// <summary>退回: back to step 1 as a new revision.</summary>
    Return = 3,
}

/// <summary>Whose unit a post must be held for.</summary>
public enum HeldFor
{
    /// <summary>The unit the draft comes from.</summary>
    DraftersUnit = 1,

    /// <summary>The bureau: office and registry serve all units.</summary>
    Bureau = 2,
}

/// <summary>One line of the procedure of article 7.</summary>
/// <param name="Number">1–5.</param>
/// <param name="Stage">Where a case stands while it waits for this step.</param>
/// <param name="Act">The act that does it.</param>
/// <param name="Post">Who does it.</param>
/// <param name="Of">For which unit the post must be held.</param>
/// <param name="Next">Where the case goes then.</param>
/// <param name="Return">Where it goes when returned; null: step 1 has nowhere to return to.</param>
/// <param name="Refusal">Reason code for everybody else.</param>
/// <param name="Requirement">The requirement that says so.</param>
/// <param name="Name">The step in the regulation's words.</param>
public sealed record Step(int Number, Stage Stage, Act Act, Post Post, HeldFor Of, Stage Next, Stage? Return, string Refusal, string Requirement, Wording Name);

/// <summary>A step that somebody has done, in some revision.</summary>
public readonly record struct StepTaken(int Revision, int Step, int PersonId);

/// <summary>What the procedure needs to know about a case.</summary>
/// <param name="DrafterAway">Whether the drafter is out of service or no longer cleared for the case.</param>
/// <param name="RecorderId">Who recorded the approval of this revision from paper; null where the leader approved here.</param>
public sealed record CaseFacts(
    Stage Stage,
    int Revision,
    int DrafterId,
    int UnitId,
    Determination? Determination,
    ImmutableArray<StepTaken> Taken,
    bool CatchAll,
    bool GroupOpinionGiven,
    bool DrafterAway = false,
    int? RecorderId = null);

/// <summary>Article 7: the five steps as a table. The page draws it, the server follows it, the tests run it through.</summary>
[Requirement("R7.1.1", "R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1")]
public static class FiveSteps
{
    /// <summary>The procedure, in order.</summary>
    public static readonly ImmutableArray<Step> Table =
    [
        new(1, Stage.Draft, Act.Propose, Post.ActionOfficer, HeldFor.DraftersUnit, Stage.SectionReview, null, "MZ.7.1.DRAFTER", "R7.1.2", new("承办人员拟办", "the drafter's proposal")),
        new(2, Stage.SectionReview, Act.ReviewAsSectionHead, Post.SectionHead, HeldFor.DraftersUnit, Stage.OfficeReview, Stage.Draft, "MZ.7.2", "R7.2.1", new("处室负责人审核", "review by the section head")),
        new(3, Stage.OfficeReview, Act.ReviewAsOfficeSecretary, Post.OfficeSecretary, HeldFor.Bureau, Stage.Approval, Stage.Draft, "MZ.7.3", "R7.3.1", new("局办公室文秘审核", "review by the office secretary")),
        new(4, Stage.Approval, Act.Approve, Post.DeputyDirectorInCharge, HeldFor.DraftersUnit, Stage.LedgerEntry, Stage.Draft, "MZ.7.4", "R7.4.1", new("分管局领导审批签发", "approval by the leader in charge")),
        new(5, Stage.LedgerEntry, Act.EnterInLedger, Post.RegistryClerk, HeldFor.Bureau, Stage.Registered, Stage.Draft, "MZ.7.5", "R7.5.1", new("机要室记入台账", "entry in the ledger by the registry")),
    ];

    /// <summary>The step that the act does, or null.</summary>
    public static Step? ByAct(Act act) => Table.FirstOrDefault(s => s.Act == act);

    /// <summary>The step a case at this stage waits for, or null when it is closed.</summary>
    public static Step? Waiting(Stage stage) => Table.FirstOrDefault(s => s.Stage == stage);

    /// <summary>The stage after a decision. Only for a decision that was permitted.</summary>
    [Requirement("R7.7", "R7.1.5")]
    public static Stage After(Step step, Decision decision, Determination determination) => decision switch
    {
        Decision.Return => step.Return ?? step.Stage,
        Decision.Agree or Decision.Amend => step.Next == Stage.LedgerEntry && determination != Determination.StateSecret ? Stage.NotSecret : step.Next,
    };

    /// <summary>Whether this person may do this step of this case now: order, post, unit and separation of duties, all of them.</summary>
    [Requirement("R7.1.1", "R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1", "R7.6", "R7.9")]
    public static Ruling Judge(Act act, Decision decision, CaseFacts facts, Actor actor, ProcedurePolicy policy) =>
        ByAct(act) is not { } step
            ? Ruling.Forbid("MZ.7.ORDER", "R7.1.1")
            : Ruling.All(FixedByThen(step, decision), InOrder(step, facts), ByPost(step, facts, actor), Separate(step, facts, actor.PersonId, policy), GroupHeard(step, decision, facts, policy));

    /// <summary>At the fifth step nothing is changed any more: the registry enters what was approved, or returns it.</summary>
    [Requirement("R7.4.1")]
    public static Ruling FixedByThen(Step step, Decision decision) =>
        step.Number == 5 && decision == Decision.Amend
            ? Ruling.Forbid("MZ.7.5.FIXED", "R7.4.1", ("what", "第五步只记入或退回"), ("what_en", "the fifth step enters or returns"))
            : Ruling.Yes;

    /// <summary>Strictly in order: no step is skipped, repeated or done beside another.</summary>
    [Requirement("R7.1.1")]
    public static Ruling InOrder(Step step, CaseFacts facts) => facts.Stage == step.Stage
        ? Ruling.Yes
        : OutOfOrder(facts.Stage, "R7.1.1");

    /// <summary>The refusal that names the step that is due instead; a closed case has none.</summary>
    public static Ruling OutOfOrder(Stage stage, string requirement) => Waiting(stage) is { } due
        ? Ruling.Forbid("MZ.7.ORDER", requirement, ("step", due.Name.Zh), ("step_en", due.Name.En))
        : Ruling.Forbid("MZ.7.ORDER", requirement, ("step", "无，此案已办结"), ("step_en", "none, the case is closed"));

    /// <summary>The right post, held for the right unit today, as holder or as dated deputy.</summary>
    [Requirement("R7.2.1", "R7.3.1", "R7.4.1", "R7.5.1")]
    public static Ruling ByPost(Step step, CaseFacts facts, Actor actor)
    {
        var entitled = step.Number == 1 ? actor.PersonId == facts.DrafterId && actor.Posts.Contains(Post.ActionOfficer) : step.Of switch
        {
            HeldFor.DraftersUnit => actor.Holds(step.Post, facts.UnitId) is not null,
            HeldFor.Bureau => actor.Posts.Contains(step.Post),
        };
        return entitled ? Ruling.Yes : Ruling.Forbid(step.Refusal, step.Requirement);
    }

    /// <summary>
    /// One person does not do two of the steps 1–4 of a case, in whatever revision; step 5 is done neither by the drafter nor by whoever
    /// recorded the approval from paper: nobody alone makes both the record of an approval and the entry that rests on it.
    /// The switch for small units lifts the first half only, and its use is a duty to report.
    /// </summary>
    [Requirement("R7.6")]
    public static Ruling Separate(Step step, CaseFacts facts, int personId, ProcedurePolicy policy)
    {
        if (step.Number == 5)
        {
            return personId == facts.DrafterId ? AlreadyDone(1) : personId == facts.RecorderId ? Ruling.Forbid("SYS.SOD", "R7.6", ("step", "补记纸质审批"), ("step_en", "recording the approval from paper")) : Ruling.Yes;
        }

        return DoneBefore(step, facts, personId) is not { } done ? Ruling.Yes
            : policy.AllowSamePersonSteps ? new Ruling.Permitted([new Duty("SYS.SOD", "R7.6")])
            : AlreadyDone(done);
    }

    /// <summary>Another of the steps 1–4 that this person has done in the case, or null. Whoever drafts counts as having done the first.</summary>
    public static int? DoneBefore(Step step, CaseFacts facts, int personId)
    {
        foreach (var taken in facts.Taken)
        {
            if (taken.PersonId == personId && taken.Step != step.Number && taken.Step <= 4)
            {
                return taken.Step;
            }
        }

        return step.Number != 1 && personId == facts.DrafterId ? 1 : null;
    }

    /// <summary>
    /// Whoever records an approval from paper stands for the leader's signature, and so is neither the signer nor who proposed or reviewed for
    /// the unit. The office secretary, who has reviewed the form, may: else an office with one secretary and one clerk could not go on.
    /// </summary>
    [Requirement("R7.6", "R7.4.1")]
    public static Ruling MayRecordPaper(CaseFacts facts, int recorderId, int signerId) =>
        recorderId == signerId ? AlreadyDone(4)
        : facts.Taken.FirstOrDefault(t => t.PersonId == recorderId && t.Step <= 2) is { Step: > 0 } taken ? AlreadyDone(taken.Step)
        : Ruling.Yes;

    /// <summary>The refusal of a second step to somebody who has done one.</summary>
    [Requirement("R7.6")]
    public static Ruling AlreadyDone(int step) => Ruling.Forbid("SYS.SOD", "R7.6", ("step", Table[step - 1].Name.Zh), ("step_en", Table[step - 1].Name.En));

    /// <summary>A catch-all row goes to step 4 only with the leading group's opinion on record. Returning it is always possible.</summary>
    [Requirement("R5.4")]
    public static Ruling GroupHeard(Step step, Decision decision, CaseFacts facts, ProcedurePolicy policy) =>
        step.Number == 4 && decision != Decision.Return && facts.CatchAll && policy.CatchAllNeedsGroupOpinion && !facts.GroupOpinionGiven
            ? Ruling.Forbid("MZ.5.OTHER", "R5.4")
            : Ruling.Yes;

    /// <summary>
    /// The drafter may withdraw before step 4 is done, saying what became of the draft carriers; where the drafter cannot any more, the head
    /// of the unit or the head's deputy.
    /// </summary>
    [Requirement("R7.7", "R7.9")]
    public static Ruling MayWithdraw(CaseFacts facts, Actor actor, bool carriersAccountedFor) => Ruling.All(
        actor.PersonId == facts.DrafterId || StandsIn(facts, actor) ? Ruling.Yes : Ruling.Forbid("MZ.7.1.DRAFTER", "R7.7"),
        facts.Stage is Stage.Draft or Stage.SectionReview or Stage.OfficeReview or Stage.Approval
            ? Ruling.Yes
            : Ruling.Forbid("MZ.7.WITHDRAW", "R7.7", ("why", "分管局领导已经签发或此案已办结"), ("why_en", "it is signed or closed")),
        carriersAccountedFor ? Ruling.Yes : Ruling.Forbid("MZ.7.WITHDRAW", "R7.7", ("why", "没有说明草稿载体的去向"), ("why_en", "the draft carriers are not accounted for")));

    /// <summary>
    /// 接办: a case that lies with a drafter who is out of service or no longer cleared is taken over by the head of the unit or the head's
    /// deputy. Whoever takes over counts as the drafter from then on, and so is nobody who has reviewed or approved the case.
    /// </summary>
    [Requirement("R7.7", "R7.6", "R7.9")]
    public static Ruling MayTakeOver(CaseFacts facts, Actor actor, ProcedurePolicy policy) => Ruling.All(
        InOrder(Table[0], facts),
        StandsIn(facts, actor) ? Ruling.Yes : Ruling.Forbid("SYS.POST", "R7.7"),
        Separate(Table[0], facts, actor.PersonId, policy));

    private static bool StandsIn(CaseFacts facts, Actor actor) => facts.DrafterAway && actor.Holds(Post.SectionHead, facts.UnitId) is not null;

    /// <summary>Nothing is printed, dispatched, copied or given its mark before the fifth step.</summary>
    [Requirement("R7.5.2")]
    public static Ruling MayIssue(CaseFacts facts) => facts.Stage == Stage.Registered
        ? Ruling.Yes
        : facts.Stage == Stage.NotSecret ? Ruling.Forbid("MZ.8.3.NOT", "R8.3.3") : Ruling.Forbid("MZ.7.5.FIRST", "R7.5.2");

    /// <summary>
    /// An approval signed on paper counts from the paper's date: not before the case was opened or the office's review was done, and not after today.
    /// </summary>
    [Requirement("R6.6.1", "R7.4.1")]
    public static Ruling PaperDate(DateOnly signedOn, DateOnly reviewedOn, DateOnly today) => signedOn >= reviewedOn && signedOn <= today
        ? Ruling.Yes
        : Ruling.Forbid("MZ.7.DATE", "R6.6.1", ("given", $"{signedOn:yyyy-MM-dd}"), ("allowed", $"{reviewedOn:yyyy-MM-dd} – {today:yyyy-MM-dd}"));
}
