using System.Collections.Frozen;
using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Shoumi.Rules;

namespace Shoumi.Server.Storage;

/// <summary>What every request asks of an account. No password is held in memory.</summary>
public sealed record AccountFacts(int Id, int PersonId, string? UserName, string? Stamp, bool MustChangePassword, bool Closed);

/// <summary>Persons, units, appointments and accounts as they all stood at one moment. For reading only.</summary>
public sealed class OrganisationFacts
{
    private readonly List<Appointment> appointments;
    private Held? held;

    internal OrganisationFacts(IEnumerable<Person> people, IEnumerable<OrgUnit> units, List<Appointment> appointments, IEnumerable<AccountFacts> accounts)
    {
        (People, Units, Accounts) = (people.ToFrozenDictionary(p => p.Id), units.ToFrozenDictionary(u => u.Id), accounts.ToFrozenDictionary(a => a.Id));
        this.appointments = appointments;
    }

    public FrozenDictionary<int, Person> People { get; }

    public FrozenDictionary<int, OrgUnit> Units { get; }

    public FrozenDictionary<int, AccountFacts> Accounts { get; }

    /// <summary>Appointments that hold on that day, by person; holders before deputies.</summary>
    public ILookup<int, Appointment> HeldOn(DateOnly day)
    {
        // All requests of a day ask for the same one.
        if (held is not { } last || last.Day != day)
        {
            held = last = new(day, appointments.Where(a => a.HoldsOn(day)).OrderBy(a => a.AsDeputy).ThenBy(a => a.Id).ToLookup(a => a.PersonId));
        }

        return last.Posts;
    }

    private sealed record Held(DateOnly Day, ILookup<int, Appointment> Posts);
}

/// <summary>
/// The organisation, read once and known until it is changed: each request compares the count of changes, which the database raises in
/// the transaction of the change itself. So whoever loses a post has lost it in the next request, whoever and whatever wrote it.
/// </summary>
public sealed class OrganisationMemory
{
    private Known? known;

    /// <summary>The organisation as it stands now. The store's connection stays open from here on: one opening serves the whole request.</summary>
    public async Task<OrganisationFacts> ReadAsync(Store store, CancellationToken cancel)
    {
        if (store.Database.GetDbConnection().State != ConnectionState.Open)
        {
            await store.Database.OpenConnectionAsync(cancel);
        }

        // Within a transaction the count may be one that is never committed.
        if (store.Database.CurrentTransaction is not null)
        {
            return await LoadAsync(store, cancel);
        }

        while (true)
        {
            var count = await store.ChangesAsync(ChangeKind.Organisation, cancel);
            if (known is { } last && last.Count == count)
            {
                return last.Facts;
            }

            var facts = await LoadAsync(store, cancel);
            // Changed while it was being read: then it may be of two moments.
            if (await store.ChangesAsync(ChangeKind.Organisation, cancel) == count)
            {
                known = new(count, facts);
                return facts;
            }
        }
    }

    private static async Task<OrganisationFacts> LoadAsync(Store store, CancellationToken cancel) => new(
        await store.People.AsNoTracking().ToListAsync(cancel),
        await store.Units.AsNoTracking().ToListAsync(cancel),
        await store.Appointments.AsNoTracking().ToListAsync(cancel),
        await store.Users.AsNoTracking().Select(a => new AccountFacts(a.Id, a.PersonId, a.UserName, a.SecurityStamp, a.MustChangePassword, a.Closed)).ToListAsync(cancel));

    private sealed record Known(long Count, OrganisationFacts Facts);
}

/// <summary>How often something was changed.</summary>
public static class Changes
{
    /// <summary>The count of changes; asked on every request, so without the way through the query compiler.</summary>
    public static Task<long> ChangesAsync(this Store store, ChangeKind kind, CancellationToken cancel) => AskAsync(store, kind switch
    {
        ChangeKind.Organisation => "select count from change_count where kind = 1",
        ChangeKind.Ledger => "select count from change_count where kind = 2",
        ChangeKind.Cases => "select count from change_count where kind = 3",
    }, cancel);

    /// <summary>Changes of every kind together: none of the counts ever falls, so it stays only as long as all of them do.</summary>
    public static Task<long> ChangesAsync(this Store store, CancellationToken cancel) => AskAsync(store, "select cast(sum(count) as bigint) from change_count", cancel);

    private static async Task<long> AskAsync(Store store, string question, CancellationToken cancel)
    {
        await using var command = store.Database.GetDbConnection().CreateCommand();
        command.CommandText = question;
        command.Transaction = store.Database.CurrentTransaction?.GetDbTransaction();
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
