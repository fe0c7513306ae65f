using Microsoft.EntityFrameworkCore;
using Shoumi.Documents.Printing;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>
/// 打印发文拟稿签 (form F01): the values are those of the case; every print is an act of its own, counted and recorded. A change has forms of its
/// own: <see cref="Changes.ChangePrint"/>.
/// </summary>
[Requirement("R7.1.3")]
public static class DraftingSheetPrint
{
    public static async Task<IResult> PostAsync(HttpContext http, Desk desk, int id)
    {
        if (await CaseFile.FindAsync(desk, id) is not { Changed: null, Case.Current: not null } file)
        {
            return await Reply.NothingAsync(http);
        }

        var reference = file.Case.Reference;
        var roster = await Roster.LoadAsync(desk);
        var entry = await desk.Store.VisibleEntries(desk.Actor).Where(e => e.CaseId == id && e.ReplacedById == null).FirstOrDefaultAsync(desk.Cancel);
        return await CountedPrint.AnswerAsync(desk, Act.PrintDraftingSheet, reference, reference, (print, output) => DraftingSheet.Write(Content(desk, file, roster, entry, print), output), nth => new { Nth = nth });
    }

    private static DraftingSheetContent Content(Desk desk, CaseFile file, Roster roster, LedgerEntry? entry, PrintRecord print)
    {
        var (l, p) = (new Language(english: false), file.Case.Current!);
        return new DraftingSheetContent
        {
            Bureau = desk.Bureau.Name,
            Number = file.Case.Reference,
            Revision = file.Case.Revision,
            Mark = p.Level is { } level ? $"{level.Word()}★{p.Term}" : null,
            Title = file.Case.Title,
            SendTo = p.SendTo ?? "",
            Unit = roster.UnitName(file.Case.UnitId),
            Drafter = roster.Name(file.Case.DrafterId),
            Level = p.Level?.Word() ?? l.Say(p.Determination),
            Term = p.Term.ToString(),
            TermOrigin = p.Origin is { } origin ? l.Say(origin) : "",
            Scope = [.. roster.ScopeOf(p)],
            ScopeCount = roster.Knowing(p).Count(),
            Basis = [.. Basis(p)],
            Pack = p.Basis is { } b ? $"{b.Pack} {b.Version:yyyy-MM-dd}" : "",
            Copies = p.Copies,
            CopyNumbers = p.Determination == Determination.StateSecret ? $"{1.ToString($"D{desk.Pack.Marking.CopyNumberDigits}")}—{p.Copies.ToString($"D{desk.Pack.Marking.CopyNumberDigits}")}" : null,
            Opinions = [.. file.Opinions.Where(o => o.Step > 0 || o.Act == Act.GiveGroupOpinion).Select(o => Opinion(o, p, l, roster))],
            LedgerNumber = entry?.Reference,
            Remark = $"期限自{(p.Source is null ? "第四步审批" : "来文制发")}之日起算。未记入台帐，不得编号印发。本签随件归档。",
            Print = print,
            Demonstration = desk.Bureau.IsDemonstration,
        };
    }

    /// <summary>As it stood when the opinion was given: the source, or the rows with the conditions as they were answered.</summary>
    private static IEnumerable<string> Basis(Proposal p)
    {
        if (p.Source is { } s)
        {
            yield return $"来文原密级：{s.Originator} {s.DocumentNumber}{(s.IssuedOn is { } issued ? $"，{issued:yyyy-MM-dd} 制发" : "")}";
        }

        foreach (var row in p.Basis?.Rows ?? [])
        {
            yield return $"{p.Basis!.Title.Zh}{row.Citation}：“{row.Text}”";
        }

        if (p.Basis is { Answers: [_, ..] answers })
        {
            yield return $"限定条件：{string.Join('、', answers.Select(a => a.Zh))}。";
        }
    }

    /// <summary>What was proposed: level, term and scope of knowledge, the scope by name where it is another one than the one that holds now.</summary>
    private static string Proposed(Opinion o, Proposal now, Language l, Roster roster)
    {
        if (o.Proposal is not { } p || o.Act == Act.GiveGroupOpinion)
        {
            return "";
        }

        var scope = Roster.SameScope(p, now) ? "知悉范围如上。" : $"知悉范围：{string.Join('、', roster.ScopeOf(p))}，共 {roster.Knowing(p).Count()} 人。";
        return p.Level is { } level ? $"{(o.Step == 1 ? "拟定" : "改为")}{level.Word()}★{p.Term}，{scope}" : $"{l.Say(p.Determination)}，不定密。";
    }

    private static DraftingOpinion Opinion(Opinion o, Proposal now, Language l, Roster roster)
    {
        var at = Calendar.OnTheWall(o.At);
        var proposed = Proposed(o, now, l, roster);
        var outcome = o.Act == Act.GiveGroupOpinion ? (o.Decision == Decision.Agree ? "同意定密" : "不同意定密")
            : o.Decision switch { Decision.Agree => o.Text is null ? "同意" : "", Decision.Amend => "修改意见", Decision.Return => "退回", null => "" };
        return new DraftingOpinion(
            o.Step,
            o.Revision,
            outcome,
            proposed + o.Text,
            roster.Name(o.PersonId),
            o.PaperDate ?? DateOnly.FromDateTime(at.DateTime),
            o.PaperDate is null ? TimeOnly.FromDateTime(at.DateTime) : null,
            o.AsDeputy ? l.Say(o.Post) : null,
            o.PaperDate is null ? null : $"纸质签批，{roster.Name(o.RecordedById ?? 0)} {at:yyyy-MM-dd} 补记");
    }
}
