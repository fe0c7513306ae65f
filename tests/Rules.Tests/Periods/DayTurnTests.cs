using System.Globalization;
using CsCheck;
using Shoumi.Rules.Periods;
using Xunit;
using static Shoumi.Rules.Tests.ShippedPack;

namespace Shoumi.Rules.Tests.Periods;

public sealed class DayTurnTests(ITestOutputHelper output)
{
    private const int Plans = 1_000;
    private const int Years = 5;
    private const int Items = 40;
    private static readonly DateOnly FirstDay = new(2026, 1, 1);
    private static readonly DateOnly LastDay = FirstDay.AddYears(Years);

    [Theory(DisplayName = "届满次日记为自行解密；记过的、未到期的、不会届满的不记")]
    [Requirement("R6.6.2")]
    [InlineData("2026-03-02", false, "2026-03-01", false)]
    [InlineData("2026-03-02", false, "2026-03-02", true)]
    [InlineData("2026-03-02", false, "2027-03-02", true)]
    [InlineData("2026-03-02", true, "2027-03-02", false)]
    [InlineData(null, false, "2999-12-31", false)]
    public void What_is_due(string? freeFrom, bool recorded, string day, bool due)
    {
        var item = new RunningTerm(1, freeFrom is null ? null : DateOnly.Parse(freeFrom, CultureInfo.InvariantCulture), recorded);
        Assert.Equal(due, DayTurn.IsDue(item, DateOnly.Parse(day, CultureInfo.InvariantCulture)));
    }

    [Fact(DisplayName = "机密二十年的件，二〇二五年五月二日无人办理也已解密")]
    [Requirement("R6.6.2")]
    public void Scenario_12()
    {
        var secrecy = new Secrecy(Level.Secret, Term.Years(20), TermOrigin.Foreseen, new(2005, 5, 1));
        Assert.Empty(DayTurn.Due([new(1, secrecy.FreeFrom, false)], new(2025, 5, 1)));
        Assert.Single(DayTurn.Due([new(1, secrecy.FreeFrom, false)], new(2025, 5, 2)));
    }

    [Fact(DisplayName = "逾期最久的先记")]
    [Requirement("R6.6.2")]
    public void The_longest_overdue_first()
    {
        RunningTerm[] items = [new(3, FirstDay, false), new(1, FirstDay.AddDays(-9), false), new(2, FirstDay, false), new(4, LastDay, false)];
        Assert.Equal([1, 2, 3], DayTurn.Due(items, FirstDay).Select(i => i.Id));
    }

    [Fact(DisplayName = "五年里一千种停机、重启、中断和重复运行的情形：每件恰好记一次，都在开机后的第一时间")]
    [Requirement("R6.6.2", "R6.6.4")]
    public void Nothing_is_missed_and_nothing_is_recorded_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SHOUMI_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"SHOUMI_SEED={seed}");
        int recorded = 0, late = 0;
        for (var plan = 0; plan < Plans; plan++)
        {
            var random = new Random(unchecked((seed * 31) + plan));
            var world = new Outages(random);
            world.Run();
            recorded += world.Verify($"SHOUMI_SEED={seed}, plan {plan}");
            late += world.LateRecords;
        }

        output.WriteLine($"{Plans} plans of {Years} years: {recorded} recorded, {late} of them ran out while the server was off, 0 missed, 0 double");
        Assert.True(late > Plans, "The plans hardly ever had the server off when something ran out");
    }

    /// <summary>Five years of a server that is off for random spans, restarts, breaks off in the middle of a night and runs twice a day.</summary>
    private sealed class Outages(Random random)
    {
        private readonly RunningTerm[] items = [.. Enumerable.Range(0, Items).Select(i => new RunningTerm(i, AnySecrecy(random).FreeFrom, false))];
        private readonly List<DateOnly>[] records = [.. Enumerable.Range(0, Items).Select(_ => new List<DateOnly>())];
        private readonly DateOnly?[] firstRunFree = new DateOnly?[Items];
        private DateTimeOffset? lastAudit;

        public int LateRecords { get; private set; }

        public void Run()
        {
            for (var day = FirstDay; day < LastDay; day = day.AddDays(1))
            {
                if (random.Next(40) == 0)
                {
                    day = day.AddDays(random.Next(1, 60));
                    if (day >= LastDay)
                    {
                        return;
                    }
                }

                var now = new DateTimeOffset(day, new TimeOnly(0, random.Next(60)), TimeSpan.FromHours(8));
                Assert.True(ClockSafety.AtStart(lastAudit, now).IsPermitted);
                lastAudit = now;
                for (var runs = random.Next(1, 4); runs > 0; runs--)
                {
                    // A night may break off after a few items; what was written stays written.
                    Night(day, runs > 1 && random.Next(5) == 0 ? random.Next(3) : int.MaxValue);
                }

                Remember(day);
            }
        }

        /// <summary>Every item that ran out on a day with, or before, a run stands in the record exactly once, on the first such day.</summary>
        public int Verify(string plan)
        {
            for (var i = 0; i < Items; i++)
            {
                Assert.True(records[i].Count == (firstRunFree[i] is null ? 0 : 1), $"{plan}: item {i} recorded {records[i].Count} times");
                Assert.True(records[i].Count == 0 || records[i][0] == firstRunFree[i], $"{plan}: item {i} recorded on {records[i].FirstOrDefault()}, due {firstRunFree[i]}");
                LateRecords += records[i].Count > 0 && items[i].FreeFrom > FirstDay && records[i][0] > items[i].FreeFrom ? 1 : 0;
            }

            return records.Sum(r => r.Count);
        }

        private void Night(DateOnly day, int breaksOffAfter)
        {
            foreach (var due in DayTurn.Due(items, day).Take(breaksOffAfter))
            {
                records[due.Id].Add(day);
                items[due.Id] = due with { Recorded = true };
            }
        }

        // Kept apart from the rule: from the calendar alone, on which day each item could first have been recorded.
        private void Remember(DateOnly day)
        {
            for (var i = 0; i < Items; i++)
            {
                firstRunFree[i] ??= items[i].FreeFrom is { } free && day >= free ? day : null;
            }
        }

        private static Secrecy AnySecrecy(Random random)
        {
            var start = FirstDay.AddDays(random.Next(-20 * 365, Years * 365));
            var term = random.Next(8) switch
            {
                0 => Term.LongTerm,
                1 => Term.Months(random.Next(1, 12)),
                2 => Term.FreeOn(start.AddDays(random.Next(1, 4000))),
                _ => Term.Years(random.Next(1, 21)),
            };
            return new(Level.Secret, term, TermOrigin.Foreseen, start);
        }
    }
}
