using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Periods;

namespace Shoumi.Server.Features.Terms;

/// <summary>上级特殊规定的登记 (article 6 item 3): with document number, by the secrecy officer. Withdrawn, never deleted.</summary>
[Requirement("R6.3.1")]
public static class RegisterSuperiorRule
{
    public sealed record Input(string RowId, Term Term, string Issuer, string DocumentNumber, DateOnly ValidFrom);

    public static Task<Ruled> HandleAsync(Desk desk, Input input)
    {
        var rule = new SuperiorRule { RowId = input.RowId, Term = input.Term, Issuer = input.Issuer, DocumentNumber = input.DocumentNumber, ValidFrom = input.ValidFrom, RegisteredById = desk.Actor.PersonId };
        return desk.EndAsync(Act.RegisterSuperiorRule, Rules.Periods.SuperiorRules.Judge(desk.Pack, rule.Says), () => $"superior rule {rule.Id}", () => desk.Store.Add(rule), () => input, Post.SecrecyOfficer, id: () => rule.Id);
    }

    /// <summary>From today on it binds nobody: its last day was yesterday. What was registered only today has then held on no day.</summary>
    public static async Task<Ruled?> WithdrawAsync(Desk desk, int id)
    {
        var rule = await desk.Store.SuperiorRules.SingleOrDefaultAsync(r => r.Id == id && r.ValidTo == null, desk.Cancel);
        return rule is null ? null : await desk.EndAsync(Act.WithdrawSuperiorRule, Ruling.Yes, () => $"superior rule {rule.Id}", () => rule.Withdraw(desk.Today.AddDays(-1)), null, Post.SecrecyOfficer);
    }
}
