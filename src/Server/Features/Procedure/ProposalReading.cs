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
    /// <param name="reviewed">The case, from the second step on: what a received matter was registered with binds every reviewer, and its
    /// drafter is not judged again. Null at the first step.</param>
    /// <param name="day">The day whose facts count; today unless a paper says otherwise.</param>
    public static async Task<ProposalReading> OfAsync(Desk desk, ProposalInput input, ClassificationCase? reviewed = null, DateOnly? day = null)
    {
        if (input.Determination is not { } determination)
        {
            return new(Ruling.Forbid("MZ.7.1.OPINION", "R7.1.5", ("missing", "定性"), ("missing_en", "the determination")), Plain(desk.Pack, input, Determination.Unclassified), null, false);
        }

        var kept = Kept(desk.Pack, input, determination, reviewed?.Current);
        if (determination != Determination.StateSecret)
        {
            return new(Ruling.All(kept, Completeness.JudgeReason(determination, input.Justification)), Plain(desk.Pack, input, determination), Titles.Kept(input.Title, determination, null, desk.Bureau.Ceiling), false);
        }

        var received = desk.Pack.Scope(input.ScopeId ?? "")?.ReceivedOnly == true;
        var source = received ? Source(input, reviewed?.Current) : null;
        var (level, term, origin, matter) = source is not null ? FromSource(desk, input, source, reviewed?.Current, day ?? desk.Today) : await FromCatalogueAsync(desk, input, day ?? desk.Today);
        var scope = await ScopeAsync(desk, input, level, reviewed?.DrafterId, day ?? desk.Today);
        var rows = received ? [] : input.RowIds;
        ImmutableArray<string> ticked = [.. input.Ticked.Order(StringComparer.Ordinal)];
        var basis = BasisSnapshot.Of(desk.Pack, rows, received ? [] : ticked);
        var proposal = new Proposal(
            determination, input.ScopeId, rows, ticked, input.Justification, level, input.Foreseeable, term, origin,
            input.SuperiorRuleId, source, input.People, input.Units, input.SendTo, input.Copies, basis);
        return new(Ruling.All(kept, matter, scope), proposal, Titles.Kept(input.Title, determination, level, desk.Bureau.Ceiling, source is { CipherTelegram: true }), basis.ReliesOnCatchAll());
    }

    /// <summary>Article 4 item 10: a recorded source stays what it is, whatever a reviewer puts in its place.</summary>
    private static Ruling Kept(PolicyPack pack, ProposalInput input, Determination determination, Proposal? recorded) => recorded is { Source: { } known, Level: { } level }
        ? Received.JudgeKept(known.As(level, recorded.Term), determination, pack.Scope(input.ScopeId ?? ""), Typed(input).As(level, recorded.Term))
        : Ruling.Yes;

    private static SourceMark Source(ProposalInput input, Proposal? recorded) => recorded?.Source ?? Typed(input);

    private static SourceMark Typed(ProposalInput input) => new(input.Originator ?? "", input.SourceNumber ?? "", input.CipherTelegram, input.IssuedOn);

    private static async Task<(Level?, Term, TermOrigin?, Ruling)> FromCatalogueAsync(Desk desk, ProposalInput input, DateOnly day)
    {
        var matter = Catalogue.Judge(desk.Pack, new MatterAnswer(input.ScopeId, input.RowIds, input.Ticked, input.Justification, input.ClaimedLevel));
        if (Catalogue.LevelOf(desk.Pack, input.RowIds) is not { } level)
        {
            return (null, default, null, matter);
        }

        var rows = input.RowIds.ToList();
        var rules = await desk.Store.SuperiorRules.AsNoTracking().Where(r => rows.Contains(r.RowId)).ToListAsync(desk.Cancel);
        var rule = rules.FirstOrDefault(r => r.Id == input.SuperiorRuleId)?.Says;
        var term = Rules.Periods.Terms.Judge(desk.Pack, level, input.RowIds, new TermAnswer(input.Foreseeable, input.Amount, input.Unit, rule), day);
        return (level, term.Term, term.Origin, Ruling.All(
            matter,
            SuperiorRules.JudgeChoice(desk.Pack, rules.Select(r => r.Says), rule, input.RowIds, day),
            input.SuperiorRuleId is not null && rule is null ? Ruling.Forbid("MZ.6.3", "R6.3.1", ("why", "没有登记这一规定"), ("why_en", "it is not registered")) : Ruling.Yes,
            term.Ruling));
    }

    /// <summary>Received matters keep what the source says; what a reviewer types is a claim against it.</summary>
    private static (Level?, Term, TermOrigin?, Ruling) FromSource(Desk desk, ProposalInput input, SourceMark source, Proposal? recorded, DateOnly day)
    {
        if (recorded is { Source: { } known, Level: { } was })
        {
            var claimed = ClassificationMark.Parse($"{input.ClaimedLevel}★{input.SourceTerm}").Mark;
            var kept = Received.Judge(desk.Pack, known.As(was, recorded.Term), Levels.Read(input.ClaimedLevel), claimed?.Term, day);
            return (was, recorded.Term, recorded.Origin, kept.Ruling);
        }

        if (Levels.Read(input.ClaimedLevel) is not { } level)
        {
            return (null, default, null, string.IsNullOrWhiteSpace(input.ClaimedLevel)
                ? Ruling.Forbid("MZ.7.1.OPINION", "R4.3", ("missing", "来文的密级"), ("missing_en", "the level of the received item"))
                : Levels.Judge(input.ClaimedLevel));
        }

        var reading = ClassificationMark.Parse($"{level.Word()}★{input.SourceTerm}");
        if (reading.Mark is not { } mark)
        {
            // What was typed is not repeated: it may be anything, a title too.
            return (level, default, null, Ruling.Forbid("MZ.4.10.TERM", "R4.3"));
        }

        var received = Received.Judge(desk.Pack, source.As(level, mark.Term), null, null, day);
        return (level, received.Term, received.Origin, received.Ruling);
    }

    // Whoever acts knows the draft, and so is judged like everybody named; a drafter who is away since knows no more than was drafted.
    private static async Task<Ruling> ScopeAsync(Desk desk, ProposalInput input, Level? level, int? drafterId, DateOnly day)
    {
        var (peopleIds, unitIds) = (input.People.Where(p => p != drafterId).Append(desk.Actor.PersonId).Distinct().ToList(), input.Units.ToList());
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
            [.. people.Select(p => new NamedPerson(p.Id, p.Name, p.Cleared, p.InServiceOn(day))), .. strangers],
            [.. units.Select(u => new NamedUnit(u.Id, u.Name, u.Kind, u.ActiveOn(day))), .. unknown]);
    }

    private static Proposal Plain(PolicyPack pack, ProposalInput input, Determination determination) => new(
        determination, null, [], [], input.Justification, null, null, default, null, null, null, input.People, input.Units, input.SendTo, input.Copies, BasisSnapshot.Of(pack, [], []));
}
