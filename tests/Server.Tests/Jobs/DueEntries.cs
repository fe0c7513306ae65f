using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Jobs;

/// <summary>Entries that run out, and what the audit ledger says of them afterwards.</summary>
public static class DueEntries
{
    /// <summary>Enters one for each first free day; their ids in that order.</summary>
    public static async Task<int[]> RunningOutAsync(this Office office, params DateOnly[] free)
    {
        var opened = await office.OpenCaseAsync();
        LedgerEntry[] entries = [];
        await office.DoAsync(async scope =>
        {
            var desk = await Office.DeskAsync(scope, Staff.Clerk);
            entries = [.. free.Select(day => Entries.Of(opened, desk.Actor, office.Unit(Staff.Drafting), day.AddDays(-300), day))];
            await desk.EndAsync(Act.EnterInLedger, Ruling.Yes, () => "many", () => desk.Store.AddRange(entries));
        });
        return [.. entries.Select(e => e.Id)];
    }

    public static List<LedgerEntry> Entered(this Office office, IReadOnlyList<int> ids) =>
        office.Read(s => s.EntriesForTheClock().AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Id).ToList());

    /// <summary>That each of them is recorded, once, by the system, on the day its line says.</summary>
    public static void RecordedOnce(this Office office, IReadOnlyList<int> ids, string told = "")
    {
        var lines = office.Read(s => s.AuditEntries.AsNoTracking().Where(l => l.Act == Act.DeclassifyAutomatically).ToList()).ToLookup(l => l.Subject);
        Assert.Equal(ids.Count, office.Entered(ids).Count);
        foreach (var entry in office.Entered(ids))
        {
            var of = lines[entry.Reference].ToList();
            Assert.True(of.Count == 1, $"{entry.Reference} free from {entry.FreeFrom:yyyy-MM-dd} recorded {of.Count} times {told}");
            Assert.Equal((0, Post.System, 1), (of[0].ActorId, of[0].Post, of[0].Outcome));
            Assert.True(entry.DeclassificationRecordedOn == Calendar.DayOf(of[0].At) && entry.DeclassificationRecordedOn >= entry.FreeFrom, $"{entry.Reference} recorded on {entry.DeclassificationRecordedOn:yyyy-MM-dd} {told}");
        }
    }
}
