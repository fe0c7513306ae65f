using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Texts;
using Shoumi.Rules;

namespace Shoumi.Server.Rest;

/// <summary>One page of a list.</summary>
public sealed record Listed<T>(
    IReadOnlyList<T> Items,
    [property: Description("Send it as cursor to go on; absent at the end.")] string? Next);

/// <summary>
/// Lists by position. A cursor names the place of the last row in the order asked for, which the row itself shows, and goes on from there
/// whatever is added meanwhile: no row comes twice and none is left out.
/// </summary>
public static class Paging
{
    private const int Usual = 50, Most = 200;

    public static readonly QueryField Limit = new("limit", "Rows on a page, 50 unless said otherwise. 每页行数。") { Number = (1, Most) };

    public static readonly QueryField Cursor = new("cursor", "Where to go on: next of the page before, with the same filter and order. 翻页位置。") { Most = 200 };

    public static int ReadLimit(Form query) => query.Number("limit", 1, Most) ?? Usual;

    /// <summary>The query of an address, of which only these parts are taken; another one is named.</summary>
    public static Form Query(HttpContext http, Language l, params IReadOnlyList<QueryField> fields)
    {
        var form = Form.OfQuery(http, l);
        foreach (var stranger in form.Typed.Keys.Where(k => fields.All(f => f.Name != k)))
        {
            form.Wrong(stranger.Length > 60 ? $"{stranger[..60]}…" : stranger, l.T("没有这一栏", "No such field"));
        }

        return form;
    }

    /// <summary>Position in an order of identities.</summary>
    public static string After(string list, int id) => Write($"{list}~{id}");

    /// <summary>Reads a position in an order of identities.</summary>
    public static int? Read(Form query, Language l, string list) => Parts(query) switch
    {
        null => null,
        [var of, var id] when of == list && Id(id) is { } at => at,
        _ => Bad(query, l),
    };

    /// <summary>Position in an order of the ledger.</summary>
    public static string After(string sort, LedgerPlace place) =>
        Write($"{sort}~{place.Year}~{place.Number}~{(int)place.Level}~{place.FreeFrom?.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}~{place.Id}");

    /// <summary>Reads a position in an order of the ledger; one in another order is none.</summary>
    public static LedgerPlace? ReadPlace(Form query, Language l, string sort)
    {
        if (Parts(query) is not { } parts)
        {
            return null;
        }

        if (parts is [var of, var year, var number, var level, var free, var id] && of == sort && Id(year) is { } y && Id(number) is { } n && Id(level) is { } v && Levels.All.Contains((Level)v) && Id(id) is { } i)
        {
            if (free.Length == 0 && sort != "free")
            {
                return new LedgerPlace(y, n, (Level)v, null, i);
            }

            if (DateOnly.TryParseExact(free, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return new LedgerPlace(y, n, (Level)v, day, i);
            }
        }

        Bad(query, l);
        return null;
    }

    private static int? Bad(Form query, Language l)
    {
        query.Wrong("cursor", l.T("不是这个列表给出的翻页位置", "Not a position that this list has given"));
        return null;
    }

    private static string[]? Parts(Form query)
    {
        if (query.Text("cursor", 200) is not { } text)
        {
            return null;
        }

        try
        {
            return Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(text)).Split('~');
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static int? Id(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : null;

    private static string Write(string place) => WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(place));
}
