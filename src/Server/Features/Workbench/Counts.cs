namespace Shoumi.Server.Features.Workbench;

/// <summary>What the workbench counts in the ledger for one person.</summary>
/// <param name="EndThisMonth">Entries whose term ends in the present month.</param>
/// <param name="EndSoon">Entries whose term ends within the reminder days.</param>
/// <param name="Months">The last twelve months, oldest first.</param>
/// <param name="ToRemark">Entries that have run out and whose re-marking the person is to record.</param>
public sealed record Counts(int EndThisMonth, int EndSoon, IReadOnlyList<Month> Months, int ToRemark);
