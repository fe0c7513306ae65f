using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Shoumi.Rules;
using Shoumi.Rules.Procedure;
using Shoumi.Server.Features.Ledger;
using Shoumi.Server.Rest;
using Shoumi.Server.Texts;

namespace Shoumi.Server.Features.Changes;

/// <summary>What is asked for of a decided matter.</summary>
public enum ChangePurpose
{
    Change,
    Declassify,
}

/// <summary>Opening a change (变更) or an early declassification (提前解密) of an entry.</summary>
public sealed record OpenChangeBody
{
    [Description("Change 变更 or Declassify 提前解密.")]
    public required ChangePurpose Purpose { get; init; }

    [Description("文号 of the originator's notice; needed for a received matter. 原定密机关通知文号。")]
    [MaxLength(60)]
    public string? NoticeNumber { get; init; }
}

/// <summary>Entering a change in the classification ledger, or returning it.</summary>
public sealed record ChangeEntryBody
{
    [Description("Agree 记入 or Return 退回.")]
    public required Decision Decision { get; init; }

    [Description("备注; the reason, when it is returned.")]
    [MaxLength(200)]
    public string? Remark { get; init; }

    [Description("Version of the case that the person has seen.")]
    [Range(0, int.MaxValue)]
    public required int Version { get; init; }
}

/// <summary>Acknowledging a notice (签收).</summary>
public sealed record ReceiptBody
{
    [Description("Date on a slip signed on paper, which the registry records; absent where somebody of the unit signs, today. 回执日期。")]
    public DateOnly? ReceivedOn { get; init; }
}

/// <summary>An empty object: what is re-marked stands in the address.</summary>
public sealed record RemarkedBody;

/// <summary>变更/解密通知书: one to everybody who holds the matter.</summary>
public sealed record NoticeItem(
    int Id,
    [property: Description("The case of the change.")] int CaseId,
    [property: Description("Such as 2026-变-0154.")] string Number,
    Named Purpose,
    [property: Description("Absent where it is not stored.")] string? Title,
    [property: Description("The unit, or the recipient outside.")] string Holder,
    DateOnly IssuedOn,
    DateOnly? ReceivedOn,
    string? ReceivedBy,
    DateTimeOffset? RemarkedAt,
    [property: Description("It went out with an approval that was returned since.")] bool Void,
    [property: Description("Acts of this interface that may be done now.")] IReadOnlyList<ActNow> MayDo)
{
    public static NoticeItem Of(Desk desk, Language l, NoticeRow n) => new(
        n.Id, n.CaseId, n.Number, Named.Of(n.Purpose, l.Say(n.Purpose)), n.Title is { Length: > 0 } title ? title : null, n.Holder, n.IssuedOn, n.ReceivedOn, n.ReceivedBy, n.RemarkedAt, n.Void,
        [
            .. ActNow.Of(desk, l, Act.ReceiveNotice, n.MayReceive, $"/notices/{n.Id}/receipt"),
            .. ActNow.Of(desk, l, Act.ConfirmRemarking, n.MayRemark, $"/notices/{n.Id}/remarked"),
        ]);
}
