using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shoumi.Rules;
using Shoumi.Server.Storage;
using Shoumi.Server.Tests.Running;
using Xunit;

namespace Shoumi.Server.Tests.Audit;

/// <summary>Somebody with all rights on the database takes the guards away and writes: the check says what was changed and where.</summary>
public abstract class TamperTests(Office office)
{
    [Fact(DisplayName = "撤去数据库的防护后改动任何一笔、其列、所述内容或截去末尾，校验都指出是哪一笔")]
    [Requirement("RN1.4")]
    public async Task Whatever_is_changed_is_found_where_it_was_changed()
    {
        await office.RegisteredAsync();
        await office.As(Staff.Auditor).PostAsync("/proofs/heads");
        var head = Encoding.UTF8.GetString(office.Read(s => s.SignedHeads.OrderByDescending(h => h.Size).First().Text));
        await UnguardAsync("audit_entry", "fixed");
        await UnguardAsync("audit_entry", "kept");
        await UnguardAsync("signed_head", "kept");
        var seq = office.Read(s => s.Set<AuditPayload>().Where(p => p.Seq < s.SignedHeads.Max(h => h.Size)).Max(p => p.Seq));
        var line = office.Read(s => s.AuditEntries.AsNoTracking().Single(e => e.Seq == seq));

        await TryAsync("update audit_entry set codes = 'X' where seq = {0}", "update audit_entry set codes = '' where seq = {0}", $"第 {seq} 笔的列与原文不符", seq);
        await TryAsync("update audit_entry set actor_id = actor_id + 1 where seq = {0}", "update audit_entry set actor_id = actor_id - 1 where seq = {0}", $"第 {seq} 笔的列与原文不符", seq);
        await DoAsync("update audit_entry set canonical = {1} where seq = {0}", seq, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line.Canonical).Replace($"\"actor\":{line.ActorId},", $"\"actor\":{line.ActorId + 1},", StringComparison.Ordinal)));
        await FoundAsync($"第 {seq + 1} 笔与上一笔接不上", head);
        await FoundAsync("被改写：与封签", head);
        await DoAsync("update audit_entry set canonical = {1} where seq = {0}", seq, line.Canonical);
        var content = office.Read(s => s.Set<AuditPayload>().AsNoTracking().Single(p => p.Seq == seq).Content);
        await DoAsync("update audit_payload set content = {1} where seq = {0}", seq, (byte[])[.. content, 32]);
        await FoundAsync($"第 {seq} 笔所述内容被改动", head);
        await DoAsync("delete from audit_payload where seq = {0}", seq);
        Assert.Contains("未见改动", await CheckAsync(head), StringComparison.Ordinal);
    }

    private async Task TryAsync(string change, string back, string found, long seq)
    {
        await DoAsync(change, seq);
        await FoundAsync(found, "");
        await DoAsync(back, seq);
        Assert.Contains("未见改动", await CheckAsync(""), StringComparison.Ordinal);
    }

    private async Task FoundAsync(string found, string head) => Assert.Contains(found, await CheckAsync(head), StringComparison.Ordinal);

    private async Task<string> CheckAsync(string heads) => (await office.As(Staff.Auditor).PostAsync("/proofs/check", ("heads", heads))).Plain;

    private Task UnguardAsync(string table, string guard) =>
        DoAsync(office.Kind == DatabaseKind.Sqlite ? $"drop trigger {table}_{guard}" : $"drop trigger if exists {table}_{guard} on {table}");

    private Task DoAsync(string statement, params object[] values) => office.DoAsync(async scope => await scope.GetRequiredService<Store>().Database.ExecuteSqlRawAsync(statement, values));
}

public sealed class TamperingOnSqlite(SqliteOffice office) : TamperTests(office), IClassFixture<SqliteOffice>;

public sealed class TamperingOnPostgres(PostgresOffice office) : TamperTests(office), IClassFixture<PostgresOffice>;
