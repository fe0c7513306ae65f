using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shoumi.Rules;

namespace Shoumi.Server.Storage.Schema;

public sealed class AccessTokenSchema : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> token)
    {
        token.Property(t => t.Name).HasMaxLength(60);
        token.Property(t => t.Hash).HasMaxLength(32);
        token.Property(t => t.Posts).HasConversion(p => (int)p.Bits, b => new PostSet((uint)b));
        // Of two who revoke at once, one does.
        token.Property(t => t.RevokedAt).IsConcurrencyToken();
        token.HasIndex(t => t.Hash).IsUnique();
        token.HasIndex(t => t.PersonId);
        token.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class KeptAnswerSchema : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> answer)
    {
        // Of two requests with one key, one is written and the other is not.
        answer.HasKey(a => new { a.PersonId, a.Key });
        answer.Property(a => a.Key).HasMaxLength(100);
        answer.Property(a => a.Request).HasMaxLength(32);
        answer.Property(a => a.Location).HasMaxLength(100);
        answer.HasIndex(a => a.At);
        answer.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
