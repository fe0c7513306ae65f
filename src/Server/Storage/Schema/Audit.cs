using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shoumi.Server.Storage.Schema;

public sealed class AuditEntrySchema : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.HasKey(e => e.Seq);
        entry.Property(e => e.Seq).ValueGeneratedNever();
        entry.Property(e => e.Subject).HasMaxLength(80);
        entry.Property(e => e.Codes).HasMaxLength(400);
        entry.HasIndex(e => new { e.Subject, e.Seq });
        entry.HasIndex(e => new { e.ActorId, e.Seq });
    }
}

public sealed class AuditPayloadSchema : IEntityTypeConfiguration<AuditPayload>
{
    public void Configure(EntityTypeBuilder<AuditPayload> payload)
    {
        payload.HasKey(p => p.Seq);
        payload.Property(p => p.Seq).ValueGeneratedNever();
        payload.HasOne<AuditEntry>().WithOne().HasForeignKey<AuditPayload>(p => p.Seq).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class AuditHeadSchema : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> head)
    {
        head.Property(h => h.Id).ValueGeneratedNever();
        head.ToTable(t => t.HasCheckConstraint("ck_audit_head_one", "id = 1"));
    }
}

public sealed class AuditNodeSchema : IEntityTypeConfiguration<AuditNode>
{
    public void Configure(EntityTypeBuilder<AuditNode> node)
    {
        node.HasKey(n => new { n.Height, n.Position });
        node.Property(n => n.Hash).HasMaxLength(32);
    }
}

public sealed class HeadKeySchema : IEntityTypeConfiguration<HeadKey>
{
    public void Configure(EntityTypeBuilder<HeadKey> key) => key.Property(k => k.Id).HasMaxLength(32);
}

public sealed class SignedHeadSchema : IEntityTypeConfiguration<SignedHead>
{
    public void Configure(EntityTypeBuilder<SignedHead> head)
    {
        head.HasKey(h => h.Size);
        head.Property(h => h.Size).ValueGeneratedNever();
        head.HasIndex(h => h.At);
        head.HasOne<HeadKey>().WithMany().HasForeignKey(h => h.KeyId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class NumberSeriesSchema : IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<NumberSeries> series)
    {
        series.HasKey(s => new { s.Register, s.Year });
        series.Property(s => s.Register).HasMaxLength(40);
    }
}

public sealed class LeaseSchema : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> lease)
    {
        lease.HasKey(l => l.Name);
        lease.Property(l => l.Name).HasMaxLength(40);
        lease.Property(l => l.Holder).HasMaxLength(40);
        lease.Property(l => l.Holder).IsConcurrencyToken();
        lease.Property(l => l.Until).IsConcurrencyToken();
    }
}

public sealed class ClockStateSchema : IEntityTypeConfiguration<ClockState>
{
    public void Configure(EntityTypeBuilder<ClockState> clock)
    {
        clock.Property(c => c.Id).ValueGeneratedNever();
        clock.ToTable(t => t.HasCheckConstraint("ck_clock_state_one", "id = 1"));
    }
}

public sealed class ChangeCountSchema : IEntityTypeConfiguration<ChangeCount>
{
    public void Configure(EntityTypeBuilder<ChangeCount> count)
    {
        count.HasKey(c => c.Kind);
        count.Property(c => c.Kind).ValueGeneratedNever();
    }
}

public sealed class ErasureSchema : IEntityTypeConfiguration<Erasure>
{
    public void Configure(EntityTypeBuilder<Erasure> erasure) => erasure.HasKey(e => e.Id);
}
