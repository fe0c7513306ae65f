using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Server.Access;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Features.Tokens;

/// <summary>创建访问令牌: for a program that acts for the person, under some of the posts and for at most half a year. Only its digest is kept.</summary>
[Requirement("RN1.4")]
public static class CreateToken
{
    /// <summary>Longest life of a token, in days after the one it is made on.</summary>
    public const int LongestDays = 180;

    /// <summary>Most tokens of one person that work.</summary>
    public const int MostLive = 20;

    public sealed record Input(string Name, PostSet Posts, DateOnly LastDay);

    public static async Task<bool> HasManyAsync(Desk desk) =>
        await desk.Store.Tokens.CountAsync(t => t.PersonId == desk.Actor.PersonId && t.RevokedAt == null && t.LastDay >= desk.Today, desk.Cancel) >= MostLive;

    /// <param name="text">The token itself; it goes to its owner and nowhere else.</param>
    public static Task<Ruled> HandleAsync(Desk desk, Input input, string text)
    {
        var token = new AccessToken { PersonId = desk.Actor.PersonId, Name = input.Name, Hash = TokenText.Hash(text), Posts = input.Posts, CreatedAt = desk.Now, LastDay = input.LastDay };
        // A day is fixed: not while nobody vouches for the clock.
        var ruling = Ruling.All(Authority.Judge(Act.CreateToken, desk.Actor.Posts), desk.Calendar.Judge());
        return desk.EndAsync(Act.CreateToken, ruling, () => $"token {token.Id}", () => desk.Store.Add(token), () => new { Posts = token.Posts.Members.Select(p => $"{p}"), token.LastDay }, id: () => token.Id);
    }
}

/// <summary>撤销访问令牌: one's own, at once and for good.</summary>
[Requirement("RN1.4")]
public static class RevokeToken
{
    /// <returns>Null when the person has no such token, or it is revoked already.</returns>
    public static async Task<Ruled?> HandleAsync(Desk desk, int id)
    {
        var token = await desk.Store.Tokens.SingleOrDefaultAsync(t => t.Id == id && t.PersonId == desk.Actor.PersonId && t.RevokedAt == null, desk.Cancel);
        return token is null ? null : await desk.EndAsync(Act.RevokeToken, Authority.Judge(Act.RevokeToken, desk.Actor.Posts), () => $"token {token.Id}", () => token.Revoke(desk.Now));
    }
}
