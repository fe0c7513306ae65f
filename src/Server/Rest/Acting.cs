using System.ComponentModel;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Rest;

/// <summary>What an act answers to a program.</summary>
public sealed record ActDone(
    [property: Description("Identity of what came into being; absent where nothing did.")] int? Id,
    [property: Description("Line of the audit ledger in which the act stands.")] long Line,
    [property: Description("Where what was done is seen.")] string Href,
    [property: Description("Version of the case since the act, to be sent with the next one; absent where the act is on none.")] int? Version = null);

/// <summary>Requests with one key, one after the other; of those with different keys some wait for one another, which is only slow.</summary>
public sealed class KeyTurns
{
    private readonly SemaphoreSlim[] doors = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<T> TakeAsync<T>(int personId, string key, Func<Task<T>> act, CancellationToken cancel)
    {
        var door = doors[(uint)HashCode.Combine(personId, key) % (uint)doors.Length];
        await door.WaitAsync(cancel);
        try
        {
            return await act();
        }
        finally
        {
            door.Release();
        }
    }
}

/// <summary>
/// An act asked for by a program: its fields are read by the rules of the page, it is done by the handler of the page, and it is done once
/// under its key. What was refused has changed nothing; sent again, it is judged again.
/// </summary>
[Requirement("R7.1.1")]
public static class Acting
{
    public const string KeyHeader = "Idempotency-Key";

    private const int LongestKey = 100;

    /// <param name="read">Reads all fields; the act it answers with is done only when they are in order.</param>
    /// <param name="href">Where what was done is seen.</param>
    /// <param name="status">201 where something comes into being.</param>
    /// <param name="version">That of a case which comes into being.</param>
    public static async Task<IResult> AnswerAsync<TBody>(HttpContext http, Desk desk, Language l, Func<Form, Task<Func<Task<Ruled?>>>> read, Func<Ruled, string> href, int status = StatusCodes.Status200OK, int? version = null)
    {
        var (form, digest) = await JsonForm.ReadAsync(http, l, typeof(TBody));
        return await AnswerAsync(http, desk, l, form, digest, await read(form), href, status, version);
    }

    /// <inheritdoc cref="AnswerAsync{TBody}"/>
    /// <param name="digest">By which a repeated request is known.</param>
    public static async Task<IResult> AnswerAsync(HttpContext http, Desk desk, Language l, Form form, byte[] digest, Func<Task<Ruled?>> act, Func<Ruled, string> href, int status, int? version = null)
    {
        var key = http.Request.Headers[KeyHeader].ToString();
        if (key.Length is 0 or > LongestKey || key.Any(c => c is < '!' or > '~'))
        {
            form.Wrong(KeyHeader, key.Length == 0 ? l.T("必填：每件事一个新的键", "Required: a new one for each act") : l.T($"1 至 {LongestKey} 个可见的 ASCII 字符", $"1 to {LongestKey} visible ASCII characters"));
        }

        if (!form.IsValid)
        {
            return Problems.BadInput(l, form.Errors);
        }

        // Every act on a case counts its version on by one, and is done only on the version sent: a repeated answer says the same.
        var next = int.TryParse(form.Raw("version"), out var sent) ? sent + 1 : version;
        var turns = http.RequestServices.GetRequiredService<KeyTurns>();
        return await turns.TakeAsync(desk.Actor.PersonId, key, () => new Asked(http, desk, l, key, digest, next).OnceAsync(act, href, status), desk.Cancel);
    }
}

/// <summary>One request under its key: the answer kept, or the act done and its answer kept with it.</summary>
/// <param name="version">Of the case since the act.</param>
internal sealed class Asked(HttpContext http, Desk desk, Language l, string key, byte[] digest, int? version)
{
    public async Task<IResult> OnceAsync(Func<Task<Ruled?>> act, Func<Ruled, string> href, int status)
    {
        if (await KeptAsync() is { } kept)
        {
            return kept;
        }

        desk.Along = ruled => desk.Store.Add(new KeptAnswer { PersonId = desk.Actor.PersonId, Key = key, Request = digest, At = desk.Now, Status = Status(ruled, status), Location = href(ruled), MadeId = ruled.Id, Line = ruled.Line });
        var (done, first) = await DoneAsync(act);
        // In another process the same request may have been first, and was not yet to be seen.
        return first ?? (done is not { } ruled ? Problems.Nothing(l)
            : ruled.Ruling is Ruling.Forbidden ? await KeptAsync() ?? Problems.Refused(http, ruled, StatusCodes.Status409Conflict)
            : Say(Status(ruled, status), href(ruled), ruled.Id, ruled.Line));
    }

    private async Task<(Ruled? Ruled, IResult? First)> DoneAsync(Func<Task<Ruled?>> act)
    {
        try
        {
            return (await act(), null);
        }
        catch (OvertakenException)
        {
            desk.Store.ChangeTracker.Clear();
            return await KeptAsync() is { } first ? (null, first) : (await act(), null);
        }
    }

    private async Task<IResult?> KeptAsync()
    {
        if (await desk.Store.KeptAnswers(desk.Actor).AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, desk.Cancel) is not { } kept)
        {
            return null;
        }

        if (!CryptographicOperations.FixedTimeEquals(kept.Request, digest))
        {
            return Problems.KeyUsed(l);
        }

        http.Response.Headers["Idempotency-Replayed"] = "true";
        return Say(kept.Status, kept.Location, kept.MadeId, kept.Line);
    }

    // What waits for approval is accepted, not done.
    private static int Status(Ruled ruled, int status) => ruled.Ruling.Match(_ => status, _ => StatusCodes.Status202Accepted, _ => StatusCodes.Status409Conflict);

    private IResult Say(int status, string href, int id, long line)
    {
        if (status == StatusCodes.Status201Created)
        {
            http.Response.Headers.Location = href;
        }

        return Results.Json(new ActDone(id > 0 ? id : null, line, href, version), statusCode: status);
    }
}
