using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>撤回: the drafter takes the case back before step 4, saying what became of the draft carriers (article 7).</summary>
[Requirement("R7.7")]
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
            FiveSteps.MayWithdraw(file.Facts(desk.Pack), desk.Actor, Carriers(new Language(english: false)).Any(c => c.Value == input.Carriers)));
        return await desk.EndAsync(Act.Withdraw, ruling, () => file.Case.Reference, () => Save(desk, file, input), () => new { input.Carriers }, Post.ActionOfficer);
    }

    private static void Save(Desk desk, CaseFile file, Input input)
    {
        desk.Store.Add(new Opinion
        {
            CaseId = file.Case.Id,
            Revision = file.Case.Revision,
            Step = 0,
            Act = Act.Withdraw,
            PersonId = desk.Actor.PersonId,
            Post = Post.ActionOfficer,
            AsDeputy = false,
            Text = $"{input.Carriers} {input.Text}".Trim(),
            At = desk.Now,
        });
        file.Case.Move(Stage.Withdrawn, desk.Now);
        Knowledge.Close(desk, file);
    }
}
