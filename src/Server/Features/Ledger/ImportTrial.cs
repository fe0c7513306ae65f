using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Shoumi.Server.Features.Organisation;

namespace Shoumi.Server.Features.Ledger;

/// <summary>试算: what an import would do, row by row. Made from the day's facts each time it is asked, and never kept.</summary>
/// <param name="New">Entries that would be made, and by what each is known again.</param>
/// <param name="Known">Rows that are in the ledger already.</param>
public sealed record ImportTrial(OldLedgerReading Reading, ImmutableArray<(OldEntry Old, string Fingerprint)> New, int Known, int Untitled, int Declassified)
{
    // One question names so many fingerprints at most.
    private const int AtOnce = 5_000;

    /// <summary>Rows that repeat one further up.</summary>
    public int Repeated => Reading.Rows.Count(r => r.Repeats);

    /// <summary>Rows that an error keeps out.</summary>
    public int Faulty => Reading.Rows.Count(r => r.IsFaulty);

    /// <summary>Rows that are taken with a warning.</summary>
    public int Warned => Reading.Rows.Count(r => !r.IsFaulty && !r.Problems.IsEmpty);

    public static async Task<ImportTrial> MakeAsync(Desk desk, ImportPlan plan)
    {
        var facts = await FactsAsync(desk);
        var reading = OldLedgerReading.Of(plan.Used, facts);
        var candidates = reading.Rows.Where(r => r is { IsFaulty: false, Repeats: false }).Select(r => r.Entry!).ToList();
        var titled = candidates.Where(e => facts.Keeps(e.Level)).ToDictionary(e => e, e => e.Fingerprint());
        var there = await ThereAsync(desk, titled.Values);
        // Without its title an entry above the ceiling is known, and one whose title was erased since.
        var others = candidates.Where(e => !titled.TryGetValue(e, out var print) || !there.Contains(print))
            .GroupBy(e => e.Untitled(1)).SelectMany(g => g.Select((e, i) => (Old: e, Untitled: e.Untitled(i + 1)))).ToList();
        there.UnionWith(await ThereAsync(desk, others.Select(o => o.Untitled)));
        ImmutableArray<(OldEntry Old, string Fingerprint)> fresh = [.. others.Where(o => !there.Contains(o.Untitled)).Select(o => (o.Old, titled.GetValueOrDefault(o.Old, o.Untitled)))];
        return new(reading, fresh, candidates.Count - fresh.Length, fresh.Count(e => !facts.Keeps(e.Old.Level)), fresh.Count(e => !e.Old.Secrecy.InForceOn(desk.Today)));
    }

    private static async Task<HashSet<string>> ThereAsync(Desk desk, IEnumerable<string> prints)
    {
        var there = new HashSet<string>();
        foreach (var some in prints.Distinct().Chunk(AtOnce))
        {
            there.UnionWith(await desk.Store.Imported(desk.Actor, some).ToListAsync(desk.Cancel));
        }

        return there;
    }

    /// <summary>What an old ledger is read against today.</summary>
    public static async Task<OldLedgerFacts> FactsAsync(Desk desk)
    {
        var roster = await Roster.LoadAsync(desk);
        var superior = await desk.Store.SuperiorRules.AsNoTracking().ToListAsync(desk.Cancel);
        var names = new NameBook(
            roster.Units.Where(u => u.Kind != UnitKind.Bureau && u.ActiveOn(desk.Today)).Select(u => (u.Id, u.Name)),
            roster.People.Where(p => p.Administers is null).Select(p => (p.Id, p.Name)),
            roster.Units.Where(u => u.Kind == UnitKind.Bureau).Select(u => (int?)u.Id).FirstOrDefault());
        return new(desk.Pack, desk.Today, desk.Bureau.Ceiling, desk.Actor.Cleared, names, [.. superior.Select(r => r.Says)]);
    }
}
