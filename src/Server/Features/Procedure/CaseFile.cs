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

    /// <summary>What the matter of a change was when the change was asked for, as an opinion; null for a determination.</summary>
    public Proposal? Before => Opinions.FirstOrDefault(o => o.Act == Act.OpenChange)?.Proposal ?? Changed?.Present;

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

    /// <summary>From the proposal on, wherever the case has come to: the scope as proposed, and the posts that handle the case.</summary>
    public static void Grant(Desk desk, CaseFile file)
    {
        var proposal = file.Case.Current!;
        var scope = file.Changed is { } matter ? OfChange(desk, matter.Present, proposal, file.Case.Stage is Stage.LedgerEntry or Stage.Registered) : Principals(desk, proposal);
        var wanted = scope
            .Select(p => (Principal: p, Source: GrantSource.Scope))
            .Concat(Handling(file.Case.UnitId, file.Facts().CatchAll).Select(p => (Principal: p, Source: GrantSource.Handling)))
            .ToHashSet();
        End(desk, file.Grants.Where(g => g.Source != GrantSource.Acted && !wanted.Remove((g.Principal, g.Source))));
        desk.Store.AddRange(wanted.Select(w => new AccessGrant { CaseId = file.Case.Id, Principal = w.Principal, Source = w.Source, Since = desk.Now }));
    }

    /// <summary>
    /// A change opens a matter to nobody before it is approved: until then it is known to whoever is within both scopes. The approval fixes
    /// the new one, and whoever is to leave is told so by notice, and knows of the change until that is done with.
    /// </summary>
    [Requirement("R7.4.1", "R8.6")]
    private static IEnumerable<long> OfChange(Desk desk, Proposal before, Proposal after, bool approved)
    {
        var (was, becomes) = (Principals(desk, before), Principals(desk, after));
        return approved ? was.Union(becomes) : was.Where(Within(desk, after)).Union(becomes.Where(Within(desk, before)));
    }

    /// <summary>Whom a scope of knowledge contains: whoever it names, the members of the units it names, everybody where it names the bureau.</summary>
    public static Func<long, bool> Within(Desk desk, Proposal scope)
    {
        var units = scope.Units.ToList();
        var members = desk.Store.People.Where(p => units.Contains(p.UnitId)).Select(p => p.Id).AsEnumerable().Select(Principal.Person);
        var named = Principals(desk, scope).Concat(members).ToHashSet();
        return principal => named.Contains(Principal.Everyone) || named.Contains(principal);
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

    /// <summary>
    /// When the case is closed, a post alone no longer opens it; but the registry's still opens a change, until all that was to be re-marked
    /// is. What was withdrawn was never decided, so there is no scope of knowledge either: who has acted knows it.
    /// </summary>
    [Requirement("R7.7", "R8.6")]
    public static void Close(Desk desk, CaseFile file)
    {
        var registry = file is { Changed: not null, Case.Stage: Stage.Registered } ? Principal.Post(Post.RegistryClerk, 0) : 0;
        End(desk, file.Grants.Where(g => g.Principal != registry && (g.Source == GrantSource.Handling || (g.Source == GrantSource.Scope && file.Case.Stage == Stage.Withdrawn))));
    }

    /// <summary>From now on they open nothing.</summary>
    public static void End(Desk desk, IEnumerable<AccessGrant> grants)
    {
        foreach (var grant in grants)
        {
            grant.EndedAt = desk.Now;
        }
    }
}
