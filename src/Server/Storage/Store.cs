using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;

namespace Shoumi.Server.Storage;

/// <summary>
/// Everything that is kept. Reading classified rows goes through <see cref="Visible"/> and its sisters, saving through
/// <see cref="AuditLedger"/>; both the set of all rows and the saving itself are closed to the rest of the server by the compiler.
/// One model, two databases, each with its own migrations.
/// </summary>
public abstract class Store(DbContextOptions options) : IdentityUserContext<Account, int>(options)
{
    private const int Few = 2000;

    /// <summary>The person found to see few items, or null.</summary>
    private int? seesFew;

    public IQueryable<Bureau> Bureaus => Set<Bureau>();

    public IQueryable<OrgUnit> Units => Set<OrgUnit>();

    public IQueryable<Person> People => Set<Person>();

    public IQueryable<Appointment> Appointments => Set<Appointment>();

    public IQueryable<SuperiorRule> SuperiorRules => Set<SuperiorRule>();

    /// <summary>Lines of the audit ledger: numbers, acts and codes, no titles.</summary>
    public IQueryable<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>封签, as they were signed.</summary>
    public IQueryable<SignedHead> SignedHeads => Set<SignedHead>();

    /// <summary>Public keys that heads were signed with.</summary>
    public IQueryable<HeadKey> HeadKeys => Set<HeadKey>();

    public IQueryable<ClockState> Clock => Set<ClockState>();

    public IQueryable<Lease> Leases => Set<Lease>();

    /// <summary>Personal tokens, by their hashes.</summary>
    public IQueryable<AccessToken> Tokens => Set<AccessToken>();

    /// <summary>What a person's acts have answered under idempotency keys.</summary>
    public IQueryable<KeptAnswer> KeptAnswers(Actor actor) => Set<KeptAnswer>().Where(a => a.PersonId == actor.PersonId);

    /// <summary>The cases a person may know of today: cleared for the level and within the scope. Anything else does not exist for that person.</summary>
    [Requirement("R2.1", "R7.1.6", "R11.6")]
    public IQueryable<ClassificationCase> Visible(Actor actor)
    {
        var (cleared, principals) = Knowledge(actor);
        return seesFew == actor.PersonId
            ? Set<ClassificationCase>().Where(c => (c.Level == null || (int)c.Level <= cleared) && Granted(principals).Contains(c.Id))
            : Set<ClassificationCase>().Where(c => (c.Level == null || (int)c.Level <= cleared)
                && Set<AccessGrant>().Any(g => g.CaseId == c.Id && g.EndedAt == null && principals.Contains(g.Principal)));
    }

    /// <summary>The ledger's lines a person may know of, by the same predicate.</summary>
    public IQueryable<LedgerEntry> VisibleEntries(Actor actor)
    {
        var (cleared, principals) = Knowledge(actor);
        return seesFew == actor.PersonId
            ? Set<LedgerEntry>().Where(e => (int)e.AccessLevel <= cleared && Granted(principals).Contains(e.CaseId))
            : Set<LedgerEntry>().Where(e => (int)e.AccessLevel <= cleared
                && Set<AccessGrant>().Any(g => g.CaseId == e.CaseId && g.EndedAt == null && principals.Contains(g.Principal)));
    }

    /// <summary>
    /// Looks whether the person sees few items. The two forms of the predicate above say the same; for somebody who sees few among very
    /// many, the database must go from the grants to the items, else from the items in their order to the grants. Asked before a list;
    /// not having asked is slow, never wrong.
    /// </summary>
    public async Task MeasureAsync(Actor actor, CancellationToken cancel)
    {
        var (_, principals) = Knowledge(actor);
        seesFew = await Granted(principals).Take(Few + 1).CountAsync(cancel) <= Few ? actor.PersonId : null;
    }

    /// <summary>Whether the person was found to see few items.</summary>
    public bool SeesFew(Actor actor) => seesFew == actor.PersonId;

    /// <summary>Ids, out of these cases, that the person may know of: what a keeper's list is masked by.</summary>
    public IQueryable<int> Known(Actor actor, IEnumerable<int> caseIds) =>
        Visible(actor).Where(c => caseIds.Contains(c.Id)).Select(c => c.Id);

    /// <summary>
    /// Every line of the classification ledger, for its keepers (registry, secrecy officer): they see number and mark of all,
    /// and the page masks the rest of what is not <see cref="Known"/>.
    /// </summary>
    public IQueryable<LedgerEntry> Kept(Actor keeper) =>
        IsKeeper(keeper) ? Set<LedgerEntry>() : Set<LedgerEntry>().Where(e => false);

    /// <summary>Whether the person keeps the classification ledger.</summary>
    public static bool IsKeeper(Actor actor) => actor.Posts.Meets(PostSet.Of(Post.RegistryClerk, Post.SecrecyOfficer));

    /// <summary>All lines, for the clock alone: it records what already holds and shows nobody anything.</summary>
    public IQueryable<LedgerEntry> EntriesForTheClock() => Set<LedgerEntry>();

    /// <summary>Opinions of a case that has already been found visible.</summary>
    public IQueryable<Opinion> Opinions(ClassificationCase visible) => Set<Opinion>().Where(o => o.CaseId == visible.Id);

    /// <summary>Opinions of cases that have already been found visible, in one go.</summary>
    public IQueryable<Opinion> Opinions(IEnumerable<ClassificationCase> visible)
    {
        var ids = visible.Select(c => c.Id).ToList();
        return Set<Opinion>().Where(o => ids.Contains(o.CaseId));
    }

    /// <summary>What a person has said or recorded: to be asked within a query of visible cases which of them the person has had a hand in.</summary>
    public IQueryable<Opinion> OwnOpinions(Actor actor) => Set<Opinion>().Where(o => o.PersonId == actor.PersonId || o.RecordedById == actor.PersonId);

    /// <summary>Grants of a case that has already been found visible.</summary>
    public IQueryable<AccessGrant> Grants(ClassificationCase visible) => Set<AccessGrant>().Where(g => g.CaseId == visible.Id);

    /// <summary>Grants of cases that belong to a matter whose change is being saved, in one go.</summary>
    public IQueryable<AccessGrant> Grants(IEnumerable<ClassificationCase> cases)
    {
        var ids = cases.Select(c => c.Id).ToList();
        return Set<AccessGrant>().Where(g => ids.Contains(g.CaseId));
    }

    /// <summary>Corrections asked for on an entry that has already been found visible.</summary>
    public IQueryable<Correction> Corrections(LedgerEntry visible) => Set<Correction>().Where(c => c.EntryId == visible.Id || c.NewEntryId == visible.Id);

    /// <summary>
    /// Corrections that wait for a second person, among entries the person may know of. Keepers see those of the others too: they confirm
    /// each other's, except of a title they may not know.
    /// </summary>
    public IQueryable<Correction> OpenCorrections(Actor actor)
    {
        var keeper = IsKeeper(actor);
        return Set<Correction>().Where(c => c.Confirmed == null
            && (keeper && c.Field != CorrectedField.Title || VisibleEntries(actor).Any(e => e.Id == c.EntryId)));
    }

    /// <summary>The entry that a change – a case that has already been found visible – was asked for on. Tracked, so that an act can end it.</summary>
    public IQueryable<LedgerEntry> EntryOf(ClassificationCase change) => Set<LedgerEntry>().Where(e => e.Id == change.ChangesEntryId);

    /// <summary>The matter that a change – a case that has already been found visible – is about.</summary>
    public IQueryable<ClassificationCase> MatterOf(ClassificationCase change) => Set<ClassificationCase>().Where(c => c.Id == change.MatterId);

    /// <summary>All lines of a matter whose change is being saved.</summary>
    public IQueryable<LedgerEntry> LinesOf(ClassificationCase matter) => Set<LedgerEntry>().Where(e => e.CaseId == matter.Id);

    /// <summary>The act that is about to be saved stands or falls with this entry still speaking for its matter then.</summary>
    public void RestsOn(LedgerEntry tracked) => Entry(tracked).Property(e => e.ReplacedById).IsModified = true;

    /// <summary>All corrections of a matter whose change is being saved.</summary>
    public IQueryable<Correction> CorrectionsOf(ClassificationCase matter) => Set<Correction>().Where(c => c.CaseId == matter.Id);

    /// <summary>All changes of a matter.</summary>
    public IQueryable<ClassificationCase> ChangesOf(int matterId) => Set<ClassificationCase>().Where(c => c.MatterId == matterId);

    /// <summary>Notices of a change that has already been found visible.</summary>
    public IQueryable<ChangeNotice> Notices(ClassificationCase change) => Set<ChangeNotice>().Where(n => n.CaseId == change.Id);

    /// <summary>Notices of changes that the person may know of.</summary>
    public IQueryable<ChangeNotice> VisibleNotices(Actor actor) => Set<ChangeNotice>().Where(n => Visible(actor).Any(c => c.Id == n.CaseId));

    /// <summary>Reviews of a year.</summary>
    public IQueryable<YearlyReview> Reviews(int year) => Set<YearlyReview>().Where(r => r.Year == year);

    /// <summary>Files handed out for a matter that has already been found visible.</summary>
    public IQueryable<IssuedFile> IssuedFiles(ClassificationCase visible) => Set<IssuedFile>().Where(f => f.CaseId == visible.Id);

    /// <summary>What a drafter has typed for a case that has already been found visible.</summary>
    public IQueryable<DraftInput> Drafts(ClassificationCase visible) => Set<DraftInput>().Where(d => d.CaseId == visible.Id);

    /// <summary>Kept totals of the classification ledger by level.</summary>
    public IQueryable<LedgerCount> LedgerCounts => Set<LedgerCount>();

    /// <summary>The entries that speak today for the matters of these lines, which the person has been found to see.</summary>
    public IQueryable<LedgerEntry> Speaking(IQueryable<LedgerEntry> seen) => Set<LedgerEntry>().Where(e => e.ReplacedById == null && seen.Select(s => s.CaseId).Contains(e.CaseId));

    /// <summary>Imports of old ledgers, for the keepers of the ledger.</summary>
    public IQueryable<ImportBatch> Imports(Actor keeper) => IsKeeper(keeper) ? Set<ImportBatch>() : Set<ImportBatch>().Where(b => false);

    /// <summary>Entries of an import that were corrected or changed since, or that a change or correction under way is about.</summary>
    public IQueryable<LedgerEntry> DecidedSince(ImportBatch batch) => Set<LedgerEntry>().Where(e => e.ImportBatchId == batch.Id
        && (e.ReplacedById != null
            || Set<ClassificationCase>().Any(c => c.MatterId == e.CaseId && c.Stage < Stage.Registered)
            || Set<Correction>().Any(c => c.EntryId == e.Id && c.Confirmed == null)));

    /// <summary>Of these fingerprints of rows, those that were imported and not reversed since.</summary>
    public IQueryable<string> Imported(Actor keeper, IReadOnlyCollection<string> fingerprints) =>
        Kept(keeper).Where(e => e.Fingerprint != null && e.ReversedOn == null && fingerprints.Contains(e.Fingerprint)).Select(e => e.Fingerprint!);

    private IQueryable<int> Granted(List<long> principals) =>
        Set<AccessGrant>().Where(g => g.EndedAt == null && principals.Contains(g.Principal)).Select(g => g.CaseId);

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    private static (int Cleared, List<long> Principals) Knowledge(Actor actor) => ((int?)actor.Cleared ?? 0, [.. actor.Principals]);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(Store).Assembly);
        foreach (var table in builder.Model.GetEntityTypes().Where(t => !t.IsOwned()))
        {
            // Named after the noun, not after a property of this class.
            table.SetTableName(Snake(table.ClrType.Name.Replace("IdentityUser", "Account", StringComparison.Ordinal).Split('`')[0]));
        }
    }
}
