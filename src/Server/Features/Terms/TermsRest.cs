using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Terms;

/// <summary>An entry that ends soon. Of one that the person only keeps, number, level, term and end.</summary>
public sealed record TermItem(
    long Id,
    string Number,
    LevelSaid Level,
    string Term,
    [property: Description("First day on which it is free.")] DateOnly FreeFrom,
    [property: Description("Whether the person may know more than number and mark.")] bool Known,
    string? Title,
    string? Unit,
    DateOnly? ClassifiedOn,
    int? Copies);

/// <summary>Article 6 for programs: what ends soon.</summary>
public static class TermsRest
{
    public static void MapTermsRest(this RouteGroupBuilder v1) => v1.MapGet("/terms", ListAsync).RequiresAct(Act.ViewTerms).Says<Listed<TermItem>>(new(
        "listTerms", "What ends soon 期限将满", "The entries of which the person is reminded today, in the order in which they end (article 6, item 6).") { Query = [Paging.Limit, Paging.Cursor] });

    private static async Task<IResult> ListAsync(HttpContext http, Desk desk, Language l)
    {
        var query = Paging.Query(http, l, Paging.Limit, Paging.Cursor);
        var (limit, after) = (Paging.ReadLimit(query), Paging.ReadPlace(query, l, "free"));
        if (!query.IsValid)
        {
            return Problems.BadInput(l, query.Errors);
        }

        await desk.Store.MeasureAsync(desk.Actor, desk.Cancel);
        var (today, soon, monthEnd) = (desk.Today, Reminders.Horizon(desk.Pack, desk.Today), new DateOnly(desk.Today.Year, desk.Today.Month, 1).AddMonths(1));
        var last = soon > monthEnd ? soon : monthEnd;
        // The database narrows; what belongs on the list is the rule's to say.
        var (found, more) = await LedgerQuery.PageAsync(Reminded.Of(desk).Where(e => e.FreeFrom > today && e.FreeFrom <= last), "free", after, null, limit, desk.Cancel);
        var listed = found.Where(e => Reminders.Due(desk.Pack, e.FreeFrom, today) is not null || Reminders.EndsInMonthOf(e.LastProtectedDay, today)).ToList();
        var (known, roster) = (await Reminded.KnownAsync(desk, listed), await Roster.LoadAsync(desk));
        return Results.Json(new Listed<TermItem>(
            [.. listed.Select(e => known.Contains(e.CaseId)
                ? new TermItem(e.Id, e.Shown, LevelSaid.Of(e.Level), e.Term.ToString(), e.FreeFrom!.Value, true, e.Title, roster.UnitName(e.UnitId), e.ClassifiedOn, e.Copies)
                : new TermItem(e.Id, e.Shown, LevelSaid.Of(e.Level), e.Term.ToString(), e.FreeFrom!.Value, false, null, null, null, null))],
            more ? Paging.After("free", LedgerPlace.Of(found[^1])!.Value) : null));
    }
}
