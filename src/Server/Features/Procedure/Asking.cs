using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Procedure;

/// <summary>An act on a case as it was asked for.</summary>
/// <param name="Act">Does it; only where the form it was read from is in order.</param>
/// <param name="Done">The line that says it was done.</param>
/// <param name="Typed">The proposal in it, for the page to show again.</param>
/// <param name="Differs">Whether it is a differing opinion.</param>
public sealed record Asked(Func<Task<Ruled?>> Act, string Done, ProposalInput? Typed = null, bool Differs = false);

/// <summary>
/// What the acts of article 7 are asked for with, read alike for pages and programs: each reads all its fields, and what is wrong with
/// them stands in the form's errors.
/// </summary>
public static class Asking
{
    public static Asked Propose(Form form, Desk desk, Language l, int id, Roster roster)
    {
        var input = ProposalInput.Read(form, desk.Pack);
        NeedTitle(form, desk, id, input, l);
        KnownScope(form, roster, input);
        var version = Version(form);
        return new(() => Procedure.Propose.HandleAsync(desk, id, input, version), l.T("已送处室负责人审核", "Sent to the section head"), input);
    }

    public static Asked Decide(Form form, Desk desk, Language l, int id, Act act, Roster roster)
    {
        var decision = form.OneOf<Decision>("decision", required: true);
        var (text, version) = (form.Text("opinion", 500, required: decision is Decision.Return or Decision.Amend, lines: true), Version(form));
        var changed = decision == Decision.Amend ? ProposalInput.Read(form, desk.Pack) : null;
        if (changed is not null)
        {
            KnownScope(form, roster, changed);
            NeedTitle(form, desk, id, changed, l);
        }

        return new(() => DecideStep.HandleAsync(desk, id, act, new(decision!.Value, text, version, changed)), decision == Decision.Return ? l.T("已退回承办人", "Returned to the drafter") : l.T("已办理", "Done"), changed, decision == Decision.Amend);
    }

    public static Asked RecordPaper(Form form, Desk desk, Language l, int id)
    {
        var (leader, day, text, version) = (form.Number("approver", 1, int.MaxValue, required: true), form.Date("approvedOn", required: true), form.Text("paperOpinion", 500, lines: true), Version(form));
        return new(() => RecordPaperApproval.HandleAsync(desk, id, new(leader!.Value, day!.Value, text, version)), l.T("已补记纸质签批", "Paper approval recorded"));
    }

    public static Asked Enter(Form form, Desk desk, Language l, int id)
    {
        var decision = form.OneOf<Decision>("decision", required: true);
        var back = decision == Decision.Return;
        var input = new EnterInLedger.Input(
            decision ?? default,
            form.Text("opinion", 500, lines: true) ?? (back ? form.Text("remark", 200) : null),
            form.Text("documentNumber", 60),
            form.Among("carrierForm", CaseView.CarrierForms(l).Select(c => c.Value), required: !back),
            form.Number("copies", 1, 9999, required: !back) ?? 1,
            form.Text("remark", 200, required: back),
            Version(form));
        return new(() => EnterInLedger.HandleAsync(desk, id, input), back ? l.T("已退回承办人", "Returned to the drafter") : l.T("已记入定密台账", "Entered in the classification ledger"));
    }

    public static Asked GroupOpinion(Form form, Desk desk, Language l, int id)
    {
        var (text, version, agrees) = (form.Text("groupOpinion", 480, required: true, lines: true), Version(form), form.Among("agrees", ["true", "false"], required: true));
        return new(() => GiveGroupOpinion.HandleAsync(desk, id, new(agrees == "true", text!, version)), l.T("已记入领导小组意见", "The group's opinion is recorded"));
    }

    public static Asked Withdraw(Form form, Desk desk, Language l, int id)
    {
        var input = new Procedure.Withdraw.Input(form.Among("carriers", Procedure.Withdraw.Carriers(l).Select(c => c.Value)), form.Text("reason", 200, required: true), Version(form));
        return new(() => Procedure.Withdraw.HandleAsync(desk, id, input), l.T("已撤回", "Withdrawn"));
    }

    public static Asked TakeOver(Form form, Desk desk, Language l, int id)
    {
        var version = Version(form);
        return new(() => TakeOverCase.HandleAsync(desk, id, new(version)), l.T("已接办，您现在是承办人", "Taken over; you are the drafter now"));
    }

    private static int Version(Form form) => form.Number("version", 0, int.MaxValue, required: true) ?? 0;

    // Persons and units are chosen from those there are; a number that nobody has is a wrong field, not a person outside the rules.
    private static void KnownScope(Form form, Roster roster, ProposalInput input)
    {
        if (input.People.Any(p => roster.Person(p) is null) || input.Units.Any(u => roster.Unit(u) is null))
        {
            form.Unknown("scope");
        }
    }

    // A title is asked for wherever it may be stored; elsewhere leaving it empty is right. A change keeps the title of its matter.
    private static void NeedTitle(Form form, Desk desk, int id, ProposalInput input, Language l)
    {
        var level = Rules.Matters.Catalogue.LevelOf(desk.Pack, input.RowIds) ?? Levels.Read(input.ClaimedLevel);
        if (string.IsNullOrWhiteSpace(input.Title) && Titles.Kept("x", input.Determination, level, desk.Bureau.Ceiling, input.CipherTelegram) is not null
            && !desk.Store.Visible(desk.Actor).Any(c => c.Id == id && c.MatterId != null))
        {
            form.Wrong("title", l.T("请填写标题", "Enter the title"));
        }
    }
}
