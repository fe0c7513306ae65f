using System.Data;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
using Shoumi.Server.Storage.Proofs;
using Shoumi.Server.Storage.Schema;

namespace Shoumi.Server.Storage;

/// <summary>The change was judged on facts that somebody else has meanwhile changed: nothing was written.</summary>
public sealed class OvertakenException(Exception inner) : Exception("The item was changed by somebody else", inner);

/// <summary>
/// 审计台账. The only way to save: the change and its line in one transaction, so that there is no act without its line and no line
/// without its act. Numbers are given first, in a fixed order of registers; the head is locked last.
/// </summary>
public sealed class AuditLedger(Store store, WriteGate gate, TimeProvider clock)
{
    private static readonly (Type Entity, string Register)[] Numbered =
        [(typeof(ClassificationCase), "case"), (typeof(LedgerEntry), "classification-ledger")];

    /// <summary>Saves the pending changes and the line of the act. Returns the line's number.</summary>
    /// <param name="then">Run one after the other once identities are known, before the head is locked: for rows that point at new rows.</param>
    /// <exception cref="OvertakenException">Somebody else was first; nothing is written.</exception>
    public Task<long> CommitAsync(AuditLine line, CancellationToken cancel, params Action[] then) =>
        CommitAsync(line, then, null, cancel);

    /// <summary>The same, with one more thing to write once the number of the line is known: it stands or falls with the act.</summary>
    /// <param name="last">Given the line's number.</param>
    public async Task<long> CommitAsync(AuditLine line, Action[] then, Action<long>? last, CancellationToken cancel)
    {
        var seq = await gate.PassAsync(store, () => SaveAsync([line], then, last, cancel), cancel);
        if (store.ChangeTracker.Entries<Erasure>().Any())
        {
            await TryToForgetAsync();
        }

        return seq;
    }

    /// <summary>Saves the pending changes of several acts, a line for each in this order: all of them or none. Returns the number of the last line.</summary>
    /// <exception cref="OvertakenException">Somebody else was first with one of them; nothing is written.</exception>
    public Task<long> CommitAsync(IReadOnlyList<AuditLine> lines, CancellationToken cancel) =>
        gate.PassAsync(store, () => SaveAsync(lines, [], null, cancel), cancel);

    /// <summary>Records a refusal: whatever was pending is dropped, only the line is written.</summary>
    public Task<long> RefuseAsync(AuditLine line, CancellationToken cancel)
    {
        store.ChangeTracker.Clear();
        return CommitAsync(line, cancel);
    }

    // The act is done, whether the person still waits for the answer or not, and whatever comes of this: what is left is for the turn of the
    // day, which says so.
    private async Task TryToForgetAsync()
    {
        try
        {
            await store.ForgetAsync(gate, CancellationToken.None);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or NotLastingException or TimeoutException or InvalidOperationException)
        {
            store.ChangeTracker.Clear();
        }
    }

    private async Task<long> SaveAsync(IReadOnlyList<AuditLine> lines, Action[] then, Action<long>? last, CancellationToken cancel)
    {
        try
        {
            await using var transaction = await store.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
            await SaveAsync(cancel);
            foreach (var next in then)
            {
                next();
                await SaveAsync(cancel);
            }

            var seq = await AppendAsync(lines, cancel);
            if (last is not null)
            {
                last(seq);
                await store.SaveChangesAsync(cancel);
            }

            await transaction.CommitAsync(cancel);
            return seq;
        }
        catch (DbUpdateConcurrencyException e)
        {
            throw new OvertakenException(e);
        }
        catch (DbUpdateException e) when (IsTaken(e.InnerException))
        {
            throw new OvertakenException(e);
        }
    }

    /// <summary>What is pending, numbered; and what follows from it in the same transaction.</summary>
    private async Task SaveAsync(CancellationToken cancel)
    {
        await GiveNumbersAsync(cancel);
        var moved = Changed<ClassificationCase>(nameof(ClassificationCase.Stage), nameof(ClassificationCase.DrafterId));
        var reversed = Changed<ImportBatch>(nameof(ImportBatch.ReversedOn));
        // By far the most rows an act writes, and nobody looks at one again before the next act.
        var grants = store.ChangeTracker.Entries<AccessGrant>().Where(g => g.State == EntityState.Added).ToList();
        grants.ForEach(g => g.State = EntityState.Detached);
        await store.SaveChangesAsync(cancel);
        await store.InsertAsync(grants.ConvertAll(g => g.Entity), cancel);
        await DropDraftsAsync(moved, cancel);
        await ReversedImports.EndAsync(store, reversed, cancel);
    }

    /// <summary>Rows one of these columns of which was changed.</summary>
    private List<T> Changed<T>(params string[] columns)
        where T : class =>
        [.. store.ChangeTracker.Entries<T>().Where(e => e.State == EntityState.Modified && columns.Any(c => e.Property(c).IsModified)).Select(e => e.Entity)];

    /// <summary>
    /// What was typed for a case goes when the case moves on or to another drafter, with the very act: also what an autosave has kept since
    /// the case was read.
    /// </summary>
    private async Task DropDraftsAsync(List<ClassificationCase> cases, CancellationToken cancel)
    {
        foreach (var id in cases.Select(c => c.Id))
        {
            await store.Database.ExecuteSqlAsync($"delete from draft_input where case_id = {id}", cancel);
        }
    }

    // Somebody else has written, in the same moment, what may stand only once.
    private static bool IsTaken(Exception? e) => e is
        Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }
        or Microsoft.Data.Sqlite.SqliteException { SqliteExtendedErrorCode: 2067 or 1555 };

    private async Task<long> AppendAsync(IReadOnlyList<AuditLine> lines, CancellationToken cancel)
    {
        // Taking the next numbers locks the row until this transaction ends: the next writer waits here, in whatever process it is.
        // On a server this transaction is then committed without a flush of its own, which follows when the turn is over.
        var (last, hash, stored, instance) = await store.OneAsync(
            $"update audit_head set seq = seq + @count where id = 1 returning seq, hash, edge, (select instance from bureau){(store is PostgresStore ? ", set_config('synchronous_commit', 'off', true)" : "")}",
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? "" : row.GetString(3)), cancel, ("@count", (long)lines.Count));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var edge = new Frontier(last - lines.Count, stored);
        var (entries, payloads, nodes) = (new List<AuditEntry>(lines.Count), new List<AuditPayload>(), new List<AuditNode>());
        foreach (var line in lines)
        {
            var seq = last - lines.Count + 1 + entries.Count;
            var payload = Payload(seq, line);
            entries.Add(Entry(line, seq, hash, instance, at, payload));
            payloads.AddRange(payload is null ? [] : [payload]);
            hash = entries[^1].Hash;
            edge.Grow(entries[^1].Canonical, nodes);
        }

        await store.InsertAsync(entries, cancel);
        await store.InsertAsync(payloads, cancel);
        await store.InsertAsync(nodes, cancel);
        await store.OneAsync("update audit_head set hash = @hash, edge = @edge where id = 1 returning seq", row => row.GetInt64(0), cancel, ("@hash", hash), ("@edge", edge.Store()));
        return last;
    }

    /// <summary>The line as it is kept; its hash is the one the next line names.</summary>
    private static AuditEntry Entry(AuditLine line, long seq, byte[] previous, string instance, DateTimeOffset at, AuditPayload? payload)
    {
        var subject = line.Subject();
        var canonical = AuditCanonical.Write(instance, seq, at, line, subject, payload is null ? null : AuditCanonical.Commit(payload.Salt, payload.Content), previous);
        return new AuditEntry
        {
            Seq = seq,
            At = at,
            Act = line.Act,
            ActorId = line.Actor.PersonId,
            Post = AuditCanonical.PostOf(line),
            Subject = subject,
            Outcome = AuditCanonical.Outcome(line.Ruling),
            Codes = AuditCanonical.Codes(line.Ruling),
            Canonical = canonical,
            Hash = SHA256.HashData(canonical),
        };
    }

    private static AuditPayload? Payload(long seq, AuditLine line) => line.Payload?.Invoke() is { } said
        ? new AuditPayload { Seq = seq, Salt = RandomNumberGenerator.GetBytes(32), Content = JsonSerializer.SerializeToUtf8Bytes(said, said.GetType(), Json.Stored) }
        : null;

    /// <summary>
    /// Own items get the next numbers of their register and year, imported ones those of a series of their own, far above: so the numbers of
    /// own entries stay without a gap whatever is imported.
    /// </summary>
    private async Task GiveNumbersAsync(CancellationToken cancel)
    {
        foreach (var (type, register) in Numbered)
        {
            var added = store.ChangeTracker.Entries().Where(e => e.State == EntityState.Added && e.Metadata.ClrType == type)
                .GroupBy(e => (Imported: e.Property("ImportBatchId").CurrentValue is not null, Year: (int)e.Property("Year").CurrentValue!));
            foreach (var series in added.OrderBy(s => s.Key).Select(s => (s.Key, Entries: s.ToList())).ToList())
            {
                var (imported, year, count) = (series.Key.Imported, series.Key.Year, series.Entries.Count);
                var (name, last) = (imported ? $"{register}-imported" : register, (imported ? LedgerEntry.FirstImported - 1 : 0) + count);
                var given = await store.OneAsync(
                    "insert into number_series (register, year, last) values (@register, @year, @last) on conflict (register, year) do update set last = number_series.last + @count returning last",
                    row => row.GetInt32(0), cancel, ("@register", name), ("@year", year), ("@last", last), ("@count", count));
                var number = given - count;
                series.Entries.ForEach(e => e.Property("Number").CurrentValue = ++number);
            }
        }

        await CountAsync(cancel);
    }

    /// <summary>Totals by level follow: a matter is counted once, at the level it has now.</summary>
    private async Task CountAsync(CancellationToken cancel)
    {
        var added = store.ChangeTracker.Entries<LedgerEntry>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        foreach (var fresh in added.Where(e => e.ReplacesId is null).GroupBy(e => (int)e.Level, (level, entries) => (Level: level, Count: entries.Count())).OrderBy(f => f.Level))
        {
            await AddAsync(fresh.Level, fresh.Count, cancel);
        }

        foreach (var entry in added.Where(e => e.ReplacesId is not null))
        {
            var former = store.ChangeTracker.Entries<LedgerEntry>().Single(e => e.Entity.Id == entry.ReplacesId).Entity.Level;
            if (former != entry.Level)
            {
                await store.Database.ExecuteSqlAsync($"update ledger_count set total = total - 1 where level = {(int)former}", cancel);
                await AddAsync((int)entry.Level, 1, cancel);
            }
        }
    }

    private Task AddAsync(int level, int count, CancellationToken cancel) => store.Database.ExecuteSqlAsync($"""
        insert into ledger_count (level, total) values ({level}, {count})
        on conflict (level) do update set total = ledger_count.total + {count}
        """, cancel);
}
