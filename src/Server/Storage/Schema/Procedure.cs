using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Rules.Procedure;

namespace Shoumi.Server.Storage.Schema;

public sealed class CaseSchema : IEntityTypeConfiguration<ClassificationCase>
{
    public void Configure(EntityTypeBuilder<ClassificationCase> @case)
    {
        @case.HasIndex(c => new { c.Year, c.Number }).IsUnique();
        @case.HasIndex(c => new { c.Stage, c.UnitId });
        // What a drafter has under way, among all that they ever drafted.
        @case.HasIndex(c => new { c.DrafterId, c.Stage });
        @case.Property(c => c.Title).HasMaxLength(200);
        @case.Property(c => c.FileHash).HasMaxLength(64);
        @case.Property(c => c.FileFormat).HasMaxLength(20);
        @case.Property(c => c.NoticeNumber).HasMaxLength(60);
        // Of a matter, its changes: few among very many.
        @case.HasIndex(c => new { c.MatterId, c.Stage }).HasFilter("matter_id is not null");
        // One change of a matter at a time, also where two are asked for in the same moment.
        @case.HasIndex(c => c.MatterId, "ix_classification_case_under_way").IsUnique().HasFilter($"matter_id is not null and stage < {(int)Stage.Registered}");
        @case.Property(c => c.Current).HasConversion(new AsJson<Proposal>());
        @case.Property(c => c.Version).IsConcurrencyToken();
        @case.HasIndex(c => c.ImportBatchId).HasFilter("import_batch_id is not null");
        @case.Ignore(c => c.Secrecy);
        @case.HasOne<Person>().WithMany().HasForeignKey(c => c.DrafterId).OnDelete(DeleteBehavior.Restrict);
        @case.HasOne<OrgUnit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class OpinionSchema : IEntityTypeConfiguration<Opinion>
{
    public void Configure(EntityTypeBuilder<Opinion> opinion)
    {
        opinion.Property(o => o.Text).HasMaxLength(500);
        opinion.Property(o => o.Proposal).HasConversion(new AsJson<Proposal>());
        opinion.HasOne<ClassificationCase>().WithMany().HasForeignKey(o => o.CaseId).OnDelete(DeleteBehavior.Restrict);
        opinion.HasOne<Person>().WithMany().HasForeignKey(o => o.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class GrantSchema : IEntityTypeConfiguration<AccessGrant>
{
    public void Configure(EntityTypeBuilder<AccessGrant> grant)
    {
        // Both directions: from an item to who may know it, and from a person to what may be known; answered by the index alone.
        grant.HasIndex(g => new { g.CaseId, g.Principal, g.EndedAt });
        grant.HasIndex(g => new { g.Principal, g.CaseId, g.EndedAt });
        grant.HasOne<ClassificationCase>().WithMany().HasForeignKey(g => g.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class LedgerEntrySchema : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> entry)
    {
        entry.HasIndex(e => new { e.Year, e.Number }).IsUnique();
        entry.HasIndex(e => e.CaseId);
        // Counted by day among what a person may know: the index holds all that is asked.
        entry.HasIndex(e => new { e.FreeFrom, e.ReplacedById, e.AccessLevel, e.CaseId });
        entry.HasIndex(e => new { e.ClassifiedOn, e.ReplacedById, e.AccessLevel, e.CaseId });
        // Few among very many: what is due and not yet recorded, and what was corrected.
        entry.HasIndex(e => e.FreeFrom, "ix_ledger_entry_due").HasFilter("declassification_recorded_on is null and replaced_by_id is null and reversed_on is null");
        entry.HasIndex(e => new { e.Year, e.Number }, "ix_ledger_entry_replaced").HasFilter("replaced_by_id is not null");
        // Declassified, and the carriers not yet re-marked.
        entry.HasIndex(e => new { e.FreeFrom, e.AccessLevel, e.CaseId }, "ix_ledger_entry_unmarked").HasFilter("declassification_recorded_on is not null and replaced_by_id is null and remarked_on is null");
        entry.HasIndex(e => new { e.UnitId, e.Year, e.Number });
        entry.HasIndex(e => new { e.RowId, e.Year, e.Number });
        entry.HasIndex(e => new { e.Level, e.Year, e.Number });
        Imported(entry);
        entry.Property(e => e.Title).HasMaxLength(200);
        entry.Property(e => e.Mark).HasMaxLength(60);
        entry.Property(e => e.RowId).HasMaxLength(20);
        entry.Property(e => e.Basis).HasMaxLength(200);
        entry.Property(e => e.DocumentNumber).HasMaxLength(60);
        entry.Property(e => e.CarrierForm).HasMaxLength(40);
        entry.Property(e => e.Remark).HasMaxLength(200);
        entry.ComplexProperty(e => e.Term, term => term.Property(t => t.Event).HasMaxLength(40));
        // Written once each, by whoever is first: the second one is told.
        entry.Property(e => e.ReplacedById).IsConcurrencyToken();
        entry.Property(e => e.DeclassificationRecordedOn).IsConcurrencyToken();
        entry.Property(e => e.RemarkedOn).IsConcurrencyToken();
        entry.Property(e => e.ReversedOn).IsConcurrencyToken();
        entry.Ignore(e => e.Secrecy);
        entry.Ignore(e => e.Shown);
        entry.Ignore(e => e.Rest);
        entry.HasOne<ClassificationCase>().WithMany().HasForeignKey(e => e.CaseId).OnDelete(DeleteBehavior.Restrict);
        // Named as it was first made: on SQLite another name would mean to copy the whole table.
        entry.HasOne<LedgerEntry>().WithMany().HasForeignKey(e => e.ReplacesId).OnDelete(DeleteBehavior.Restrict).HasConstraintName("fk_ledger_entry_ledger_entry_corrects_id");
    }

    private static void Imported(EntityTypeBuilder<LedgerEntry> entry)
    {
        // What came from old ledgers: by its batch, by the number it had, by what it says.
        entry.HasIndex(e => new { e.ImportBatchId, e.Year, e.Number }).HasFilter("import_batch_id is not null");
        entry.HasIndex(e => e.OldNumber).HasFilter("old_number is not null");
        // Once, also where the same old ledger is imported twice in the same moment; what was reversed may be imported again.
        entry.HasIndex(e => e.Fingerprint).IsUnique().HasFilter("fingerprint is not null and reversed_on is null");
        entry.Property(e => e.OldNumber).HasMaxLength(40);
        entry.Property(e => e.Fingerprint).HasMaxLength(64);
    }
}

public sealed class ImportBatchSchema : IEntityTypeConfiguration<Rules.Registers.ImportBatch>
{
    public void Configure(EntityTypeBuilder<Rules.Registers.ImportBatch> batch)
    {
        batch.Property(b => b.FileHash).HasMaxLength(64);
        batch.Property(b => b.ReversalReason).HasMaxLength(200);
        batch.Property(b => b.Version).IsConcurrencyToken();
    }
}

public sealed class CorrectionSchema : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> correction)
    {
        correction.Property(c => c.Reason).HasMaxLength(200);
        correction.Property(c => c.Was).HasMaxLength(200);
        correction.Property(c => c.Becomes).HasMaxLength(200);
        correction.Property(c => c.Confirmed).IsConcurrencyToken();
        correction.HasIndex(c => c.EntryId, "ix_correction_of");
        correction.HasIndex(c => c.NewEntryId);
        correction.HasIndex(c => c.EntryId).IsUnique().HasFilter("confirmed is null");
        correction.HasOne<LedgerEntry>().WithMany().HasForeignKey(c => c.EntryId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ChangeNoticeSchema : IEntityTypeConfiguration<ChangeNotice>
{
    public void Configure(EntityTypeBuilder<ChangeNotice> notice)
    {
        notice.Property(n => n.Recipient).HasMaxLength(200);
        notice.Property(n => n.ReceivedOn).IsConcurrencyToken();
        notice.Property(n => n.RemarkedAt).IsConcurrencyToken();
        notice.HasIndex(n => n.CaseId);
        // What a unit, or the registry, still has to do.
        notice.HasIndex(n => n.UnitId).HasFilter("remarked_at is null");
        notice.HasOne<ClassificationCase>().WithMany().HasForeignKey(n => n.CaseId).OnDelete(DeleteBehavior.Restrict);
        notice.HasOne<OrgUnit>().WithMany().HasForeignKey(n => n.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class YearlyReviewSchema : IEntityTypeConfiguration<YearlyReview>
{
    public void Configure(EntityTypeBuilder<YearlyReview> review)
    {
        review.HasIndex(r => new { r.CaseId, r.Year }).IsUnique();
        review.HasOne<ClassificationCase>().WithMany().HasForeignKey(r => r.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class IssuedFileSchema : IEntityTypeConfiguration<IssuedFile>
{
    public void Configure(EntityTypeBuilder<IssuedFile> file)
    {
        file.Property(f => f.Hash).HasMaxLength(64);
        file.HasIndex(f => new { f.CaseId, f.Hash });
        file.HasOne<LedgerEntry>().WithMany().HasForeignKey(f => f.EntryId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class DraftInputSchema : IEntityTypeConfiguration<DraftInput>
{
    public void Configure(EntityTypeBuilder<DraftInput> draft)
    {
        draft.HasKey(d => d.CaseId);
        draft.Property(d => d.CaseId).ValueGeneratedNever();
        draft.HasOne<ClassificationCase>().WithMany().HasForeignKey(d => d.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class LedgerCountSchema : IEntityTypeConfiguration<LedgerCount>
{
    public void Configure(EntityTypeBuilder<LedgerCount> count)
    {
        count.HasKey(c => c.Level);
        count.Property(c => c.Level).ValueGeneratedNever();
    }
}

/// <summary>A value kept whole as JSON text: it is written once with its opinion and never searched.</summary>
public sealed class AsJson<T>() : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<T?, string?>(
    v => v == null ? null : JsonSerializer.Serialize(v, Json.Stored),
    v => v == null ? default : JsonSerializer.Deserialize<T>(v, Json.Stored))
    where T : class;

/// <summary>How values are written for keeping: names not numbers, no escaping of Chinese.</summary>
public static class Json
{
    public static readonly JsonSerializerOptions Stored = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };
}

public sealed class SuperiorRuleSchema : IEntityTypeConfiguration<SuperiorRule>
{
    public void Configure(EntityTypeBuilder<SuperiorRule> rule)
    {
        rule.Property(r => r.RowId).HasMaxLength(20);
        rule.Property(r => r.DocumentNumber).HasMaxLength(60);
        rule.Property(r => r.Issuer).HasMaxLength(100);
        rule.Ignore(r => r.Says);
        rule.ComplexProperty(r => r.Term, term => term.Property(t => t.Event).HasMaxLength(40));
    }
}
