using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Changes;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Procedure;

/// <summary>A case as it lies on the desk: found visible for the person, with its opinions. What is not visible is not found.</summary>
/// <param name="DrafterAway">Whether its drafter is out of service today, or not cleared for it any more.</param>
/// <param name="Changed">What a change is about; null for a determination.</param>
public sealed record CaseFile(ClassificationCase Case, ImmutableArray<Opinion> Opinions, ImmutableArray<AccessGrant> Grants, bool DrafterAway = false, ChangedMatter? Changed = null)
{
    /// <summary>The case, if it exists for this person; tracked, so that an act can change it.</summary>
    /// <param name="imported">
    /// Whether it may have come from an old ledger: then it went through no step here, its entry speaks for it, and no act of the five steps
    /// is done on it.
    /// </param>
    public static async Task<CaseFile?> FindAsync(Desk desk, int id, bool imported = false)
    {
        if (await desk.Store.Visible(desk.Actor).SingleOrDefaultAsync(c => c.Id == id && (imported || c.ImportBatchId == null), desk.Cancel) is not { } found)
        {
            return null;
        }

        var opinions = await desk.Store.Opinions(found).OrderBy(o => o.Id).AsNoTracking().ToListAsync(desk.Cancel);
        var grants = await desk.Store.Grants(found).Where(g => g.EndedAt == null).ToListAsync(desk.Cancel);
        var drafter = await desk.Store.People.AsNoTracking().SingleAsync(p => p.Id == found.DrafterId, desk.Cancel);
        return new CaseFile(found, [.. opinions], [.. grants], !drafter.InServiceOn(desk.Today) || (int?)found.Level > ((int?)drafter.Cleared ?? 0), await ChangedMatter.OfAsync(desk, found));
    }

    /// <summary>What the procedure needs to know.</summary>
    /// <param name="amended">The values that a reviewer is about to put in place of the present ones; judged as if they stood already.</param>
    public CaseFacts Facts(Proposal? amended = null) => new(
        Case.Stage,
        Case.Revision,
        Case.DrafterId,
        Case.UnitId,
        (amended ?? Case.Current)?.Determination,
        [.. Opinions.Where(o => o.Step > 0).Select(o => new StepTaken(o.Revision, o.Step, o.PersonId))],
        // The end of a secret needs no opinion on whether it is one.
        Case.Purpose != CasePurpose.Declassify && (amended ?? Case.Current)?.Basis?.ReliesOnCatchAll() == true,
        GroupHeardOn(amended ?? Case.Current),
        DrafterAway,
        At(4)?.RecordedById);

    /// <summary>Whether the leading group was heard, in this revision, on these very rows.</summary>
    private bool GroupHeardOn(Proposal? p) => p is not null && Opinions.Any(o =>
        o.Act == Act.GiveGroupOpinion && o.Revision == Case.Revision && o.Proposal is { } heard && heard.RowIds.Order().SequenceEqual(p.RowIds.Order()));

    /// <summary>The opinion of a step in the present revision, or null.</summary>
    public Opinion? At(int step) => Opinions.LastOrDefault(o => o.Step == step && o.Revision == Case.Revision && o.Decision != Decision.Return);

    /// <summary>The unit that the post of a step is held for in this case; null: the bureau.</summary>
    public int? UnitOf(Step step) => step.Of == HeldFor.DraftersUnit ? Case.UnitId : null;

    /// <summary>What somebody says about the case now, under a post that is held for that unit; whether as deputy, the holding says.</summary>
    /// <param name="step">1–5; 0 for what is said outside the five steps.</param>
    public Opinion Said(Desk desk, int step, Act act, Post post, int? unitId, string? text, Decision? decision = null, Proposal? proposal = null) => new()
    {
        CaseId = Case.Id,
        Revision = Case.Revision,
        Step = step,
        Act = act,
        PersonId = desk.Actor.PersonId,
        Post = post,
        AsDeputy = desk.Actor.Under(post, unitId)?.AsDeputy ?? false,
        Decision = decision,
        Text = text,
        Proposal = proposal,
        At = desk.Now,
    };
}

/// <summary>Who may know a case changes with the case: named persons and units, those who handle it now, those who have acted.</summary>
[Requirement("R7.1.1", "R7.1.6")]
public static class Knowledge
{
    /// <summary>Posts that handle a case on its way.</summary>
    private static IEnumerable<long> Handling(int unitId, bool catchAll)
    {
        yield return Principal.Post(Post.SectionHead, unitId);
        yield return Principal.Post(Post.DeputyDirectorInCharge, unitId);
        yield return Principal.Post(Post.OfficeSecretary, 0);
        yield return Principal.Post(Post.RegistryClerk, 0);
        if (catchAll)
        {
            yield return Principal.Post(Post.LeadingGroupHead, 0);
            yield return Principal.Post(Post.LeadingGroupDeputy, 0);
        }
    }

    /// <summary>
    /// From the first day on: whoever opened the case, and the head of its unit – somebody must find it when its drafter has left.
    /// </summary>
    public static void Open(Desk desk, ClassificationCase opened) => desk.Store.AddRange(
        new AccessGrant { CaseId = opened.Id, Principal = Principal.Person(opened.DrafterId), Source = GrantSource.Acted, Since = desk.Now },
        new AccessGrant { CaseId = opened.Id, Principal = Principal.Post(Post.SectionHead, opened.UnitId), Source = GrantSource.Handling, Since = desk.Now });

    /// <summary>From the proposal on: the scope as proposed, and the posts that handle the case.</summary>
    public static void Grant(Desk desk, CaseFile file, Proposal proposal, bool catchAll)
    {
        // Whoever is to leave the scope is told so by the change itself, and knows of it until its notice is done with.
        var wanted = Principals(desk, proposal).Concat(file.Changed?.Case.Current is { } before ? Principals(desk, before) : [])
            .Select(p => (Principal: p, Source: GrantSource.Scope))
            .Concat(Handling(file.Case.UnitId, catchAll).Select(p => (Principal: p, Source: GrantSource.Handling)))
            .ToHashSet();
        foreach (var grant in file.Grants.Where(g => g.Source != GrantSource.Acted && !wanted.Remove((g.Principal, g.Source))))
        {
            grant.EndedAt = desk.Now;
        }

        foreach (var (principal, source) in wanted)
        {
            desk.Store.Add(new AccessGrant { CaseId = file.Case.Id, Principal = principal, Source = source, Since = desk.Now });
        }
    }

    /// <summary>The scope of knowledge as principals: the bureau as a whole stands for everybody.</summary>
    public static IEnumerable<long> Principals(Desk desk, Proposal proposal)
    {
        var bureau = desk.Store.Units.Where(u => u.Kind == UnitKind.Bureau).Select(u => u.Id).First();
        return proposal.People.Select(Principal.Person).Concat(proposal.Units.Select(u => u == bureau ? Principal.Everyone : Principal.Unit(u))).Distinct();
    }

    /// <summary>Whoever has acted knows the case from then on.</summary>
    public static void HasActed(Desk desk, CaseFile file, int personId)
    {
        if (!file.Grants.Any(g => g.Source == GrantSource.Acted && g.Principal == Principal.Person(personId)))
        {
            desk.Store.Add(new AccessGrant { CaseId = file.Case.Id, Principal = Principal.Person(personId), Source = GrantSource.Acted, Since = desk.Now });
        }
    }

    /// <summary>When the case is closed, a post alone no longer opens it.</summary>
    public static void Close(Desk desk, CaseFile file)
    {
        foreach (var grant in file.Grants.Where(g => g.Source == GrantSource.Handling))
        {
            grant.EndedAt = desk.Now;
        }
    }
}
