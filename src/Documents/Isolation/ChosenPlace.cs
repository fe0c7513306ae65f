using System.Collections.Immutable;
using Shoumi.Rules;
using Shoumi.Rules.Marking;

namespace Shoumi.Documents.Isolation;

/// <summary>Marking in a place that somebody chose: one that the regulation does not name only where those it names have no room.</summary>
[Requirement("R8.1.1", "R8.2.1")]
public static class ChosenPlace
{
    /// <summary>Judges the place and marks; null where the place is not permitted, and then nothing was marked.</summary>
    /// <param name="request">Marking, with the place chosen.</param>
    public static async Task<(Ruling Place, DocumentAnswer? Answer)> MarkAsync(this WorkerClient worker, DocumentKind kind, DocumentRequest request, ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        if (MarkingRules.IsNamed(kind, request.Placement))
        {
            return (Ruling.Yes, await worker.DoAsync(request, file, cancel));
        }

        var usual = await worker.DoAsync(request with { Placement = MarkingRules.UsualPlacement(kind) }, file, cancel);
        if (usual is DocumentAnswer.Refused { Refusal.Elsewhere: null })
        {
            return (Ruling.Yes, usual); // no place at all would do
        }

        ImmutableArray<Placement>? room = usual is DocumentAnswer.Refused { Refusal.Elsewhere: { } places } ? places : null;
        var place = MarkingRules.JudgePlacement(kind, request.Placement, room);
        // What has no room either is not tried again: the refusal of the usual place names those that have some.
        return (place, !place.IsPermitted ? null : room is { } free && free.Contains(request.Placement) ? await worker.DoAsync(request, file, cancel) : usual);
    }
}
