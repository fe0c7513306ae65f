namespace Shoumi.Rules.Procedure;

/// <summary>A matter as it stands in the ledger when its change is judged.</summary>
/// <param name="Secrecy">Level, term and first day.</param>
/// <param name="FreeFrom">First free day; null when it never ends by itself.</param>
/// <param name="Replaced">Whether another entry has meanwhile taken its place.</param>
/// <param name="UnitId">The unit it comes from; 0 where an old ledger names none that is still known: the registry then acts for it.</param>
/// <param name="Received">Whether it came classified: its originator changes it.</param>
public sealed record MatterFacts(Secrecy Secrecy, DateOnly? FreeFrom, bool Replaced, int UnitId, bool Received = false)
{
    /// <summary>Whether it is a state secret on that day.</summary>
    public bool InForceOn(DateOnly day) => FreeFrom is not { } free || day < free;
}

/// <summary>
/// 变更与提前解密: what the approval fixed changes by a case of its own only, through the same five steps (article 7 item 4). The seed is silent
/// about the procedure; these are system rules, after what the national rules demand.
/// </summary>
public static class ChangeRules
{
    /// <summary>Whether a change of this matter may be asked for: it is in force, nothing has taken its place, no other change is under way, and the person is of its unit.</summary>
    /// <param name="noticeNumber">文号 of the originator's notice; needed for a received matter.</param>
    [Requirement("R7.4.1", "R4.3")]
    public static Ruling MayOpen(MatterFacts matter, bool anotherUnderWay, string? noticeNumber, Actor actor, DateOnly today) => Ruling.All(
        StillStands(matter, CasePurpose.Change, today),
        anotherUnderWay ? Ruling.Forbid("MZ.7.CHANGE", "R7.4.1", ("why", "这一事项已有变更在办"), ("why_en", "another change of it is under way")) : Ruling.Yes,
        IsOfUnit(matter, actor) ? Ruling.Yes : Ruling.Forbid("MZ.7.CHANGE.UNIT", "R7.4.1"),
        matter.Received && string.IsNullOrWhiteSpace(noticeNumber) ? Ruling.Forbid("MZ.4.10.NOTICE", "R4.3") : Ruling.Yes);

    private static bool IsOfUnit(MatterFacts matter, Actor actor) => matter.UnitId == 0
        ? actor.Posts.Contains(Post.RegistryClerk)
        : actor.UnitId == matter.UnitId || actor.Holds(Post.SectionHead, matter.UnitId) is not null;

    /// <summary>Nothing is changed that has ended, or that another entry already speaks for.</summary>
    [Requirement("R6.6.2", "R7.4.1")]
    public static Ruling StillStands(MatterFacts matter, CasePurpose purpose, DateOnly day) =>
        matter.Replaced ? Ruling.Forbid("MZ.7.CHANGE", "R7.4.1", ("why", "台账中已有更新的记录"), ("why_en", "a later entry stands in the ledger"))
        : matter.InForceOn(day) ? Ruling.Yes
        : purpose == CasePurpose.Declassify ? Ruling.Forbid("MZ.6.6.ENDED", "R6.6.2", ("ended", $"{matter.FreeFrom:yyyy-MM-dd}"))
        : Ruling.Forbid("MZ.6.6.LATE", "R6.6.2", ("ended", $"{matter.FreeFrom:yyyy-MM-dd}"));

    /// <summary>Whether the proposed secrecy lasts longer than the present one.</summary>
    public static bool IsExtension(MatterFacts matter, Secrecy to) => matter.FreeFrom is { } ends && (to.FreeFrom is not { } later || later > ends);

    /// <summary>
    /// Whether this is a change, and one that can still be made: an extension is decided while the matter is in force; a term that would
    /// have ended already is no change but a declassification. The first day counted stays what it is.
    /// </summary>
    /// <param name="sameScope">Whether the scope of knowledge stays as it is.</param>
    [Requirement("R6.6.1", "R6.6.2", "R7.4.1")]
    public static Ruling JudgeChange(MatterFacts matter, Secrecy to, bool sameScope, DateOnly day) => Ruling.All(
        StillStands(matter, CasePurpose.Change, day),
        sameScope && to.Level == matter.Secrecy.Level && to.Term == matter.Secrecy.Term
            ? Ruling.Forbid("MZ.7.CHANGE", "R7.4.1", ("why", "密级、保密期限和知悉范围都没有变"), ("why_en", "level, term and scope all stay as they are"))
            : Ruling.Yes,
        to.StartsOn != matter.Secrecy.StartsOn ? Ruling.Forbid("MZ.7.CHANGE", "R6.6.1", ("why", "期限的起算日不因变更而移动"), ("why_en", "the first day counted does not move by a change")) : Ruling.Yes,
        to.InForceOn(day) ? Ruling.Yes : Ruling.Forbid("MZ.6.6.PAST", "R6.6.2", ("ended", $"{to.FreeFrom:yyyy-MM-dd}")));

    /// <summary>Why is always said: a change or an early end of secrecy without a reason is none.</summary>
    [Requirement("R7.1.4")]
    public static Ruling JudgeReason(string? reason) => string.IsNullOrWhiteSpace(reason)
        ? Ruling.Forbid("MZ.7.1.OPINION", "R7.1.4", ("missing", "变更或解密的理由"), ("missing_en", "the reason for the change"))
        : Ruling.Yes;

    /// <summary>
    /// The fifth step of an extension: decided and delivered before the term runs out, else the holders have rightly treated the matter as
    /// declassified. Other changes are entered at once; their notices follow.
    /// </summary>
    /// <param name="undelivered">Notices that nobody has signed for yet.</param>
    [Requirement("R6.6.2", "R8.6")]
    public static Ruling MayEnter(MatterFacts matter, CasePurpose purpose, Secrecy to, int undelivered, DateOnly today) => Ruling.All(
        StillStands(matter, purpose, today),
        purpose == CasePurpose.Change && IsExtension(matter, to) && undelivered > 0
            ? Ruling.Forbid("MZ.6.6.DELIVER", "R6.6.2", ("count", $"{undelivered}"), ("ends", $"{matter.FreeFrom:yyyy-MM-dd}"))
            : Ruling.Yes);
}
