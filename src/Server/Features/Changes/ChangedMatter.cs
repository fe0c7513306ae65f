using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// What a change is about: the entry it was asked for on, or the one that has taken its place since by a clerical correction, and the case
/// that determined the matter.
/// </summary>
public sealed record ChangedMatter(LedgerEntry Entry, ClassificationCase Case)
{
    /// <summary>Null for a determination. Tracked, so that the fifth step can change it.</summary>
    public static async Task<ChangedMatter?> OfAsync(Desk desk, ClassificationCase change)
    {
        if (change.Purpose == CasePurpose.Determine)
        {
            return null;
        }

        var matter = await desk.Store.MatterOf(change).SingleAsync(desk.Cancel);
        var lines = await desk.Store.LinesOf(matter).ToListAsync(desk.Cancel);
        return new(Corrected(lines, lines.Single(e => e.Id == change.ChangesEntryId)), matter);
    }

    /// <summary>The line that stands for that one since it was corrected, however often; the line itself where it was not.</summary>
    /// <param name="lines">All lines of the matter.</param>
    public static LedgerEntry Corrected(IReadOnlyList<LedgerEntry> lines, LedgerEntry line)
    {
        while (line.ReplacedAs == EntryKind.Corrected)
        {
            line = lines.Single(e => e.Id == line.ReplacedById);
        }

        return line;
    }

    /// <summary>What the rules need to know.</summary>
    public MatterFacts Facts => FactsOf(Entry);

    /// <summary>What holds now, as an opinion; put together from the entry where none was ever given.</summary>
    public Proposal Present => PresentOf(Entry, Case);

    /// <inheritdoc cref="Facts"/>
    public static MatterFacts FactsOf(LedgerEntry entry) => new(entry.Secrecy, entry.FreeFrom, entry.ReplacedById is not null || entry.ReversedOn is not null, entry.UnitId, entry.IsReceived);

    /// <inheritdoc cref="Present"/>
    public static Proposal PresentOf(LedgerEntry entry, ClassificationCase matter) => matter.Current ?? new Proposal(
        Determination.StateSecret, null, [], [], null, entry.Level, entry.Origin == TermOrigin.Default ? false : true, entry.Term, entry.Origin, null, null, [], [], null, entry.Copies, null);
}
