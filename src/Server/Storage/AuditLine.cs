using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Shoumi.Rules;

namespace Shoumi.Server.Storage;

/// <summary>What is to stand in the audit ledger about one act.</summary>
/// <param name="Subject">Number of what it is about; asked for after numbers have been given. Never a title.</param>
/// <param name="Payload">What the act said; asked for after numbers have been given. Never a title or content.</param>
/// <param name="Post">Post under which the act was done.</param>
public sealed record AuditLine(Act Act, Actor Actor, Func<string> Subject, Ruling Ruling, Func<object?>? Payload = null, Post? Post = null, bool AsDeputy = false);

/// <summary>
/// Canonical bytes of a line, fixed for ever: UTF-8 JSON, these members in this order, no white space. The hash is taken over the
/// bytes as they are stored; each line names the hash of the line before it and the installation it belongs to.
/// </summary>
public static class AuditCanonical
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one line.</summary>
    /// <param name="at">Stored to the millisecond, so that what is hashed is what is stored on every database.</param>
    /// <param name="commitment">Salted commitment to the payload, or null.</param>
    public static byte[] Write(string instance, long seq, DateTimeOffset at, AuditLine line, string subject, byte[]? commitment, byte[] previous)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteString("alg", "sha256");
            json.WriteString("instance", instance);
            json.WriteNumber("seq", seq);
            json.WriteString("at", Moment(at));
            json.WriteNumber("act", (int)line.Act);
            json.WriteNumber("actor", line.Actor.PersonId);
            json.WriteNumber("post", (int)PostOf(line));
            json.WriteBoolean("deputy", line.AsDeputy);
            json.WriteString("subject", subject);
            json.WriteNumber("outcome", Outcome(line.Ruling));
            json.WriteString("codes", Codes(line.Ruling));
            json.WriteString("payload", commitment is null ? "" : Convert.ToHexStringLower(commitment));
            json.WriteString("previous", Convert.ToHexStringLower(previous));
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>A moment as it stands in lines and heads: UTC, to the millisecond.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>准许 1, 须批准 2, 不予办理 3.</summary>
    public static int Outcome(Ruling ruling) => ruling.Match(_ => 1, _ => 2, _ => 3);

    /// <summary>Reason codes, in the order of the refusal.</summary>
    public static string Codes(Ruling ruling) => string.Join(' ', ruling.Reasons.Select(r => r.Code).Distinct());

    /// <summary>
    /// The post the act was done under: the one named, or the first one that may do it. Where none may, as in most refusals, the
    /// administrator's own or the one everybody in service has; a person is never written down as the system.
    /// </summary>
    public static Post PostOf(AuditLine line) =>
        line.Post
        ?? line.Actor.Posts.Members.Where(p => Authority.PostsFor(line.Act).Contains(p)).Select(p => (Post?)p).FirstOrDefault()
        ?? line.Actor.Administers
        ?? Post.ActionOfficer;

    /// <summary>SHA-256 over salt and payload: says nothing about the payload once the salt is gone.</summary>
    public static byte[] Commit(byte[] salt, byte[] content) => SHA256.HashData([.. salt, .. content]);
}
