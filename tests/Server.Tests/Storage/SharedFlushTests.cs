using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Storage;
using Xunit;

namespace Shoumi.Server.Tests.Storage;

/// <summary>When an act counts as written: after a flush that began after it.</summary>
public sealed class SharedFlushTests : IDisposable
{
    private readonly SqliteStore store = new(new DbContextOptionsBuilder<SqliteStore>().UseSqlite("Data Source=:memory:").Options);

    public void Dispose() => store.Dispose();

    [Fact(DisplayName = "写盘正在进行时提交的，等下一次写盘；同时等候的合用一次")]
    [Requirement("R7.5.1")]
    public async Task Whoever_comes_during_a_flush_waits_for_the_next_and_shares_it()
    {
        var (begun, running) = (0, new TaskCompletionSource());
        var flush = new SharedFlush(() => { begun++; running.Task.Wait(TestContext.Current.CancellationToken); });
        var first = Task.Run(() => flush.DoneAsync(store));
        await Until(() => begun == 1);

        Task[] later = [flush.DoneAsync(store), flush.DoneAsync(store), flush.DoneAsync(store)];
        var ended = running;
        running = new TaskCompletionSource();
        ended.SetResult();
        await first;
        await Until(() => begun == 2);

        Assert.All(later, l => Assert.False(l.IsCompleted));
        running.SetResult();
        await Task.WhenAll(later);
        Assert.Equal(2, begun);
    }

    [Fact(DisplayName = "磁盘一次没有写成，此后一概不再写入，也不再确认，重新启动才恢复")]
    [Requirement("R7.5.1")]
    public async Task After_a_failed_flush_nothing_is_written_any_more()
    {
        var (sick, wrote) = (true, 0);
        var gate = new WriteGate(new SharedFlush(() => Confirm(!sick)));

        await Assert.ThrowsAsync<NotLastingException>(() => gate.PassAsync(store, () => Task.FromResult(++wrote), default));
        sick = false;
        await Assert.ThrowsAsync<NotLastingException>(() => gate.PassAsync(store, () => Task.FromResult(++wrote), default));

        Assert.Equal(1, wrote);
    }

    private static void Confirm(bool healthy)
    {
        if (!healthy)
        {
            throw new IOException("no");
        }
    }

    private static async Task Until(Func<bool> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!done())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
