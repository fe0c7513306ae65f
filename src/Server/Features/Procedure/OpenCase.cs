using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Procedure;

/// <summary>拟稿开案: a case is opened with the draft, before anything else is done with it (article 7 item 1).</summary>
[Requirement("R7.1.1")]
public static class OpenCase
{
    /// <param name="Hash">SHA-256 of the draft, or null for a draft on paper.</param>
    /// <param name="Format">Format found in its bytes.</param>
    public sealed record Input(DocumentKind Kind, string? Hash, string? Format);

    /// <param name="file">Whether the file itself can be taken.</param>
    public static Task<Ruled> HandleAsync(Desk desk, Input input, Ruling file)
    {
        var opened = new ClassificationCase { Year = desk.Today.Year, DrafterId = desk.Actor.PersonId, UnitId = desk.Actor.UnitId, OpenedAt = desk.Now, Kind = input.Kind };
        if (input is { Hash: { } hash, Format: { } format })
        {
            opened.Present(hash, format);
        }

        opened.Wait(desk.Now);
        return desk.EndAsync(
            Act.OpenCase,
            Ruling.All(Authority.Judge(Act.OpenCase, desk.Actor.Posts), desk.Calendar.Judge(), file),
            () => opened.Reference,
            () => desk.Store.Add(opened),
            () => input,
            id: () => opened.Id,
            then: [() => Knowledge.Open(desk, opened)]);
    }
}
