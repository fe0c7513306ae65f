using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using Shoumi.Rules;
using Shoumi.Server.Demo;

namespace Shoumi.Bench;

/// <summary>The classification ledger with very many items: the product against a bare server over the same rows.</summary>
public static class LedgerBench
{
    private const string Keeper = "3001", Section = "4002";

    public static async Task<int> RunAsync(int rows, bool postgres, TimeSpan measured)
    {
        Load.Measured = measured;
        var place = await PrepareAsync(rows, postgres);
        var few = await PrepareAsync(1000, postgres);
        var visible = Ids(place);
        var cookies = new CookieContainer();
        await using (var first = await Child.StartAsync("serve", place))
        {
            using var signedIn = await first.ConnectAsync(Keeper, DemoPeople.Password, cookies);
        }

        var started = Stopwatch.GetTimestamp();
        await using var server = await Child.StartAsync("serve", place);
        var listening = Stopwatch.GetElapsedTime(started);
        using var keeper = await server.ConnectAsync(null, "", cookies);
        var page = await keeper.GetAsync("/ledger");
        var firstPage = Stopwatch.GetElapsedTime(started);
        await Task.Delay(TimeSpan.FromSeconds(10));
        var idle = await server.MemoryAsync();
        await using var bareServer = await Child.StartAsync("bare", place);
        using var bare = await bareServer.ConnectAsync(null, "");

        Machine.Print($"The classification ledger, {rows:N0} items on {place.Database} (servers, database and load share the machine)");
        Console.WriteLine($"- listening {listening.TotalSeconds:F2} s after start, first ledger page ({(int)page.StatusCode}) {firstPage.TotalSeconds:F2} s after start");
        Console.WriteLine($"- idle: {idle.Own:F0} MiB of its own, {idle.WorkingSet:F0} MiB working set with the mapped file, {idle.Heap:F1} MiB managed heap");
        using var section = await server.ConnectAsync(Section, DemoPeople.Password);
        using var narrow = await server.ConnectAsync(BulkLoad.Narrow, DemoPeople.Password);
        await PagesAsync((server, bareServer), (keeper, section, narrow, bare), visible);
        await ConnectionsAsync((server, bareServer), (keeper, bare), visible);
        await SizesAsync(few, (server, keeper), visible);
        var after = await server.MemoryAsync();
        Console.WriteLine();
        Console.WriteLine($"- after the load: {after.Own:F0} MiB of its own, {after.WorkingSet:F0} MiB working set with the mapped file, {after.Heap:F1} MiB managed heap");
        return 0;
    }

    /// <summary>Every kind of list, on sixteen connections.</summary>
    private static async Task PagesAsync((Child Ours, Child Bare) servers, (HttpClient Keeper, HttpClient Section, HttpClient Narrow, HttpClient Bare) who, IReadOnlyList<int> visible)
    {
        (string Name, HttpClient Who, Func<int, string> Path)[] pages =
        [
            ("list with totals, keeper (sees all numbers)", who.Keeper, _ => "/ledger"),
            ("list, keeper, some page", who.Keeper, n => $"/ledger?after={visible[n % visible.Count]}"),
            ("list of one unit, keeper", who.Keeper, _ => "/ledger?unit=5"),
            ("list in force, of one level, keeper", who.Keeper, _ => "/ledger?state=in-force&level=TopSecret"),
            ("list corrected, keeper", who.Keeper, _ => "/ledger?state=corrected"),
            ("list, section member (sees a unit's items)", who.Section, _ => "/ledger"),
            ($"list, narrow person (sees {BulkLoad.NarrowSees})", who.Narrow, _ => "/ledger"),
            ("entry", who.Keeper, n => $"/ledger/{visible[n % visible.Count]}"),
            ("search, frequent words, keeper", who.Keeper, _ => "/ledger?q=安置"),
            ("search, absent words, keeper", who.Keeper, _ => "/ledger?q=鲸鱼"),
            ("search, absent words of frequent parts, keeper", who.Keeper, _ => "/ledger?q=安置档案"),
            ("search, frequent words, section member", who.Section, _ => "/ledger?q=安置"),
            ("search, frequent words, narrow person", who.Narrow, _ => "/ledger?q=安置"),
        ];
        // Everything once beforehand: else the first pages pay for compiling what all of them use.
        foreach (var (_, person, path) in pages)
        {
            await Load.WarmAsync(person, path);
            await Load.WarmAsync(who.Bare, path);
        }

        Heading("page, 16 connections");
        foreach (var (name, person, path) in pages)
        {
            Row(name, await Load.RunAsync(servers.Ours, person, path), await Load.RunAsync(servers.Bare, who.Bare, path));
        }

        foreach (var (name, person) in (IEnumerable<(string, HttpClient)>)[("workbench, keeper", who.Keeper), ("workbench, section member", who.Section), ("workbench, narrow person", who.Narrow)])
        {
            Row(name, await Load.RunAsync(servers.Ours, person, _ => "/"), null);
        }
    }

    /// <summary>What more connections do.</summary>
    private static async Task ConnectionsAsync((Child Ours, Child Bare) servers, (HttpClient Keeper, HttpClient Bare) who, IReadOnlyList<int> visible)
    {
        Heading("page, connections");
        foreach (var connections in (IEnumerable<int>)[1, 16, 64])
        {
            foreach (var (name, path) in (IEnumerable<(string, Func<int, string>)>)[("list", _ => "/ledger"), ("some page", n => $"/ledger?after={visible[n % visible.Count]}"), ("entry", n => $"/ledger/{visible[n % visible.Count]}"), ("search", _ => "/ledger?q=安置")])
            {
                Row($"{name}, {connections}", await Load.RunAsync(servers.Ours, who.Keeper, path, connections), await Load.RunAsync(servers.Bare, who.Bare, path, connections));
            }
        }
    }

    /// <summary>The same page where there is a thousandth of the items.</summary>
    private static async Task SizesAsync(Place few, (Child Server, HttpClient Keeper) many, IReadOnlyList<int> visible)
    {
        await using var small = await Child.StartAsync("serve", few);
        using var keeper = await small.ConnectAsync(Keeper, DemoPeople.Password);
        var inFew = Ids(few);
        Console.WriteLine();
        Console.WriteLine("| page, 16 connections | CPU, ms at 1,000 | CPU, ms at all | ratio |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var (name, path) in (IEnumerable<(string, Func<IReadOnlyList<int>, Func<int, string>>)>)[("list", _ => _ => "/ledger"), ("some page", ids => n => $"/ledger?after={ids[n % ids.Count]}"), ("entry", ids => n => $"/ledger/{ids[n % ids.Count]}"), ("search", _ => _ => "/ledger?q=安置")])
        {
            await Load.WarmAsync(keeper, path(inFew));
            var (little, much) = (await Load.RunAsync(small, keeper, path(inFew)), await Load.RunAsync(many.Server, many.Keeper, path(visible)));
            Console.WriteLine($"| {name} | {little.Processor:F2} | {much.Processor:F2} | {much.Processor / little.Processor:F2} |");
        }
    }

    private static void Heading(string of)
    {
        Console.WriteLine();
        Console.WriteLine($"| {of} | req/s | p50, ms | p99, ms | KiB | CPU, ms | bare req/s | bare p50 | bare CPU | of bare's req/s |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    }

    private static void Row(string name, Figures ours, Figures? theirs) => Console.WriteLine(
        $"| {name} | {ours.PerSecond:F1} | {ours.P50:F1} | {ours.P99:F1} | {ours.Bytes / 1024.0:F0} | {ours.Processor:F2} | "
        + (theirs is { } bare ? $"{bare.PerSecond:F1} | {bare.P50:F1} | {bare.Processor:F2} | {ours.PerSecond / bare.PerSecond:F2} |" : "– | – | – | – |"));

    /// <summary>Makes the database once per number of items; it stays in the temporary folder for the next run.</summary>
    public static async Task<Place> PrepareAsync(int rows, bool postgres)
    {
        var place = Place.Of(rows, postgres);
        var filled = Path.Combine(place.Folder, "filled");
        if (File.Exists(filled))
        {
            return place;
        }

        place.Clear();
        await using (await Child.StartAsync("serve", place))
        {
        }

        var start = Stopwatch.GetTimestamp();
        new BulkLoad(place, DateOnly.FromDateTime(DateTime.UtcNow)).Fill(rows);
        SqliteConnection.ClearAllPools();
        Console.Error.WriteLine($"Filled with {rows:N0} items in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        await File.WriteAllTextAsync(filled, "");
        return place;
    }

    /// <summary>Some hundreds of entries, spread over all, that the keeper may know of.</summary>
    private static List<int> Ids(Place place)
    {
        using var database = place.Open();
        var all = Place.One(database, "select count(*) from ledger_entry");
        using var command = Place.Command(database, $"""
            select e.id from ledger_entry e where e.id % {(all > 100_000 ? 997 : 3)} = 0 and exists (select 1 from access_grant g where g.case_id = e.case_id and g.ended_at is null
                and g.principal = {Principal.Person(0)} + (select id from person where staff_number = '{Keeper}')) limit 500
            """);
        using var row = command.ExecuteReader();
        var ids = new List<int>();
        while (row.Read())
        {
            ids.Add(row.GetInt32(0));
        }

        return ids;
    }
}
