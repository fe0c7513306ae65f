using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>An office whose regulation lies in a folder of its own, where it can be edited.</summary>
public abstract class EditedOffice(DatabaseKind kind) : Office(kind)
{
    private string? folder;

    protected override string Policies => folder ??= Copied(Path.Combine(Folder, "policies"));

    public override PolicyPack Edition => Regulation.Load(Policies, Console.Error)!;

    /// <summary>Changes a file of the regulation, as an editor of it would.</summary>
    public void Edit(string file, string was, string becomes)
    {
        var path = Path.Combine(Policies, file);
        var text = File.ReadAllText(path);
        Assert.Contains(was, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(was, becomes, StringComparison.Ordinal));
    }

    private static string Copied(string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "policies"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return to;
    }
}

public sealed class EditedSqliteOffice() : EditedOffice(DatabaseKind.Sqlite);

public sealed class EditedPostgresOffice() : EditedOffice(DatabaseKind.Postgres);

/// <summary>Which text of the regulation was in force, and what was decided under it.</summary>
public abstract class AdoptionTests(EditedOffice office)
{
    private const string Edited = "年度复转、离退休军人及无军籍退休退职职工和军休人员安置计划";

    [Fact(DisplayName = "条例包自设立之日起记入审计台账，换了版本或文字的在启用时记一次；已定的仍是当时的版本和条文，以后定的用新的")]
    [Requirement("R7.1.4")]
    public async Task Another_text_is_recorded_once_and_changes_nothing_decided()
    {
        var old = Office.Pack.Row("CL-5.3.2")!.Name.Zh;
        Assert.Equal(["2026-03-01"], Adopted().Select(a => a.Version));
        var (id, entry) = await office.RegisteredAsync();
        var decided = Kept(id, entry);
        await AgainAsync();
        Assert.Single(Adopted());

        office.Edit("minzheng.yaml", "version: 2026-03-01", "version: 2026-06-01");
        office.Edit("minzheng.yaml", old, Edited);
        await AgainAsync();
        await AgainAsync();
        Assert.Equal(["2026-03-01", "2026-06-01"], Adopted().Select(a => a.Version));

        // The overlay is part of the regulation, though its pack's edition stays.
        office.Edit("national-2024.yaml", "\nid:", "\n# 校对\nid:");
        await AgainAsync();
        Assert.Equal(["2026-03-01", "2026-06-01", "2026-06-01"], Adopted().Select(a => a.Version));
        Assert.Equal(3, Adopted().Select(a => a.Hash).Distinct().Count());

        Assert.Equal(decided, Kept(id, entry));
        foreach (var path in new[] { $"/cases/{id}", $"/ledger/{entry}" })
        {
            var page = (await office.As(Staff.Drafter).GetAsync(path)).Read;
            Assert.Contains(old, page, StringComparison.Ordinal);
            Assert.DoesNotContain(Edited, page, StringComparison.Ordinal);
        }

        Assert.Contains("2026-03-01", (await office.As(Staff.Drafter).GetAsync($"/ledger/{entry}")).Read, StringComparison.Ordinal);
        var (later, _) = await office.RegisteredAsync();
        Assert.Equal((new DateOnly(2026, 6, 1), Edited), (office.Case(later).Current!.Basis!.Version, office.Case(later).Current!.Basis!.Rows.Single().Text));
        office.Verify();
    }

    private async Task AgainAsync()
    {
        await office.CloseAsync();
        office.Clock.Pass(TimeSpan.FromMinutes(5));
        await office.OpenAsync();
    }

    /// <summary>What stands in the database about a decision, to the letter.</summary>
    private string Kept(int id, int entry)
    {
        var (@case, line) = (office.Case(id), office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.Id == entry)));
        Assert.Equal(("minzheng", new DateOnly(2026, 3, 1)), (@case.Current!.Basis!.Pack, @case.Current.Basis.Version));
        return JsonSerializer.Serialize(new { @case.Current, @case.Version, Opinions = office.Opinions(id), line.Basis, line.RowId, line.Mark, line.FreeFrom });
    }

    private List<(string Version, string Hash)> Adopted() => office.Read(s =>
        (from line in s.AuditEntries.AsNoTracking().Where(e => e.Act == Act.AdoptPolicyPack)
         join said in s.Set<AuditPayload>() on line.Seq equals said.Seq
         orderby line.Seq
         select new { line, said.Content }).ToList())
        .ConvertAll(a =>
        {
            using var said = JsonDocument.Parse(a.Content);
            var hash = said.RootElement.GetProperty("Sha256").GetString()!;
            Assert.Equal((0, Post.System), (a.line.ActorId, a.line.Post));
            Assert.EndsWith(hash[..12], a.line.Subject, StringComparison.Ordinal);
            return (a.line.Subject.Split(' ')[2], hash);
        });
}

public sealed class AdoptionOnSqlite(EditedSqliteOffice office) : AdoptionTests(office), IClassFixture<EditedSqliteOffice>;

public sealed class AdoptionOnPostgres(EditedPostgresOffice office) : AdoptionTests(office), IClassFixture<EditedPostgresOffice>;
