using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shoumi.Rules;

namespace Shoumi.Server.Storage.Schema;

public sealed class BureauSchema : IEntityTypeConfiguration<Bureau>
{
    public void Configure(EntityTypeBuilder<Bureau> bureau)
    {
        bureau.Property(b => b.Id).ValueGeneratedNever();
        bureau.Property(b => b.Name).HasMaxLength(100);
        bureau.Property(b => b.Instance).HasMaxLength(36);
        bureau.ToTable(t => t.HasCheckConstraint("ck_bureau_one", "id = 1"));
    }
}

public sealed class OrgUnitSchema : IEntityTypeConfiguration<OrgUnit>
{
    public void Configure(EntityTypeBuilder<OrgUnit> unit) => unit.Property(u => u.Name).HasMaxLength(100);
}

public sealed class PersonSchema : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.Property(p => p.Name).HasMaxLength(50);
        person.Property(p => p.StaffNumber).HasMaxLength(20);
        person.Property(p => p.Initials).HasMaxLength(50);
        person.HasIndex(p => p.StaffNumber).IsUnique();
        person.HasIndex(p => p.Initials);
        person.HasOne<OrgUnit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        // One column says which administrator a person is, so nobody can be two of them; that an administrator holds no post,
        // and a post holder becomes no administrator, is kept by triggers (Guards).
        person.ToTable(t => t.HasCheckConstraint("ck_person_administers", "administers in (21, 22, 23)"));
    }
}

public sealed class AppointmentSchema : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> appointment)
    {
        appointment.Property(a => a.Document).HasMaxLength(100);
        appointment.HasIndex(a => a.PersonId);
        appointment.HasIndex(a => new { a.Post, a.UnitId });
        appointment.HasOne<OrgUnit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict);
        appointment.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class AccountSchema : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.HasIndex(a => a.PersonId).IsUnique();
        account.Property(a => a.LastSignInFrom).HasMaxLength(64);
        account.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
