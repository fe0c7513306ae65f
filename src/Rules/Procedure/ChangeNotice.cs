namespace Shoumi.Rules.Procedure;

/// <summary>
/// 变更/解密通知书 (form F07) to one holder of the matter: issued when the change is approved, signed for by the holder, and done with once the
/// holder's carriers bear the former mark struck and the new one beside it.
/// </summary>
[Requirement("R8.6", "R7.4.1")]
public sealed class ChangeNotice
{
    public int Id { get; private set; }

    /// <summary>The change.</summary>
    public required int CaseId { get; init; }

    /// <summary>Revision of the change that was approved; a notice of an earlier one is void.</summary>
    public required int Revision { get; init; }

    /// <summary>The unit that holds the matter; null for a recipient outside the bureau.</summary>
    public int? UnitId { get; init; }

    /// <summary>主送 of the original, for a recipient outside; the registry records its answer.</summary>
    public string? Recipient { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>签收: the day the notice reached its holder.</summary>
    public DateOnly? ReceivedOn { get; private set; }

    public int? ReceivedById { get; private set; }

    /// <summary>When that was recorded here.</summary>
    public DateTimeOffset? RecordedAt { get; private set; }

    /// <summary>载体改标回执.</summary>
    public DateTimeOffset? RemarkedAt { get; private set; }

    public int? RemarkedById { get; private set; }

    /// <summary>The holder has it.</summary>
    public void Receive(DateOnly on, int personId, DateTimeOffset at) => (ReceivedOn, ReceivedById, RecordedAt) = (on, personId, at);

    /// <summary>The holder's carriers are re-marked.</summary>
    public void Remarked(int personId, DateTimeOffset at) => (RemarkedById, RemarkedAt) = (personId, at);

    /// <summary>
    /// Whether this person may sign for the notice: of a unit within the bureau, somebody of that unit or its head. From a slip signed on paper
    /// the registry records it, for whichever holder; that of a recipient outside is never signed for otherwise.
    /// </summary>
    [Requirement("R8.6")]
    public static Ruling MayReceive(int? unitId, Actor actor, bool bySlip) =>
        (bySlip || unitId is null ? actor.Posts.Contains(Post.RegistryClerk) : IsHolder(unitId, actor)) ? Ruling.Yes : Ruling.Forbid("MZ.8.6.HOLDER", "R8.6");

    /// <summary>Whether the person is of the unit that holds the matter.</summary>
    public static bool IsHolder(int? unitId, Actor actor) => unitId is { } unit && (actor.UnitId == unit || actor.Holds(Post.SectionHead, unit) is not null);

    /// <summary>Carriers are re-marked by notice: not before the notice is signed for, nor before the change stands in the ledger.</summary>
    [Requirement("R8.6")]
    public static Ruling MayRemark(DateOnly? receivedOn, Stage stage) =>
        receivedOn is not null && stage == Stage.Registered ? Ruling.Yes : Ruling.Forbid("MZ.8.6.FIRST", "R8.6");

    /// <summary>A slip counts from its own date: not before the notice was issued, and not after today.</summary>
    [Requirement("R8.6")]
    public static Ruling SlipDate(DateOnly on, DateOnly issuedOn, DateOnly today) => on >= issuedOn && on <= today
        ? Ruling.Yes
        : Ruling.Forbid("MZ.7.DATE", "R8.6", ("given", $"{on:yyyy-MM-dd}"), ("allowed", $"{issuedOn:yyyy-MM-dd} – {today:yyyy-MM-dd}"));
}
