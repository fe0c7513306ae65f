using Shoumi.Rules;

namespace Shoumi.Server.Demo;

/// <summary>The invented bureau's units and people. Any likeness to a real office is accidental.</summary>
public static class DemoPeople
{
    /// <summary>One password for all of the demonstration's sign-ins; it is printed, so it protects nothing.</summary>
    public const string Password = "Yanshi-2026-Demo";

    public static readonly (string Name, UnitKind Kind)[] Units =
    [
        ("局领导", UnitKind.Section),
        ("办公室", UnitKind.Office),
        ("机要室", UnitKind.Registry),
        ("优抚安置科", UnitKind.Section),
        ("社会组织管理科", UnitKind.Section),
        ("儿童福利科", UnitKind.Section),
        ("区划地名科", UnitKind.Section),
        ("军供站", UnitKind.Subordinate),
        ("儿童福利院", UnitKind.Subordinate),
    ];

    /// <summary>Number, name, unit, cleared level, posts (with the unit a post is held for), and what to show beside the sign-in; null where none is shown.</summary>
    public static readonly Invented[] All =
    [
        new("1001", "韩志远", "局领导", Level.TopSecret, "分管局领导（优抚安置、军供、儿童福利），领导小组组长",
            (Post.DeputyDirectorInCharge, "优抚安置科"), (Post.DeputyDirectorInCharge, "军供站"), (Post.DeputyDirectorInCharge, "儿童福利科"), (Post.DeputyDirectorInCharge, "儿童福利院"), (Post.LeadingGroupHead, null)),
        new("1002", "秦素云", "局领导", Level.TopSecret, "分管局领导（社会组织、区划地名、办公室、机要室）",
            (Post.DeputyDirectorInCharge, "社会组织管理科"), (Post.DeputyDirectorInCharge, "区划地名科"), (Post.DeputyDirectorInCharge, "办公室"), (Post.DeputyDirectorInCharge, "机要室")),
        new("2001", "柳文博", "办公室", Level.TopSecret, "办公室主任，领导小组副组长", (Post.SectionHead, "办公室"), (Post.LeadingGroupDeputy, null)),
        new("2002", "白雪莹", "办公室", Level.TopSecret, "局办公室文秘", (Post.OfficeSecretary, null)),
        new("2003", "纪长河", "办公室", Level.TopSecret, "专职保密员", (Post.SecrecyOfficer, null)),
        new("2004", "贺小满", "办公室", Level.Secret, null, (Post.PrintRoomOperator, null)),
        new("3001", "苏映秋", "机要室", Level.TopSecret, "机要室定密经办", (Post.RegistryClerk, null)),
        new("3002", "段立诚", "机要室", Level.TopSecret, null, (Post.RegistryTopSecretCustodian, null), (Post.SectionHead, "机要室"), (Post.LeadingGroupMember, null)),
        new("3003", "关宁", "机要室", Level.Secret, null, (Post.RegistryClerk, null)),
        new("4001", "廖正刚", "优抚安置科", Level.TopSecret, "处室负责人（优抚安置科）", (Post.SectionHead, "优抚安置科"), (Post.LeadingGroupMember, null)),
        new("4002", "夏晴川", "优抚安置科", Level.TopSecret, "承办人（优抚安置科）"),
        new("4003", "鲁大海", "优抚安置科", Level.Secret, null),
        new("5001", "施国栋", "社会组织管理科", Level.TopSecret, "处室负责人（社会组织管理科）", (Post.SectionHead, "社会组织管理科"), (Post.LeadingGroupMember, null)),
        new("5002", "叶知微", "社会组织管理科", Level.Secret, "承办人（社会组织管理科）"),
        new("6001", "温如玉", "儿童福利科", Level.Secret, null, (Post.SectionHead, "儿童福利科"), (Post.LeadingGroupMember, null)),
        new("6002", "岳明朗", "儿童福利科", Level.Confidential, "承办人（儿童福利科）"),
        new("7001", "康远山", "区划地名科", Level.Secret, null, (Post.SectionHead, "区划地名科"), (Post.LeadingGroupMember, null)),
        new("7002", "穆青", "区划地名科", Level.Secret, null),
        new("8001", "雷铁成", "军供站", Level.Secret, null, (Post.SectionHead, "军供站"), (Post.LeadingGroupMember, null)),
        new("8002", "辛桐", "军供站", Level.Secret, null),
        new("9001", "姜慧心", "儿童福利院", Level.Confidential, null, (Post.SectionHead, "儿童福利院"), (Post.LeadingGroupMember, null)),
        new("9002", "倪小舟", "儿童福利院", null, "未定涉密等级的工作人员（看不到涉密事项）"),
    ];

    public static readonly (string Number, string Name, Post Post)[] Administrators =
    [
        ("0001", "马驰", Post.SystemAdministrator),
        ("0002", "宋清和", Post.SecurityAdministrator),
        ("0003", "郑守义", Post.SecurityAuditor),
    ];

    public sealed record Invented(string Number, string Name, string Unit, Level? Cleared, string? Shown, params (Post Post, string? Unit)[] Posts);
}
