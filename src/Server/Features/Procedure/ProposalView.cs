using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Matters;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Frame;
using Shoumi.Server.Storage.Schema;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>Makes the form of a proposal: what is typed so far, and what follows from it.</summary>
public sealed class ProposalView(Desk desk, Language l, Roster roster, CaseFile file)
{
    /// <summary>How many found persons and units are offered at most.</summary>
    private const int MostFound = 12;

    public async Task<ProposalModel> MakeAsync(ProposalInput? typed, FormState form, string? query, bool differs, string next)
    {
        var (kept, savedAt) = typed is null && !differs ? await DraftAsync() : (null, null);
        var input = typed ?? kept ?? Start();
        var reading = await Changes.ChangeReading.OfAsync(desk, input, file, differs);
        return Model(input, reading, await RulesAsync(input.RowIds), form, query, differs, next, savedAt);
    }

    private ProposalModel Model(ProposalInput input, ProposalReading reading, IReadOnlyList<SuperiorTermRule> rules, FormState form, string? query, bool differs, string next, DateTimeOffset? savedAt)
    {
        var group = form.Typed.TryGetValue("group", out var g) && g.ToString() is { Length: > 0 } chosen ? chosen : input.ScopeId;
        var rows = RowsOf(group);
        var level = reading.Proposal.Level;
        return new ProposalModel(
            file.Case.Id,
            file.Case.Version,
            differs,
            FiveSteps.Waiting(file.Case.Stage)?.Number ?? 1,
            input.Title ?? file.Case.Title ?? "",
            input.Determination ?? Determination.StateSecret,
            desk.Pack.Scopes,
            group,
            rows,
            input.RowIds.FirstOrDefault(),
            desk.Pack.Conditions,
            input.Ticked.Select(t => t.Replace('.', ':')).ToHashSet(),
            rows.Where(r => r.Conditions.All(c => ProposalInput.Holds(desk.Pack, c, input.Ticked))).Select(r => r.Id).ToHashSet(),
            input.RowIds.Length > 1 ? level : null,
            input.Justification ?? "",
            level is { } known ? desk.Pack.Levels[known] : null,
            input.SuperiorRuleId is not null ? TermOrigin.SuperiorRule : input.Foreseeable == true ? TermOrigin.Foreseen : TermOrigin.Default,
            input.Amount ?? "",
            input.Unit,
            [.. rules.Select(r => ($"{r.Id}", $"{r.DocumentNumber} {r.Term}"))],
            input.SuperiorRuleId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Members(input),
            query is null ? [] : Found(roster, l, query, input.People, input.Units),
            query ?? "",
            Knowing(reading),
            Preview(reading, input.Determination),
            CaseView.Hints(desk.Pack, reading.Proposal),
            input.SendTo ?? "",
            $"{input.Copies}",
            new ReceivedTyped(input.ClaimedLevel ?? "", input.Originator ?? "", input.SourceNumber ?? "", input.SourceTerm ?? "", input.IssuedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "", input.CipherTelegram),
            next,
            savedAt, file.Changed is null ? null : input.ChangeReason ?? "", form);
    }

    /// <summary>The superior rules that the act will demand, by the same rule: none that is withdrawn, ahead or made for a lower row.</summary>
    private async Task<IReadOnlyList<SuperiorTermRule>> RulesAsync(ImmutableArray<string> rowIds)
    {
        var rows = rowIds.ToList();
        var registered = rows.Count == 0 ? [] : await desk.Store.SuperiorRules.AsNoTracking().Where(r => rows.Contains(r.RowId)).ToListAsync(desk.Cancel);
        return [.. SuperiorRules.Applicable(desk.Pack, registered.Select(r => r.Says), rowIds, desk.Today)];
    }

    private ImmutableArray<MatterRow> RowsOf(string? group) => desk.Pack.Scope(group ?? "") is { } scope ? Catalogue.RowsUnder(desk.Pack, scope) : [];

    /// <summary>Named so far: whoever handles the case is proposed at the start, since they will know it.</summary>
    private ProposalInput Start()
    {
        if (file.Case.Current is { } p)
        {
            return ProposalInput.From(p, file.Case.Title);
        }

        // The registry as a unit: whoever serves there must be able to enter, mark and correct when one clerk is away.
        var registry = roster.Units.Where(u => u.Kind == UnitKind.Registry && u.ActiveOn(roster.Day)).Select(u => u.Id);
        var handlers = FiveSteps.Table.Where(s => s.Number is > 1 and < 5)
            .Select(s => roster.Holding(s.Post, s.Of == HeldFor.DraftersUnit ? file.Case.UnitId : null, null).FirstOrDefault()?.Id)
            .OfType<int>().Prepend(file.Case.DrafterId).Distinct();
        return new ProposalInput(null, null, null, [], [], null, null, true, null, TermUnit.Year, null, null, null, null, null, false, [.. handlers], [.. registry], null, 1);
    }

    private async Task<(ProposalInput?, DateTimeOffset?)> DraftAsync()
    {
        var draft = await desk.Store.Drafts(file.Case).AsNoTracking().SingleOrDefaultAsync(desk.Cancel);
        return draft is { Form.Length: > 2 } ? (JsonSerializer.Deserialize<ProposalInput>(draft.Form, Json.Stored), Calendar.OnTheWall(draft.SavedAt)) : (null, null);
    }

    private IReadOnlyList<ScopeMember> Members(ProposalInput input) =>
    [
        .. input.Units.Select(u => new ScopeMember($"u:{u}", roster.UnitName(u), l.T($"{roster.Members(u).Count()} 人", $"{roster.Members(u).Count()}"), true)),
        .. input.People.Select(p => new ScopeMember($"p:{p}", roster.Name(p), roster.PostOf(p, l), false)),
    ];

    private int Knowing(ProposalReading reading) => roster.Knowing(reading.Proposal).Count();

    private PreviewShown Preview(ProposalReading reading, Determination? determination)
    {
        var p = reading.Proposal;
        var about = reading.Ruling.Reasons.Select(r => (Refusal: r, Reason: desk.Pack.Reason(r.Code))).FirstOrDefault(r => r.Reason.About is "term" or "matter");
        if (determination is Determination.Internal or Determination.Unclassified && about.Reason?.About != "matter")
        {
            return new(null, default, false, l.T("不定密，不标★", "Not classified, no ★"), desk.Today, null);
        }

        return about.Reason is null && p.SecrecyFrom(file.Case.StartsOn ?? desk.Today) is { } secrecy
            ? new(secrecy.Level, secrecy.Term, true, null, desk.Today, secrecy.LastProtectedDay, IssuedOn: p.Source?.IssuedOn, StartsOn: file.Case.StartsOn)
            : new(p.Level, default, false, about.Reason?.Text.In(l.English, about.Refusal.Arguments), desk.Today, null);
    }

    /// <summary>Persons and units by name, staff number or pinyin initials; those already named are left out.</summary>
    public static IReadOnlyList<ScopeMember> Found(Roster roster, Language l, string query, IEnumerable<int> people, IEnumerable<int> units)
    {
        var text = query.Trim();
        if (text.Length == 0)
        {
            return [];
        }

        var foundUnits = roster.Units.Where(u => u.ActiveOn(roster.Day) && !units.Contains(u.Id) && (u.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || Rules.Organisation.PinyinInitials.Begin(u.Name, text)))
            .Select(u => new ScopeMember($"u:{u.Id}", u.Name, l.T($"{roster.Members(u.Id).Count()} 人", $"{roster.Members(u.Id).Count()}"), true, false));
        var foundPeople = roster.People.Where(p => p.Administers is null && p.InServiceOn(roster.Day) && !people.Contains(p.Id) && (p.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || Rules.Organisation.PinyinInitials.Begin(p.Name, text) || p.StaffNumber == text))
            .Select(p => new ScopeMember($"p:{p.Id}", p.Name, roster.PostOf(p.Id, l), false, false));
        return [.. foundPeople.Concat(foundUnits).Take(MostFound)];
    }
}
