using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Organisation;
using Shoumi.Server.Features.Procedure;

namespace Shoumi.Server.Features.Changes;

/// <summary>变更/解密通知书: issued with the approval to everybody who holds the matter, and to those who come to hold it.</summary>
[Requirement("R8.6", "R6.6.2")]
public static class Notices
{
    /// <summary>
    /// One notice to each unit that is in the scope of knowledge before or after, or of which somebody is, to the unit the matter comes from,
    /// and to the recipient outside that the original was sent to. None for a determination.
    /// </summary>
    /// <param name="amended">What the approver puts in place of the proposal, or null.</param>
    public static async Task<IReadOnlyList<ChangeNotice>> OfAsync(Desk desk, CaseFile file, Proposal? amended)
    {
        if (file is not { Changed: { } matter, Case.Current: { } proposed })
        {
            return [];
        }

        var roster = await Roster.LoadAsync(desk);
        Proposal[] opinions = [matter.Present, amended ?? proposed];
        var units = opinions.SelectMany(p => p.Units.Concat(p.People.Select(i => roster.Person(i)?.UnitId).OfType<int>())).Append(file.Case.UnitId).Distinct()
            .Select(roster.Unit).OfType<OrgUnit>().SelectMany(u => u.Kind == UnitKind.Bureau ? roster.Units.Where(x => x.Kind != UnitKind.Bureau && x.ActiveOn(desk.Today)) : [u])
            .Select(u => u.Id).Distinct();
        var (within, outside) = Recipients(roster, matter.Present.SendTo, desk.Today);
        return [.. units.Union(within).Order().Select(u => Notice(desk, file, u, null)), .. outside.Length == 0 ? [] : new[] { Notice(desk, file, null, outside) }];
    }

    /// <summary>主送 names units of this bureau as well as others; one of this bureau signs for itself and never answers by a slip from outside.</summary>
    private static (int[] Within, string Outside) Recipients(Roster roster, string? sendTo, DateOnly today)
    {
        var names = (sendTo ?? "").Split(['、', '，', '；', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToLookup(n => roster.Units.FirstOrDefault(u => u.Name == n && u.Kind != UnitKind.Bureau && u.ActiveOn(today))?.Id);
        return ([.. names.Where(n => n.Key is not null).Select(n => n.Key!.Value)], string.Join('、', names[null]));
    }

    private static ChangeNotice Notice(Desk desk, CaseFile file, int? unitId, string? recipient) =>
        new() { CaseId = file.Case.Id, Revision = file.Case.Revision, UnitId = unitId, Recipient = recipient, IssuedAt = desk.Now };
}
