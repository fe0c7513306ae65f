using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;

namespace Shoumi.Server.Features.Procedure;

/// <summary>第五步 记入定密台账: by the registry's clerk, with the next number of the year (article 7 item 5). A change has an entry of its own kind: <see cref="Changes.EnterChange"/>.</summary>
[Requirement("R7.5.1", "R2.1")]
public static class EnterInLedger
{
    public sealed record Input(Decision Decision, string? Text, string? DocumentNumber, string? CarrierForm, int Copies, string? Remark, int Version);

    /// <returns>Null when there is no such determination for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { Changed: null } file)
        {
            return null;
        }

        var step = FiveSteps.ByAct(Act.EnterInLedger)!;
        var current = file.Case.Current;
        var ruling = Ruling.All(
            Overtaken.Judge(file, input.Version, desk),
            FiveSteps.Judge(Act.EnterInLedger, input.Decision, file.Facts(), desk.Actor, desk.Pack.Procedure),
            input.Decision == Decision.Return ? Ruling.Yes : desk.Calendar.Judge(),
            input.Decision == Decision.Return || file.Case.Stage != Stage.LedgerEntry ? Ruling.Yes : Complete(file.Case));
        var knowing = current is null ? 0 : (await Roster.LoadAsync(desk)).Knowing(current).Select(p => p.Id).Concat(file.Opinions.Select(o => o.PersonId)).Append(desk.Actor.PersonId).Distinct().Count();
        LedgerEntry? entry = null;
        return await desk.EndAsync(
            Act.EnterInLedger,
            ruling,
            () => entry?.Reference ?? file.Case.Reference,
            () => entry = Save(desk, file, step, input, knowing),
            () => new { Case = file.Case.Reference, entry?.Mark, entry?.ClassifiedOn, entry?.FreeFrom, input.Decision },
            step.Post,
            id: () => entry?.Id ?? 0);
    }

    /// <summary>Article 2: level, basis, decision, term and scope of knowledge are all there.</summary>
    private static Ruling Complete(ClassificationCase @case)
    {
        var p = @case.Current;
        var basis = p?.Basis?.Highest()?.Id ?? p?.Source?.DocumentNumber;
        return Rules.Matters.Completeness.Judge(p?.Level, basis, @case is { ClassifiedOn: not null, ApprovedById: not null }, p?.Term ?? default, p is null ? 0 : p.People.Length + p.Units.Length);
    }

    private static LedgerEntry? Save(Desk desk, CaseFile file, Step step, Input input, int knowing)
    {
        desk.Store.Add(file.Said(desk, step.Number, step.Act, step.Post, file.UnitOf(step), input.Text, input.Decision));
        LedgerEntry? entry = null;
        if (input.Decision != Decision.Return)
        {
            entry = Write(desk, file, input, knowing);
            desk.Store.Add(entry);
        }

        DecideStep.Advance(desk, file, step, input.Decision, desk.Today, desk.Actor.PersonId);
        return entry;
    }

    private static LedgerEntry Write(Desk desk, CaseFile file, Input input, int knowing)
    {
        var (@case, secrecy) = (file.Case, file.Case.Secrecy!);
        var basis = @case.Current!.Basis;
        return new LedgerEntry
        {
            Year = desk.Today.Year,
            CaseId = @case.Id,
            EnteredAt = desk.Now,
            EnteredById = desk.Actor.PersonId,
            UnitId = @case.UnitId,
            DrafterId = @case.DrafterId,
            ClassifierId = @case.ApprovedById!.Value,
            Title = @case.Title,
            Level = secrecy.Level,
            Term = secrecy.Term,
            Origin = secrecy.Origin,
            Mark = secrecy.ToString(),
            RowId = basis?.Highest()?.Id ?? @case.Current.ScopeId ?? "",
            Basis = basis is { Rows.IsEmpty: false } ? string.Join('、', basis.Rows.Select(r => r.Citation)) : LedgerEntry.BasisOfReceived,
            ClassifiedOn = secrecy.StartsOn,
            LastProtectedDay = secrecy.LastProtectedDay,
            FreeFrom = secrecy.FreeFrom,
            DocumentNumber = input.DocumentNumber,
            CarrierForm = input.CarrierForm ?? "",
            Copies = input.Copies,
            Remark = input.Remark,
            Knowing = knowing,
        };
    }
}
