using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Ledger;

/// <summary>Imports of old ledgers, and where the next one begins.</summary>
/// <param name="MayImport">Whether the viewer may import.</param>
/// <param name="Held">Whether an upload of the viewer's waits to be checked.</param>
/// <param name="Batches">Newest first.</param>
public sealed record ImportsModel(int LargestMegabytes, bool MayImport, bool Held, IReadOnlyList<BatchShown> Batches, FormState Form);

/// <summary>One import in the list.</summary>
/// <param name="State">In words.</param>
public sealed record BatchShown(int Id, DateTimeOffset At, string By, int Imported, int Declassified, int Known, int Repeated, int Faulty, string Hash, bool Reversed, string State);

/// <summary>The columns of an upload with their proposed meanings, to be corrected.</summary>
public sealed record ImportColumnsModel(ImportPlan Plan, FormState Form)
{
    /// <summary>Rows that are shown of each sheet.</summary>
    public const int Sample = 5;

    /// <summary>The highest level named in the rows that are shown, wherever in them: until the columns are confirmed any cell may be the level.</summary>
    public Level? Highest => Levels.All.OrderDescending().Cast<Level?>().FirstOrDefault(level => Plan.Sheets
        .SelectMany(s => s.Sheet.Rows.Where(r => r.Number > (s.Layout?.HeaderRow ?? 0)).Take(Sample)).SelectMany(r => r.Cells)
        .Any(cell => cell.Contains(level!.Value.Word(), StringComparison.Ordinal)));
}

/// <summary>What an import would do.</summary>
/// <param name="Problems">The first of them: sheet and sentence.</param>
/// <param name="More">How many there are besides.</param>
public sealed record ImportTrialModel(ImportPlan Plan, ImportTrial Trial, IReadOnlyList<(string Sheet, string Text, bool Warning)> Problems, int More, Level? Ceiling, FormState Form)
{
    /// <summary>The highest level among what is to be imported: its problems name what stands in the cells.</summary>
    public Level? Highest => Trial.New.Length == 0 ? null : Trial.New.Max(e => e.Old.Level);
}

/// <summary>One import, with what can be done about it.</summary>
/// <param name="Pending">A reversal waits that the viewer may confirm.</param>
/// <param name="Own">A reversal waits that the viewer has asked for.</param>
public sealed record ImportBatchModel(BatchShown Batch, int Untitled, int Version, ReversalShown? Reversal, bool MayAsk, bool Pending, bool Own, FormState Form);

/// <summary>A reversal that was asked for or done.</summary>
public sealed record ReversalShown(string AskedBy, DateTimeOffset AskedAt, string Reason, string? ConfirmedBy, DateTimeOffset? ConfirmedAt);
