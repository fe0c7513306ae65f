using System.Collections.Concurrent;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server;

/// <summary>What an act answers: the ruling, and the line of the audit ledger it stands in.</summary>
/// <param name="Id">Identity of what came into being, where something did.</param>
public readonly record struct Ruled(Ruling Ruling, long Line, int Id = 0);

/// <summary>What every act has before it: the store, the ledger, the day, the regulation and the person who acts.</summary>
public sealed class Desk(Store store, AuditLedger ledger, Calendar calendar, PolicyPack pack, Bureau bureau, RefusalPace pace, OrganisationMemory organisation, Actor actor, CancellationToken cancel)
{
    public Store Store { get; } = store;

    public Calendar Calendar { get; } = calendar;

    public DateOnly Today => Calendar.Today;

    public DateTimeOffset Now => Calendar.Now.ToUniversalTime();

    public PolicyPack Pack { get; } = pack;

    public Bureau Bureau { get; } = bureau;

    public OrganisationMemory Organisation { get; } = organisation;

    public Actor Actor { get; } = actor;

    public CancellationToken Cancel { get; } = cancel;

    /// <summary>Written with whatever act ends next, in its transaction: what the act answered.</summary>
    public Action<Ruled>? Along { get; set; }

    /// <summary>
    /// The end of every act: saved together with its line when permitted (or when it waits for approval), otherwise only the refusal is recorded.
    /// </summary>
    /// <param name="subject">Number of what it is about, asked for when numbers have been given.</param>
    /// <param name="change">Makes the change; called only when the ruling lets it happen.</param>
    /// <param name="payload">What the act said; never a title.</param>
    /// <param name="post">The post it is done under; null leaves it to the first one that may do it. Whether as deputy, the actor's holding says.</param>
    /// <param name="unitId">The unit it is about, for posts that are held for one.</param>
    public async Task<Ruled> EndAsync(Act act, Ruling ruling, Func<string> subject, Action change, Func<object?>? payload = null, Post? post = null, int? unitId = null, Func<int>? id = null, params Action[] then)
    {
        var line = new AuditLine(act, Actor, subject, ruling, Reported(ruling, payload), post);
        line = line with { AsDeputy = Actor.Under(AuditCanonical.PostOf(line), unitId)?.AsDeputy ?? false };
        if (ruling is Ruling.Forbidden)
        {
            return await RefuseAsync(line);
        }

        change();
        var seq = await ledger.CommitAsync(line, then, Along is { } along ? written => along(new Ruled(ruling, written, id?.Invoke() ?? 0)) : null, Cancel);
        return new Ruled(ruling, seq, id?.Invoke() ?? 0);
    }

    // What is permitted with a duty, such as two steps by one person, is reported: the duty stands beside what the act said.
    private static Func<object?>? Reported(Ruling ruling, Func<object?>? payload) => ruling is Ruling.Permitted { Duties: [_, ..] duties }
        ? () => new { Duties = duties.Select(d => d.Code).Distinct(), Said = payload?.Invoke() }
        : payload;

    /// <summary>Records a refusal and nothing else.</summary>
    public async Task<Ruled> RefuseAsync(AuditLine line)
    {
        if (!pace.Take(Actor.PersonId))
        {
            throw new TooManyRefusalsException();
        }

        // Whoever was overtaken is told that and nothing else: the rest was judged on facts that are gone.
        var ruling = line.Ruling.Reasons.FirstOrDefault(r => r.Code == "SYS.CONFLICT") is { } first ? new Ruling.Forbidden([first]) : line.Ruling;
        var told = line with { Ruling = ruling.Named(line.Act), Payload = null };
        return new Ruled(told.Ruling, await ledger.RefuseAsync(told, Cancel));
    }
}

/// <summary>A person who is refused again and again within a minute is asked to wait, so that the audit ledger cannot be flooded.</summary>
public sealed class TooManyRefusalsException : Exception;

/// <summary>How often a person was refused within the last minute. In memory: it protects the ledger and says nothing about anybody.</summary>
public sealed class RefusalPace(TimeProvider clock)
{
    /// <summary>Recorded refusals per person and minute.</summary>
    public const int PerMinute = 30;

    private readonly ConcurrentDictionary<int, (long Minute, int Count)> taken = [];

    /// <summary>Whether one more is recorded.</summary>
    public bool Take(int personId)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        return taken.AddOrUpdate(personId, _ => (minute, 1), (_, was) => was.Minute == minute ? (minute, was.Count + 1) : (minute, 1)).Count <= PerMinute;
    }
}
