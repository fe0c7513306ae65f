using Microsoft.EntityFrameworkCore;
using Shoumi.Rules.Procedure;
using Xunit;

namespace Shoumi.Server.Tests.Running;

/// <summary>Changing decided matters over HTTP, as the people of the office do.</summary>
public static class Changing
{
    /// <summary>Asks for a change of an entry; the id of its case.</summary>
    public static async Task<int> ChangeAsync(this Office office, int entry, CasePurpose purpose, string who = Staff.Drafter, string? notice = null)
    {
        var answer = await office.As(who).PostAsync($"/ledger/{entry}/changes", ("purpose", $"{purpose}"), ("noticeNumber", notice ?? ""));
        Assert.True(answer.Status == 302, $"Asking for a change answered {answer.Status}: {Cases.Told(answer)}");
        return int.Parse(answer.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A change asked for on a matter determined for it.</summary>
    public static async Task<int> ChangeOpenedAsync(this Office office, CasePurpose purpose) => await office.ChangeAsync((await office.RegisteredAsync()).Entry, purpose);

    /// <summary>Steps 1 to 4 of a change.</summary>
    public static async Task ApprovedAsync(this Office office, int id, params (string, string)[] proposal)
    {
        await DoneAsync(office.As(Staff.Drafter).PostAsync($"/cases/{id}/propose", proposal.Length > 0 ? proposal : [("changeReason", "不再需要保密"), ("version", $"{office.Version(id)}")]));
        await DoneAsync(office.DecideAsync(id, Staff.Head, "section-review"));
        await DoneAsync(office.DecideAsync(id, Staff.Secretary, "office-review"));
        await DoneAsync(office.DecideAsync(id, Staff.Leader, "approval"));
    }

    public static Task<Answer> EnterChangeAsync(this Office office, int id, string who = Staff.Clerk) =>
        office.As(who).PostAsync($"/cases/{id}/change-entry", ("decision", "Agree"), ("version", $"{office.Version(id)}"));

    /// <summary>An early declassification, up to where it waits for that stage.</summary>
    public static async Task<int> EndingAtAsync(this Office office, Stage stage)
    {
        var id = await office.ChangeOpenedAsync(CasePurpose.Declassify);
        if (stage > Stage.Draft)
        {
            await office.ApprovedAsync(id);
        }

        return id;
    }

    public static List<ChangeNotice> Notices(this Office office, int id) => office.Read(s => s.Set<ChangeNotice>().AsNoTracking().Where(n => n.CaseId == id).OrderBy(n => n.Id).ToList());

    /// <summary>The registry records a slip, of today unless another day is given; somebody of the unit signs.</summary>
    public static Task<Answer> ReceiveAsync(this Office office, int notice, string who = Staff.Clerk, string on = "") => who == Staff.Clerk || on.Length > 0
        ? office.As(who).PostAsync($"/notices/{notice}/receipt", ("receivedOn", on.Length > 0 ? on : $"{office.Today:yyyy-MM-dd}"))
        : office.As(who).PostAsync($"/notices/{notice}/receipt");

    public static Task<Answer> RemarkedAsync(this Office office, int notice, string who = Staff.Clerk) => office.As(who).PostAsync($"/notices/{notice}/remarked");

    public static LedgerEntry Entry(this Office office, int id) => office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.Id == id));

    /// <summary>The entry that took the place of that one.</summary>
    public static LedgerEntry After(this Office office, int id) => office.Read(s => s.EntriesForTheClock().AsNoTracking().Single(e => e.ReplacesId == id));

    public static async Task DoneAsync(Task<Answer> act)
    {
        var answer = await act;
        Assert.True(answer.Status == 302, $"Answered {answer.Status}: {Cases.Told(answer)}");
    }
}
