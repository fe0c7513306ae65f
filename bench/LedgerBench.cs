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

    public static async Task<int> RunAsync(int rows, TimeSpan? measured = null)
    {
        Load.Measured = measured ?? Load.Measured;
        var folder = Path.Combine(Path.GetTempPath(), $"shoumi-bench-{rows}");
        await PrepareAsync(folder, rows);
        var visible = Ids(folder);
        var cookies = new CookieContainer();
        await using (var first = await Child.StartAsync("serve", folder))
        {
            using var signedIn = await first.ConnectAsync(Keeper, DemoPeople.Password, cookies);
        }

        var started = Stopwatch.GetTimestamp();
        await using var server = await Child.StartAsync("serve", folder);
        var listening = Stopwatch.GetElapsedTime(started);
        using var keeper = await server.ConnectAsync(null, "", cookies);
        var page = await keeper.GetAsync("/ledger");
        var firstPage = Stopwatch.GetElapsedTime(started);
        await Task.Delay(TimeSpan.FromSeconds(10));
        var idle = await server.MemoryAsync();
        using var section = await server.ConnectAsync(Section, DemoPeople.Password);
        using var narrow = await server.ConnectAsync(BulkLoad.Narrow, DemoPeople.Password);
        await using var bareServer = await Child.StartAsync("bare", folder);
        using var bare = await bareServer.ConnectAsync(null, "");

        Machine.Print($"The classification ledger, {rows:N0} items on SQLite, {Load.Connections} connections (servers and load share the machine)");
        Console.WriteLine($"- listening {listening.TotalSeconds:F2} s after start, first ledger page ({(int)page.StatusCode}) {firstPage.TotalSeconds:F2} s after start");
        Console.WriteLine($"- idle: {idle.Own:F0} MiB of its own, {idle.WorkingSet:F0} MiB working set with the mapped file, {idle.Heap:F1} MiB managed heap");
        Console.WriteLine();
        Console.WriteLine("| page | req/s | p50, ms | p99, ms | KiB | CPU, ms | bare req/s | bare p50 | bare CPU | CPU, × bare |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        string One(int n) => $"/ledger/{visible[n % visible.Count]}";
        (string Name, HttpClient Who, Func<int, string> Path)[] pages =
        [
            ("list, keeper (sees all numbers)", keeper, _ => "/ledger"),
            ("list, keeper, some page", keeper, n => $"/ledger?after={visible[n % visible.Count]}"),
            ("list of one unit, keeper", keeper, _ => "/ledger?unit=5"),
            ("list in force, of one level, keeper", keeper, _ => "/ledger?state=in-force&level=TopSecret"),
            ("list corrected, keeper", keeper, _ => "/ledger?state=corrected"),
            ("list, section member (sees a unit's items)", section, _ => "/ledger"),
            ($"list, narrow person (sees {BulkLoad.NarrowSees})", narrow, _ => "/ledger"),
            ("entry", keeper, One),
            ("search, frequent words, keeper", keeper, _ => "/ledger?q=安置"),
            ("search, absent words, keeper", keeper, _ => "/ledger?q=鲸鱼"),
            ("search, absent words of frequent parts, keeper", keeper, _ => "/ledger?q=安置档案"),
            ("search, frequent words, section member", section, _ => "/ledger?q=安置"),
            ("search, frequent words, narrow person", narrow, _ => "/ledger?q=安置"),
        ];
        // Everything once beforehand: else the first pages pay for compiling what all of them use.
        foreach (var (_, who, path) in pages)
        {
            await Load.WarmAsync(who, path);
            await Load.WarmAsync(bare, path);
        }

        foreach (var (name, who, path) in pages)
        {
            var (ours, theirs) = (await Load.RunAsync(server, who, path), await Load.RunAsync(bareServer, bare, path));
            Console.WriteLine($"| {name} | {ours.PerSecond:F1} | {ours.P50:F1} | {ours.P99:F1} | {ours.Bytes / 1024.0:F0} | {ours.Processor:F2} | {theirs.PerSecond:F1} | {theirs.P50:F1} | {theirs.Processor:F2} | {ours.Processor / theirs.Processor:F1} |");
        }

        foreach (var (name, who) in (IEnumerable<(string, HttpClient)>)[("workbench, keeper", keeper), ("workbench, section member", section), ("workbench, narrow person", narrow)])
        {
            var ours = await Load.RunAsync(server, who, _ => "/");
            Console.WriteLine($"| {name} | {ours.PerSecond:F1} | {ours.P50:F1} | {ours.P99:F1} | {ours.Bytes / 1024.0:F0} | {ours.Processor:F2} | – | – | – | – |");
        }

        var after = await server.MemoryAsync();
        Console.WriteLine();
        Console.WriteLine($"- after the load: {after.Own:F0} MiB of its own, {after.WorkingSet:F0} MiB working set with the mapped file, {after.Heap:F1} MiB managed heap");
        return 0;
    }

    /// <summary>Makes the database once per number of items; it stays in the temporary folder for the next run.</summary>
    private static async Task PrepareAsync(string folder, int rows)
    {
        if (File.Exists(Path.Combine(folder, "filled")))
        {
            return;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await using (await Child.StartAsync("serve", folder))
        {
        }

        var start = Stopwatch.GetTimestamp();
        using (var load = new BulkLoad(Open(folder), DateOnly.FromDateTime(DateTime.UtcNow)))
        {
            load.Fill(rows);
        }

        SqliteConnection.ClearAllPools();
        Console.Error.WriteLine($"Filled with {rows:N0} items in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s: {new FileInfo(Path.Combine(folder, "shoumi.db")).Length / (1024.0 * 1024):F0} MiB");
        await File.WriteAllTextAsync(Path.Combine(folder, "filled"), "");
    }

    /// <summary>Some hundreds of entries, spread over all, that the keeper may know of.</summary>
    private static List<int> Ids(string folder)
    {
        using var database = Open(folder);
        using var command = database.CreateCommand();
        command.CommandText = $"""
            select e.id from ledger_entry e where e.id % 997 = 0 and exists (select 1 from access_grant g where g.case_id = e.case_id and g.ended_at is null
                and g.principal = {Principal.Person(0)} + (select id from person where staff_number = '{Keeper}')) limit 500
            """;
        using var row = command.ExecuteReader();
        var ids = new List<int>();
        while (row.Read())
        {
            ids.Add(row.GetInt32(0));
        }

        return ids;
    }

    private static SqliteConnection Open(string folder)
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(folder, "shoumi.db")}");
        database.Open();
        return database;
    }
}
