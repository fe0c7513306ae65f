using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shoumi.Rules;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Jobs;

/// <summary>Plans of outages drawn at random, on a real database with the server's own watch: long and short outages, power cuts in the middle of the night's work, two servers.</summary>
public abstract class OutageTests(InterruptedOffice office, ITestOutputHelper output)
{
    private const int Plans = 6, MostPlans = 200, Items = 12, Days = 90;

    [Fact(DisplayName = "停机、断电、两台同开任意交替，届满的一件不漏、一件不重，开机当时即已补记")]
    [Requirement("R6.6.2", "R6.6.4")]
    public async Task Whatever_the_outages_nothing_is_missed_and_nothing_recorded_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SHOUMI_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"SHOUMI_SEED={seed}");
        var cuts = 0;
        // Chance may leave six plans without a power cut: then more of them are drawn, until one had its cut.
        for (var plan = 0; plan < Plans || (cuts == 0 && plan < MostPlans); plan++)
        {
            cuts += await LiveThroughAsync(new Random(unchecked((seed * 31) + plan)), $"SHOUMI_SEED={seed}, plan {plan}");
        }

        Assert.True(cuts > 0, $"SHOUMI_SEED={seed}: no power cut was tried");
        office.Verify();
    }

    private async Task<int> LiveThroughAsync(Random random, string told)
    {
        var (first, end, cuts) = (office.Today, office.Today.AddDays(Days), 0);
        var ids = await office.RunningOutAsync([.. Enumerable.Range(0, Items).Select(_ => first.AddDays(random.Next(1, Days)))]);
        while (office.Today < end)
        {
            office.Clock.Pass(TimeSpan.FromMinutes(random.Next(3) switch { 0 => random.Next(1, 20), 1 => random.Next(60, 2880), _ => random.Next(1440, 40 * 1440) }));
            cuts += await OnAsync(random, ids, told) ? 1 : 0;
        }

        // The last lease of a server that was cut off has run out by then.
        office.Clock.Pass(TimeSpan.FromMinutes(11));
        await Watch().TickAsync(default);
        office.RecordedOnce(ids, told);
        return cuts;
    }

    /// <summary>One time of being on, with one server or two; true when it ended with a power cut in the middle of an act.</summary>
    private async Task<bool> OnAsync(Random random, int[] ids, string told)
    {
        Watch[] servers = [Watch(), .. random.Next(3) == 0 ? [Watch()] : Array.Empty<Watch>()];
        var until = office.Clock.GetUtcNow().AddHours(random.Next(1, 100));
        while (office.Clock.GetUtcNow() < until)
        {
            if (random.Next(6) == 0)
            {
                office.Between.Before(random.Next(1, 5), () => throw new OperationCanceledException("The power is gone"));
            }

            try
            {
                await Task.WhenAll(servers.Select(s => Task.Run(() => s.TickAsync(default))));
            }
            catch (OperationCanceledException)
            {
                return true;
            }
            finally
            {
                office.Between.Nothing();
            }

            Assert.True(Held() || !Missed(ids).Any(), $"{string.Join(' ', Missed(ids))} not recorded on {office.Today:yyyy-MM-dd} {told}");
            office.Clock.Pass(TimeSpan.FromMinutes(random.Next(1, 24 * 60)));
        }

        return false;
    }

    /// <summary>Whether a server that was cut off still has the lease.</summary>
    private bool Held() => office.Read(s => s.Leases.AsNoTracking().SingleOrDefault()) is { } lease && lease.Until > office.Clock.GetUtcNow();

    private List<string> Missed(int[] ids) => [.. office.Entered(ids).Where(e => e.FreeFrom <= office.Today && e.DeclassificationRecordedOn is null).Select(e => e.Reference)];

    /// <summary>What a server that has just been started watches with.</summary>
    private Watch Watch()
    {
        var (scopes, calendar) = (office.Services.GetRequiredService<IServiceScopeFactory>(), new Calendar(office.Clock));
        var midnight = new Midnight(scopes, calendar, office.Clock, new WriteGate(office.Services.GetRequiredService<SharedFlush>()), NullLogger<Midnight>.Instance, batch: 2);
        return new Watch(new ClockGuard(scopes, calendar, office.Clock), midnight, calendar, office.Clock, NullLogger<Watch>.Instance);
    }
}

public sealed class OutagesOnSqlite(InterruptedSqliteOffice office, ITestOutputHelper output) : OutageTests(office, output), IClassFixture<InterruptedSqliteOffice>;

public sealed class OutagesOnPostgres(InterruptedPostgresOffice office, ITestOutputHelper output) : OutageTests(office, output), IClassFixture<InterruptedPostgresOffice>;
