using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// 接办: a case that lies with a drafter who has left or is no longer cleared is taken over by the head of the unit or the head's deputy,
/// who counts as its drafter from then on (article 7).
/// </summary>
[Requirement("R7.7", "R7.6", "R7.9")]
public static class TakeOverCase
{
    public sealed record Input(int Version);

    /// <returns>Null when there is no such case for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var ruling = Ruling.All(Overtaken.Judge(file, input.Version, desk), FiveSteps.MayTakeOver(file.Facts(), desk.Actor, desk.Pack.Procedure));
        var (former, name) = (file.Case.DrafterId, await desk.Store.People.Where(p => p.Id == file.Case.DrafterId).Select(p => p.Name).SingleAsync(desk.Cancel));
        return await desk.EndAsync(
            Act.TakeOverCase,
            ruling,
            () => file.Case.Reference,
            () =>
            {
                desk.Store.Add(file.Said(desk, 0, Act.TakeOverCase, Post.SectionHead, file.Case.UnitId, name));
                Knowledge.HasActed(desk, file, desk.Actor.PersonId);
                file.Case.TakeOver(desk.Actor.PersonId);
            },
            () => new { From = former },
            Post.SectionHead,
            file.Case.UnitId);
    }
}
