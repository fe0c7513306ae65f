using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Storage;

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
        var writing = new Writing(desk, await Roster.LoadAsync(desk), batch);
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

    /// <summary>Makes the rows of a batch, some at a time: first the cases, then, when these have their identities, what points at them.</summary>
    private sealed class Writing(Desk desk, Roster roster, ImportBatch batch)
    {
        private readonly int bureau = roster.Units.First(u => u.Kind == UnitKind.Bureau).Id;
        private readonly Dictionary<string, int> knowing = [];

        public IEnumerable<Action> Steps(OldEntry[] entries)
        {
            var cases = new ClassificationCase[entries.Length];
            yield return () =>
            {
                // What was saved before need not be looked through again.
                desk.Store.ChangeTracker.Clear();
                for (var i = 0; i < entries.Length; i++)
                {
                    cases[i] = Case(entries[i]);
                }

                desk.Store.AddRange(cases);
            };
            yield return () =>
            {
                desk.Store.AddRange(entries.Select((e, i) => Entry(e, cases[i])));
                desk.Store.AddRange(entries.SelectMany((e, i) => Grants(e, cases[i].Id)));
            };
        }

        private ClassificationCase Case(OldEntry old)
        {
            var source = old.Origin == TermOrigin.Received ? new SourceMark(old.Basis, old.DocumentNumber ?? "", false, old.ClassifiedOn) : null;
            var @case = new ClassificationCase
            {
                Year = old.ClassifiedOn.Year,
                DrafterId = old.DrafterId ?? desk.Actor.PersonId,
                UnitId = old.UnitId ?? bureau,
                OpenedAt = desk.Now,
                Kind = DocumentKind.Written,
                ImportBatchId = batch.Id,
            };
            @case.Wait(desk.Now);
            @case.Inherit(
                new(Determination.StateSecret, null, [], [], null, old.Level, null, old.Term, old.Origin, null, source, old.People, old.Units, null, Math.Max(old.Copies, 1), null),
                Kept(old),
                old.ClassifiedOn,
                old.ClassifierId);
            return @case;
        }

        private LedgerEntry Entry(OldEntry old, ClassificationCase @case)
        {
            var secrecy = old.Secrecy;
            var entry = new LedgerEntry
            {
                Year = old.ClassifiedOn.Year,
                CaseId = @case.Id,
                EnteredAt = desk.Now,
                EnteredById = desk.Actor.PersonId,
                UnitId = old.UnitId ?? 0,
                DrafterId = old.DrafterId ?? 0,
                ClassifierId = old.ClassifierId ?? 0,
                Title = Kept(old),
                Level = secrecy.Level,
                Term = secrecy.Term,
                Origin = secrecy.Origin,
                Mark = secrecy.ToString(),
                RowId = OldEntry.RowId,
                Basis = old.Basis,
                ClassifiedOn = secrecy.StartsOn,
                LastProtectedDay = secrecy.LastProtectedDay,
                FreeFrom = secrecy.FreeFrom,
                DocumentNumber = old.DocumentNumber,
                CarrierForm = old.CarrierForm,
                Copies = old.Copies,
                Remark = old.Remark,
                Knowing = Knowing(old),
                ImportBatchId = batch.Id,
                OldNumber = old.OldNumber,
                Fingerprint = old.Fingerprint(Kept(old) is not null),
            };
            // What was over before it came here is recorded with it: the night has nothing to add.
            if (!secrecy.InForceOn(desk.Today))
            {
                entry.RecordDeclassification(desk.Today);
            }

            return entry;
        }

        private IEnumerable<AccessGrant> Grants(OldEntry old, int @case)
        {
            var scope = old.People.Select(p => Principal.Person(p)).Concat(old.Units.Concat(old.UnitId is { } unit ? [unit] : []).Select(u => u == bureau ? Principal.Everyone : Principal.Unit(u))).Distinct();
            return scope.Select(p => (Principal: p, Source: GrantSource.Scope)).Append((Principal.Person(desk.Actor.PersonId), GrantSource.Acted))
                .Select(g => new AccessGrant { CaseId = @case, Principal = g.Item1, Source = g.Item2, Since = desk.Now });
        }

        /// <summary>How many know it; most entries of a ledger share a handful of scopes.</summary>
        private int Knowing(OldEntry old)
        {
            var units = old.UnitId is { } own ? old.Units.Add(own) : old.Units;
            var scope = $"{(int)old.Level}|{string.Join(',', units)}|{string.Join(',', old.People)}";
            if (!knowing.TryGetValue(scope, out var count))
            {
                count = knowing[scope] = old.People.Concat(units.SelectMany(u => roster.Cleared(u, old.Level)).Select(p => p.Id)).Append(desk.Actor.PersonId).Distinct().Count();
            }

            return count;
        }

        private string? Kept(OldEntry old) => Titles.Kept(old.Title, Determination.StateSecret, old.Level, desk.Bureau.Ceiling);
    }
}
