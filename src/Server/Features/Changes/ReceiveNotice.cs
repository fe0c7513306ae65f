using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Changes;

/// <summary>签收变更/解密通知: by somebody of the unit that holds the matter; what was signed for on paper the registry records from the slip.</summary>
[Requirement("R8.6", "R6.6.2")]
public static class ReceiveNotice
{
    /// <param name="On">The date on a slip signed on paper; null where the unit signs here, today.</param>
    public sealed record Input(DateOnly? On);

    /// <returns>Null when there is no such notice for this person.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id, Input input)
    {
        if (await NoticeFile.FindAsync(desk, id) is not { } file)
        {
            return null;
        }

        var on = input.On ?? desk.Today;
        var ruling = Ruling.All(
            file.Notice.ReceivedOn is null && file.Notice.Revision == file.Change.Revision ? Ruling.Yes : await file.DoneAsync(desk, file.Notice.ReceivedById, "已签收", "signed for"),
            ChangeNotice.MayReceive(file.Notice.UnitId, desk.Actor, bySlip: input.On is not null),
            ChangeNotice.SlipDate(on, Calendar.DayOf(file.Notice.IssuedAt), desk.Today),
            desk.Calendar.Judge());
        return await desk.EndAsync(Act.ReceiveNotice, ruling, () => file.Change.Reference, () => file.Notice.Receive(on, desk.Actor.PersonId, desk.Now), () => new { file.Notice.Id, On = on });
    }
}

/// <summary>A notice as it lies on the desk, with the change it tells of.</summary>
public sealed record NoticeFile(ChangeNotice Notice, ClassificationCase Change)
{
    /// <summary>The notice, if its change exists for this person.</summary>
    public static async Task<NoticeFile?> FindAsync(Desk desk, int id) => await desk.Store.VisibleNotices(desk.Actor).SingleOrDefaultAsync(n => n.Id == id, desk.Cancel) is { } notice
        ? new(notice, await desk.Store.Visible(desk.Actor).SingleAsync(c => c.Id == notice.CaseId, desk.Cancel))
        : null;

    /// <summary>Somebody was first, or the notice was taken back with the approval it came from.</summary>
    public async Task<Ruling> DoneAsync(Desk desk, int? byId, string what, string whatEn)
    {
        var who = byId is null ? "" : await desk.Store.People.Where(p => p.Id == byId).Select(p => p.Name).SingleAsync(desk.Cancel);
        return Notice.Revision == Change.Revision
            ? Ruling.Forbid("SYS.CONFLICT", "R8.6", ("who", who), ("what", what), ("what_en", whatEn))
            : Ruling.Forbid("MZ.7.CHANGE", "R8.6", ("why", "这份通知已随退回作废"), ("why_en", "this notice became void when the change was returned"));
    }
}
