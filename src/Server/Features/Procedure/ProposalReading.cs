using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Marking;
using Shoumi.Rules.Matters;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Features.Procedure;

/// <summary>What a typed proposal comes to on the day's facts: the opinion it makes, and the ruling on it.</summary>
/// <param name="Title">The title as it may be stored.</param>
/// <param name="CatchAll">Whether a catch-all row is relied on.</param>
public sealed record ProposalReading(Ruling Ruling, Proposal Proposal, string? Title, bool CatchAll)
{
    /// <summary>Judges matter, term and scope together, so that everything wrong is said at once.</summary>
    /// <param name="drafterId">Whoever drafted knows the draft, and so is judged like everybody named.</param>
    /// <param name="source">What a received matter was registered with; a reviewer's other values are claims against it. Null at the first step.</param>
    /// <param name="day">The day whose facts count; today unless a paper says otherwise.</param>
    public static async Task<ProposalReading> OfAsync(Desk desk, ProposalInput input, int drafterId, Proposal? source = null, DateOnly? day = null)
    {
        if (input.Determination is not { } determination)
        {
            return new(Ruling.Forbid("MZ.7.1.OPINION", "R7.1.5", ("missing", "定性"), ("missing_en", "the determination")), Plain(input, Determination.Unclassified), null, false);
        }

        if (determination != Determination.StateSecret)
        {
            return new(Ruling.Yes, Plain(input, determination), Titles.Kept(input.Title, determination, null, desk.Bureau.Ceiling), false);
        }

        var received = desk.Pack.Scope(input.ScopeId ?? "")?.ReceivedOnly == true;
        var (level, term, origin, matter) = received ? FromSource(desk, input, source) : await FromCatalogueAsync(desk, input, day ?? desk.Today);
        var scope = await ScopeAsync(desk, input, level, drafterId);
        var rows = received ? [] : input.RowIds;
        var proposal = new Proposal(
            determination, input.ScopeId, rows, [.. input.Ticked.Order(StringComparer.Ordinal)], input.Justification, level, input.Foreseeable, term, origin,
            input.SuperiorRuleId, received ? new SourceMark(input.Originator ?? "", input.SourceNumber ?? "", input.CipherTelegram) : null,
            input.People, input.Units, input.SendTo, input.Copies, Basis(desk.Pack, rows));
        var catchAll = rows.Any(r => desk.Pack.Row(r)?.CatchAll == true);
        return new(Ruling.All(matter, scope), proposal, Titles.Kept(input.Title, determination, level, desk.Bureau.Ceiling, received && input.CipherTelegram), catchAll);
    }

    private static async Task<(Level?, Term, TermOrigin?, Ruling)> FromCatalogueAsync(Desk desk, ProposalInput input, DateOnly day)
    {
        var matter = Catalogue.Judge(desk.Pack, new MatterAnswer(input.ScopeId, input.RowIds, input.Ticked, input.Justification, input.ClaimedLevel));
        if (Catalogue.LevelOf(desk.Pack, input.RowIds) is not { } level)
        {
            return (null, default, null, matter);
        }

        var rows = input.RowIds.ToList();
        var rules = await desk.Store.SuperiorRules.AsNoTracking().Where(r => rows.Contains(r.RowId)).ToListAsync(desk.Cancel);
        var rule = rules.FirstOrDefault(r => r.Id == input.SuperiorRuleId);
        var prevailing = SuperiorRules.Applicable(rules.Select(r => r.Says), input.RowIds, day).FirstOrDefault();
        var term = Rules.Periods.Terms.Judge(desk.Pack, level, input.RowIds, new TermAnswer(input.Foreseeable, input.Amount, input.Unit, rule?.Says), day);
        return (level, term.Term, term.Origin, Ruling.All(matter, Prevails(prevailing, rule), input.SuperiorRuleId is not null && rule is null ? Ruling.Forbid("MZ.6.3", "R6.3.1", ("why", "没有登记这一规定"), ("why_en", "it is not registered")) : Ruling.Yes, term.Ruling));
    }

    /// <summary>Article 6 item 3: where the superior authority has ruled, no other term is chosen.</summary>
    private static Ruling Prevails(SuperiorTermRule? prevailing, SuperiorRule? chosen) => prevailing is null || chosen is not null
        ? Ruling.Yes
        : Ruling.Forbid("MZ.6.3", "R6.3.1", ("why", $"{prevailing.DocumentNumber}已规定为{prevailing.Term}，应选用该规定"), ("why_en", $"{prevailing.DocumentNumber} sets {prevailing.Term}; choose that rule"));

    /// <summary>Received matters keep what the source says; what a reviewer types is a claim against it.</summary>
    private static (Level?, Term, TermOrigin?, Ruling) FromSource(Desk desk, ProposalInput input, Proposal? recorded)
    {
        if (recorded is { Source: { } known, Level: { } was })
        {
            var claimed = ClassificationMark.Parse($"{input.ClaimedLevel}★{input.SourceTerm}").Mark;
            var kept = Received.Judge(desk.Pack, new ReceivedItem(known.Originator, known.DocumentNumber, was, recorded.Term, known.CipherTelegram), Levels.Read(input.ClaimedLevel), claimed?.Term);
            return (was, recorded.Term, recorded.Origin, kept.Ruling);
        }

        if (Levels.Read(input.ClaimedLevel) is not { } level)
        {
            return (null, default, null, Levels.Judge(input.ClaimedLevel));
        }

        var reading = ClassificationMark.Parse($"{level.Word()}★{input.SourceTerm}");
        if (reading.Mark is not { } mark)
        {
            // What was typed is not repeated: it may be anything, a title too.
            return (level, default, null, Ruling.Forbid("MZ.4.10.TERM", "R4.3"));
        }

        var received = Received.Judge(desk.Pack, new ReceivedItem(input.Originator ?? "", input.SourceNumber ?? "", level, mark.Term, input.CipherTelegram), null, null);
        return (level, received.Term, received.Origin, received.Ruling);
    }

    private static async Task<Ruling> ScopeAsync(Desk desk, ProposalInput input, Level? level, int drafterId)
    {
        var today = desk.Today;
        var (peopleIds, unitIds) = (input.People.Add(drafterId).Add(desk.Actor.PersonId).Distinct().ToList(), input.Units.ToList());
        var people = await desk.Store.People.AsNoTracking().Where(p => peopleIds.Contains(p.Id) && p.Administers == null).ToListAsync(desk.Cancel);
        var units = await desk.Store.Units.AsNoTracking().Where(u => unitIds.Contains(u.Id)).ToListAsync(desk.Cancel);
        if (input.People.IsEmpty && input.Units.IsEmpty)
        {
            return ScopeRules.Judge(level, [], []);
        }

        var strangers = peopleIds.Except(people.Select(p => p.Id)).Select(id => new NamedPerson(id, $"#{id}", null, false));
        var unknown = unitIds.Except(units.Select(u => u.Id)).Select(id => new NamedUnit(id, $"#{id}", UnitKind.Section, false));
        return ScopeRules.Judge(
            level,
            [.. people.Select(p => new NamedPerson(p.Id, p.Name, p.Cleared, p.InServiceOn(today))), .. strangers],
            [.. units.Select(u => new NamedUnit(u.Id, u.Name, u.Kind, u.ActiveOn(today))), .. unknown]);
    }

    private static BasisSnapshot? Basis(PolicyPack pack, ImmutableArray<string> rows) => rows.IsEmpty
        ? null
        : new BasisSnapshot(pack.Id, pack.Version, [.. rows.Select(pack.Row).OfType<MatterRow>().Select(r => new BasisRow(r.Id, r.Citation, r.Name.Zh))]);

    private static Proposal Plain(ProposalInput input, Determination determination) => new(
        determination, null, [], [], input.Justification, null, null, default, null, null, null, input.People, input.Units, input.SendTo, input.Copies, null);
}
