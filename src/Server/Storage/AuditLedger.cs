using System.Data;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Rules.Registers;
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
            await GiveNumbersAsync(cancel);
            var moved = store.ChangeTracker.Entries<ClassificationCase>().Where(c => c.State == EntityState.Modified && (c.Property(x => x.Stage).IsModified || c.Property(x => x.DrafterId).IsModified)).Select(c => c.Entity.Id).ToList();
            var reversed = store.ChangeTracker.Entries<ImportBatch>().Where(b => b.State == EntityState.Modified && b.Property(x => x.ReversedOn).IsModified).Select(b => b.Entity).ToList();
            await store.SaveChangesAsync(cancel);
            await DropDraftsAsync(moved, cancel);
            await ReversedImports.EndAsync(store, reversed, cancel);
            foreach (var next in then)
            {
                next();
                await GiveNumbersAsync(cancel);
                await store.SaveChangesAsync(cancel);
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

    /// <summary>
    /// What was typed for a case goes when the case moves on or to another drafter, with the very act: also what an autosave has kept since
    /// the case was read.
    /// </summary>
    private async Task DropDraftsAsync(List<int> cases, CancellationToken cancel)
    {
        foreach (var id in cases)
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
        var taken = store is PostgresStore
            ? store.Database.SqlQuery<HeadRow>($"update audit_head set seq = seq + {lines.Count} where id = 1 returning seq, hash, set_config('synchronous_commit', 'off', true)")
            : store.Database.SqlQuery<HeadRow>($"update audit_head set seq = seq + {lines.Count} where id = 1 returning seq, hash");
        var head = (await taken.ToListAsync(cancel)).Single();
        var instance = await store.Bureaus.Select(b => b.Instance).SingleOrDefaultAsync(cancel) ?? "";
        var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var (seq, hash) = (head.Seq - lines.Count, head.Hash);
        foreach (var line in lines)
        {
            hash = Add(line, ++seq, hash, instance, at);
        }

        await store.SaveChangesAsync(cancel);
        await store.Database.ExecuteSqlAsync($"update audit_head set hash = {hash} where id = 1", cancel);
        return seq;
    }

    /// <summary>Adds the line and what its act said; returns its hash, which the next one names.</summary>
    private byte[] Add(AuditLine line, long seq, byte[] previous, string instance, DateTimeOffset at)
    {
        var subject = line.Subject();
        var payload = Payload(seq, line);
        var canonical = AuditCanonical.Write(instance, seq, at, line, subject, payload is null ? null : AuditCanonical.Commit(payload.Salt, payload.Content), previous);
        var hash = SHA256.HashData(canonical);
        store.Add(new AuditEntry
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
            Hash = hash,
        });
        if (payload is not null)
        {
            store.Add(payload);
        }

        return hash;
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
                var given = await store.Database.SqlQuery<int>($"""
                    insert into number_series (register, year, last) values ({name}, {year}, {last})
                    on conflict (register, year) do update set last = number_series.last + {count} returning last as "Value"
                    """).ToListAsync(cancel);
                var number = given.Single() - count;
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

    private sealed record HeadRow(long Seq, byte[] Hash);
}
