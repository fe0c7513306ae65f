using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Ledger;

/// <summary>Makes the rows of a batch, some at a time: first the cases, then, when these have their identities, what points at them.</summary>
internal sealed class ImportWriting(Desk desk, Roster roster, ImportBatch batch)
{
    private readonly int bureau = roster.Units.First(u => u.Kind == UnitKind.Bureau).Id;
    private readonly Dictionary<string, int> knowing = [];

    public IEnumerable<Action> Steps((OldEntry Old, string Fingerprint)[] entries)
    {
        var cases = new ClassificationCase[entries.Length];
        yield return () =>
        {
            // What was saved before need not be looked through again.
            desk.Store.ChangeTracker.Clear();
            for (var i = 0; i < entries.Length; i++)
            {
                cases[i] = Case(entries[i].Old);
            }

            desk.Store.AddRange(cases);
        };
        yield return () =>
        {
            desk.Store.AddRange(entries.Select((e, i) => Entry(e.Old, e.Fingerprint, cases[i])));
            desk.Store.AddRange(entries.SelectMany((e, i) => Grants(e.Old, cases[i].Id)));
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

    private LedgerEntry Entry(OldEntry old, string fingerprint, ClassificationCase @case)
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
            Derivative = old.Origin == TermOrigin.Received,
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
            Fingerprint = fingerprint,
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
