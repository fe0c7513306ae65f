using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>Makes the page of one entry, with every column of form F02.</summary>
public static class EntryView
{
    /// <summary>The entry, if it exists for this person; a keeper outside the scope sees it only as far as a correction of it has to be confirmed.</summary>
    public static async Task<(LedgerEntry Entry, bool Known)?> FindAsync(Desk desk, int id)
    {
        if (await desk.Store.VisibleEntries(desk.Actor).AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, desk.Cancel) is { } known)
        {
            return (known, true);
        }

        var waiting = desk.Store.OpenCorrections(desk.Actor);
        return await desk.Store.Kept(desk.Actor).Where(e => e.Id == id && waiting.Any(c => c.EntryId == e.Id)).AsNoTracking().SingleOrDefaultAsync(desk.Cancel) is { } kept ? (kept, false) : null;
    }

    public static async Task<LedgerEntryModel> MakeAsync(Desk desk, Language l, LedgerEntry entry, bool known, FormState form)
    {
        var roster = await Roster.LoadAsync(desk);
        var corrections = await desk.Store.Corrections(entry).OrderByDescending(c => c.Id).AsNoTracking().ToListAsync(desk.Cancel);
        var open = corrections.FirstOrDefault(c => c.EntryId == entry.Id && c.Confirmed is null);
        var others = entry is { ReplacedById: null, ReplacesId: null } ? []
            : await desk.Store.VisibleEntries(desk.Actor).Where(e => e.Id == entry.ReplacedById || e.Id == entry.ReplacesId).AsNoTracking().ToDictionaryAsync(e => e.Id, desk.Cancel);
        var mayDecide = open is not null && Authority.Judge(Act.ConfirmCorrection, desk.Actor.Posts).IsPermitted;
        var matter = known ? await desk.Store.Visible(desk.Actor).AsNoTracking().SingleAsync(c => c.Id == entry.CaseId, desk.Cancel) : null;
        var barred = open is not null && open.RequestedById == desk.Actor.PersonId;
        return new LedgerEntryModel(
            desk.Today,
            Api.Row(desk, roster, entry, known),
            matter is null ? null : Columns(desk, l, roster, entry, matter),
            entry.LastProtectedDay,
            Link(others, entry.ReplacedById),
            Link(others, entry.ReplacesId),
            matter is { ImportBatchId: null } ? $"/cases/{entry.CaseId}" : null,
            // Whoever confirms from outside the scope sees the one that waits, and nothing of what was corrected before.
            known ? [.. corrections.Select(c => Shown(c, l, roster, known))] : [],
            known && open is null && entry is { ReplacedById: null, ReversedOn: null } && Authority.Judge(Act.RequestCorrection, desk.Actor.Posts).IsPermitted,
            open is not null && mayDecide && !barred ? Shown(open, l, roster, known) : null,
            barred ? Shown(open!, l, roster, known) : null,
            barred ? (desk.Pack.Reason("MZ.7.5.SECOND").Text.In(l.English), "MZ.7.5.SECOND") : null,
            known && entry.ReversedOn is null && Authority.Judge(Act.OpenChange, desk.Actor.Posts).IsPermitted && Rules.Procedure.ChangeRules.MayOpen(Changes.ChangedMatter.FactsOf(entry), false, "-", desk.Actor, desk.Today).IsPermitted,
            entry.IsReceived,
            form,
            Storage.Store.IsKeeper(desk.Actor) ? entry.ImportBatchId : null,
            matter is { ImportBatchId: not null } && entry is { ReplacedById: null, ReversedOn: null } ? await Changes.RemarkedDocument.ShownAsync(desk, matter) : null,
            entry.CaseId);
    }

    private static EntryColumns Columns(Desk desk, Language l, Roster roster, LedgerEntry entry, ClassificationCase @case)
    {
        var p = @case.Current;
        // The case says what holds now; what an entry rested on that a change has taken the place of, the entry itself says.
        var former = entry.ReplacedAs is EntryKind.Changed;
        return new EntryColumns(
            entry.DocumentNumber,
            entry.Origin,
            former ? l.T($"当时 {entry.Knowing} 人，现在的见现行记录", $"{entry.Knowing} then; for now see the entry in force") : p is null ? "" : string.Join(l.T("、", ", "), p.Units.Select(roster.UnitName).Concat(p.People.Select(roster.Name))),
            entry.Derivative ? l.T("派生定密（来文）", "Derivative (received)") : l.T("原始定密", "Original"),
            p?.Source is { } source ? $"{source.Originator} {source.DocumentNumber}" : former ? desk.Pack.Row(entry.RowId)?.Name.Zh : p?.Basis is { } basis ? string.Join('；', basis.Rows.Select(r => r.Text)) : null,
            p?.Basis is { } b ? $"{b.Pack} {b.Version:yyyy-MM-dd}" : "—",
            Procedure.CaseView.CarrierForms(l).FirstOrDefault(c => c.Value == entry.CarrierForm).Text ?? entry.CarrierForm,
            p?.Source?.IssuedOn,
            @case.ClassifiedOn,
            entry.Remark,
            Calendar.OnTheWall(entry.EnteredAt),
            roster.Name(entry.EnteredById));
    }

    private static (long, string)? Link(Dictionary<int, LedgerEntry> others, int? id) => id is { } i && others.TryGetValue(i, out var e) ? (e.Id, e.Shown) : null;

    private static CorrectionShown Shown(Correction c, Language l, Roster roster, bool known) => new(
        c.Id,
        Field(c.Field, l),
        c.Was,
        c.Becomes,
        known ? c.Reason : null,
        roster.Name(c.RequestedById),
        Calendar.OnTheWall(c.RequestedAt),
        c.DecidedById is { } by ? roster.Name(by) : null,
        c.DecidedAt is { } at ? Calendar.OnTheWall(at) : null,
        c.Confirmed switch { null => l.T("待第二人确认", "waiting for a second person"), true => l.T("已更正", "corrected"), false => c.DecidedById == c.RequestedById ? l.T("申请人撤回", "taken back") : l.T("未予更正", "not corrected") });

    /// <summary>The column's words.</summary>
    public static string Field(CorrectedField field, Language l) => field switch
    {
        CorrectedField.Title => l.T("事项名称", "Title"),
        CorrectedField.DocumentNumber => l.T("文号", "Document no."),
        CorrectedField.CarrierForm => l.T("载体形式", "Carrier form"),
        CorrectedField.Copies => l.T("份数", "Copies"),
        CorrectedField.Remark => l.T("备注", "Remark"),
    };
}
