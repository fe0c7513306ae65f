using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Jobs;

/// <summary>
/// Clock safety (article 6): while running, the <see cref="Calendar"/> compares the wall clock with the monotonic one and this records
/// the jump it found; at start, the wall clock is compared with the last line of the audit ledger. A suspended clock declassifies
/// nothing until the security administrator confirms it. Having been off for a month is normal.
/// </summary>
[Requirement("R6.6.4")]
public sealed class ClockGuard(IServiceScopeFactory scopes, Calendar calendar, TimeProvider clock)
{
    private bool started;

    /// <summary>Compares, and suspends where the wall clock cannot be right.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        var state = await store.Clock.SingleOrDefaultAsync(cancel);
        if (state is { Suspended: true })
        {
            calendar.Suspend(state.TrustedAt);
        }
        else if ((calendar.Unrecorded ?? (started ? null : await AtStartAsync(store, cancel))) is { } jump)
        {
            await SuspendAsync(scope.ServiceProvider, store, state, jump, cancel);
        }
        else
        {
            calendar.NothingSuspended();
        }

        started = true;
    }

    private async Task<Calendar.Jump?> AtStartAsync(Store store, CancellationToken cancel)
    {
        var last = await store.AuditEntries.OrderByDescending(e => e.Seq).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancel);
        return last is { } trusted && ClockSafety.AtStart(trusted, clock.GetUtcNow()) is Ruling.Forbidden why ? new(why, trusted) : null;
    }

    private async Task SuspendAsync(IServiceProvider services, Store store, ClockState? state, Calendar.Jump jump, CancellationToken cancel)
    {
        if (state is null)
        {
            store.Add(new ClockState { TrustedAt = jump.Trusted, Suspended = true });
        }
        else
        {
            (state.TrustedAt, state.Suspended) = (jump.Trusted, true);
        }

        var now = clock.GetUtcNow();
        await services.GetRequiredService<AuditLedger>().CommitAsync(new AuditLine(Act.SuspendByClock, Actor.System, () => "clock", jump.Why, () => new { Now = now, jump.Trusted }, Post.System), cancel);
        calendar.Suspend(jump.Trusted);
    }

    /// <summary>The security administrator has looked at the clock and vouches for it.</summary>
    /// <returns>Null when the clock is not suspended.</returns>
    public static async Task<Ruled?> ConfirmAsync(Desk desk, TimeProvider clock)
    {
        var state = await desk.Store.Clock.SingleOrDefaultAsync(desk.Cancel);
        if (state is not { Suspended: true })
        {
            return null;
        }

        var ruled = await desk.EndAsync(Act.ConfirmClock, Ruling.Yes, () => "clock", () => (state.TrustedAt, state.Suspended) = (clock.GetUtcNow(), false), () => new { Now = clock.GetUtcNow() }, Post.SecurityAdministrator);
        desk.Calendar.Resume();
        return ruled;
    }
}
