using Microsoft.EntityFrameworkCore;
using Shoumi.Documents.Printing;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Changes;

/// <summary>
/// 打印变更/解密审批表 (form F06) and 变更/解密通知书 (form F07): the values are those of the change; every print is an act of its own, counted and
/// recorded.
/// </summary>
[Requirement("R7.4.1", "R8.6")]
public static class ChangePrint
{
    /// <summary>F06, from the first proposal on.</summary>
    public static async Task<IResult> ApprovalAsync(HttpContext http, Desk desk, int id)
    {
        if (await CaseFile.FindAsync(desk, id) is not { Changed: { } matter, Case.Current: { } proposed } file)
        {
            return await Reply.NothingAsync(http);
        }

        var roster = await Roster.LoadAsync(desk);
        var reference = file.Case.Reference;
        return await CountedPrint.AnswerAsync(desk, Act.PrintChange, reference, $"{reference}-F06", (print, output) => ChangeApprovalForm.Write(Approval(desk, file, matter, proposed, roster, print), output), nth => new { Form = "F06", Nth = nth });
    }

    /// <summary>F07, to one holder; one that became void with a return is not printed again.</summary>
    public static async Task<IResult> NoticeAsync(HttpContext http, Desk desk, int id)
    {
        if (await NoticeFile.FindAsync(desk, id) is not { } notice || await CaseFile.FindAsync(desk, notice.Change.Id) is not { Changed: { } matter, Case.Current: { } proposed } file)
        {
            return await Reply.NothingAsync(http);
        }

        var reference = file.Case.Reference;
        if (notice.Notice.Revision != file.Case.Revision)
        {
            return await Reply.RefusedAsync(http, await desk.EndAsync(Act.PrintChange, await notice.DoneAsync(desk, null, "", ""), () => reference, () => { }), $"/cases/{file.Case.Id}");
        }

        var roster = await Roster.LoadAsync(desk);
        return await CountedPrint.AnswerAsync(desk, Act.PrintChange, reference, $"{reference}-F07-{notice.Notice.Id}", (print, output) => ChangeNoticeForm.Write(Notice(desk, file, matter, proposed, notice.Notice, roster, print), output), nth => new { Form = "F07", Nth = nth });
    }

    private static ChangeApprovalContent Approval(Desk desk, CaseFile file, ChangedMatter matter, Proposal proposed, Roster roster, PrintRecord print)
    {
        var ends = file.Case.Purpose == CasePurpose.Declassify;
        return new()
        {
            Bureau = desk.Bureau.Name,
            Number = file.Case.Reference,
            Mark = MarkOn(desk, matter, proposed),
            Unit = roster.UnitName(file.Case.UnitId),
            FilledOn = Calendar.DayOf(file.Case.OpenedAt),
            Officer = roster.Name(file.Case.DrafterId),
            Phone = "",
            Matter = file.Case.Title,
            DocumentNumber = matter.Entry.DocumentNumber,
            LedgerNumber = matter.Entry.Shown,
            Declassifies = ends,
            Before = Words(roster, matter.Entry.Level, matter.Entry.Term, file.Before!),
            After = ends || proposed.Level is not { } level ? null : Words(roster, level, proposed.Term, proposed),
            Reason = proposed.ChangeReason ?? "",
            Opinions = [.. FiveSteps.Table.Select(s => Opinion(file, s, roster))],
            Print = print,
            Demonstration = desk.Bureau.IsDemonstration,
        };
    }

    private static ChangeNoticeContent Notice(Desk desk, CaseFile file, ChangedMatter matter, Proposal proposed, ChangeNotice notice, Roster roster, PrintRecord print)
    {
        var ends = file.Case.Purpose == CasePurpose.Declassify;
        return new()
        {
            Bureau = desk.Bureau.Name,
            Number = $"{file.Case.Reference}-{notice.Id}",
            Mark = ends ? null : MarkOn(desk, matter, proposed),
            To = notice.UnitId is { } unit ? roster.UnitName(unit) : notice.Recipient ?? "",
            Matter = file.Case.Title,
            DocumentNumber = matter.Entry.DocumentNumber,
            LedgerNumber = matter.Entry.Shown,
            Declassifies = ends,
            Before = Words(roster, matter.Entry.Level, matter.Entry.Term, file.Before!),
            After = ends || proposed.Level is not { } level ? null : Words(roster, level, proposed.Term, proposed),
            EffectiveOn = file.Case.ClassifiedOn ?? Calendar.DayOf(notice.IssuedAt),
            Authority = desk.Bureau.Name,
            IssuedOn = Calendar.DayOf(notice.IssuedAt),
            Print = print,
            Demonstration = desk.Bureau.IsDemonstration,
        };
    }

    /// <summary>The paper tells of the matter before and after, and so bears the higher of the two levels, while it is a secret.</summary>
    private static string? MarkOn(Desk desk, ChangedMatter matter, Proposal proposed) =>
        proposed.Level is { } level && level > matter.Entry.Level ? $"{level.Word()}★{proposed.Term}"
        : matter.Entry.InForceOn(desk.Today) ? matter.Entry.Mark : null;

    private static SecrecyInWords Words(Roster roster, Level level, Term term, Proposal scope) => new(level.Word(), term.ToString(), string.Join('、', roster.ScopeOf(scope)));

    private static StepOpinion Opinion(CaseFile file, Step step, Roster roster)
    {
        var l = new Language(english: false);
        var said = file.At(step.Number);
        return said is null
            ? new(step.Name.Zh, "", null, null, null)
            : new(step.Name.Zh, said.Text ?? (said.Decision == Decision.Agree ? "同意。" : ""), roster.Name(said.PersonId), l.Say(said.Post), said.PaperDate ?? Calendar.DayOf(said.At));
    }
}
