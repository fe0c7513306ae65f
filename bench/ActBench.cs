using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server;
using Shoumi.Server.Access;
using Shoumi.Server.Demo;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;

namespace Shoumi.Bench;

/// <summary>What writing costs: a durable step with its line against a bare durable insert, and the night's work against one statement.</summary>
public static class ActBench
{
    private const string Drafter = "1001";
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    public static async Task<int> RunAsync(int rows, bool postgres)
    {
        var full = await LedgerBench.PrepareAsync(rows, postgres);
        var place = full.Copy("shoumi_bench_written");
        try
        {
            Machine.Print($"Writing, {rows:N0} items on {place.Database}");
            await StepsAsync(place);
            await NightsAsync(place);
        }
        finally
        {
            place.Drop();
        }

        return 0;
    }

    private static async Task StepsAsync(Place place)
    {
        await using var services = Services(place, TimeProvider.System);
        using (var database = place.Open())
        {
            Place.Run(database, "create table bare_step (id integer primary key, person_id integer not null, subject text not null, at bigint not null, content text not null)");
        }

        var inserted = 0;
        void Insert()
        {
            using var database = place.Open();
            if (!place.OnPostgres)
            {
                Place.Run(database, "pragma synchronous=full");
            }

            Place.Run(database, "insert into bare_step values ($1, 7, '2026-拟-0001', $2, '{\"kind\":1}')", Interlocked.Increment(ref inserted), DateTime.UtcNow.Ticks);
        }

        Console.WriteLine("| writers | step with its line, /s | p50, ms | p99, ms | CPU, ms | bare insert, /s | p50, ms | p99, ms | CPU, ms | step : insert |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var writers in (IEnumerable<int>)[1, 16, 64])
        {
            await RunAsync(writers, () => StepAsync(services), TimeSpan.FromSeconds(2));
            var ours = await RunAsync(writers, () => StepAsync(services), Measured);
            var bare = await RunAsync(writers, () => Task.Run(Insert), Measured);
            Console.WriteLine($"| {writers} | {ours.PerSecond:F0} | {ours.P50:F2} | {ours.P99:F2} | {ours.Processor:F2} | {bare.PerSecond:F0} | {bare.P50:F2} | {bare.P99:F2} | {bare.Processor:F2} | {ours.PerSecond / bare.PerSecond:F2} |");
        }

        Console.WriteLine();
        Console.WriteLine($"- one flush of the disk: {Flush(place):F2} ms");
    }

    /// <summary>拟稿开案, as the server does it: judged on the day's facts, with number, grants, line and payload.</summary>
    private static async Task StepAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var desk = await DeskAsync(scope.ServiceProvider);
        var ruled = await OpenCase.HandleAsync(desk, new(DocumentKind.Written, null, null), Ruling.Yes);
        if (!ruled.Ruling.IsPermitted)
        {
            throw new InvalidOperationException($"Refused: {string.Join(' ', ruled.Ruling.Reasons.Select(r => r.Code))}");
        }
    }

    private static async Task<Desk> DeskAsync(IServiceProvider services)
    {
        var (store, calendar) = (services.GetRequiredService<Store>(), services.GetRequiredService<Calendar>());
        var memory = services.GetRequiredService<OrganisationMemory>();
        var organisation = await memory.ReadAsync(store, default);
        var person = organisation.People.Values.Single(p => p.StaffNumber == Drafter);
        var actor = ActorFacts.Of(person, organisation.HeldOn(calendar.Today)[person.Id], calendar.Today);
        return new Desk(store, services.GetRequiredService<AuditLedger>(), calendar, services.GetRequiredService<PolicyPack>(), services.GetRequiredService<Installation>().Bureau!, services.GetRequiredService<RefusalPace>(), memory, actor, default);
    }

    private static async Task NightsAsync(Place place)
    {
        Console.WriteLine();
        Console.WriteLine("| due | recorded, each with its line, ms | one UPDATE of as many, ms | ratio |");
        Console.WriteLine("|---:|---:|---:|---:|");
        // The first night only brings in what is due today, and compiles.
        foreach (var due in (IEnumerable<int>)[1, 380, 380, Math.Min(200_000, Running(place) / 2)])
        {
            var day = Day(place, due);
            var statement = Statement(place, day);
            await using var services = Services(place, new Noon(day));
            var start = Stopwatch.GetTimestamp();
            var turn = await services.GetRequiredService<Midnight>().RunAsync(default);
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Console.WriteLine($"| {turn!.Recorded:N0} | {took:F0} | {statement:F0} | {took / statement:F1} |");
        }
    }

    /// <summary>How many are still to become free by themselves.</summary>
    private static int Running(Place place)
    {
        using var database = place.Open();
        return (int)Place.One(database, "select count(*) from ledger_entry where declassification_recorded_on is null and replaced_by_id is null and reversed_on is null and free_from is not null");
    }

    /// <summary>The first day on which at least so many have become free that are not recorded yet.</summary>
    private static DateOnly Day(Place place, int due)
    {
        using var database = place.Open();
        using var command = Place.Command(database, $"""
            select free_from from ledger_entry where declassification_recorded_on is null and replaced_by_id is null and reversed_on is null and free_from is not null
            order by free_from limit 1 offset {due - 1}
            """);
        var day = command.ExecuteScalar() switch
        {
            DateOnly d => d,
            DateTime d => DateOnly.FromDateTime(d),
            string text => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
            var other => throw new InvalidOperationException($"Fewer than {due} are left to become free ({other})"),
        };
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        return day < today ? today : day;
    }

    /// <summary>What the database needs at least to write that many days; taken back.</summary>
    private static double Statement(Place place, DateOnly day)
    {
        using var database = place.Open();
        using var transaction = database.BeginTransaction();
        var start = Stopwatch.GetTimestamp();
        Place.Run(database, "update ledger_entry set declassification_recorded_on = $1 where free_from <= $2 and declassification_recorded_on is null and replaced_by_id is null and reversed_on is null", place.Day(day), place.Day(day));
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        transaction.Rollback();
        return took;
    }

    private static ServiceProvider Services(Place place, TimeProvider clock)
    {
        var settings = place.Settings;
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(clock);
        services.AddActs(settings, Regulation.Load(settings.Policies, Console.Error)!);
        var built = services.BuildServiceProvider();
        using var scope = built.CreateScope();
        built.GetRequiredService<Installation>().Is(scope.ServiceProvider.GetRequiredService<Store>().Bureaus.AsNoTracking().Single());
        return built;
    }

    private static async Task<Figures> RunAsync(int writers, Func<Task> act, TimeSpan time)
    {
        var spent = Environment.CpuUsage.TotalTime;
        var (start, until) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
        var runs = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>();
            do
            {
                var begun = Stopwatch.GetTimestamp();
                await act();
                mine.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            while (Stopwatch.GetTimestamp() < until);
            return mine;
        })));
        double[] sorted = [.. runs.SelectMany(r => r).Order()];
        return new Figures(sorted.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)], 0, (Environment.CpuUsage.TotalTime - spent).TotalMilliseconds / sorted.Length);
    }

    private static double Flush(Place place)
    {
        var path = Path.Combine(place.Folder, "flush");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            RandomAccess.Write(file, new byte[4096], i * 4096L);
            var start = Stopwatch.GetTimestamp();
            RandomAccess.FlushToDisk(file);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(100);
    }

    /// <summary>A clock that stands still at noon of that day.</summary>
    private sealed class Noon(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day, new TimeOnly(4, 0), TimeSpan.Zero);
    }
}
