using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Changes;

/// <summary>What a change is about: the entry it was asked for on, and the case that determined the matter.</summary>
public sealed record ChangedMatter(LedgerEntry Entry, ClassificationCase Case)
{
    /// <summary>Null for a determination. Tracked, so that the fifth step can change it.</summary>
    public static async Task<ChangedMatter?> OfAsync(Desk desk, ClassificationCase change) => change.Purpose == CasePurpose.Determine
        ? null
        : new(await desk.Store.EntryOf(change).SingleAsync(desk.Cancel), await desk.Store.MatterOf(change).SingleAsync(desk.Cancel));

    /// <summary>What the rules need to know.</summary>
    public MatterFacts Facts => FactsOf(Entry);

    /// <summary>What holds now, as an opinion; put together from the entry where none was ever given.</summary>
    public Proposal Present => PresentOf(Entry, Case);

    /// <inheritdoc cref="Facts"/>
    public static MatterFacts FactsOf(LedgerEntry entry) => new(entry.Secrecy, entry.FreeFrom, entry.ReplacedById is not null || entry.ReversedOn is not null, entry.UnitId);

    /// <inheritdoc cref="Present"/>
    public static Proposal PresentOf(LedgerEntry entry, ClassificationCase matter) => matter.Current ?? new Proposal(
        Determination.StateSecret, null, [], [], null, entry.Level, entry.Origin == TermOrigin.Default ? false : true, entry.Term, entry.Origin, null, null, [], [], null, entry.Copies, null);
}
