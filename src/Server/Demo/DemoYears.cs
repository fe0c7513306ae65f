using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Access;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Features.Procedure;
using Shoumi.Server.Jobs;
using Shoumi.Server.Storage;

namespace Shoumi.Server.Demo;

/// <summary>Twelve years of cases, one after the other in the order of their days, by the acts of the five steps.</summary>
public sealed class DemoYears(IServiceProvider office, DemoClock clock, PolicyPack pack, DemoStaff staff, DateOnly today)
{
    private const int Cases = 300;

    /// <summary>How far a case goes: most to the end, the last ones stop at every stage.</summary>
    private enum Fate
    {
        Registered,
        AtDraft,
        Returned,
        AtSection,
        AtOffice,
        AtApproval,
        AtLedger,
        Withdrawn,
        Internal,
        OnPaper,
        Amended,
        Corrected,
    }

    public async Task LiveAsync()
    {
        var plan = Years().Concat(EndingSoon()).Concat(ThisWeek()).OrderBy(p => p.Day).ToList();
        foreach (var (p, i) in plan.Select((p, i) => (p, i)))
        {
            clock.Set(p.Day, 9 + (i % 6), i % 50);
            await LiveOneAsync(i, p.Matter, p.Fate);
        }

        await office.GetRequiredService<Midnight>().RunAsync(default);
    }

    private static Fate FateOf(int i) => i % 30 == 7 ? Fate.Withdrawn : i % 30 == 13 ? Fate.Internal : i % 40 == 21 ? Fate.OnPaper : i % 40 == 33 ? Fate.Amended : i % 100 == 50 ? Fate.Corrected : Fate.Registered;

    private IEnumerable<(DateOnly Day, DemoMatters.Matter Matter, Fate Fate)> Years()
    {
        var first = today.AddYears(-12).AddDays(3);
        var span = today.DayNumber - first.DayNumber - 12;
        return Enumerable.Range(0, Cases).Select(i => (first.AddDays((int)((long)span * i / Cases)), DemoMatters.All[i % DemoMatters.All.Length], FateOf(i)));
    }

    /// <summary>Items whose terms run out within the coming days and weeks, some of them this month.</summary>
    private IEnumerable<(DateOnly Day, DemoMatters.Matter Matter, Fate Fate)> EndingSoon()
    {
        (int Left, int Matter, int Years, int Months)[] soon = [(1, 4, 0, 6), (3, 0, 10, 0), (5, 2, 3, 0), (12, 8, 10, 0), (25, 4, 0, 6), (40, 11, 2, 0), (70, 7, 1, 0)];
        return soon.Select(s => (today.AddDays(s.Left - 1).AddYears(-s.Years).AddMonths(-s.Months), DemoMatters.All[s.Matter] with { Years = s.Years, Months = s.Months }, Fate.Registered));
    }

    /// <summary>What lies on the desks this week: cases at every stage.</summary>
    private IEnumerable<(DateOnly Day, DemoMatters.Matter Matter, Fate Fate)> ThisWeek()
    {
        Fate[] fates = [Fate.AtLedger, Fate.AtApproval, Fate.AtOffice, Fate.AtSection, Fate.Returned, Fate.AtDraft, Fate.AtSection, Fate.AtApproval, Fate.AtLedger];
        return fates.Select((fate, i) => (today.AddDays(-4 + (i / 3)), DemoMatters.All[i % 7], fate));
    }

    private async Task LiveOneAsync(int i, DemoMatters.Matter matter, Fate fate)
    {
        var drafter = staff.People[matter.Drafter];
        var id = await ActAsync(drafter.Id, desk => OpenCase.HandleAsync(desk, new(DocumentKind.Written, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i))), "docx"), Ruling.Yes));
        if (fate == Fate.AtDraft)
        {
            return;
        }

        var proposal = Proposal(i, matter, fate == Fate.Internal);
        await ActAsync(drafter.Id, async desk => await Propose.HandleAsync(desk, id, proposal, await VersionAsync(desk, id)), 2);
        if (fate == Fate.AtSection)
        {
            return;
        }

        if (fate == Fate.Withdrawn)
        {
            await ActAsync(drafter.Id, async desk => await Withdraw.HandleAsync(desk, id, new("已交机要室", "文件不再印发", await VersionAsync(desk, id))), 30);
            return;
        }

        await ReviewAsync(i, id, matter, fate, proposal, drafter.UnitId);
    }

    private async Task ReviewAsync(int i, int id, DemoMatters.Matter matter, Fate fate, ProposalInput proposal, int unit)
    {
        var head = Holder(Post.SectionHead, unit);
        if (fate == Fate.Returned)
        {
            await DecideAsync(head, id, Act.ReviewAsSectionHead, Decision.Return, "知悉范围请再具体。", null);
            return;
        }

        var amended = fate == Fate.Amended && matter.Years > 1 ? proposal with { Amount = $"{matter.Years - 1}", Foreseeable = true } : null;
        await DecideAsync(head, id, Act.ReviewAsSectionHead, amended is null ? Decision.Agree : Decision.Amend, amended is null ? "同意。" : "期限可以缩短一年。", amended);
        if (fate == Fate.AtOffice)
        {
            return;
        }

        await DecideAsync(Holder(Post.OfficeSecretary, null), id, Act.ReviewAsOfficeSecretary, Decision.Agree, "依据相符，格式无误。", null);
        if (fate == Fate.AtApproval)
        {
            return;
        }

        await ApproveAsync(id, Holder(Post.DeputyDirectorInCharge, unit), fate == Fate.OnPaper);
        if (fate is Fate.AtLedger or Fate.Internal)
        {
            return;
        }

        await EnterAsync(i, id, fate == Fate.Corrected);
    }

    private async Task ApproveAsync(int id, int leader, bool onPaper)
    {
        if (onPaper)
        {
            await ActAsync(staff.Id("3003"), async desk => await RecordPaperApproval.HandleAsync(desk, id, new(leader, desk.Today, "同意，纸签。", await VersionAsync(desk, id))), 90);
        }
        else
        {
            await DecideAsync(leader, id, Act.Approve, Decision.Agree, "同意签发。", null);
        }
    }

    private async Task EnterAsync(int i, int id, bool corrected)
    {
        var clerk = Holder(Post.RegistryClerk, null);
        var entry = await ActAsync(clerk, async desk => await EnterInLedger.HandleAsync(desk, id, new(Decision.Agree, null, $"滨民密〔{desk.Today.Year}〕{(i % 60) + 1}号", "纸质", 4 + (i % 9), null, await VersionAsync(desk, id))), 40);
        if (corrected)
        {
            var correction = await ActAsync(clerk, desk => RequestCorrection.HandleAsync(desk, entry, new(CorrectedField.Copies, "12", "份数登记笔误，实印 12 份")), 20);
            await ActAsync(Holder(Post.SecrecyOfficer, null), desk => DecideCorrection.HandleAsync(desk, entry, correction, true), 60);
        }
    }

    private Task DecideAsync(int who, int id, Act act, Decision decision, string text, ProposalInput? changed) =>
        ActAsync(who, async desk => await DecideStep.HandleAsync(desk, id, act, new(decision, text, await VersionAsync(desk, id), changed)), 50);

    private static Task<int> VersionAsync(Desk desk, int id) => desk.Store.Visible(desk.Actor).Where(c => c.Id == id).Select(c => c.Version).SingleAsync();

    /// <summary>One act of one person, some minutes after the last; a refusal here is a defect of the demonstration.</summary>
    private async Task<int> ActAsync(int personId, Func<Desk, Task<Ruled?>> act, int minutesLater = 1)
    {
        clock.Pass(minutesLater);
        await using var scope = office.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (store, calendar) = (services.GetRequiredService<Store>(), services.GetRequiredService<Calendar>());
        var person = await store.People.AsNoTracking().SingleAsync(p => p.Id == personId);
        var actor = await store.ActorAsync(person, calendar.Today, default);
        var desk = new Desk(store, services.GetRequiredService<AuditLedger>(), calendar, pack, staff.Bureau, services.GetRequiredService<RefusalPace>(), services.GetRequiredService<OrganisationMemory>(), actor, default);
        var ruled = await act(desk) ?? throw new InvalidOperationException($"{person.Name} does not see the demonstration's case");
        return ruled.Ruling.IsPermitted ? ruled.Id : throw new InvalidOperationException($"The demonstration refuses {person.Name}: {string.Join(' ', ruled.Ruling.Reasons.Select(r => $"{r.Code} {string.Join(',', r.Arguments)}"))}");
    }

    private Task<int> ActAsync(int personId, Func<Desk, Task<Ruled>> act, int minutesLater = 1) => ActAsync(personId, async desk => (Ruled?)await act(desk), minutesLater);

    private int Holder(Post post, int? unitId) => staff.Id(DemoPeople.All.First(p => p.Posts.Any(h => h.Post == post && (unitId is null || h.Unit is { } u && staff.Units[u].Id == unitId))).Number);

    private ProposalInput Proposal(int i, DemoMatters.Matter m, bool @internal)
    {
        var year = Calendar.DayOf(clock.GetUtcNow()).Year;
        var title = m.Title.Replace("{0}", $"{year}", StringComparison.Ordinal).Replace("{1}", DemoMatters.Parts[i / DemoMatters.All.Length % DemoMatters.Parts.Length], StringComparison.Ordinal);
        var row = pack.Row(m.Row)!;
        ImmutableHashSet<string> ticked = [.. row.Conditions.Select(c => $"{c}.{pack.Conditions[c].Options.First(o => o.Holds).Id}")];
        var drafter = staff.People[m.Drafter];
        int[] people = [drafter.Id, Holder(Post.SectionHead, drafter.UnitId), Holder(Post.OfficeSecretary, null), Holder(Post.DeputyDirectorInCharge, drafter.UnitId), Holder(Post.RegistryClerk, null), Holder(Post.SecrecyOfficer, null)];
        var foreseen = m.Years is not null;
        var level = @internal ? null : (Level?)row.Level;
        var cleared = people.Distinct().Where(p => (int?)level <= ((int?)staff.People.Values.Single(x => x.Id == p).Cleared ?? 0) || level is null);
        return new ProposalInput(
            title, @internal ? Determination.Internal : Determination.StateSecret, m.Scope, [m.Row], ticked, @internal ? "经核对，不涉及国家秘密，只在内部使用" : null, null, foreseen,
            !foreseen ? null : m.Months > 0 ? $"{m.Months}" : $"{m.Years}", m.Months > 0 ? TermUnit.Month : TermUnit.Year, null, null, null, null, null, false,
            [.. cleared], [], "市委、市政府有关部门", 6);
    }
}
