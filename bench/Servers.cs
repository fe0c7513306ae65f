using System.Globalization;
using System.Text;
using Shoumi.Server;

namespace Shoumi.Bench;

/// <summary>The two servers, each a process of its own: the product, and the least that could answer the same requests.</summary>
public static class Servers
{
    /// <summary>The product over the filled database, put together as its own program does.</summary>
    public static async Task<int> ShoumiAsync(Place place)
    {
        var settings = place.Settings;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddShoumi(settings, Regulation.Load(settings.Policies, Console.Error) ?? throw new InvalidOperationException("The policy pack does not read"));
        var app = builder.Build();
        app.UseShoumi();
        await app.PrepareAsync(settings);
        return await AnswerAsync(app);
    }

    /// <summary>Kestrel, ADO.NET and a string: no sign-in, no visibility, no frame around the rows.</summary>
    public static async Task<int> BareAsync(Place place)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/ledger", (int? unit, string? q, int? after, string? state, string? level) => (unit, q, after, state, level) switch
        {
            ({ } u, _, _, _, _) => Html(place, "where e.unit_id = $1", u),
            (_, { } words, _, _, _) => Html(place, "where e.title like $1", $"%{words}%"),
            (_, _, { } from, _, _) => Html(place, "where (e.year, e.number) < (select a.year, a.number from ledger_entry a where a.id = $1)", from),
            (_, _, _, "in-force", _) => Html(place, "where e.level = 3 and e.replaced_by_id is null and e.free_from > $1", place.Day(DateOnly.FromDateTime(DateTime.UtcNow))),
            (_, _, _, "corrected", _) => Html(place, "where e.replaced_by_id is not null", null),
            _ => Html(place, "", null),
        });
        app.MapGet("/ledger/{id:int}", (int id) => Html(place, "where e.id = $1", id));
        return await AnswerAsync(app);
    }

    /// <summary>Says its address, then its memory whenever a line comes in, until the input ends.</summary>
    private static async Task<int> AnswerAsync(WebApplication app)
    {
        await app.StartAsync();
        Console.WriteLine($"listening {app.Urls.First()}");
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine($"memory {GC.GetTotalMemory(forceFullCollection: false)} {Environment.WorkingSet} {Own()}");
        }

        await app.StopAsync();
        return 0;
    }

    /// <summary>Memory that is the server's own. The working set also counts each page of the database file that is mapped, once for every connection.</summary>
    private static long Own() => File.Exists("/proc/self/status")
        ? long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024
        : Environment.WorkingSet;

    private static IResult Html(Place place, string where, object? value)
    {
        using var database = place.Open(";Mode=ReadOnly");
        using var command = Place.Command(database, $"""
            select e.id, e.year, e.number, e.title, e.mark, e.basis, u.name, d.name, c.name, e.classified_on, e.free_from, e.knowing, e.copies
            from ledger_entry e join org_unit u on u.id = e.unit_id join person d on d.id = e.drafter_id join person c on c.id = e.classifier_id
            {where} order by e.year desc, e.number desc limit 51
            """);
        if (value is not null)
        {
            Place.Add(command, value);
        }

        var page = new StringBuilder("<!doctype html><table>");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            page.Append("<tr>");
            for (var i = 0; i < row.FieldCount; i++)
            {
                page.Append("<td>").Append(System.Net.WebUtility.HtmlEncode(Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))).Append("</td>");
            }

            page.Append("</tr>");
        }

        return Results.Content(page.Append("</table>").ToString(), "text/html; charset=utf-8");
    }
}
