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
}

/// <summary>What an import would do.</summary>
/// <param name="Problems">The first of them: sheet and sentence.</param>
/// <param name="More">How many there are besides.</param>
public sealed record ImportTrialModel(ImportPlan Plan, ImportTrial Trial, IReadOnlyList<(string Sheet, string Text, bool Warning)> Problems, int More, Level? Ceiling, FormState Form);

/// <summary>One import, with what can be done about it.</summary>
/// <param name="Pending">A reversal waits that the viewer may confirm.</param>
/// <param name="Own">A reversal waits that the viewer has asked for.</param>
public sealed record ImportBatchModel(BatchShown Batch, int Untitled, int Version, ReversalShown? Reversal, bool MayAsk, bool Pending, bool Own, FormState Form);

/// <summary>A reversal that was asked for or done.</summary>
public sealed record ReversalShown(string AskedBy, DateTimeOffset AskedAt, string Reason, string? ConfirmedBy, DateTimeOffset? ConfirmedAt);
