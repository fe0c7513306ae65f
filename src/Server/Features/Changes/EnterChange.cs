using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// 第五步 of a change: the registry writes a further entry in the classification ledger; the former one stays and points to it. From here on the
/// matter is what was approved: who may know it, at which level it is protected, when it ends.
/// </summary>
[Requirement("R7.5.1", "R7.4.1", "R6.6.2", "R8.6")]
public static class EnterChange
{
    public sealed record Input(Decision Decision, string? Text, string? Remark, int Version);

    /// <returns>Null when there is no such change for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input)
    {
        if (await CaseFile.FindAsync(desk, id) is not { Changed: { } matter } file)
        {
            return null;
        }

        var (step, back) = (FiveSteps.ByAct(Act.EnterInLedger)!, input.Decision == Decision.Return);
        var (day, revision) = (file.Case.ClassifiedOn ?? desk.Today, file.Case.Revision);
        var undelivered = await desk.Store.Notices(file.Case).CountAsync(n => n.Revision == revision && n.ReceivedOn == null, desk.Cancel);
        var ruling = Ruling.All(
            Overtaken.Judge(file, input.Version, desk),
            FiveSteps.Judge(Act.EnterInLedger, input.Decision, file.Facts(), desk.Actor, desk.Pack.Procedure),
            back ? Ruling.Yes : desk.Calendar.Judge(),
            back || file.Case.Secrecy is not { } to ? Ruling.Yes : ChangeRules.MayEnter(matter.Facts, file.Case.Purpose, to, undelivered, desk.Today));
        var written = back || file.Case.ApprovedById is null ? null : Written(desk, file, matter, input.Remark, await KnowingAsync(desk, file), day);
        var risen = back ? null : await RisenAsync(desk, file, matter);
        return await desk.EndAsync(
            Act.EnterInLedger,
            ruling,
            () => written?.Reference ?? file.Case.Reference,
            () => Save(desk, file, matter, step, input, written, risen),
            () => new { Case = file.Case.Reference, Replaces = matter.Entry.Reference, written?.Mark, written?.FreeFrom, input.Decision, Erased = risen is { Erase: true } },
            step.Post,
            id: () => written?.Id ?? 0,
            then: written is null ? [] : [() => matter.Entry.ReplacedBy(written)]);
    }

    /// <summary>Everything that carries the matter's title or its level, to be changed with it.</summary>
    /// <param name="Grants">Who may know the matter.</param>
    /// <param name="Former">Who may know the changes before this one.</param>
    /// <param name="Erase">Whether the title must go: the matter rises above the ceiling set for this system.</param>
    /// <param name="KnownBy">By what the imported line among them is known again without its title.</param>
    private sealed record Matter(List<LedgerEntry> Lines, List<ClassificationCase> Changes, List<AccessGrant> Grants, List<AccessGrant> Former, List<Correction> Corrections, bool Erase, string? KnownBy);

    private static async Task<Matter> RisenAsync(Desk desk, CaseFile file, ChangedMatter matter)
    {
        var erase = Titles.Kept("x", Determination.StateSecret, file.Case.Current?.Level, desk.Bureau.Ceiling) is null;
        var changes = await desk.Store.ChangesOf(matter.Case.Id).ToListAsync(desk.Cancel);
        var lines = await desk.Store.LinesOf(matter.Case).ToListAsync(desk.Cancel);
        return new(
            lines,
            changes,
            await desk.Store.Grants(matter.Case).Where(g => g.EndedAt == null).ToListAsync(desk.Cancel),
            await desk.Store.Grants(changes.Where(c => c.Id != file.Case.Id)).Where(g => g.EndedAt == null && g.Source == GrantSource.Scope).ToListAsync(desk.Cancel),
            erase ? await desk.Store.CorrectionsOf(matter.Case).ToListAsync(desk.Cancel) : [],
            erase,
            erase && lines.SingleOrDefault(e => e is { Fingerprint: not null, Title: not null }) is { } imported ? await KnownByAsync(desk, imported) : null);
    }

    /// <summary>Of lines that are alike but for their titles, the next one that is free.</summary>
    private static async Task<string> KnownByAsync(Desk desk, LedgerEntry imported)
    {
        for (var nth = 1; ; nth++)
        {
            var print = OldEntry.Untitled(imported.OldNumber, imported.DocumentNumber, imported.Secrecy, nth);
            if (!await desk.Store.Imported(desk.Actor, [print]).AnyAsync(desk.Cancel))
            {
                return print;
            }
        }
    }

    private static async Task<int> KnowingAsync(Desk desk, CaseFile file) => (await Roster.LoadAsync(desk)).Knowing(file.Case.Current!).Count();

    private static LedgerEntry Written(Desk desk, CaseFile file, ChangedMatter matter, string? remark, int knowing, DateOnly day)
    {
        var (basis, former) = (file.Case.Current!.Basis, matter.Entry);
        var rest = former.Rest with
        {
            Title = Titles.Kept(former.Title, Determination.StateSecret, file.Case.Current.Level, desk.Bureau.Ceiling),
            DrafterId = file.Case.DrafterId,
            ClassifierId = file.Case.ApprovedById!.Value,
            Remark = remark ?? former.Remark,
            Knowing = knowing,
        };
        if (file.Case.Purpose == CasePurpose.Declassify)
        {
            return former.Declassified(day, rest, desk.Today.Year, desk.Now, desk.Actor.PersonId);
        }

        rest = basis is { Rows.IsEmpty: false }
            ? rest with { RowId = basis.Highest()!.Id, Basis = string.Join('、', basis.Rows.Select(r => r.Citation)) }
            : rest;
        return former.Changed(file.Case.Secrecy!, rest, desk.Today.Year, desk.Now, desk.Actor.PersonId);
    }

    private static void Save(Desk desk, CaseFile file, ChangedMatter matter, Step step, Input input, LedgerEntry? written, Matter? all)
    {
        desk.Store.Add(file.Said(desk, step.Number, step.Act, step.Post, file.UnitOf(step), input.Text, input.Decision));
        DecideStep.Advance(desk, file, step, input.Decision, desk.Today, desk.Actor.PersonId);
        if (written is null || all is null)
        {
            return;
        }

        desk.Store.Add(written);
        matter.Case.Become(file.Case.Current! with { SendTo = matter.Present.SendTo, Copies = matter.Present.Copies }, all.Erase ? null : written.Title);
        // What has ever been said of the matter is protected as the matter is now.
        foreach (var line in all.Lines.Append(written))
        {
            line.Protect(written.Level);
        }

        all.Changes.ForEach(c => c.Follow(written.Level, written.Title));
        if (all.Erase)
        {
            Erase(all);
            desk.Store.Add(new Erasure { At = desk.Now });
        }

        Open(desk, matter, file.Case.Current!, all);
    }

    /// <summary>The title goes from every row that still holds it; the database overwrites what is taken away.</summary>
    private static void Erase(Matter all)
    {
        // A line above the ceiling from the beginning never had one, and is known without it.
        all.Lines.Where(l => l.Title is not null).ToList().ForEach(l => l.EraseTitle(l.Fingerprint is null ? null : all.KnownBy));
        all.Corrections.ForEach(c => c.EraseWords());
    }

    /// <summary>
    /// The matter is opened to the new scope and closed to whoever has left it, and so are the changes before this one; who has acted knows
    /// them. This one is known to whoever has left until the notice is done with: <see cref="ConfirmRemarking"/>.
    /// </summary>
    private static void Open(Desk desk, ChangedMatter matter, Proposal proposal, Matter all)
    {
        var (wanted, within) = (Knowledge.Principals(desk, proposal).ToHashSet(), Knowledge.Within(desk, proposal));
        Knowledge.End(desk, all.Former.Where(g => !within(g.Principal)));
        Knowledge.End(desk, all.Grants.Where(g => g.Source == GrantSource.Scope && !wanted.Remove(g.Principal)));
        desk.Store.AddRange(wanted.Select(p => new AccessGrant { CaseId = matter.Case.Id, Principal = p, Source = GrantSource.Scope, Since = desk.Now }));
    }
}
