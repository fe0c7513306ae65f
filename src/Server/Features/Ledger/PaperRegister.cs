using Shoumi.Documents.Printing;
using Shoumi.Documents.Sheets;
using Shoumi.Rules.Registers;
using Shoumi.Server.Access;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>A register on its way to paper: drawn in memory, never on the disk, and not longer than that allows.</summary>
public sealed record PaperRegister(string Title, RegisterDefinition Register, string? Mark, string Filter, IReadOnlyList<IReadOnlyList<CellValue>> Rows)
{
    /// <summary>What stands above the rows instead of their number.</summary>
    public string? Counted { get; init; }

    /// <summary>Most rows of one print: more than a thousand sheets, and about a hundred megabytes while it is drawn.</summary>
    public const int Most = 20_000;

    // Drawing holds a whole print in memory; more of them at once wait their turn.
    private static readonly SemaphoreSlim Presses = new(2);

    /// <summary>Whether so many rows are more than a print holds.</summary>
    public static bool Longer(int rows) => rows > Most;

    /// <summary>The answer to that: nothing is printed and nothing recorded.</summary>
    public static Task<IResult> TooLongAsync(HttpContext http, Language l, int rows, string back, string instead) =>
        Reply.BadInputAsync(http, "request", l.T($"共 {rows:N0} 条，一次最多打印 {Most:N0} 条。{instead}。", $"{rows:N0} entries; a print holds {Most:N0} at most. {instead}."), back);

    /// <summary>Draws it under the number of its line.</summary>
    /// <param name="record">Records the print; called once a first row could be drawn: what cannot be drawn was never printed.</param>
    public async Task<IResult> PrintAsync(Desk desk, string name, Func<Task<Ruled>> record)
    {
        await Presses.WaitAsync(desk.Cancel);
        try
        {
            RegisterPrint.Write(Sheet(desk, 0), [.. Rows.Take(1)], Stream.Null);
            var ruled = await record();
            using var pdf = new MemoryStream();
            RegisterPrint.Write(Sheet(desk, ruled.Line), Rows, pdf);
            return Results.File(pdf.ToArray(), "application/pdf", $"{name}-{desk.Today:yyyyMMdd}-{ruled.Line}.pdf");
        }
        finally
        {
            Presses.Release();
        }
    }

    private RegisterSheet Sheet(Desk desk, long line) => new()
    {
        Bureau = desk.Bureau.Name,
        Title = Title,
        Register = Register,
        Mark = Mark,
        Filter = Filter,
        Counted = Counted,
        By = desk.Actor.Name,
        At = desk.Calendar.Now,
        AuditNumber = line,
        Demonstration = desk.Bureau.IsDemonstration,
    };
}
