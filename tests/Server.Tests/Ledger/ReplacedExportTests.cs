using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>Lines that no longer speak for their matters, on their way out.</summary>
public abstract class ReplacedExportTests(Office office)
{
    [Fact(DisplayName = "导出的只有被变更取代的旧记录：按现在代表该事项的记录标密级和期限；事项已解密的不标")]
    [Requirement("R7.5.1", "R8.4.1")]
    public async Task A_replaced_line_is_marked_as_the_matter_stands_today()
    {
        foreach (var (title, mark) in new[] { ("升为机密的旧记录", "机密★18年"), ("已提前解密的旧记录", (string?)null) })
        {
            var (_, entry) = await office.RegisteredAsync(id => office.Proposal(id, title: title));
            await ReplacedAsync(entry, (first, desk) => mark is null
                ? first.Declassified(desk.Today, first.Rest, desk.Today.Year, desk.Now, desk.Actor.PersonId)
                : first.Changed(new(Level.Secret, Term.Years(18), TermOrigin.Foreseen, desk.Today), first.Rest, desk.Today.Year, desk.Now, desk.Actor.PersonId));

            var (cells, _) = ExportTests.Open((await office.As(Staff.Head).PostAsync($"/ledger/export?state=corrected&q={Uri.EscapeDataString(title)}")).Bytes);

            Assert.Contains(title, cells);
            Assert.Equal(mark, cells.FirstOrDefault(c => c.Contains('★')));
            var later = office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ReplacesId == entry));
            Assert.Contains($"{(mark is null ? "已提前解密" : "已变更")}，见 {later.Shown}", cells);
        }
    }

    private Task ReplacedAsync(int entry, Func<LedgerEntry, Desk, LedgerEntry> replacing) => office.DoAsync(async scope =>
    {
        var desk = await Office.DeskAsync(scope, Staff.Clerk);
        var first = desk.Store.EntriesForTheClock().Single(e => e.Id == entry);
        var second = replacing(first, desk);
        await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "some", () => desk.Store.Add(second), then: () =>
        {
            first.ReplacedBy(second);
            first.Protect(second.Level);
        });
    });
}

public sealed class ReplacedExportOnSqlite(SqliteOffice office) : ReplacedExportTests(office), IClassFixture<SqliteOffice>;

public sealed class ReplacedExportOnPostgres(PostgresOffice office) : ReplacedExportTests(office), IClassFixture<PostgresOffice>;
