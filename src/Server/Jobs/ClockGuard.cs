using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Jobs;

/// <summary>
/// Clock safety (article 6): while running, the wall clock is compared with the monotonic clock; at start, with the last line of the audit
/// ledger. A suspended clock declassifies nothing until the security administrator confirms it. Having been off for a month is normal.
/// </summary>
[Requirement("R6.6.4")]
public sealed class ClockGuard(IServiceScopeFactory scopes, Calendar calendar, TimeProvider clock)
{
    private (DateTimeOffset Wall, long Ticks)? last;

    /// <summary>Compares, and suspends where the wall clock cannot be right.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        var state = await store.Clock.SingleOrDefaultAsync(cancel);
        if (state is { Suspended: true })
        {
            calendar.Suspend(Calendar.DayOf(state.TrustedAt));
            last = null;
            return;
        }

        calendar.Resume();
        var (now, ticks) = (clock.GetUtcNow(), clock.GetTimestamp());
        var verdict = last is { } before
            ? ClockSafety.WhileRunning(before.Wall, clock.GetElapsedTime(before.Ticks, ticks), now)
            : ClockSafety.AtStart(await store.AuditEntries.OrderByDescending(e => e.Seq).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancel), now);
        last = (now, ticks);
        if (verdict is Ruling.Forbidden suspended)
        {
            await SuspendAsync(scope.ServiceProvider, store, state, suspended, now, cancel);
        }
    }

    private async Task SuspendAsync(IServiceProvider services, Store store, ClockState? state, Ruling why, DateTimeOffset now, CancellationToken cancel)
    {
        var lastLine = await store.AuditEntries.OrderByDescending(e => e.Seq).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancel);
        var trusted = lastLine ?? now;
        if (state is null)
        {
            store.Add(new ClockState { TrustedAt = trusted, Suspended = true });
        }
        else
        {
            (state.TrustedAt, state.Suspended) = (trusted, true);
        }

        await services.GetRequiredService<AuditLedger>().CommitAsync(new AuditLine(Act.SuspendByClock, Actor.System, () => "clock", why, () => new { Now = now, Trusted = trusted }, Post.System), cancel);
        calendar.Suspend(Calendar.DayOf(trusted));
        last = null;
    }

    /// <summary>The security administrator has looked at the clock and vouches for it.</summary>
    public static async Task<Ruled?> ConfirmAsync(Desk desk, ClockGuard guard, TimeProvider clock)
    {
        var state = await desk.Store.Clock.SingleOrDefaultAsync(desk.Cancel);
        if (state is not { Suspended: true })
        {
            return null;
        }

        var ruled = await desk.EndAsync(Act.ConfirmClock, Ruling.Yes, () => "clock", () => (state.TrustedAt, state.Suspended) = (clock.GetUtcNow(), false), () => new { Now = clock.GetUtcNow() }, Post.SecurityAdministrator);
        guard.last = (clock.GetUtcNow(), clock.GetTimestamp());
        desk.Calendar.Resume();
        return ruled;
    }
}
