using Microsoft.EntityFrameworkCore;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Ledger;

/// <summary>
/// What corrections are asked for with, read alike for pages and programs: what is wrong with the fields stands in the form's errors, and
/// the act that comes back is done only when nothing is.
/// </summary>
public static class AskingCorrection
{
    public static async Task<Func<Task<Ruled?>>> RequestAsync(Form form, Desk desk, Language l, int id)
    {
        var (field, becomes, reason) = (form.OneOf<CorrectedField>("field", required: true), form.Text("becomes", 200, required: true), form.Text("reason", 200, required: true));
        if (field == CorrectedField.Copies)
        {
            form.Number("becomes", 1, 9999, required: true);
        }
        else if (field == CorrectedField.DocumentNumber)
        {
            form.Text("becomes", 60, required: true);
        }
        else if (field == CorrectedField.CarrierForm)
        {
            form.Among("becomes", Procedure.CaseView.CarrierForms(l).Select(c => c.Value), required: true);
        }

        if (form.IsValid && await desk.Store.VisibleEntries(desk.Actor).AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, desk.Cancel) is { } entry && RequestCorrection.Value(entry, field!.Value) == becomes)
        {
            form.Wrong("becomes", l.T("与现有内容相同", "The same as it is"));
        }

        return () => RequestCorrection.HandleAsync(desk, id, new(field!.Value, becomes!, reason!));
    }

    public static Func<Task<Ruled?>> Decide(Form form, Desk desk, int id, bool confirm)
    {
        var correction = form.Number("correction", 1, int.MaxValue, required: true);
        return () => DecideCorrection.HandleAsync(desk, id, correction!.Value, confirm);
    }
}
