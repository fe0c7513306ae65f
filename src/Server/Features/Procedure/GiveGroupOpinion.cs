using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Procedure;

/// <summary>领导小组意见: needed before step 4 when a catch-all row is relied on (article 5, 其它 rows).</summary>
[Requirement("R5.4")]
public static class GiveGroupOpinion
{
    /// <param name="Agrees">Whether the group agrees; either way it has been heard.</param>
    public sealed record Input(bool Agrees, string Text, int Version);

    /// <returns>Null when there is no such case for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var facts = file.Facts();
        var ruling = Ruling.All(
            Overtaken.Judge(file, input.Version, desk),
            facts.Stage is Stage.SectionReview or Stage.OfficeReview or Stage.Approval && facts.CatchAll
                ? Ruling.Yes
                : FiveSteps.OutOfOrder(facts.Stage, "R5.4"),
            desk.Actor.PersonId == file.Case.DrafterId ? FiveSteps.AlreadyDone(1) : Ruling.Yes);
        var post = desk.Actor.Posts.Contains(Post.LeadingGroupHead) ? Post.LeadingGroupHead : Post.LeadingGroupDeputy;
        return await desk.EndAsync(Act.GiveGroupOpinion, ruling, () => file.Case.Reference, () => Save(desk, file, input, post), () => new { input.Agrees }, post);
    }

    private static void Save(Desk desk, CaseFile file, Input input, Post post)
    {
        desk.Store.Add(file.Said(desk, 0, Act.GiveGroupOpinion, post, null, input.Text, input.Agrees ? Decision.Agree : Decision.Return, file.Case.Current));
        Knowledge.HasActed(desk, file, desk.Actor.PersonId);
        file.Case.Touch();
    }
}
