using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// 撤回: the drafter, or the head of the unit where the drafter is away, takes the case back before step 4, saying what became of the
/// draft carriers (article 7).
/// </summary>
[Requirement("R7.7", "R7.9")]
public static class Withdraw
{
    /// <summary>What can have become of the drafts: handed to the registry, destroyed under its list, or none on paper. Nothing else accounts for them.</summary>
    public static IReadOnlyList<(string Value, string Text)> Carriers(Language l) =>
        [("已交机要室", l.T("已交机要室", "Handed to the registry")), ("已列入销毁", l.T("已列入销毁", "Listed for destruction")), ("仅有电子稿，已清除", l.T("仅有电子稿，已清除", "Electronic only, erased"))];

    /// <param name="Carriers">One of <see cref="Carriers(Language)"/>.</param>
    public sealed record Input(string? Carriers, string? Text, int Version);

    /// <returns>Null when there is no such case for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var ruling = Ruling.All(
            Overtaken.Judge(file, input.Version, desk),
            FiveSteps.MayWithdraw(file.Facts(), desk.Actor, Carriers(new Language(english: false)).Any(c => c.Value == input.Carriers)));
        var post = desk.Actor.PersonId == file.Case.DrafterId ? Post.ActionOfficer : Post.SectionHead;
        return await desk.EndAsync(Act.Withdraw, ruling, () => file.Case.Reference, () => Save(desk, file, input, post), () => new { input.Carriers }, post, file.Case.UnitId);
    }

    private static void Save(Desk desk, CaseFile file, Input input, Post post)
    {
        desk.Store.Add(file.Said(desk, 0, Act.Withdraw, post, file.Case.UnitId, $"{input.Carriers} {input.Text}".Trim()));
        Knowledge.HasActed(desk, file, desk.Actor.PersonId);
        file.Case.Move(Stage.Withdrawn, desk.Now);
        Knowledge.Close(desk, file);
    }
}
