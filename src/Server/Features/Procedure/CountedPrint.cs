using Shoumi.Documents.Printing;
using Shoumi.Rules;

namespace Shoumi.Server.Features.Procedure;

/// <summary>A form of a case on paper: every print is an act of its own, counted and recorded, and bears its number.</summary>
[Requirement("R7.1.3")]
public static class CountedPrint
{
    /// <param name="reference">Number of the case, under which prints are counted.</param>
    /// <param name="name">Of the file; never a title.</param>
    /// <param name="write">Draws the form.</param>
    /// <param name="said">What the audit ledger keeps, given which print it is.</param>
    public static async Task<IResult> AnswerAsync(Desk desk, Act act, string reference, string name, Action<PrintRecord, Stream> write, Func<int, object> said)
    {
        // Drawn once before it is recorded: what cannot be drawn was never printed.
        write(new PrintRecord(desk.Actor.Name, desk.Calendar.Now, 1, 0), Stream.Null);
        var nth = 0;
        // Counted when its line is written, where one writer is at a time: of two prints at once neither is taken for the other.
        var ruled = await desk.EndAsync(
            act, Ruling.Yes, () => reference, () => { },
            () => said(nth = 1 + desk.Store.AuditEntries.Count(e => e.Subject == reference && e.Act == act && e.Outcome == 1)));
        using var pdf = new MemoryStream();
        write(new PrintRecord(desk.Actor.Name, desk.Calendar.Now, nth, ruled.Line), pdf);
        return Results.File(pdf.ToArray(), "application/pdf", $"{name}.pdf");
    }
}
