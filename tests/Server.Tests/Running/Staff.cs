using Shoumi.Rules;

namespace Shoumi.Server.Tests.Running;

/// <summary>The bureau that the tests set up: small, with every post held.</summary>
public static class Staff
{
    public const string Password = "Ceshi-2026-Mima";

    public const string SystemAdministrator = "0001", SecurityAdministrator = "0002", Auditor = "0003";
    public const string Leader = "1001", OtherLeader = "1002", OfficeHead = "2001", Secretary = "2002", SecrecyOfficer = "2003";
    public const string Clerk = "3001", Custodian = "3002", SecondClerk = "3003";
    public const string Head = "4001", Drafter = "4002", Colleague = "4003", Stranger = "5002", OtherHead = "5001", Uncleared = "9002";

    public const string Drafting = "优抚安置科", Other = "社会组织管理科";

    public static readonly (string Name, UnitKind Kind)[] Units =
        [("局领导", UnitKind.Section), ("办公室", UnitKind.Office), ("机要室", UnitKind.Registry), (Drafting, UnitKind.Section), (Other, UnitKind.Section)];

    public static readonly Member[] All =
    [
        new(Leader, "韩志远", "局领导", Level.TopSecret, (Post.DeputyDirectorInCharge, Drafting), (Post.LeadingGroupHead, null)),
        new(OtherLeader, "秦素云", "局领导", Level.TopSecret, (Post.DeputyDirectorInCharge, Other), (Post.DeputyDirectorInCharge, "机要室"), (Post.DeputyDirectorInCharge, "办公室")),
        new(OfficeHead, "柳文博", "办公室", Level.TopSecret, (Post.SectionHead, "办公室"), (Post.LeadingGroupDeputy, null)),
        new(Secretary, "白雪莹", "办公室", Level.TopSecret, (Post.OfficeSecretary, null)),
        new(SecrecyOfficer, "纪长河", "办公室", Level.TopSecret, (Post.SecrecyOfficer, null)),
        new(Clerk, "苏映秋", "机要室", Level.TopSecret, (Post.RegistryClerk, null)),
        new(Custodian, "段立诚", "机要室", Level.TopSecret, (Post.RegistryTopSecretCustodian, null), (Post.SectionHead, "机要室"), (Post.PrintRoomOperator, null)),
        new(SecondClerk, "关宁", "机要室", Level.TopSecret, (Post.RegistryClerk, null)),
        new(Head, "廖正刚", Drafting, Level.TopSecret, (Post.SectionHead, Drafting), (Post.LeadingGroupMember, null)),
        new(Drafter, "夏晴川", Drafting, Level.TopSecret),
        new(Colleague, "鲁大海", Drafting, Level.Secret),
        new(OtherHead, "施国栋", Other, Level.TopSecret, (Post.SectionHead, Other)),
        new(Stranger, "叶知微", Other, Level.TopSecret),
        new(Uncleared, "倪小舟", Other, null),
    ];

    public sealed record Member(string Number, string Name, string Unit, Level? Cleared, params (Post Post, string? Unit)[] Posts);
}
