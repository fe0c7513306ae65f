using Shoumi.Rules;
using Shoumi.Rules.Registers;
using Shoumi.Server.Features.Organisation;

namespace Shoumi.Server.Features.Ledger;

/// <summary>
/// 导入旧台账: what was tried out becomes entries, all of them in one act with one line. Each entry has a case of its own, born registered,
/// so that who may know it is decided as for any other; its number here is of a series of its own, and it shows the one it had.
/// </summary>
[Requirement("R7.5.1", "R5.4", "R4.3", "R7.1.6")]
public static class ImportOldLedger
{
    /// <param name="Rows">How many entries the trial had announced.</param>
    public sealed record Input(string Hash, int Rows);

    // Rows that are held as entities at a time.
    private const int Chunk = 1_000;

    public static async Task<Ruled> HandleAsync(Desk desk, ImportPlan plan, Input input)
    {
        var trial = await ImportTrial.MakeAsync(desk, plan);
        var ruling = Ruling.All(
            desk.Calendar.Judge(),
            input.Hash == plan.Held.Hash ? Ruling.Yes : Not("不是试算的那份文件", "it is not the file that was tried out"),
            trial.New.Length > 0 ? Ruling.Yes : Not("没有新的记录：各行都已在台账，或有错误", "nothing in it is new: all rows are in the ledger already, or faulty"),
            input.Rows == trial.New.Length ? Ruling.Yes : Not("试算以后台账有变动，条数不同了", "the ledger has changed since the trial, and the count is another"));
        var batch = new ImportBatch
        {
            FileHash = plan.Held.Hash,
            ImportedById = desk.Actor.PersonId,
            ImportedAt = desk.Now,
            Imported = trial.New.Length,
            Declassified = trial.Declassified,
            Untitled = trial.Untitled,
            Known = trial.Known,
            Repeated = trial.Repeated,
            Faulty = trial.Faulty,
        };
        var writing = new ImportWriting(desk, await Roster.LoadAsync(desk), batch);
        return await desk.EndAsync(
            Act.ImportOldLedger,
            ruling,
            () => batch.Id > 0 ? batch.Reference : "旧台账导入",
            () => desk.Store.Add(batch),
            () => new { batch.FileHash, batch.Imported, batch.Declassified, batch.Untitled, batch.Known, batch.Repeated, batch.Faulty },
            Post.RegistryClerk,
            id: () => batch.Id,
            then: [.. trial.New.Chunk(Chunk).SelectMany(writing.Steps)]);
    }

    private static Ruling Not(string why, string whyEn) => Ruling.Forbid("MZ.7.5.IMPORT", "R7.5.1", ("why", why), ("why_en", whyEn));
}
