using Shoumi.Rules;
using Shoumi.Rules.Periods;

namespace Shoumi.Server;

/// <summary>
/// The day in Asia/Shanghai, where the day changes for every date of the regulation. Whoever asks for the day has the wall clock
/// compared with the monotonic one first: a jump holds the day at once at the last trusted one, so that nothing is declassified,
/// dated or numbered by a wrong clock, and stays held until the security administrator has confirmed the time.
/// </summary>
[Requirement("R6.6.4")]
public sealed class Calendar(TimeProvider clock)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly Lock door = new();
    private Moment looked = new(clock.GetUtcNow(), clock.GetTimestamp());
    private Moment vouched = new(clock.GetUtcNow(), clock.GetTimestamp());
    private DateTimeOffset? held;
    private Jump? unrecorded;

    /// <summary>A wall clock that cannot be right.</summary>
    /// <param name="Why">What is wrong with it.</param>
    /// <param name="Trusted">The time it was by the monotonic clock when that was noticed.</param>
    public sealed record Jump(Ruling.Forbidden Why, DateTimeOffset Trusted);

    /// <summary>Today; while the clock is suspended the last trusted day.</summary>
    public DateOnly Today
    {
        get
        {
            var (now, trusted) = Look();
            return DayOf(trusted ?? now);
        }
    }

    /// <summary>What the wall clock says now, in China.</summary>
    public DateTimeOffset Now => Look().Now.ToOffset(China);

    /// <summary>Whether the clock is suspended.</summary>
    public bool Suspended => Look().Held is not null;

    /// <summary>A jump that was noticed and does not yet stand in the audit ledger.</summary>
    public Jump? Unrecorded
    {
        get
        {
            Look();
            lock (door)
            {
                return unrecorded;
            }
        }
    }

    /// <summary>Whether an act may fix a date or a number now: not while the clock is suspended.</summary>
    public Ruling Judge() => Look().Held is { } trusted ? ClockSafety.Unconfirmed(trusted) : Ruling.Yes;

    /// <summary>The day an instant falls on. China has had no summer time since 1991; the product's dates begin later.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(China).DateTime);

    /// <summary>Instant as it reads on the wall in China.</summary>
    public static DateTimeOffset OnTheWall(DateTimeOffset instant) => instant.ToOffset(China);

    /// <summary>Holds the day at that trusted time; the suspension stands in the audit ledger.</summary>
    public void Suspend(DateTimeOffset trusted)
    {
        lock (door)
        {
            (held, unrecorded) = (trusted, null);
        }
    }

    /// <summary>Somebody vouches for the clock as it is: it is trusted from here on.</summary>
    public void Resume()
    {
        lock (door)
        {
            looked = vouched = new(clock.GetUtcNow(), clock.GetTimestamp());
            (held, unrecorded) = (null, null);
        }
    }

    /// <summary>
    /// The record says that nothing is suspended. What is held here was confirmed elsewhere; otherwise small corrections of a time service
    /// do not add up to a jump backwards. A jump noticed only now waits for the next look.
    /// </summary>
    public void NothingSuspended()
    {
        lock (door)
        {
            if (unrecorded is null)
            {
                looked = new(clock.GetUtcNow(), clock.GetTimestamp());
                (vouched, held) = (held is null ? vouched : looked, null);
            }
        }
    }

    private (DateTimeOffset Now, DateTimeOffset? Held) Look()
    {
        lock (door)
        {
            var (now, ticks) = (clock.GetUtcNow(), clock.GetTimestamp());
            var (expected, altogether) = (Expected(looked, ticks), Expected(vouched, ticks));
            if (held is null && ClockSafety.WhileRunning(expected, altogether, now) is Ruling.Forbidden why)
            {
                held = now < expected ? expected : altogether;
                unrecorded = new Jump(why, held.Value);
            }

            return (now, held);
        }
    }

    private DateTimeOffset Expected(Moment then, long ticks) => then.Wall + clock.GetElapsedTime(then.Ticks, ticks);

    /// <summary>One moment by both clocks.</summary>
    private readonly record struct Moment(DateTimeOffset Wall, long Ticks);
}
