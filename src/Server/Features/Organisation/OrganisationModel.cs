using Shoumi.Rules;
using Shoumi.Rules.Policy;
using Shoumi.Server.Frame;

namespace Shoumi.Server.Features.Organisation;

/// <summary>Units, persons, dated appointments, the leading group. Each form is shown only where its switch says so.</summary>
/// <param name="Query">Narrows the persons by name, number or pinyin initials.</param>
/// <param name="Selected">The person whose appointments are shown.</param>
/// <param name="OnceOnly">First password of an account just opened or reset: shown this one time.</param>
public sealed record OrganisationModel(
    DateOnly Today,
    IReadOnlyList<UnitRow> Units,
    IReadOnlyList<PersonRow> Persons,
    string Query,
    GroupShown Group,
    PersonDetail? Selected,
    (string Person, string Password)? OnceOnly,
    OrganisationActs May,
    FormState Form);

/// <summary>What the viewer may do.</summary>
public sealed record OrganisationActs(
    bool AddUnit, bool CloseUnit, bool AddPerson, bool Appoint, bool EndAppointment, bool SetClearedLevel,
    bool OpenAccount, bool ResetPassword, bool ResetAdministrator, bool Unlock, bool CloseAccount, bool EndService, bool Move);

/// <summary>A unit: 科室 or 直属单位.</summary>
/// <param name="Kind">In words.</param>
/// <param name="Head">By name; null while vacant.</param>
/// <param name="Leader">The leader in charge, by name; null while nobody is.</param>
public sealed record UnitRow(long Id, string Name, string Kind, string? Head, string? Leader, int People, DateOnly? ClosedOn);

/// <summary>A person in service.</summary>
/// <param name="Cleared">Cleared level; null for none.</param>
/// <param name="Posts">Posts held today, in words.</param>
public sealed record PersonRow(long Id, string Number, string Name, string Unit, Level? Cleared, string Posts, AccountState Account);

/// <summary>How a person's account stands.</summary>
public enum AccountState
{
    /// <summary>No account.</summary>
    None = 0,

    /// <summary>Open.</summary>
    Open = 1,

    /// <summary>Locked after wrong entries.</summary>
    Locked = 2,

    /// <summary>Closed.</summary>
    Closed = 3,
}

/// <summary>One person with all appointments, the present ones first.</summary>
public sealed record PersonDetail(PersonRow Person, IReadOnlyList<AppointmentRow> Appointments);

/// <summary>A dated appointment to a post.</summary>
/// <param name="Unit">Where it is for a unit, or the units a leader is in charge of.</param>
/// <param name="Deputy">Whether it is a dated deputyship.</param>
/// <param name="Document">The appointing document.</param>
/// <param name="NeverHeld">Ended before it began.</param>
/// <param name="MayEnd">Whether there is something left to end: it holds today or later.</param>
public sealed record AppointmentRow(long Id, Post Post, string? Unit, bool Deputy, DateOnly From, DateOnly? To, string Document, bool NeverHeld, bool MayEnd);

/// <summary>保密工作领导小组 as of today.</summary>
/// <param name="Lacking">What the notice demands and is missing, as the reason says it; empty when the group is complete.</param>
/// <param name="Reason">The reason, with its remedy and who can do it.</param>
public sealed record GroupShown(string? Head, IReadOnlyList<string> Deputies, IReadOnlyList<string> Members, IReadOnlyList<string> Lacking, Reason Reason);

/// <summary>How account states look and read.</summary>
public static class AccountStates
{
    /// <summary>Symbol and class.</summary>
    public static (string Icon, string Class) Look(this AccountState state) => state switch
    {
        AccountState.None => ("circle-x", "off"),
        AccountState.Open => ("circle-check", "fine"),
        AccountState.Locked => ("lock", "no"),
        AccountState.Closed => ("circle-x", "off"),
    };

    /// <summary>The state's word.</summary>
    public static string Say(this Texts.Language l, AccountState state) => state switch
    {
        AccountState.None => l.T("未开户", "No account"),
        AccountState.Open => l.T("在用", "Open"),
        AccountState.Locked => l.T("已锁定", "Locked"),
        AccountState.Closed => l.T("已停用", "Closed"),
    };
}
