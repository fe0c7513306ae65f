using CsCheck;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>The predicate in the database against the rule it stands for.</summary>
public sealed class VisibleTests : IAsyncLifetime
{
    private const int Cases = 40;
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("shoumi-visible").FullName;
    private readonly List<(int Id, Level? Level, long[] Grants)> made = [];
    private SqliteStore store = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new DbContextOptionsBuilder<SqliteStore>();
        new DatabaseChoice(folder, null).Configure(options);
        store = new SqliteStore(options.Options);
        await store.MigrateAsync();
        var unit = new OrgUnit { Name = "某科", Kind = UnitKind.Section, ActiveFrom = new(2020, 1, 1) };
        store.Add(unit);
        await store.SaveChangesAsync();
        var person = new Person { Name = "甲", StaffNumber = "1", UnitId = unit.Id, Initials = "j", InServiceFrom = new(2020, 1, 1) };
        store.Add(person);
        await store.SaveChangesAsync();
        for (var i = 0; i < Cases; i++)
        {
            await MakeAsync(i, person, unit);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact(DisplayName = "数据库里判断谁能知悉，与规则逐件一致；看得见的多或少，结果都一样")]
    [Requirement("R7.1.6", "R11.6")]
    public void The_database_says_what_the_rule_says() => Gen.Select(Gen.Int[0, 3], Gen.Int[1, 6], Gen.Int[1, 3]).Sample((cleared, person, unit) =>
    {
        var actor = new Actor(person, "某", unit, cleared == 0 ? null : (Level)cleared, [new Holding(Post.SectionHead, unit, false)], null);
        int[] expected = [.. made.Where(m => AccessScope.MayKnow(m.Level, m.Grants, actor.Cleared, actor.Principals.AsSpan())).Select(m => m.Id)];

        Assert.Equal(expected, store.Visible(actor).Select(c => c.Id).Order());
        store.MeasureAsync(actor, default).GetAwaiter().GetResult();
        Assert.Equal(expected, store.Visible(actor).Select(c => c.Id).Order());
        Assert.Equal(store.VisibleEntries(new Actor(person, "某", unit, actor.Cleared, [new Holding(Post.SectionHead, unit, false)], null)).Select(e => e.CaseId).Order(), made.Where(m => m.Level is not null && expected.Contains(m.Id)).Select(m => m.Id));

        // Measured for one person, it holds for nobody else.
        Assert.Empty(store.Visible(new Actor(person, "某", unit, Level.TopSecret, [], Post.SecurityAuditor)));
    }, iter: 100, threads: 1);

    private async Task MakeAsync(int i, Person person, OrgUnit unit)
    {
        var level = i % 4 == 0 ? (Level?)null : (Level)(i % 4);
        var @case = new ClassificationCase { Year = 2026, DrafterId = person.Id, UnitId = unit.Id, OpenedAt = At, Kind = DocumentKind.Written };
        var proposal = new Proposal(level is null ? Determination.Internal : Determination.StateSecret, null, [], [], null, level, null, default, null, null, null, [], [], null, 1, null);
        @case.Propose(proposal, null, At);
        store.Add(@case);
        store.Entry(@case).Property(c => c.Number).CurrentValue = i + 1;
        await store.SaveChangesAsync();
        long[] grants = [Principal.Person(1 + (i % 7)), .. i % 3 == 0 ? (long[])[Principal.Unit(1 + (i % 4))] : [], .. i % 5 == 0 ? (long[])[Principal.Post(Post.SectionHead, 1 + (i % 3))] : []];
        store.AddRange(grants.Select(g => new AccessGrant { CaseId = @case.Id, Principal = g, Source = GrantSource.Scope, Since = At }));
        store.Add(new AccessGrant { CaseId = @case.Id, Principal = Principal.Person(1 + (i % 5)), Source = GrantSource.Handling, Since = At, EndedAt = At.AddDays(1) });
        if (level is { } of)
        {
            var entry = Entry(@case, of, i);
            store.Add(entry);
            store.Entry(entry).Property(e => e.Number).CurrentValue = i + 1;
        }

        await store.SaveChangesAsync();
        made.Add((@case.Id, level, grants));
    }

    private static LedgerEntry Entry(ClassificationCase @case, Level level, int i) => new()
    {
        Year = 2026, CaseId = @case.Id, EnteredAt = At, EnteredById = @case.DrafterId, UnitId = @case.UnitId, DrafterId = @case.DrafterId, ClassifierId = @case.DrafterId,
        Level = level, Term = Term.Years(5), Origin = TermOrigin.Foreseen, Mark = $"{level.Word()}★5年", RowId = "CL-5.3.2", Basis = "第五条", ClassifiedOn = new(2026, 3, 2),
        CarrierForm = "纸质", Copies = i, Knowing = 1,
    };
}
