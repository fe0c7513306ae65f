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
            .Select(u => u.Id).Distinct().Order();
        var outside = matter.Present.SendTo;
        return [.. units.Select(u => Notice(desk, file, u, null)), .. string.IsNullOrWhiteSpace(outside) ? [] : new[] { Notice(desk, file, null, outside) }];
    }

    private static ChangeNotice Notice(Desk desk, CaseFile file, int? unitId, string? recipient) =>
        new() { CaseId = file.Case.Id, Revision = file.Case.Revision, UnitId = unitId, Recipient = recipient, IssuedAt = desk.Now };
}
