using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;
using Entries = Shoumi.Server.Tests.Running.Entries;

namespace Shoumi.Server.Tests.Ledger;

/// <summary>导出 Excel, opened as Excel opens it.</summary>
public abstract class ExportTests(Office office)
{
    private static readonly string[] Formulas = ["=HYPERLINK(\"http://x\",\"点\")", "+1+1", "-2+3", "@SUM(A1:A9)", "=cmd|' /C calc'!A0"];

    [Fact(DisplayName = "导出的台账可以打开：一条一行，标明所含最高密级和最长期限，公式样的题名仍是文字，导出记入审计台账")]
    [Requirement("R7.5.1", "R8.4.1")]
    public async Task An_export_opens_bears_its_mark_and_is_recorded()
    {
        await FillAsync();
        var before = office.LastLine();

        var answer = await office.As(Staff.Drafter).PostAsync("/ledger/export");
        Assert.Equal(409, answer.Status);
        answer = await office.As(Staff.Head).PostAsync("/ledger/export");

        Assert.Equal(200, answer.Status);
        var line = office.Line(before + 2);
        Assert.Equal((Act.ExportClassificationLedger, 1, office.Id(Staff.Head)), (line.Act, line.Outcome, line.ActorId));
        var said = Encoding.UTF8.GetString(office.Read(s => s.Set<AuditPayload>().AsNoTracking().Single(p => p.Seq == line.Seq)).Content);
        Assert.Matches($"(?i)\"rows\":{Formulas.Length + 2}\\b", said);
        Assert.DoesNotContain("HYPERLINK", said, StringComparison.Ordinal);

        var (cells, formulas) = Open(answer.Bytes);
        Assert.Equal(0, formulas);
        // The highest level is of one entry and the longest term of another.
        Assert.Contains(cells, c => c.Contains("机密★10年", StringComparison.Ordinal));
        Assert.Contains(cells, c => c.Contains($"{line.Seq}", StringComparison.Ordinal) && c.Contains("廖正刚", StringComparison.Ordinal));
        Assert.All(Formulas, title => Assert.Contains(title, cells));
        Assert.All(office.Read(s => s.EntriesForTheClock().AsNoTracking().ToList()), e => Assert.Contains(e.Reference, cells));
    }

    [Fact(DisplayName = "只导出筛选所列；所导出的都已解密的，不标密级")]
    [Requirement("R7.5.1", "R8.4.1")]
    public async Task An_export_holds_what_was_filtered()
    {
        await FillAsync();

        var (secret, _) = Open((await office.As(Staff.Head).PostAsync("/ledger/export?level=Secret")).Bytes);
        Assert.Contains(secret, c => c.Contains("机密★3年", StringComparison.Ordinal));
        Assert.Contains(Formulas[0], secret);
        Assert.DoesNotContain(Formulas[1], secret);

        var (free, _) = Open((await office.As(Staff.Head).PostAsync("/ledger/export?state=declassified")).Bytes);
        Assert.Contains("早已解密", free);
        Assert.DoesNotContain(free, c => c.Contains('★'));
    }

    [Fact(DisplayName = "不在知悉范围的记录，导出时题名、文号、依据同样掩去")]
    [Requirement("R7.5.1", "R7.1.6")]
    public async Task An_export_masks_what_the_list_masks()
    {
        await FillAsync();

        var (cells, _) = Open((await office.As(Staff.SecondClerk).PostAsync("/ledger/export")).Bytes);

        Assert.Contains("题名不在知悉范围", cells);
        Assert.DoesNotContain(cells, c => Formulas.Contains(c) || c.Contains("第五条", StringComparison.Ordinal) || c.Contains("滨民密", StringComparison.Ordinal));
    }

    private async Task FillAsync()
    {
        if (office.Read(s => s.EntriesForTheClock().Any()))
        {
            return;
        }

        // Closed, so that the registry's post alone no longer opens it.
        var (id, _) = await office.RegisteredAsync();
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            var entries = Formulas.Select((title, i) => i == 0
                ? Entries.Of(id, desk.Actor, office.Unit(Staff.Drafting), desk.Today, desk.Today.AddYears(3), Level.Secret, title, years: 3)
                : Entries.Of(id, desk.Actor, office.Unit(Staff.Drafting), desk.Today, desk.Today.AddYears(i == 2 ? 10 : 2), Level.Confidential, title, years: i == 2 ? 10 : 2))
                .Append(Entries.Of(id, desk.Actor, office.Unit(Staff.Drafting), desk.Today.AddYears(-20), desk.Today.AddDays(-1), Level.TopSecret, "早已解密", years: 20));
            await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "some", () => desk.Store.AddRange(entries));
        });
    }

    /// <summary>Every text of the workbook, and how many formulas there are.</summary>
    internal static (IReadOnlyList<string> Cells, int Formulas) Open(byte[] file)
    {
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var sheet = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        var cells = sheet.Descendants<Cell>().ToList();
        Assert.All(cells.Where(c => c.InnerText.Length > 0 && "=+-@".Contains(c.InnerText[0])), c => Assert.Equal(CellValues.InlineString, c.DataType!.Value));
        return ([.. cells.Select(c => c.InnerText)], sheet.Descendants<CellFormula>().Count());
    }
}

public sealed class ExportOnSqlite(SqliteOffice office) : ExportTests(office), IClassFixture<SqliteOffice>;

public sealed class ExportOnPostgres(PostgresOffice office) : ExportTests(office), IClassFixture<PostgresOffice>;
